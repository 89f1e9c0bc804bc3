"""What may prove a claim: parts of the report's sentences, up to a full stop or semicolon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from youju.answering.periods import spoken_years, years_in
from youju.answering.profile import Profile
from youju.answering.verification.frames import SUBJECTLESS, Frame, frames_of
from youju.model import Hit, Passage
from youju.text import Span, fold

_PART_END = "；;"
_SHORTEST_PART = 6
_LONGEST_PAIR = 260


@dataclass(frozen=True)
class Unit:
    """``[start, end)`` of the report's text, in the sentence ``[sentence[0], sentence[1])``."""

    hit: Hit
    profile: Profile
    number: int
    """Of the sentence, in its passage."""
    sentence: Span
    start: int
    end: int
    is_pair: bool = False

    @property
    def passage(self) -> Passage:
        return self.hit.passage

    @cached_property
    def text(self) -> str:
        return self.profile.folded[self.start : self.end]

    @cached_property
    def before(self) -> str:
        """What the sentence says before."""
        return self.profile.folded[self.sentence[0] : self.start]

    @cached_property
    def near(self) -> str:
        """The unit with the headings, and what its sentence says before where it leans on that."""
        before = self.before if SUBJECTLESS.match(self.text.lstrip("，, ")) else ""
        return f"{fold(' '.join(self.passage.section))} {before}{self.text}"

    @cached_property
    def around(self) -> str:
        """The sentence, the one before it, and the headings: what the unit leaves unsaid."""
        spans = self.passage.sentences
        first = spans[max(0, self.number - 1)][0]
        headings = fold(" ".join(self.passage.section))
        return f"{headings} {self.profile.folded[first : self.sentence[1]]}"

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        return frames_of(self.text)

    @cached_property
    def neighbours(self) -> tuple[Frame, ...]:
        """Frames of all the passage's figures."""
        text = self.profile.folded
        parts = [part for a, b in self.passage.sentences for part in _parts(text, a, b)]
        return tuple(frame for a, b in parts for frame in frames_of(text[a:b]))

    @cached_property
    def years(self) -> frozenset[int]:
        """Years that it can speak of; none where nothing tells."""
        profile = self.profile
        spoken = spoken_years(profile.report, self.passage, self.sentence[0], profile.periods)
        if not years_in(f"{self.text} {' '.join(self.passage.section)}"):
            spoken += [year for year in (profile.periods.outcome, profile.periods.plan) if year]
        ahead = [year + 1 for year in spoken if "明年" in self.around or "今明" in self.around]
        return frozenset([*spoken, *ahead, *years_in(self.around)])


def units_of(hits: Sequence[Hit], profiles: dict[str, Profile]) -> list[Unit]:
    return [unit for hit in hits for unit in _units(hit, profiles[hit.passage.report_id])]


def pairs_of(units: Sequence[Unit]) -> list[Unit]:
    """Each two neighbours of a passage as one: a claim may take its words from both."""
    return [
        replace(one, end=other.end, sentence=(one.sentence[0], other.sentence[1]), is_pair=True)
        for one, other in pairwise(units)
        if one.hit is other.hit and other.end - one.start <= _LONGEST_PAIR
    ]


def _units(hit: Hit, profile: Profile) -> Iterator[Unit]:
    for number, (start, end) in enumerate(hit.passage.sentences):
        for a, b in _parts(profile.report.text, start, end):
            yield Unit(hit, profile, number, (start, end), a, b)


def _parts(text: str, start: int, end: int) -> list[Span]:
    """The sentence cut at its semicolons; a part of a few characters stays with the next."""
    parts: list[Span] = []
    begin = start
    for place in range(start, end):
        if text[place] in _PART_END and place - begin >= _SHORTEST_PART:
            parts.append((begin, place))
            begin = place + 1
    if end - begin < _SHORTEST_PART and parts:
        parts[-1] = (parts[-1][0], end)
    elif end > begin:
        parts.append((begin, end))
    return parts
