"""What is known of a report as a whole: its years, its place, its level of government."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial

from youju.answering.people import names_in
from youju.answering.periods import Periods, periods_of
from youju.answering.places import (
    levels_in,
    own_levels,
    own_places,
    place_words,
    places_around,
    places_in,
)
from youju.answering.statements import Statement, statements_of
from youju.model import Passage, Report
from youju.store.index import Index
from youju.text import fold

_COMMON = 300
"""jieba's frequency above which a word is no part of a place's name."""
_YEAR = re.compile(r"(?:19|20)\d\d年(?:度)?")
_SHORTEST_QUERY = 4
_HEAD = 600
_BODY = re.compile(
    r"[\u4e00-\u9fff（）()]{2,24}?(?:有限责任公司|有限公司|集团|大学|学院|政府|局|银行|医院)"
)


@dataclass(frozen=True)
class Profile:
    """What is known of a report as a whole."""

    report: Report
    folded: str
    periods: Periods
    places: frozenset[str]
    around: frozenset[str]
    """Places named again and again: asked of as 郑州市, they are a whole that the report is not."""
    levels: frozenset[str]
    _statements: dict[str, tuple[Statement, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def statements(self, passage: Passage) -> tuple[Statement, ...]:
        """The passage's sentences, each with what does not depend on a question."""
        found = self._statements.get(passage.id)
        if found is None:
            made = statements_of(self.report, self.folded, self.periods, passage)
            found = self._statements.setdefault(passage.id, tuple(made))
        return found

    @cached_property
    def given(self) -> str:
        """What every passage of the report shares: the words of its title, and its own places."""
        return fold(self.report.title) + " ".join(self.places | self.around)

    @cached_property
    def names(self) -> frozenset[str]:
        """People whom the report names beside an office."""
        return frozenset(self.report.text[a:b] for a, b in names_in(self.report.text))


class Profiles:
    """The profiles of an index's reports, each worked out once."""

    def __init__(self, index: Index) -> None:
        frequencies = index.lexicon.frequencies
        self.place_words = place_words(frequencies)
        self.common_words = {word for word, count in frequencies.items() if count > _COMMON}
        self.of = lru_cache(maxsize=64)(partial(_profile, index, self.place_words))


def _profile(index: Index, place_words: Iterable[str], report_id: str) -> Profile:
    report = index.indexed(report_id).report
    places = own_places(report.title, report.text, place_words)
    return Profile(
        report,
        fold(report.text),
        periods_of(report),
        places,
        places_around(report.text),
        own_levels(report.title, report.text, places),
    )


def own_bodies(profile: Profile) -> str:
    """Whose report it is: companies, universities and offices that its first lines name."""
    return _bodies(profile.report.title, profile.folded[:_HEAD])


@lru_cache(maxsize=64)
def _bodies(title: str, head: str) -> str:
    return " ".join(match[0] for match in _BODY.finditer(f"{title}\n{head}"))


def without_given(text: str, profile: Profile) -> str:
    """A question without its report's own place and years: all of its passages share them."""
    left = _YEAR.sub("", text)
    for place in sorted(profile.places | profile.around, key=len, reverse=True):
        if place in left:
            left = re.sub(rf"{re.escape(place)}[省市区县]?", "", left)
    left = left.strip("的，, ")
    return left if len(left) >= _SHORTEST_QUERY else text


def foreign_places(question: str, profile: Profile, profiles: Profiles) -> list[str]:
    """Places and levels that the question names and that are not the report's own."""
    named = places_in(question, profiles.place_words, profiles.common_words)
    at_home = {place for place in profile.around if f"{place}市" not in question}
    foreign = [place for place in named if not _is_own(place, profile.places | at_home)]
    return foreign + [level for level in levels_in(question) if level not in profile.levels]


def _is_own(place: str, own: frozenset[str]) -> bool:
    return any(place in mine or mine in place for mine in own)
