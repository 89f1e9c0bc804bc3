"""An English claim about a Chinese report: what rules look at, in Chinese.

Its words are compared by the vocabulary's glossary and its meaning by the multilingual embedder.
"""

from __future__ import annotations

import re
from decimal import Decimal

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_UNITS = {
    "us dollars": "美元", "dollars": "美元", "usd": "美元", "euros": "欧元",
    "yuan": "元", "rmb": "元", "cny": "元", "percent": "%", "per cent": "%", "%": "%", "percentage points": "个百分点",
    "days": "天", "day": "天", "people": "人", "persons": "人", "students": "人", "graduates": "人", "workers": "人",
    "jobs": "人", "square meters": "平方米", "square metres": "平方米", "kilometers": "公里", "kilometres": "公里",
    "tonnes": "吨", "tons": "吨", "mu": "亩", "hectares": "公顷", "beds": "张", "times": "次", "years": "年", "months": "月",
}  # fmt: skip
_FIGURE = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s*(?P<scale>thousand|million|billion|trillion))?"
    rf"(?:\s*(?P<unit>{'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})(?![a-z]))?"
    r"(?:\s+(?P<nationality>yuan))?",
    re.IGNORECASE,
)
_SPELT = re.compile(
    r"\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion)\b",
    re.IGNORECASE,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b({_MONTHS})(?:\s+(\d{{1,2}}))?(?:,?\s+((?:19|20)\d\d))?\b")
_SAYINGS = tuple(
    (re.compile(rf"\b(?:{english})", re.IGNORECASE), chinese)
    for english, chinese in (
        (r"(?:no|not) (?:more|over) than\s+(?=\d)|at most\s+(?=\d)", "至多"),
        (r"(?:less|fewer|lower) than\s+(?=\d)|(?:under|below)\s+(?=\d)", "不足"),
        (r"(?:more|greater) than\s+(?=\d)|(?:over|above|at least)\s+(?=\d)", "超过"),
        (r"exceed(?:ed|ing|s)?\s+(?=\d)", "超过"),
        (r"(?:about|around|approximately)\s+(?=\d)", "约"),
        (r"(?:nearly|almost)\s+(?=\d)", "近"),
        (r"(?:rose|rises?|risen|increas(?:ed?|es|ing)|grew|grow(?:n|s|ing)?|climb(?:ed|s)?) to\s+(?=\d)", "增长到"),
        (r"(?:fell|falls?|fallen|declin(?:ed?|es|ing)|decreas(?:ed?|es|ing)|drop(?:ped|s)?|reduced) to\s+(?=\d)", "下降到"),
        (r"(?:rose|risen|increas(?:ed?|es|ing)|grew|grow(?:n|s|ing|th)?|climb(?:ed|s)?|up)(?: by)?\s+(?=\d)", "增长"),
        (r"(?:fell|falls?|fallen|declin(?:ed?|es|ing)|decreas(?:ed?|es|ing)|drop(?:ped|s)?|reduced|down)(?: by)?\s+(?=\d)", "下降"),
        (r"(?:rose|risen|increased|grew|grown)\b", "增长"),
        (r"(?:fell|fallen|declined|decreased|dropped)\b", "下降"),
        (r"(?:under construction|being built)\b", "在建"),
        (r"(?:is|are|was|were) (?:planned|expected) to\b|plans? to\b|will\b", "计划"),
        (r"first half\b", "上半年"),
        (r"second half\b", "下半年"),
        (r"(?:per|each|every) (?:month)\b|monthly\b", "每月"),
        (r"(?:per|each|every) (?:day)\b|daily\b", "每天"),
        (r"(?:each|every) year\b|annually\b", "每年"),
        (r"per capita\b|per person\b", "人均"),
        (r"(?:one|a) third\b", "三分之一"),
        (r"(?:one|a) quarter of\b", "四分之一"),
        (r"polluted\b", "污染"),
    )
)  # fmt: skip
_COPULA = re.compile(
    r"(?<=[\u4e00-\u9fff])\s+(?:is|was|serves as)\s+(?:the\s+)?(?=[\u4e00-\u9fff])"
)
_OFFICES = tuple(
    (re.compile(rf"\b{english}\b", re.IGNORECASE), chinese)
    for english, chinese in (
        (r"party (?:committee )?secretary(?: of the party)?", "书记"),
        (r"(?:district|county) (?:mayor|head|governor|chief)", "区长"),
        (r"mayor", "市长"),
        (r"governor", "省长"),
        (r"premier|prime minister", "总理"),
    )
)


def is_english(claim: str) -> bool:
    written = len("".join(claim.split()))
    return bool(re.search(r"[A-Za-z]{2}", claim)) and len(_HAN.findall(claim)) < written / 4


def in_chinese_terms(claim: str) -> str:
    """2.945 billion yuan → 2945000000元; more than 200 → 超过200; fell by → 下降; May 2023 → 2023年5月."""
    claim = _DATE.sub(_dated, claim)
    for pattern, chinese in (*_SAYINGS, *_OFFICES):
        claim = pattern.sub(chinese, claim)
    return _COPULA.sub("是", _FIGURE.sub(_converted, claim))


def _dated(match: re.Match[str]) -> str:
    month, day, year = match.groups()
    if not day and not year:
        return match[0]
    number = _MONTHS.split("|").index(month) + 1
    return (f"{year}年" if year else "") + f"{number}月" + (f"{day}日" if day else "")


def _converted(match: re.Match[str]) -> str:
    value = Decimal(match["number"].replace(",", ""))
    value *= _SCALES.get((match["scale"] or "").lower(), 1)
    if not match["scale"] and not match["unit"] and 1900 <= value <= 2100:
        return f"{match['number']}年"
    unit = _UNITS.get((match["unit"] or match["nationality"] or "").lower(), "")
    return f"{value.normalize():f}{unit} "


def spelt_numbers(text: str) -> list[str]:
    """Numbers in English words: they are not read, and so prove nothing."""
    return [match[0] for match in _SPELT.finditer(text)]
