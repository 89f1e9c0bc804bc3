"""Sentences of the retrieved passages that may answer, best first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from youju.answering.matching import coverage
from youju.answering.periods import (
    asked_years,
    asks_for_target,
    is_target,
    other_plan,
    spoken_years,
)
from youju.answering.profile import Profile, Profiles, given_words
from youju.answering.question import Question
from youju.model import Hit
from youju.retrieval import Query
from youju.store.index import Index
from youju.text import fold

_COSINE_FLOOR, _COSINE_SPAN = 0.78, 0.14
SENTENCE_SAID, SENTENCE_HEADED, SENTENCE_HIT = 1.0, 0.2, 0.4
"""Of a sentence's score: words of the question that it says, that it says with its heading, and
the passage's own score; its cosine counts 1."""
_OTHER_YEAR, _OTHER_TENSE = 0.4, 0.3
_CHECKED_FOR_TIME = 30
_ROW = re.compile(r"\s[-\d.,]+(?:\s+[-\d.,]+)*$")
"""A row of a table: its units stand elsewhere."""


@dataclass(frozen=True)
class Sentence:
    """A candidate: where it stands, how like the question it is, how much of it it says."""

    hit: Hit
    profile: Profile
    start: int
    end: int
    cosine: float
    coverage: float
    score: float
    header: str = ""
    """Of a row of a table: the lines above it that are no rows (folded)."""

    @property
    def text(self) -> str:
        return self.profile.report.text[self.start : self.end]


class Spanned(Protocol):
    """Words of a sentence: a window, or the piece made of one."""

    @property
    def sentence(self) -> Sentence: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def sentences(
    question: Question, query: Query, hits: Sequence[Hit], index: Index, profiles: Profiles
) -> list[Sentence]:
    """All sentences of the hits, best first."""
    found = []
    for hit in hits:
        passage = hit.passage
        profile = profiles.of(passage.report_id)
        given = given_words(profile)
        cosines = index.sentence_vectors(passage) @ query.vector
        heading = fold(" ".join(passage.section[-1:]))
        header = ""
        for (start, end), cosine in zip(passage.sentences, cosines.tolist(), strict=True):
            text = profile.folded[start:end]
            row = _ROW.search(text) is not None
            header = header if row else f"{text} "
            text = header + text if row else text
            said = coverage(question.terms, text, given)
            headed = coverage(question.terms, heading + text, given)
            score = (
                (cosine - _COSINE_FLOOR) / _COSINE_SPAN
                + SENTENCE_SAID * said
                + SENTENCE_HEADED * headed
                + SENTENCE_HIT * hit.score
            )
            found.append(
                Sentence(hit, profile, start, end, cosine, said, score, header if row else "")
            )
    found.sort(key=lambda sentence: -sentence.score)
    best = [_timely(question, sentence) for sentence in found[:_CHECKED_FOR_TIME]]
    return sorted(best, key=lambda sentence: -sentence.score) + found[_CHECKED_FOR_TIME:]


def _timely(question: Question, sentence: Sentence) -> Sentence:
    """A sentence of another year, or a plan where an outcome is asked for, counts less."""
    lost = 0.0 if fits_years(question, sentence) else _OTHER_YEAR
    lost += 0.0 if states_tense(question, sentence, sentence.text) else _OTHER_TENSE
    return replace(sentence, score=sentence.score - lost) if lost else sentence


def fits_years(question: Question, sentence: Sentence) -> bool:
    """Whether the sentence can speak of a year that the question names."""
    profile = sentence.profile
    if other_plan(question.text, sentence.text):
        return False
    asked = asked_years(question.text, profile.periods)
    if not asked:
        return True
    spoken = spoken_years(profile.report, sentence.hit.passage, sentence.start, profile.periods)
    return not spoken or bool(set(asked) & set(spoken))


def fits_tense(question: Question, words: Spanned) -> bool:
    """A target does not answer what was reached, nor the other way round."""
    text = words.sentence.profile.report.text[words.start : words.end]
    return states_tense(question, words.sentence, text)


def states_tense(question: Question, sentence: Sentence, text: str) -> bool:
    """Whether ``text``, of the sentence, is a target or an outcome as the question wants it."""
    wants_target = asks_for_target(question.text)
    if wants_target is None:
        return True
    states_target = is_target(text, sentence.hit.passage)
    return (states_target or False) if wants_target else not states_target
