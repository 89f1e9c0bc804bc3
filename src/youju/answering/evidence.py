"""Where in the retrieved passages the answer stands: sentences and clause windows, scored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from youju.answering.people import holds_office, names_in
from youju.answering.periods import (
    Periods,
    asked_years,
    asks_for_target,
    is_target,
    other_plan,
    periods_of,
    spoken_years,
    years_in,
    years_named,
)
from youju.answering.places import levels_in, own_levels, own_places, place_words, places_in
from youju.answering.question import Question, Term, fits_unit
from youju.model import Hit, Report
from youju.retrieval import Query
from youju.store.index import Index
from youju.text import Figure, Span, clause_spans, figures, fold

_COSINE_FLOOR, _COSINE_SPAN = 0.78, 0.14
SENTENCE_SAID, SENTENCE_HEADED, SENTENCE_HIT = 1.0, 0.2, 0.4
"""Of a sentence's score: words of the question that it says, that it says with its heading, and
the passage's own score; its cosine counts 1."""
_SYNONYM = 0.8
_PARTIAL = 0.6
_GIVEN = 0.15
"""Weight left to a word that the report's title already says: its own place, 报告."""
_OTHER_YEAR, _OTHER_TENSE = 0.4, 0.3
_CHECKED_FOR_TIME = 30
_LONGEST_WINDOW = 8
_COMMON = 300
"""jieba's frequency above which a word is no part of a place's name."""
_MEASURE = re.compile(r"(?:人均|单位|万元|亿元)(?:地区|国内)?$")
_CONTACT = re.compile(r"[\w.\-]+@[\w.\-]+|\d{3,4}-?\d{7,8}|1\d{10}|https?://|www\.|邮编")
_FIVE_YEARS = re.compile(r"五年|[一二三四五六七八九]五[”’时期计]")
_ROW = re.compile(r"\s[-\d.,]+(?:\s+[-\d.,]+)*$")
"""A row of a table: its units stand elsewhere."""
_ASKS_YEAR = re.compile(r"哪一?年|which year|几几年")
_YEAR = re.compile(r"(?:19|20)\d\d年(?:度)?")
_SHORTEST_QUERY = 4
_DAY = re.compile(r"\d{1,2}\s*月|[一二三四五六七八九十]{1,2}月(?!份?以)")
_PERIOD = re.compile(
    r"[年月日]底|[年月]末|年初|今年|明年|去年|期间|时期|\d+年(?:内|前|后)|[一二三四五六七八九十]+年(?:内|前|后)|第[一二三四]季度|[上下]半年"
)


@dataclass(frozen=True)
class Setting:
    """What is known of a report as a whole."""

    report: Report
    folded: str
    periods: Periods
    places: frozenset[str]
    levels: frozenset[str]


@dataclass(frozen=True)
class Sentence:
    """A candidate: where it stands, how like the question it is, how much of it it says."""

    hit: Hit
    setting: Setting
    start: int
    end: int
    cosine: float
    coverage: float
    score: float
    header: str = ""
    """Of a row of a table: the lines above it that are no rows (folded)."""

    @property
    def text(self) -> str:
        return self.setting.report.text[self.start : self.end]


@dataclass(frozen=True)
class Window:
    """Neighbouring clauses of one sentence, with the figures that fit what is asked.

    ``year_fit``: 1 if they name a year that is asked for, -1 if they name another, else 0.
    """

    sentence: Sentence
    start: int
    end: int
    coverage: float
    year_fit: int = 0
    figures: tuple[Figure, ...] = ()
    score: float = 0.0


class Settings:
    """Reports' settings, each worked out once."""

    def __init__(self, index: Index) -> None:
        self._index = index
        frequencies = index.lexicon.frequencies
        self.place_words = place_words(frequencies)
        self.common_words = {word for word, count in frequencies.items() if count > _COMMON}
        self.of = lru_cache(maxsize=64)(self._setting)

    def _setting(self, report_id: str) -> Setting:
        report = self._index.indexed(report_id).report
        places = own_places(report.title, report.text, self.place_words)
        return Setting(
            report,
            fold(report.text),
            periods_of(report),
            places,
            own_levels(report.title, report.text, places),
        )


def match(term: Term, text: str) -> float:
    """How far ``text`` (folded) speaks of ``term``: 1 the word, 0.8 another word for it, or part."""
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


def sentences(
    question: Question, query: Query, hits: Sequence[Hit], index: Index, settings: Settings
) -> list[Sentence]:
    """All sentences of the hits, best first."""
    found = []
    for hit in hits:
        passage = hit.passage
        setting = settings.of(passage.report_id)
        given = given_words(setting)
        cosines = index.sentence_vectors(passage) @ query.vector
        heading = fold(" ".join(passage.section[-1:]))
        header = ""
        for (start, end), cosine in zip(passage.sentences, cosines.tolist(), strict=True):
            text = setting.folded[start:end]
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
                Sentence(hit, setting, start, end, cosine, said, score, header if row else "")
            )
    found.sort(key=lambda sentence: -sentence.score)
    best = [_timely(question, sentence) for sentence in found[:_CHECKED_FOR_TIME]]
    return sorted(best, key=lambda sentence: -sentence.score) + found[_CHECKED_FOR_TIME:]


def _timely(question: Question, sentence: Sentence) -> Sentence:
    """A sentence of another year, or a plan where an outcome is asked for, counts less."""
    lost = 0.0 if fits_years(question, sentence) else _OTHER_YEAR
    whole = Window(sentence, sentence.start, sentence.end, sentence.coverage)
    lost += 0.0 if fits_tense(question, whole) else _OTHER_TENSE
    return replace(sentence, score=sentence.score - lost) if lost else sentence


