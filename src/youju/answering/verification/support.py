"""How far a unit of the report bears an assertion: figures of the same thing, and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from youju.answering.logistic import load_logistic
from youju.answering.matching import coverage, match
from youju.answering.profile import own_bodies
from youju.answering.question import Term
from youju.answering.verification.directions import opposed, other_level, unmoved
from youju.answering.verification.frames import Frame, frames_of
from youju.answering.verification.quantities import agrees, is_implied, is_small, numbered_names
from youju.answering.verification.states import differences
from youju.answering.verification.units import Unit
from youju.answering.verification.words import Words
from youju.text import fold

CALIBRATION = Path(__file__).parent / "calibration.json"
_SAID = 0.5
"""Match from which a word counts as said."""
_OWN_SHARE = 0.85
_LED, _SHARED = 0.95, 0.6
"""What words count for that a figure takes as its subject, or shares with its list."""
RELATIVE = re.compile(
    r"其中|比|较|同比|环比|同口径|增|下降|上升|减少|占|达|降|比重|居|列|排|为|提高|超过|高于|低于|按|实际|名义"
)
"""What opens words on a figure that was named before."""
_CROSSED = 0.12
"""How much better another figure of the passage must fit for the claim's to be taken as its."""
_CROSSED_BY_LEAD = 0.2
"""Further, where only what leads the figure says what it is of."""
_CONTEXT = 3
"""Characters before an altered word that must be the report's."""
_NAMED = 0.4
"""Weight from which a word says what a figure is of."""
_SWAPPED = 0.6
"""Weight of a word that a figure may not take from a clause behind it."""
_STRANGE = 0.25
"""Weight of a word that a figure of one sentence may not take from its neighbour."""


@dataclass(frozen=True)
class Assessment:
    """``probability`` that the unit proves the assertion; ``problems``: what of it the unit does
    not bear, as ``rule:words``; ``cosine``: how alike they are in meaning."""

    features: dict[str, float]
    problems: tuple[str, ...]
    cosine: float = 0.0

    @property
    def probability(self) -> float:
        return load_logistic(CALIBRATION).probability(self.features)


def assess(text: str, terms: Sequence[Term], unit: Unit, words: Words, subject: str) -> Assessment:
    """``text``: one assertion, folded; ``subject``: what it is about where it does not say."""
    figures = _figures(text, unit, words, subject)
    features = _said(terms, unit, words)
    wrong = (*figures, *_names(text, terms, unit, words))
    return Assessment(features, wrong)


def _names(text: str, terms: Sequence[Term], unit: Unit, words: Words) -> Iterator[str]:
    """People whom the unit does not name, names that stand nowhere in the report, and words that
    stand in the same place with one character changed: 强电场 for 强磁场."""
    for term in terms:
        word = term.word
        if word in unit.around:
            continue
        if words.is_person(word):
            yield f"person:{word}"
        elif words.is_unknown(word) and not term.others and word not in unit.profile.folded:
            yield f"name:{word}"
        elif (
            term.weight > _NAMED
            and match(term, unit.near) < _SAID
            and _is_altered(text, word, unit)
        ):
            yield f"altered:{word}"


def _is_altered(text: str, word: str, unit: Unit) -> bool:
    place = text.find(word)
    before = text[max(0, place - _CONTEXT) : place]
    if len(before) < _CONTEXT:
        return False
    said = (part[: len(word)] for part in unit.text.split(before)[1:])
    return any(len(one) == len(word) and differs_by_one(word, one) for one in said)


def differs_by_one(word: str, other: str) -> bool:
    """Character, of two that are equally long; by none that is a mark."""
    pairs = [(a, b) for a, b in zip(word, other, strict=True) if a != b]
    return len(pairs) == 1 and pairs[0][1].isalnum()


def _said(terms: Sequence[Term], unit: Unit, words: Words) -> dict[str, float]:
    report = unit.profile.folded
    given = unit.profile.given + own_bodies(unit.profile)
    near, wide = unit.near + given, unit.around + given
    total = sum(t.weight for t in terms) or 1.0
    far = [t for t in terms if match(t, near) < _SAID <= match(t, wide)]
    missing = [t for t in terms if match(t, wide) < _SAID]
    elsewhere = [t for t in missing if t.word in report]
    return {
        "said": coverage(terms, unit.text, given) if terms else 1.0,
        "far": max((t.weight for t in far), default=0.0),
        "missing_share": sum(t.weight for t in missing) / total,
        "elsewhere": max((t.weight for t in elsewhere), default=0.0),
        "missing_name": max(
            (t.weight for t in missing if t.weight > _NAMED and words.is_name(t.word)), default=0.0
        ),
    }


