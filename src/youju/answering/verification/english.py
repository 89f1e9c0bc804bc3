"""An English claim about a Chinese report: its figures in Chinese units, names that can be checked.

Its words are compared by the vocabulary's glossary and its meaning by the multilingual embedder.
"""

from __future__ import annotations

import re
from decimal import Decimal

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_UNITS = {
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
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b")
_OVER = re.compile(
    r"\b(?:more than|over|exceed(?:ed|ing|s)?|above|at least)\s+(?=\d)", re.IGNORECASE
)
_ABOUT = re.compile(r"\b(?:about|nearly|almost|around|approximately)\s+(?=\d)", re.IGNORECASE)


def is_english(claim: str) -> bool:
    return bool(re.search(r"[A-Za-z]{2}", claim)) and len(_HAN.findall(claim)) < len(claim) / 4


def with_chinese_figures(claim: str) -> str:
    """2.945 billion yuan → 2945000000元; more than 200 → 超过200."""
    claim = _ABOUT.sub("约", _OVER.sub("超过", claim))
    return _FIGURE.sub(_converted, claim)


def _converted(match: re.Match[str]) -> str:
    value = Decimal(match["number"].replace(",", ""))
    value *= _SCALES.get((match["scale"] or "").lower(), 1)
    if not match["scale"] and not match["unit"] and 1900 <= value <= 2100:
        return f"{match['number']}年"
    unit = _UNITS.get((match["unit"] or match["nationality"] or "").lower(), "")
    return f"{value.normalize():f}{unit} "


def romanised_names(claim: str) -> list[str]:
    """Two capitalised words or more inside a sentence: a name that a Chinese report cannot prove."""
    return _NAME.findall(claim)
