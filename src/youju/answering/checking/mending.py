"""What of a claim a part of the report does not bear, where that stands, and what the report has in
its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from youju.answering.checking.judging import Considered
from youju.answering.people import names_in, offices_beside
from youju.answering.periods import years_in
from youju.answering.verification import (
    SHARES,
    Assertion,
    Frame,
    Unit,
    Words,
    agrees,
    bounded,
    counterpart,
    equals,
    fit,
    frames_of,
    is_small,
)
from youju.text import Figure, Span, clause_spans

_FITS = 0.62
"""How well the report's figure must fit the words of the claim's to stand in its place."""
_ALIKE, _SAME_UNIT, _SAME_DIGITS, _HERE = 0.3, 0.15, 0.35, 0.15
_NAME_ALIKE = 0.5
_BESIDE = (4, 3, 2)
_MONEY = frozenset(["元", "美元", "港元", "欧元", "日元", "英镑", "卢布"])
_AREA = frozenset(["亩", "公顷", "平方公里", "平方米"])
_LENGTH = frozenset(["公里", "米"])
_WEIGHT = frozenset(["吨", "公斤", "斤", "担"])
_TIME = frozenset(["天", "日", "年", "个月", "月", "小时", "分钟", "周"])
_KINDS = (SHARES | {"成"}, _MONEY, _AREA, _LENGTH, _WEIGHT, _TIME)


@dataclass(frozen=True)
class Found:
    """``[start, end)`` of the assertion's claim; ``expected``: the report's words for it, which
    stand at ``place`` of the unit's text, if it has any."""

    start: int
    end: int
    kind: str
    expected: str | None = None
    unit: Unit | None = None
    place: Span | None = None


def findings(
    part: Assertion, nearest: Considered, others: Sequence[Considered], words: Words
) -> list[Found]:
    """Of an assertion that ``nearest`` does not prove, in the claim's order; ``others``: further
    units that a figure may be looked for in."""
    found = [
        one
        for problem in nearest.problems
        for one in _of_problem(part, problem, nearest, others, words)
    ]
    return _apart(sorted(found, key=lambda f: (f.start, -(f.expected is not None), f.end)))


def _of_problem(
    part: Assertion,
    problem: str,
    nearest: Considered,
    others: Sequence[Considered],
    words: Words,
) -> Iterator[Found]:
    rule, _, told = problem.partition(":")
    kind = _KIND_OF.get(rule, rule)
    if rule in ("figure", "crossed", "apart", "aligned", "flow", "state", "part", "level"):
        frame = _frame_of(part.text, told)
        if frame is not None and rule in ("figure", "crossed", "apart"):
            yield _figure(part, frame, rule, (nearest, *others), words)
            return
    span = _span_of(part, told)
    if span is None:
        yield Found(part.start, part.end, kind)
        return
    mend = _MENDS.get(rule)
    place = (
        mend(part.text, (span[0] - part.start, span[1] - part.start), nearest.unit)
        if mend
        else None
    )
    text = nearest.unit.text
    if place is None or text[slice(*place)] == part.claim[slice(*span)]:
        yield Found(*span, kind)
    else:
        yield Found(*span, kind, text[slice(*place)], nearest.unit, place)


def _apart(found: Sequence[Found]) -> list[Found]:
    """Without those that stand inside another one."""
    kept: list[Found] = []
    for one in found:
        over = [k for k in kept if k.start < one.end and one.start < k.end]
        if not over:
            kept.append(one)
        elif one.expected and not any(k.expected for k in over):
            kept = [k for k in kept if k not in over] + [one]
    return sorted(kept, key=lambda f: f.start)


def _span_of(part: Assertion, told: str) -> Span | None:
    place = part.text.find(told) if told else -1
    if place < 0 and re.fullmatch(r"(?:19|20)\d\d", told):
        relative = re.search(r"去年|今年|明年|上一?年|本年", part.text)
        return (part.start + relative.start(), part.start + relative.end()) if relative else None
    if place < 0:
        return None
    end = place + len(told)
    if re.fullmatch(r"(?:19|20)\d\d", told) and part.text[end : end + 1] == "年":
        end += 1
    return part.start + place, part.start + end


# ---------------------------------------------------------------- figures


def _frame_of(text: str, told: str) -> Frame | None:
    """By the figure's words, or by those that belong to it."""
    frames = frames_of(text)
    return next((f for f in frames if f.figure.text == told), None) or next(
        (f for f in frames if f.own == told), None
    )


def _figure(
    part: Assertion, frame: Frame, rule: str, considered: Sequence[Considered], words: Words
) -> Found:
    figure = frame.figure
    span = (part.start + figure.start, part.start + figure.end)
    best = counterpart_figure(part, frame, considered, words)
    kind = "crossed" if rule == "crossed" else "figure"
    if best is None:
        return Found(*span, kind)
    unit, other = best
    if equals(figure, other):
        start, end = bounded(figure, part.text)
        place = bounded(other, unit.text)
        expected = unit.text[slice(*place)]
        return Found(part.start + start, part.start + end, "bound", expected, unit, place)
    if rule != "crossed" and _digits(figure.text) == _digits(other.text):
        kind = "unit"
    return Found(*span, kind, other.text, unit, (other.start, other.end))


