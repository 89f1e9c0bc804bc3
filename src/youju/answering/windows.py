"""Runs of clauses in a sentence that hold what is asked for: a figure, a date, a name, a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from youju.answering.evidence import Sentence
from youju.answering.people import holds_office
from youju.answering.periods import years_in, years_named
from youju.answering.question import Question, fits_unit
from youju.text import Figure, Span

_LONGEST_WINDOW = 8
_CONTACT = re.compile(r"[\w.\-]+@[\w.\-]+|\d{3,4}-?\d{7,8}|1\d{10}|https?://|www\.|邮编")
_FIVE_YEARS = re.compile(r"五年|[一二三四五六七八九]五[”’时期计]")
_ASKS_YEAR = re.compile(r"哪一?年|which year|几几年")
_DAY = re.compile(r"\d{1,2}\s*月|[一二三四五六七八九十]{1,2}月(?!份?以)")
_PERIOD = re.compile(
    r"[年月日]底|[年月]末|年初|今年|明年|去年|期间|时期|\d+年(?:内|前|后)|[一二三四五六七八九十]+年(?:内|前|后)|第[一二三四]季度|[上下]半年"
)


class Window(NamedTuple):
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


def figure_windows(question: Question, sentence: Sentence) -> Iterator[Window]:
    """Every run of clauses of the sentence that holds a figure of the kind asked for."""
    statement = sentence.statement
    fitting = [
        figure
        for figure in statement.figures
        if fits_unit(figure.unit, question) or (not figure.unit and statement.header)
    ]
    for first, (start, _) in enumerate(statement.clauses):
        fitting = [figure for figure in fitting if start <= figure.start]
        if not fitting:
            break
        for _, end in statement.clauses[first : first + _LONGEST_WINDOW]:
            inside = tuple(figure for figure in fitting if figure.end <= end)
            if inside:
                yield _window(question, sentence, (start, end), inside)


def contact_windows(question: Question, sentence: Sentence) -> list[Window]:
    """Clauses with a telephone number or an address on the net."""
    found = []
    for span in sentence.statement.clauses:
        if _CONTACT.search(sentence.profile.folded, *span):
            found.append(_window(question, sentence, span))
    return found


def date_windows(question: Question, sentence: Sentence) -> list[Window]:
    """Clauses that name a date: a day or month, unless just the year is asked for."""
    day = 0.0 if _ASKS_YEAR.search(question.text) else 0.7
    found = []
    for span in sentence.statement.clauses:
        clause = sentence.profile.folded[span[0] : span[1]]
        if _DAY.search(clause):
            found.append(_window(question, sentence, span, score=day))
        elif _PERIOD.search(clause) or years_in(clause):
            found.append(_window(question, sentence, span))
    return found


def name_windows(question: Question, sentence: Sentence) -> list[Window]:
    """Clauses that name a person; best one who holds the office that is asked for."""
    text = sentence.profile.report.text
    found = []
    for start, end in sentence.statement.clauses:
        inside = [name for name in sentence.statement.names if start <= name[0] < end]
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
    text = sentence.profile.folded[span[0] : span[1]]
    said = sentence.asked.words.coverage(sentence.statement.header + text)
    fit = _year_fit(question, sentence, text)
    return Window(sentence, span[0], span[1], said, fit, found, score)


def _year_fit(question: Question, sentence: Sentence, text: str) -> int:
    asked, periods = sentence.asked.years, sentence.profile.periods
    if not asked:
        long_term = _FIVE_YEARS.search(text) and not _FIVE_YEARS.search(question.text)
        return -1 if long_term and not years_named(text, periods) else 0
    spoken = years_named(text, periods)
    if not spoken:
        return 0
    return -1 if asked.isdisjoint(spoken) else 1
