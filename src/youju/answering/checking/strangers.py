"""People, places and bodies of a draft that the report does not know: 分管领导 where it has 主要领导."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from youju.answering.matching import match
from youju.answering.places import is_short_named
from youju.answering.verification import Unit, Words, differs_by_one
from youju.text import parse_chinese_numeral

_OFFICES = re.compile(
    r"(?:领导|干部|主席|总理|主任|[省市县区镇乡校院局厅部处科司州会村组社董站队行厂店班团]长|村官|书记|委员|教师|医生|医师|律师|[程计]师|专家|院士|记者|企业家|支书|财长|士长|董事|经理|管理人员|员工|职工)$"
)
_PLACES = re.compile(
    r"(?:地区|平原|高原|盆地|丘陵|沿海|流域|城市|半岛|[东南西北中]部|[省市县镇州])$"
)
_BODIES = re.compile(
    r"(?:组织|[\u4e00-\u9fff]{3}法|医院|银行|大学|学院|中学|公司|集团|协会|学会|商会|委员会|办公会|立法会|政协|法院|检察院|[煤钢药车油电]企|部门|机构|基金|博物馆|书院|剧院|影院|[寺庙塔]|机场|专列|普查|大会|论坛|博览会|展会|锦标赛|奥运会|联赛)$"
)
_KINDS = (("stranger_office", _OFFICES), ("stranger_place", _PLACES), ("stranger", _BODIES))
_GENERIC = re.compile(r"(?:公司|企业|部门|机构|集团)$")
_OWN = re.compile(
    r"^(?:[我该本各全两多某此这那其往向对把在从到于要以]|楼市|股市|车市|上市|门市|都市|超市)"
)
_SMALL = re.compile(
    r"(?P<before>[\u4e00-\u9fff]{2})(?P<number>[一二两三四五六七八九十]|\d{1,2})(?P<unit>中全会|个月|个|年|次|倍|成|项|条|所|位|届|轮|批|期|家)"
)
_TOKEN = re.compile(r"[a-z][a-z\d.\-]+\d|[a-z]{2,}")
"""Folded."""
_LEAST_MISSPELT = 3
_SAID = 0.5


def strangers(text: str, unit: Unit, words: Words) -> Iterator[str]:
    """Those that neither the unit names, in these or like words, nor the report anywhere: as
    ``rule:words``."""
    for term in words.of(text):
        word = term.word
        if len(word) < 2 or word in unit.profile.folded or _OWN.match(word):
            continue
        kind = next((rule for rule, pattern in _KINDS if _ends_in(pattern, word)), None)
        if kind is None and words.is_proper(word) and not any(p in unit.near for p in term.pairs):
            kind = "stranger"
        if is_short_named(word, unit.near):
            continue
        stem = _GENERIC.sub("", word)
        if stem != word and stem and stem in unit.near:
            continue
        if kind is None and _is_misspelt(word, unit, words):
            kind = "stranger"
        if kind and match(term, unit.near + unit.profile.given) < _SAID:
            yield f"{kind}:{word}"


def misspelt_tokens(text: str, unit: Unit) -> Iterator[str]:
    """C918 where the unit has C919, and the report nowhere C918."""
    near = set(_TOKEN.findall(unit.near))
    for token in _TOKEN.findall(text):
        alike = (other for other in near if len(other) == len(token))
        if token not in unit.profile.folded and any(differs_by_one(token, o) for o in alike):
            yield f"stranger:{token}"


def _ends_in(pattern: re.Pattern[str], word: str) -> bool:
    """With something before, or a name of an office that stands alone."""
    found = pattern.search(word)
    return found is not None and (pattern is _OFFICES or found.start() > 0)


def _is_misspelt(word: str, unit: Unit, words: Words) -> bool:
    """小浪堤 where the unit has 小浪底: no word, and one character off."""
    if len(word) < _LEAST_MISSPELT or word[-1] in "上中下里内" or not words.is_unknown(word):
        return False
    text = unit.near
    windows = (text[i : i + len(word)] for i in range(len(text) - len(word) + 1))
    return any(differs_by_one(word, window) for window in windows)


def miscounted(text: str, unit: Unit) -> Iterator[str]:
    """提前两年 where the unit has 提前一年: small numbers behind the same words."""
    for told in _SMALL.finditer(text):
        others = {_value(m) for m in _SMALL.finditer(unit.text) if _is_same(m, told)}
        if others and _value(told) not in others:
            yield f"figure:{told['number']}{told['unit']}"


def _value(match: re.Match[str]) -> Decimal | None:
    number = match["number"]
    return Decimal(number) if number.isdigit() else parse_chinese_numeral(number)


def _is_same(one: re.Match[str], other: re.Match[str]) -> bool:
    return one["before"] == other["before"] and one["unit"] == other["unit"]


def counterpart_of(kind: str, text: str, unit: Unit, words: Words) -> str | None:
    """Whom or what of the kind the unit names and the text does not."""
    pattern = dict(_KINDS).get(kind)
    if pattern is None:
        return None
    found = [w for w in words.cut(unit.text) if len(w) > 1 and pattern.search(w) and w not in text]
    return found[0] if len(set(found)) == 1 else None
