"""What the report has in the place of words that are off, by the rule that says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from youju.answering.checking.strangers import counterpart_of
from youju.answering.people import names_in, offices_beside
from youju.answering.periods import is_target
from youju.answering.places import places_in
from youju.answering.verification import (
    FIVE_YEARS,
    MONTH_DAY,
    Unit,
    Words,
    counterpart,
    namesake,
    nearest_clauses,
    other_of_kind,
)
from youju.text import Span, clause_spans

_ALIKE = 0.5
"""Of two names, the share of characters that they must have in common for one to be the other."""
_ALIKE_QUOTED = 0.6
_BESIDE = (4, 3, 2)
_FLANK = 2
"""Characters on a side of a replaced stretch that must be the same."""
_LONGEST_REPLACED = 6
_PARTICLES = frozenset("的了在是和与")
_SLACK = 4
RELATIVE = re.compile(r"今年|去年|上一?年|明年")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


_STATE = re.compile(
    r"已|正|将|拟|要|基本|完[成工]|加快|启动|推进|建成|开工|试点|筹|在建|投[入产用]|运营|开通|竣工|计划|力争"
)
_FITTING = {
    "outcome": _STATE,
    "state": _STATE,
    "extent": re.compile(r"基本|大部分|部分|多数|一些|少数|不少|更多|前列|\d|首|全"),
}
"""What a mend of the rule's must be about, for its words to be no chance neighbours."""


@dataclass(frozen=True)
class Mend:
    """``[span[0], span[1])`` of the assertion's text should be ``expected``: so the report has it at
    ``place`` of its text."""

    span: Span
    expected: str | None
    place: Span


_Code = tuple[str, int, int, int, int]
_Mender = Callable[[str, Span, Unit], "Mend | None"]


def mend_of(rule: str, text: str, span: Span, unit: Unit, words: Words) -> Mend | None:
    """None where the report has nothing in the place of the words."""
    menders = _MENDERS.get(rule, ())
    found = (mender(text, span, unit) for mender in menders)
    fitting = _FITTING.get(rule)
    mend = next(
        (
            m
            for m in found
            if m
            and m.expected != text[slice(*m.span)]
            and (not fitting or fitting.search(m.expected or ""))
        ),
        None,
    )
    other = counterpart_of(rule, text, unit, words) if mend is None else None
    if other:
        place = unit.text.find(other)
        return _at(unit, span, (place, place + len(other)))
    return mend


def _at(unit: Unit, span: Span, place: Span) -> Mend:
    """``place``: of the unit's text."""
    absolute = (unit.start + place[0], unit.start + place[1])
    return Mend(span, unit.text[slice(*place)], absolute)


def _between(text: str, span: Span, unit: Unit) -> Mend | None:
    """What stands between the words that stand beside the claim's."""
    word = text[slice(*span)]
    for reach in _BESIDE:
        before, after = text[max(0, span[0] - reach) : span[0]], text[span[1] : span[1] + reach]
        it = rf"(?P<it>[^，,。；;]{{1,{len(word) + 3}}}?)"
        if len(before) == reach and len(after) == reach:
            match = re.search(f"{re.escape(before)}{it}{re.escape(after)}", unit.text)
            if match:
                return _at(unit, span, match.span("it"))
        for pattern in _one_sided(before, after, word, reach):
            match = re.search(pattern, unit.text)
            if match and set(match["it"]) & set(word):
                return _at(unit, span, match.span("it"))
    return None


def _one_sided(before: str, after: str, word: str, reach: int) -> Iterator[str]:
    it = rf"(?P<it>[^，,。；;]{{{len(word)}}})"
    if len(before) == reach:
        yield f"{re.escape(before)}{it}"
    if len(after) == reach:
        yield f"{it}{re.escape(after)}"


