"""One thing for another of its kind: 出口 for 进口, 莲花校区 for 莲湖校区, 东院区 for 西院区."""

from __future__ import annotations

import re

from youju.answering.profile import Profiles
from youju.answering.verification.nearness import nearest_clauses
from youju.answering.verification.units import Unit
from youju.text import Span, clause_spans
from youju.vocabulary import SERIES

_BESIDE = 2
_BEARING = re.compile(r"(?P<before>[\u4e00-\u9fff]{2})[东南西北](?P<after>[\u4e00-\u9fff])")
_INSTITUTION = re.compile(
    r"(?P<kind>公司|集团|大学|学院|医院|中学|(?<!中)小学|校区|院区|街道|社区|大桥|工程|论坛|机场|高铁|铁路|高速|水库|水电站|电站|博物馆|纪念馆|图书馆|体育馆|湿地|公园|广场|新区|开发区|示范区|试验区|保护区|大会|博览会|普查|自贸区|[一二三四五六七八九]厂|(?<=[一二三四五六七八九十])(?:[环期]|号(?![召码角]))|(?<=[\u4e00-\u9fff]{2})(?:[路街桥河湖]|(?<!城)(?<!乡)镇|(?<!农)(?<!乡)村)(?![\u4e00-\u9fff]?[网线灯面段口边域泊民庄级长]))"
)
_SITES = frozenset("水库 大桥 机场 街道 校区 院区 水电站 电站".split())
"""Of which one that the report does not know stands for another, however it is called."""
_HAN_ONLY = re.compile(
    r"(?:(?![年月日的在和与及于把将向对从到是了等为由上才去就住进办建被让给往回来过还有没不也都又或要各所该这那其每条])[\u4e00-\u9fff])+"
)


def kind(claim: str, unit: Unit, _: Profiles) -> str | None:
    """One of a kind (出口) where the report speaks of another (进口) and not of it."""
    return next(
        (one for series in SERIES for one in series if other_of_kind(one, claim, unit)), None
    )


def other_of_kind(word: str, claim: str, unit: Unit) -> str | None:
    """What of the word's kind the unit speaks of where the claim has the word."""
    if word not in claim or word in unit.near:
        return None
    nearest = _nearest_to(word, claim, unit.text)
    kinds = (series for series in SERIES if word in series)
    return next((o for series in kinds for o in series if o in nearest and o not in claim), None)


def _nearest_to(word: str, claim: str, text: str) -> str:
    """The clauses of ``text`` nearest to the claim, and those nearest to its clause with the word."""
    spans = clause_spans(claim, 0, len(claim))
    own = next((claim[a:b] for a, b in spans if word in claim[a:b]), claim)
    return f"{nearest_clauses(claim, text)}，{nearest_clauses(own, text)}"


def named(claim: str, unit: Unit, _: Profiles) -> str | None:
    """莲花校区 where the report, in the same place, has 莲湖校区 and no 莲花校区 anywhere."""
    for match in _INSTITUTION.finditer(claim):
        for length in (2, 3):
            start = max(0, match.start("kind") - length)
            name = claim[start : match.end()]
            if len(name) < length + len(match["kind"]) or name in unit.profile.folded:
                break
            if _HAN_ONLY.fullmatch(name) and namesake(claim, (start, match.end()), unit):
                return name
    return None


def namesake(claim: str, place: Span, unit: Unit) -> Span | None:
    """Where the unit's text has another institution of the kind that ``[start, end)`` of the claim
    names: one that is alike, or behind the same words."""
    start, end = place
    name = claim[start:end]
    kind = next((m["kind"] for m in _INSTITUTION.finditer(name) if m.end() == len(name)), "")
    length = len(name) - len(kind)
    before = claim[max(0, start - _BESIDE) : start]
    for match in re.finditer(re.escape(kind), unit.text) if kind else ():
        first = match.start() - length
        other = unit.text[max(0, first) : match.end()]
        if first < 0 or other in claim or not _HAN_ONLY.fullmatch(other):
            continue
        same = sum(a == b for a, b in zip(name[:length], other[:length], strict=True))
        moved = set(name[:length]) & set(other[:length])
        led = unit.text[max(0, first - _BESIDE) : first]
        is_alike = same or len(moved) > 1 or (len(before) == _BESIDE and before == led)
        if is_alike or kind in _SITES:
            return first, match.end()
    return None


def altered(claim: str, unit: Unit, _: Profiles) -> str | None:
    """东院区 where the report has 西院区 in the same words."""
    for match in _BEARING.finditer(claim):
        before, after = match["before"], match["after"]
        other = re.search(f"{re.escape(before)}[东南西北]{re.escape(after)}", unit.text)
        if other and match[0] not in unit.around:
            return match[0]
    return None
