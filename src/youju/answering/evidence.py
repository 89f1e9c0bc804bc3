"""Sentences of the retrieved passages that may answer, best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from youju.answering.asking import Asked
from youju.answering.comprehending import Read, Reads
from youju.answering.periods import is_target, other_plan
from youju.answering.profile import Profile, Profiles
from youju.answering.question import Question
from youju.answering.statements import Statement
from youju.model import Hit
from youju.retrieval import Query
from youju.store.index import Index

_COSINE_FLOOR, _COSINE_SPAN = 0.78, 0.14
SENTENCE_SAID, SENTENCE_HEADED, SENTENCE_HIT = 1.0, 0.2, 0.4
"""Of a sentence's score: words of the question that it says, that it says with its heading, and
the passage's own score; its cosine counts 1."""
SENTENCE_READ = 1.0
"""What it counts that the reader finds the answer there; it finds one, where several are asked for."""
_OTHER_YEAR, _OTHER_TENSE = 0.4, 0.3
_CHECKED_FOR_TIME = 30


class Sentence(NamedTuple):
    """A candidate: where it stands, how like the question it is, how much of it it says; ``read``:
    what the reader makes of its passage, if it read it."""

    hit: Hit
    profile: Profile
    asked: Asked
    statement: Statement
    start: int
    end: int
    cosine: float
    coverage: float
    score: float
    read: Read | None

    @property
    def text(self) -> str:
        return self.statement.text

    def begins(self, start: int, end: int) -> float:
        """The reader's probability that the answer begins in ``[start, end)``, some of its words."""
        return self.read.begins(start, end) if self.read else 0.0


class Spanned(Protocol):
    """Words of a sentence: a window, or the piece made of one."""

    @property
    def sentence(self) -> Sentence: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def sentences(
    question: Question,
    query: Query,
    hits: Sequence[Hit],
    index: Index,
    profiles: Profiles,
    reads: Reads,
) -> list[Sentence]:
    """All sentences of the hits, best first."""
    asked = {
        report_id: Asked(question, profiles.of(report_id))
        for report_id in {hit.passage.report_id for hit in hits}
    }
    found = [
        sentence
        for hit in hits
        for sentence in _sentences(
            hit,
            profiles.of(hit.passage.report_id),
            asked[hit.passage.report_id],
            index.sentence_cosines(query.vector, hit.passage),
            reads,
            0.0 if question.plural else SENTENCE_READ,
        )
    ]
    found.sort(key=lambda sentence: -sentence.score)
    best = [_timely(question, sentence) for sentence in found[:_CHECKED_FOR_TIME]]
    return sorted(best, key=lambda sentence: -sentence.score) + found[_CHECKED_FOR_TIME:]


def _sentences(
    hit: Hit,
    profile: Profile,
    asked: Asked,
    cosines: Sequence[float],
    reads: Reads,
    read_counts: float,
) -> Iterator[Sentence]:
    read = reads.get(hit.passage.id)
    for told, cosine in zip(profile.statements(hit.passage), cosines, strict=True):
        found = read.begins(told.start, told.end) if read else 0.0
        said, headed = asked.words.coverages(told.folded, told.heading)
        score = (
            (cosine - _COSINE_FLOOR) / _COSINE_SPAN
            + SENTENCE_SAID * said
            + SENTENCE_HEADED * headed
            + SENTENCE_HIT * hit.score
            + read_counts * found
        )
        place = (told.start, told.end)
        yield Sentence(hit, profile, asked, told, *place, cosine, said, score, read)


def _timely(question: Question, sentence: Sentence) -> Sentence:
    """A sentence of another year, or a plan where an outcome is asked for, counts less."""
    lost = 0.0 if fits_years(question, sentence) else _OTHER_YEAR
    lost += 0.0 if _suits(sentence.asked, sentence.statement.is_target) else _OTHER_TENSE
    return sentence._replace(score=sentence.score - lost) if lost else sentence


def fits_years(question: Question, sentence: Sentence) -> bool:
    """Whether the sentence can speak of a year that the question names."""
    if other_plan(question.text, sentence.text):
        return False
    asked = sentence.asked.years
    if not asked:
        return True
    spoken = sentence.statement.years
    return not spoken or not asked.isdisjoint(spoken)


def fits_tense(words: Spanned) -> bool:
    """A target does not answer what was reached, nor the other way round."""
    sentence = words.sentence
    if sentence.asked.wants_target is None:
        return True
    text = sentence.profile.report.text[words.start : words.end]
    return _suits(sentence.asked, is_target(text, sentence.hit.passage))


def _suits(asked: Asked, states_target: bool | None) -> bool:
    """Whether a target or an outcome is told as the question wants it."""
    if asked.wants_target is None:
        return True
    return (states_target or False) if asked.wants_target else not states_target