def _replaced(text: str, span: Span, unit: Unit) -> Mend | None:
    """What a comparison of the clauses, character by character, finds in its place."""
    mine = next((c for c in clause_spans(text, 0, len(text)) if c[0] <= span[0] < c[1]), None)
    if mine is None:
        return None
    clause = text[slice(*mine)]
    for said in nearest_clauses(clause, unit.text).split("，"):
        begin = unit.text.find(said)
        codes = SequenceMatcher(None, clause, said, autojunk=False).get_opcodes()
        for number, (tag, a, b, c, d) in enumerate(codes):
            is_there = mine[0] + a < span[1] and span[0] < mine[0] + b
            if tag != "replace" or not is_there or begin < 0 or b - a > _LONGEST_REPLACED:
                continue
            is_word = said[c:d] not in _PARTICLES and d - c <= _LONGEST_REPLACED
            if is_word and _is_flanked(codes, number):
                return _at(unit, (mine[0] + a, mine[0] + b), (begin + c, begin + d))
    return None


def _is_flanked(codes: Sequence[_Code], number: int) -> bool:
    """By the same words, or by the clause's end."""
    beside = [codes[n] for n in (number - 1, number + 1) if 0 <= n < len(codes)]
    return all(tag == "equal" and b - a >= _FLANK for tag, a, b, _, _ in beside)


def _alike(text: str, span: Span, unit: Unit) -> Mend | None:
    """The unit's words that differ least from the claim's."""
    word = text[slice(*span)]
    best, most = None, _ALIKE
    for length in (len(word), len(word) - 1, len(word) + 1):
        for start in range(len(unit.text) - length + 1) if length > 1 else ():
            piece = unit.text[start : start + length]
            if piece[0] not in word and piece[-1] not in word:
                continue
            ratio = SequenceMatcher(None, word, piece, autojunk=False).ratio()
            if ratio > most:
                best, most = (start, start + length), ratio
    return _at(unit, span, best) if best else None


def _namesake(text: str, span: Span, unit: Unit) -> Mend | None:
    place = namesake(text, span, unit)
    if place is None:
        return None
    mine, other = text[slice(*span)], unit.text[slice(*place)]
    same = next((i for i, (a, b) in enumerate(zip(mine, other, strict=True)) if a != b), 0)
    return _at(unit, (span[0] + same, span[1]), (place[0] + same, place[1]))


def _of_kind(text: str, span: Span, unit: Unit) -> Mend | None:
    other = other_of_kind(text[slice(*span)], text, unit)
    place = unit.text.find(other) if other else -1
    return _at(unit, span, (place, place + len(other))) if other and place >= 0 else None


def _person(text: str, span: Span, unit: Unit) -> Mend | None:
    """Whom the unit names with the same office, or the only one whom it names."""
    named = names_in(unit.text)
    offices = set(offices_beside(text, span))
    same = [name for name in named if offices & set(offices_beside(unit.text, name))]
    chosen = same or (named if len(named) == 1 else [])
    return _at(unit, span, chosen[0]) if chosen else None


def _office(text: str, span: Span, unit: Unit) -> Mend | None:
    """What the report calls the person whom the claim gives another office."""
    told = text[slice(*span)]
    report = unit.profile.folded
    name = next((n for n in sorted(unit.profile.names, key=len, reverse=True) if n in told), "")
    if not name:
        return None
    mine = told[: told.index(name)]
    for match in re.finditer(re.escape(name), report):
        for office in offices_beside(report, match.span()):
            start = report.rfind(office, 0, match.start())
            if start >= 0 and match.start() - start <= len(office) + 1 and office != mine:
                place = (start, start + len(office))
                return Mend((span[0], span[0] + len(mine)), office, place)
    return None


def _year(text: str, span: Span, unit: Unit) -> Mend | None:
    """The one beside the same words, or the only one; else that of which the unit speaks."""
    report = unit.profile.folded
    found = list(_YEAR.finditer(report, unit.start, unit.end))
    beside = [_is_beside(m, report, text, span) for m in found]
    if beside.count(True) == 1:
        match = found[beside.index(True)]
        return Mend(span, match[0], match.span())
    if len({m[0] for m in found}) == 1:
        return Mend(span, found[0][0], found[0].span())
    periods = unit.profile.periods
    year = periods.plan if is_target(unit.text, unit.passage) else periods.outcome
    if found or year not in unit.years:
        return None
    relative = RELATIVE.search(report, unit.start, unit.end)
    expected = f"{year}年" if text[slice(*span)].endswith("年") else str(year)
    return Mend(span, expected, relative.span() if relative else (unit.start, unit.end))


