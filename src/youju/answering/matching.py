"""How far a text speaks of a question's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from youju.answering.question import Term

_SYNONYM = 0.8
_PARTIAL = 0.6
_GIVEN = 0.15
"""Weight left to a word that the report's title already says: its own place, 报告."""
_MEASURE = re.compile(r"(?:人均|单位|万元|亿元)(?:地区|国内)?$")


def match(term: Term, text: str) -> float:
    """How far ``text`` (folded) speaks of ``term``: 1 the word, 0.8 a like one, less a part."""
    if term.word in text:
        return 1.0
    for other in term.others:
        if other in text and _stands_alone(other, text):
            return _SYNONYM
    pairs = term.pairs
    if not pairs:
        return 0.0
    return _PARTIAL * (sum([pair in text for pair in pairs]) / len(pairs))


def _stands_alone(word: str, text: str) -> bool:
    """``word`` in ``text``, and not just as a part of another measure: 人均生产总值."""
    place = text.find(word)
    while place >= 0:
        if not _MEASURE.search(text[max(0, place - 4) : place]):
            return True
        place = text.find(word, place + 1)
    return False


class Weighed:
    """A question's words; those in ``given`` count little."""

    def __init__(self, terms: Sequence[Term], given: str = "") -> None:
        self._weights = [
            (term, term.weight * (_GIVEN if term.word in given else 1.0)) for term in terms
        ]
        self._total = 0.0
        for _, weight in self._weights:
            self._total += weight

    def coverage(self, text: str) -> float:
        """Share of the words, by weight, that ``text`` says."""
        said = 0.0
        for term, weight in self._weights:
            said += weight * match(term, text)
        return said / self._total if self._total else 0.0

    def share(self, matches: Mapping[str, float]) -> float:
        """``coverage`` of a text whose matches are known, by word."""
        said = 0.0
        for term, weight in self._weights:
            said += weight * matches[term.word]
        return said / self._total if self._total else 0.0

    def coverages(self, text: str, heading: str) -> tuple[float, float]:
        """Of ``text``, and of it behind its heading."""
        behind = heading + text
        said = headed = 0.0
        for term, weight in self._weights:
            own = match(term, text)
            said += weight * own
            headed += weight * (own if own == 1.0 else match(term, behind))
        return (said / self._total, headed / self._total) if self._total else (0.0, 0.0)


def coverage(terms: Sequence[Term], text: str, given: str = "") -> float:
    """Share of the words, by weight, that ``text`` says; those in ``given`` count little."""
    return Weighed(terms, given).coverage(text)