@lru_cache(maxsize=64)
def _given(title: str, places: frozenset[str]) -> str:
    return fold(title) + " ".join(places)


def without_given(text: str, setting: Setting) -> str:
    """A question without its report's own place and years: all of its passages share them."""
    left = _YEAR.sub("", text)
    for place in sorted(setting.places, key=len, reverse=True):
        left = re.sub(rf"{re.escape(place)}[省市区县]?", "", left)
    left = left.strip("的，, ")
    return left if len(left) >= _SHORTEST_QUERY else text


def given_words(setting: Setting) -> str:
    return _given(setting.report.title, setting.places)


def figure_windows(question: Question, sentence: Sentence) -> Iterator[Window]:
    """Every run of clauses of the sentence that holds a figure of the kind asked for."""
    text, folded = sentence.setting.report.text, sentence.setting.folded
    clauses = clause_spans(text, sentence.start, sentence.end)
    fitting = [
        figure
        for figure in figures(text, sentence.start, sentence.end)
        if (fits_unit(figure.unit, question) or (not figure.unit and sentence.header))
        and not _is_date(figure, folded)
        and (figure.text[0] != "一" or len(figure.text) > 2)
    ]
    for first in range(len(clauses)):
        for last in range(first, min(first + _LONGEST_WINDOW, len(clauses))):
            start, end = clauses[first][0], clauses[last][1]
            inside = tuple(f for f in fitting if start <= f.start and f.end <= end)
            if inside:
                yield _window(question, sentence, (start, end), inside)


def contact_windows(question: Question, sentence: Sentence) -> list[Window]:
    """Clauses with a telephone number or an address on the net."""
    found = []
    for span in clause_spans(sentence.setting.report.text, sentence.start, sentence.end):
        if _CONTACT.search(sentence.setting.folded, *span):
            found.append(_window(question, sentence, span))
    return found


def date_windows(question: Question, sentence: Sentence) -> list[Window]:
    """Clauses that name a date: a day or month, unless just the year is asked for."""
    day = 0.0 if _ASKS_YEAR.search(question.text) else 0.7
    found = []
    for span in clause_spans(sentence.setting.report.text, sentence.start, sentence.end):
        clause = sentence.setting.folded[span[0] : span[1]]
        if _DAY.search(clause):
            found.append(_window(question, sentence, span, score=day))
        elif _PERIOD.search(clause) or years_in(clause):
            found.append(_window(question, sentence, span))
    return found


def name_windows(question: Question, sentence: Sentence) -> list[Window]:
    """Clauses that name a person; best one who holds the office that is asked for."""
    text = sentence.setting.report.text
    names = names_in(text, sentence.start, sentence.end)
    found = []
    for start, end in clause_spans(text, sentence.start, sentence.end):
        inside = [name for name in names if start <= name[0] < end]
        if inside:
            held = any(
                holds_office(text, office, name) for office in question.offices for name in inside
            )
            score = 0.5 if held else -0.5 if question.offices else 0.0
            found.append(_window(question, sentence, (start, end), score=score))
    return found


def _window(
    question: Question,
    sentence: Sentence,
    span: Span,
    found: tuple[Figure, ...] = (),
    score: float = 0.0,
) -> Window:
    text = sentence.setting.folded[span[0] : span[1]]
    said = coverage(question.terms, sentence.header + text, given_words(sentence.setting))
    fit = _year_fit(question, text, sentence.setting.periods)
    return Window(sentence, span[0], span[1], said, fit, found, score)


def _year_fit(question: Question, text: str, periods: Periods) -> int:
    asked = asked_years(question.text, periods)
    spoken = years_named(text, periods)
    if not asked:
        long_term = _FIVE_YEARS.search(text) and not _FIVE_YEARS.search(question.text)
        return -1 if long_term and not spoken else 0
    if not spoken:
        return 0
    return 1 if set(asked) & set(spoken) else -1


class Spanned(Protocol):
    """Words of a sentence: a window, or the piece made of one."""

    @property
    def sentence(self) -> Sentence: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def fits_tense(question: Question, window: Spanned) -> bool:
    """A target does not answer what was reached, nor the other way round."""
    wants_target = asks_for_target(question.text)
    if wants_target is None:
        return True
    text = window.sentence.setting.report.text[window.start : window.end]
    states_target = is_target(text, window.sentence.hit.passage)
    return (states_target or False) if wants_target else not states_target


def _is_date(figure: Figure, folded: str) -> bool:
    if figure.unit == "年" and 1900 <= figure.value <= 2100:
        return True
    return figure.unit in ("月", "日") and folded[figure.start - 1 : figure.start] in ("年", "月")


def fits_years(question: Question, sentence: Sentence) -> bool:
    """Whether the sentence can speak of a year that the question names."""
    setting = sentence.setting
    if other_plan(question.text, sentence.text):
        return False
    asked = asked_years(question.text, setting.periods)
    if not asked:
        return True
    spoken = spoken_years(setting.report, sentence.hit.passage, sentence.start, setting.periods)
    return not spoken or bool(set(asked) & set(spoken))


def foreign_places(question: Question, setting: Setting, settings: Settings) -> list[str]:
    """Places and levels that the question names and that are not the report's own."""
    named = places_in(question.text, settings.place_words, settings.common_words)
    foreign = [place for place in named if not _is_own(place, setting.places)]
    return foreign + [level for level in levels_in(question.text) if level not in setting.levels]


def _is_own(place: str, own: frozenset[str]) -> bool:
    return any(place in mine or mine in place for mine in own)