def _is_beside(match: re.Match[str], report: str, text: str, span: Span) -> bool:
    after = text[span[1] : span[1] + _FLANK]
    before = text[max(0, span[0] - 1) : span[0]]
    same_after = bool(after) and report.startswith(after, match.end())
    return same_after or (bool(before) and report.endswith(before, 0, match.start()))


def _place(text: str, span: Span, unit: Unit) -> Mend | None:
    """The only place that the unit names and the text does not."""
    named = [place for place in places_in(unit.text) if place not in text]
    place = unit.text.find(named[0]) if len(named) == 1 else -1
    return _at(unit, span, (place, place + len(named[0]))) if place >= 0 else None


def _day(text: str, span: Span, unit: Unit) -> Mend | None:
    """The only one that the unit's sentence, or the one before, names."""
    report = unit.profile.folded
    before = unit.passage.sentences[max(0, unit.number - 1)]
    found = list(MONTH_DAY.finditer(report, before[0], unit.sentence[1]))
    return Mend(span, found[0][0], found[0].span()) if len({m[0] for m in found}) == 1 else None


def _plan(text: str, span: Span, unit: Unit) -> Mend | None:
    match = FIVE_YEARS.search(unit.text)
    return _at(unit, span, match.span()) if match else None


def _direction(text: str, span: Span, unit: Unit) -> Mend | None:
    """The word of the opposite sense in the clauses nearest to the claim."""
    for clause in nearest_clauses(text, unit.text).split("，"):
        begin = unit.text.find(clause)
        found = counterpart(text[slice(*span)], clause)
        if found and begin >= 0:
            return _at(unit, span, (begin + found[0], begin + found[1]))
    return None


def _quotation(text: str, span: Span, unit: Unit) -> Mend | None:
    """From the first to the last character of the quotation that is not the report's."""
    quoted = text[slice(*span)]
    first = unit.passage.start
    said = unit.profile.folded[first : unit.passage.end]
    matcher = SequenceMatcher(None, quoted, said, autojunk=False)
    longest = matcher.find_longest_match()
    begin = max(0, longest.b - longest.a - _SLACK)
    window = said[begin : longest.b - longest.a + len(quoted) + _SLACK]
    matcher.set_seq2(window)
    codes = matcher.get_opcodes()
    equal = [code for code in codes if code[0] == "equal"]
    if sum(b - a for _, a, b, _, _ in equal) < _ALIKE_QUOTED * len(quoted):
        return None
    others = [code for code in codes if code[0] != "equal" and code[2] > code[1]]
    if not others:
        return None
    _, a, _, c, _ = others[0]
    _, _, b, _, d = others[-1]
    if b == len(quoted):
        d = min(d, c + b - a)
    place = (first + begin + c, first + begin + d)
    return Mend((span[0] + a, span[0] + b), window[c:d], place)


_MENDERS: dict[str, tuple[_Mender, ...]] = {
    "person": (_person, _between, _alike),
    "name": (_between, _replaced, _alike),
    "named": (_namesake,),
    "kind": (_of_kind, _between),
    "altered": (_between, _replaced, _alike),
    "place": (_between, _replaced, _alike, _place),
    "stranger": (_between, _replaced),
    "stranger_office": (_between, _replaced),
    "stranger_place": (_between, _replaced, _place),
    "level": (_between, _replaced),
    "office": (_office,),
    "year": (_year,),
    "day": (_day,),
    "plan": (_plan,),
    "direction": (_direction, _replaced),
    "comparison": (_direction, _replaced),
    "negation": (_replaced,),
    "outcome": (_replaced,),
    "state": (_replaced,),
    "extent": (_replaced, _between),
    "quoted": (_quotation,),
}
