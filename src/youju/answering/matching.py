"""How far a text speaks of a question's words."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    if any(_stands_alone(other, text) for other in term.others):
        return _SYNONYM
    if len(term.word) < 3:
        return 0.0
    pairs = [term.word[i : i + 2] for i in range(len(term.word) - 1)]
    found = sum(pair in text for pair in pairs) / len(pairs)
    return _PARTIAL * found


def _stands_alone(word: str, text: str) -> bool:
    """``word`` in ``text``, and not just as a part of another measure: 人均生产总值."""
    place = text.find(word)
    while place >= 0:
        if not _MEASURE.search(text[max(0, place - 4) : place]):
            return True
        place = text.find(word, place + 1)
    return False


def coverage(terms: Sequence[Term], text: str, given: str = "") -> float:
    """Share of the question's words, by weight, that ``text`` says; ``given`` counts little."""
    total = said = 0.0
    for term in terms:
        weight = term.weight * (_GIVEN if given and term.word in given else 1.0)
        total += weight
        said += weight * match(term, text)
    return said / total if total else 0.0
