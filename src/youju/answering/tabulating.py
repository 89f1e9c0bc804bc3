"""A sentence → its figures, each with its name and change. Read from left to right: a figure
without a subject of its own takes the one before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from youju.answering.measures import Measure, measure_of, measured
from youju.answering.naming import (
    SPANS,
    Name,
    bound_of,
    direction_in,
    item_names,
    name_of,
    subject_of,
)
from youju.answering.verification import Frame, frames_of
from youju.text import figures, fold

_SHORT_PART = 4
"""其中城市 says too little without the whole that it is a part of."""
_LONGEST_CHANGE = 36
_LONGEST_JOINED = 34
_ADDED = re.compile(r"^(?:净增|新增|新登记|新设立?)")
_CLAUSE_ENDS = re.compile(r"[，,；;：:。()（）]")
_HALF_WIDTH = {ord(char): char_at for char_at, char in enumerate("０１２３４５６７８９", ord("0"))}
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_STOPS = re.compile(r"[；;。]")
_LIST_MARK = re.compile(r"\s*(?:、|以及|和|及|与|[:：])")
_FROM = re.compile(r"[由从][^，,。；;由从]{0,12}$")
_PARTS = re.compile(r"其中\s*[，,：:]\s*$")
_POINTS = ("个百分点", "百分点", "个千分点")
_CELLS = re.compile(
    r"(?P<label>.*?[^\d.,%\s\-])\s*(?P<cells>-?\d[\d.,]*%?(?:\s+-?\d[\d.,]*%?)*)\s*"
)
_NUMBERED = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)+|^其中[:：]?")
_LABEL_UNIT = re.compile(r"[(（]([^\d()（）]{1,10})[)）]\s*$")


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a sentence, ``[start, end)`` in it. ``move``: of a change, its direction;
    ``series``: where the list or the parts begin that it is one of; -1: of none."""

    name: str
    measure: Measure
    start: int
    end: int
    move: str = ""
    change: str | None = None
    series: int = -1


def rows_in(text: str, spoken_of: str) -> tuple[list[Row], str]:
    """Rows of a sentence, and what it speaks of; ``spoken_of``: what the one before speaks of."""
    cells = list(_cells(text))
    if cells:
        return cells, spoken_of
    sentence = _Sentence(text, spoken_of)
    return sentence.rows(), sentence.first or spoken_of


def _cells(text: str) -> Iterator[Row]:
    """Of a line of a table: 行政规范性文件 8 26 66."""
    found = _CELLS.fullmatch(text)
    spaced = found and (" " in found["cells"] or text[found.start("cells") - 1].isspace())
    if not found or not spaced or _CLAUSE_ENDS.search(_LABEL_UNIT.sub("", found["label"])[-1:]):
        return
    label = _NUMBERED.sub("", found["label"]).strip()
    unit = _LABEL_UNIT.search(label)
    for figure in figures(text, found.start("cells")):
        measure = measure_of(figure, None, text)
        if unit and not measure.unit:
            measure = replace(measure, unit=unit[1], base_unit=unit[1])
        yield Row(_LABEL_UNIT.sub("", label).strip(" :："), measure, figure.start, figure.end)