def counterpart_figure(
    part: Assertion, frame: Frame, considered: Sequence[Considered], words: Words
) -> tuple[Unit, Figure] | None:
    """The report's figure for what the claim's is said to be the figure of."""
    figure = frame.figure
    terms = words.of(frame.own) or words.of(frame.lead) or words.of(part.text)
    taken = [g.figure for g in frames_of(part.text) if g is not frame]
    best, most = None, _FITS
    for number, one in enumerate(considered):
        unit = one.unit
        for g in unit.frames:
            other = g.figure
            same_digits = _digits(figure.text) == _digits(other.text)
            if agrees(figure, part.text, other, unit.text) or is_small(other) > is_small(figure):
                continue
            if not same_digits and not _of_one_kind(figure, other):
                continue
            if any(agrees(mine, part.text, other, unit.text) for mine in taken):
                continue
            score = fit(terms, g, unit, words) + _ALIKE * _alike(figure.text, other.text)
            score += _SAME_UNIT * (figure.unit == other.unit) + _SAME_DIGITS * same_digits
            score += _HERE * one.speaks + _HERE * (number == 0)
            if score > most:
                best, most = (unit, other), score
    return best


def _of_one_kind(one: Figure, other: Figure) -> bool:
    if one.unit == other.unit:
        return True
    units = {one.unit, other.unit}
    if any(units <= kind for kind in _KINDS):
        return True
    measured = frozenset().union(*_KINDS, {"第", "日期"})
    return not units & measured


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit() or char in ".零一二三四五六七八九")


def _alike(one: str, other: str) -> float:
    mine, its = _digits(one), _digits(other)
    if mine and sorted(mine) == sorted(its):
        return 1.0
    return SequenceMatcher(None, mine, its, autojunk=False).ratio()


# ---------------------------------------------------------------- words


Mend = Callable[[str, Span, Unit], "Span | None"]


def _aligned(text: str, span: Span, unit: Unit) -> Span | None:
    """What stands in the unit between the words that stand beside the claim's."""
    word = text[slice(*span)]
    for reach in _BESIDE:
        before, after = text[max(0, span[0] - reach) : span[0]], text[span[1] : span[1] + reach]
        between = rf"(?P<it>[^，,。；;]{{1,{len(word) + 3}}}?)"
        if len(before) == reach and len(after) == reach:
            match = re.search(f"{re.escape(before)}{between}{re.escape(after)}", unit.text)
            if match:
                return match.span("it")
        same = rf"(?P<it>[^，,。；;]{{{len(word)}}})"
        for pattern in (
            f"{re.escape(before)}{same}" if len(before) == reach else "",
            f"{same}{re.escape(after)}" if len(after) == reach else "",
        ):
            match = re.search(pattern, unit.text) if pattern else None
            if match and set(match["it"]) & set(word):
                return match.span("it")
    return None


def _alike_words(text: str, span: Span, unit: Unit) -> Span | None:
    """The unit's words that differ least from the claim's."""
    word = text[slice(*span)]
    best, most = None, _NAME_ALIKE
    for length in (len(word), len(word) - 1, len(word) + 1):
        if length < 2:
            continue
        for start in range(len(unit.text) - length + 1):
            piece = unit.text[start : start + length]
            if piece[0] not in word and piece[-1] not in word:
                continue
            ratio = SequenceMatcher(None, word, piece, autojunk=False).ratio()
            if ratio > most:
                best, most = (start, start + length), ratio
    return best


def _name(text: str, span: Span, unit: Unit) -> Span | None:
    return _aligned(text, span, unit) or _alike_words(text, span, unit)


def _person(text: str, span: Span, unit: Unit) -> Span | None:
    """Whom the unit names with the same office, or whose name is most alike."""
    named = names_in(unit.text)
    offices = offices_beside(text, span)
    for name in named:
        if set(offices) & set(offices_beside(unit.text, name)):
            return name
    return _name(text, span, unit) or (named[0] if len(named) == 1 else None)


def _office(text: str, span: Span, unit: Unit) -> Span | None:
    """What the report calls the person whom the claim gives another office."""
    told = text[slice(*span)]
    name = next((unit.text[a:b] for a, b in names_in(unit.text) if unit.text[a:b] in told), "")
    if not name:
        return _person(text, span, unit)
    start = unit.text.index(name)
    for office in offices_beside(unit.text, (start, start + len(name))):
        place = unit.text.rfind(office, 0, start)
        if place >= 0:
            return place, start + len(name)
    return None


def _year(_: str, __: Span, unit: Unit) -> Span | None:
    """The only year that the unit names."""
    years = set(years_in(unit.text))
    match = re.search(r"(?:19|20)\d\d年?", unit.text)
    return match.span() if match and len(years) == 1 else None


def _direction(text: str, span: Span, unit: Unit) -> Span | None:
    """The word of the opposite sense, nearest to the claim's words."""
    word = text[slice(*span)]
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    spans = clause_spans(unit.text, 0, len(unit.text))
    shared = {(a, b): sum(unit.text[i : i + 2] in pairs for i in range(a, b - 1)) for a, b in spans}
    for a, b in sorted(spans, key=lambda clause: -shared[clause]):
        found = counterpart(word, unit.text[a:b])
        if found:
            return a + found[0], a + found[1]
    return _aligned(text, span, unit)


def _state(text: str, span: Span, unit: Unit) -> Span | None:
    return _aligned(text, span, unit)


_KIND_OF = {
    "day": "year",
    "named": "name",
    "person": "name",
    "kind": "name",
    "altered": "name",
    "apart": "crossed",
    "aligned": "crossed",
    "quoted": "quotation",
    "flow": "outcome",
    "state": "outcome",
    "part": "crossed",
    "negation": "direction",
    "unsaid": "unsaid",
    "added": "added",
}
_MENDS: dict[str, Mend] = {
    "person": _person,
    "name": _name,
    "kind": _aligned,
    "altered": _name,
    "place": _name,
    "level": _aligned,
    "office": _office,
    "year": _year,
    "direction": _direction,
    "negation": _aligned,
    "outcome": _state,
    "quoted": _name,
    "extent": _aligned,
}