def _figures(text: str, unit: Unit, words: Words, subject: str) -> list[str]:
    """Every figure of the assertion must stand in the unit, and for the same thing."""
    claimed = frames_of(text)
    given = unit.profile.given
    problems = [f"figure:{name}" for name in numbered_names(text) if name not in unit.around]
    strangers = [0.0]
    previous: list[Frame] = []
    for frame in claimed:
        same = [g for g in unit.frames if agrees(frame.figure, text, g.figure, unit.text)]
        if not same:
            if not is_implied(frame.figure, text, unit):
                problems.append(f"figure:{frame.figure.text}")
            continue
        if frame.lead and previous and _has_another_subject(previous, same, unit, words):
            problems.append(f"crossed:{frame.figure.text}")
        previous = same
        own = words.of(frame.own)
        terms = own or words.of(frame.lead) or words.of(subject)
        best = max(fit(terms, g, unit, words) for g in same)
        others = [
            _own_fit(terms, g, unit)
            for g in unit.neighbours
            if g.figure.value != frame.figure.value and not is_small(g.figure)
        ]
        is_clear = (is_named(own) or not frame.lead) and not is_small(frame.figure)
        margin = best - max(others, default=0.0) if is_clear else 0.0
        is_led = RELATIVE.match(frame.own.lstrip("，, ")) or not is_named(own)
        if frame.lead and is_led and not is_small(frame.figure):
            margin = min(margin, _CROSSED_BY_LEAD + _led_margin(frame, same, unit, words))
        levels = [other_level(frame.own, g.own + g.lead) for g in same]
        if all(level and level not in unit.profile.levels for level in levels):
            problems.append(f"level:{levels[0]}")
        problems += _moved_otherwise(frame, text[: frame.figure.start], same)
        problems += differences(frame, f"{subject} {text}", same, unit.near)
        if _one_for_many(frame, claimed, unit):
            problems.append(f"aligned:{frame.own}")
        if margin < -_CROSSED:
            problems.append(f"crossed:{frame.figure.text}")
        strange = [t for t in terms if not _is_said(t, same, unit, given)]
        strangers += [t.weight for t in strange]
        behind = any(t.weight > _SWAPPED and _is_behind(t, same, unit) for t in strange)
        if behind and not is_small(frame.figure) and frame.figure.unit != "日期":
            problems.append(f"apart:{frame.figure.text}")
    if unit.is_pair and max(strangers) > _STRANGE:
        problems.append(f"apart:{text}")
    return problems


def _moved_otherwise(frame: Frame, before: str, same: Sequence[Frame]) -> Iterator[str]:
    """``before``: what the assertion says before the figure."""
    if is_small(frame.figure):
        return
    said = [g.shared + g.own for g in same]
    for words in (
        [opposed(frame.own, own) for own in said],
        [unmoved(before, own) for own in said],
    ):
        if all(words):
            yield f"direction:{words[0]}"


def leading_clause(frame: Frame) -> str:
    """The one right before a figure without words of its own."""
    return re.split(r"[，,；;]", frame.lead.rstrip("，,； "))[-1]


def _led_margin(frame: Frame, same: Sequence[Frame], unit: Unit, words: Words) -> float:
    """How much better the words that lead a figure without words of its own (“，涨幅4.0%”) fit the
    report's figure than another one of the kind."""
    terms = words.of(leading_clause(frame))
    others = [
        g
        for g in unit.frames
        if g.figure.unit == frame.figure.unit and g.figure.value != frame.figure.value
    ]
    if not is_named(terms) or not others:
        return 0.0
    own = max(fit(terms, g, unit, words) for g in same)
    return own - max(fit(terms, g, unit, words) for g in others)


def _has_another_subject(
    before: Sequence[Frame], same: Sequence[Frame], unit: Unit, words: Words
) -> bool:
    """新增就业21450人，完成任务的145%, where the report says 145% of something between the two."""

    def is_subject(g: Frame) -> bool:
        return not RELATIVE.match(g.own.lstrip("，, ")) and is_named(words.of(g.own))

    return all(
        g.lead
        and any(
            one.figure.end <= other.figure.start < g.figure.start and is_subject(other)
            for other in unit.frames
        )
        for one in before
        for g in same
    )


def _one_for_many(frame: Frame, claimed: Sequence[Frame], unit: Unit) -> bool:
    """事故、死亡人数均下降77% where each of them has a figure of its own."""
    if frame.item:
        return False
    named = {g.item for g in unit.frames if g.item and g.item in frame.own}
    return len(named) > 1 and len(claimed) < len(named)


def fit(terms: Sequence[Term], frame: Frame, unit: Unit, words: Words) -> float:
    """How far the words of a claim's figure are those of the report's figure."""
    if not terms:
        return 1.0
    given = unit.profile.given
    own = coverage(terms, frame.own, given)
    has_own = is_named(words.of(frame.own))
    lead = frame.lead if has_own else unit.text[: frame.figure.start]
    led = coverage(terms, lead + frame.own, given)
    shared = coverage(terms, frame.shared + frame.own, given) if frame.shared else own
    wide = coverage(terms, unit.around, given)
    by_lead = own + _SHARED * (led - own) if frame.is_part or has_own else _LED * led
    best = max(own, by_lead, own + _SHARED * (shared - own))
    return _OWN_SHARE * best + (1 - _OWN_SHARE) * wide


def is_named(terms: Sequence[Term]) -> bool:
    """Whether the words say what a figure is of, and not just what became of it."""
    return max((term.weight for term in terms), default=0.0) > _NAMED


def _is_said(term: Term, frames: Sequence[Frame], unit: Unit, given: str) -> bool:
    """By the words of the figure itself and those since the figure before, or by the headings."""
    said = fold(" ".join(unit.passage.section)) + given
    for g in frames:
        ends = [f.figure.end for f in unit.frames if f.figure.end <= g.figure.start]
        since = unit.text[max(ends, default=0) : g.figure.start]
        said += since + g.own + g.lead + g.shared
    return match(term, said) >= _SAID


def _is_behind(term: Term, frames: Sequence[Frame], unit: Unit) -> bool:
    """Only in what the unit says after the figure."""
    place = max(g.figure.end for g in frames)
    before, behind = unit.text[:place], unit.text[place:]
    return match(term, behind) >= _SAID > match(term, before)


def _own_fit(terms: Sequence[Term], frame: Frame, unit: Unit) -> float:
    given = unit.profile.given
    own = coverage(terms, frame.own, given)
    return _OWN_SHARE * own + (1 - _OWN_SHARE) * coverage(terms, unit.around, given)