class _Sentence:
    def __init__(self, text: str, spoken_of: str) -> None:
        self._text = text
        self._folded = fold(text)
        self._words = text.translate(_HALF_WIDTH)
        self._rows: list[Row] = []
        self._subject = self._whole = spoken_of
        self._parts = -1
        """Where the list of parts begins that is being read."""
        self._place = 0
        self._began = 0
        self._of_parts = text.startswith("其中")
        self._items: dict[int, str] = {}
        self.first = ""
        """The first subject that is named."""

    def rows(self) -> list[Row]:
        frames = measured(self._folded, frames_of(self._folded))
        for _, told in groupby((f for f in frames if f.item), key=lambda frame: frame.place):
            members = list(told)
            names = item_names([self._as_written(frame.item) for frame in members])
            self._items |= {f.figure.start: name for f, name in zip(members, names, strict=True)}
        followers = [*(frame.figure for frame in frames), None][1:]
        for frame, follower, series in zip(frames, followers, self._series(frames), strict=True):
            measure = measure_of(frame.figure, follower, self._folded)
            self._rows.append(self._row(frame, measure, series))
            self._place = frame.figure.end
        return self._rows

    def _series(self, frames: Sequence[Frame]) -> list[int]:
        """Lists within a clause: told 分别, or joined by list marks."""
        found = [-1] * len(frames)
        for number, (one, other) in enumerate(pairwise(frames)):
            told = bool(one.item) and one.place == other.place
            between = self._text[one.figure.end : other.figure.start]
            mark = _LIST_MARK.match(between)
            if told or (mark and not _CLAUSE_ENDS.search(between, mark.end())):
                found[number] = one.figure.start if found[number] < 0 else found[number]
                found[number + 1] = found[number]
        return found

    def _row(self, frame: Frame, measure: Measure, series: int) -> Row:
        figure = frame.figure
        begin, end = self._begin(frame), frame.place[1]
        after = self._words[figure.end : end]
        if frame.item:
            before = ""
            move = direction_in(frame.own[len(frame.item) :])
            name = Name(self._items[figure.start], move)
        else:
            before = self._words[begin : figure.start]
            name = name_of(before, after, measure.base_unit)
        last = self._rows[-1] if self._rows else None
        if last and 0 <= series == last.series and not before.strip():
            name = name if name.move else replace(name, move=last.move)
        passed = self._words[self._place : max(self._place, begin)]
        if _STOPS.search(passed) and not self._of_parts:
            self._parts = -1
        if name.is_part or _PARTS.search(passed):
            self._parts, self._whole = figure.start, self._subject
        words, is_own = self._named(name, measure, passed)
        bound = bound_of(before, measure.about, self._text[figure.end : figure.end + 4])
        if bound != measure.about:
            measure = replace(measure, about=bound)
        move = "" if name.comes_to else name.move
        change = self._course(begin + name.moved_at, figure.end) if name.comes_to else None
        if move and not is_own:
            self._tell(words, begin + name.moved_at, figure.end)
        series = series if series >= 0 else self._parts
        return Row(words, measure, figure.start, figure.end, move, change, series)

    def _begin(self, frame: Frame) -> int:
        """Where the words before the figure begin: with the quote that opens them, or with what
        bounds them (超10亿元企业73户)."""
        begin = frame.place[0]
        last = self._rows[-1] if self._rows else None
        if last and last.end == begin and last.measure.about and not last.change:
            return self._began
        if begin and self._text[begin - 1] in "“‘":
            begin -= 1
        self._began = begin
        return begin

    def _named(self, name: Name, measure: Measure, passed: str) -> tuple[str, bool]:
        """The row's name, and whether it is the figure's own."""
        words = name.words
        if words and not name.is_relative:
            short = self._parts >= 0 and len(words) <= _SHORT_PART and self._whole
            self._subject = f"{self._whole}其中{words}" if short else words
            self.first = self.first or words
            return self._subject, True
        subject = self._taken(passed, name)
        if measure.base_unit in _POINTS and not words:
            subject = self._last_share() or subject
        if not words:
            self.first = self.first or subject
            return subject or words, False
        if words.startswith("总"):
            subject = _ADDED.sub("", subject)
        if words in subject or len(subject) + len(words) > _LONGEST_JOINED:
            return (subject if words in subject else words), True
        return f"{subject}{words}", True

    def _taken(self, passed: str, name: Name) -> str:
        """The subject for a figure that has none: the last one named, or what the clause before
        speaks of, where that has no figure."""
        clauses = _CLAUSE_ENDS.split(_BRACKETED.sub("", passed))[1 if self._place else 0 :]
        told = [subject for clause in clauses if (subject := subject_of(clause))]
        follows = self._subject and (name.move or name.is_relative) and self._place
        if told and not (follows and not _STOPS.search(passed)):
            self._subject = told[-1]
        return self._subject

    def _last_share(self) -> str:
        shares = (row for row in reversed(self._rows) if row.measure.base_unit == "%")
        return next((row.name for row in shares if not row.move), "")

    def _tell(self, name: str, start: int, end: int) -> None:
        """The change of the level that has this name."""
        for place in range(len(self._rows) - 1, -1, -1):
            row = self._rows[place]
            if row.name == name and not row.move and row.measure.base_unit not in SPANS:
                words = self._text[start:end].strip()
                if row.change is None and len(words) <= _LONGEST_CHANGE:
                    self._rows[place] = replace(row, change=words)
                return

    def _course(self, start: int, end: int) -> str:
        """由11.4%提高到15%; or only the latter half."""
        last = self._rows[-1] if self._rows else None
        opened = last and _FROM.search(self._text, 0, last.start)
        if last and opened and start - last.end <= 1:
            start = opened.start()
        return self._text[start:end].strip()

    def _as_written(self, folded: str) -> str:
        place = self._folded.find(folded)
        return self._text[place : place + len(folded)] if place >= 0 else folded
