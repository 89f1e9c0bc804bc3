"""Report → passages: whole sentences of one paragraph or section, about 250 characters at most."""

from __future__ import annotations

from collections.abc import Iterator

from youju.model import Passage, Report, Section
from youju.text import Span, clause_spans, sentence_spans

LONGEST_PASSAGE = 250
SHORT_PARAGRAPH = 80
"""A paragraph below this length is put together with its neighbours."""


def split_passages(report: Report) -> list[Passage]:
    """Passages in reading order; ids are ``REPORT:NNNN``, headings are not passages."""
    passages: list[Passage] = []
    for section, sentences in _blocks(report):
        for group in _groups(sentences):
            start, end = group[0][0], group[-1][1]
            passages.append(
                Passage(
                    id=f"{report.id}:{len(passages):04d}",
                    report_id=report.id,
                    section=section,
                    start=start,
                    end=end,
                    text=report.text[start:end],
                    sentences=tuple(group),
                )
            )
    return passages


def embedded_text(passage_section: tuple[str, ...], report_title: str, text: str) -> str:
    """What the embedder reads: the title and the innermost heading say where the words stand."""
    heading = passage_section[-1] if passage_section else ""
    lead = "｜".join(part[:40] for part in (report_title, heading) if part)
    return f"{lead}｜{text}" if lead else text


def _blocks(report: Report) -> Iterator[tuple[tuple[str, ...], list[Span]]]:
    """Runs of sentences that may share a passage: a paragraph, or short neighbours."""
    headings = dict(_paths(report))
    waiting: list[Span] = []
    section: tuple[str, ...] = ()
    offset = 0
    for line in report.text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        if start in headings:
            if waiting:
                yield section, waiting
            waiting, section = [], headings[start]
            continue
        sentences = [
            part
            for a, b in sentence_spans(line)
            for part in _bounded(report.text, start + a, start + b)
        ]
        if waiting and len(line) > SHORT_PARAGRAPH:
            yield section, waiting
            waiting = []
        waiting += sentences
        if len(line) > SHORT_PARAGRAPH:
            yield section, waiting
            waiting = []
    if waiting:
        yield section, waiting


def _paths(report: Report) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where each section begins, and the titles that lead to it."""
    open_ones: list[Section] = []
    for section in report.sections:
        while open_ones and open_ones[-1].end <= section.start:
            open_ones.pop()
        open_ones.append(section)
        yield section.start, tuple(outer.title for outer in open_ones)


def _groups(sentences: list[Span]) -> Iterator[list[Span]]:
    """Sentences packed up to the longest passage, of about equal length within a paragraph."""
    total = sentences[-1][1] - sentences[0][0]
    target = total / -(-total // LONGEST_PASSAGE)
    group: list[Span] = []
    for span in sentences:
        if group:
            length, longer = group[-1][1] - group[0][0], span[1] - group[0][0]
            if longer > LONGEST_PASSAGE or abs(length - target) < abs(longer - target):
                yield group
                group = []
        group.append(span)
    if group:
        yield group


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence, or its parts where it is longer than a passage: cut at clauses, then anywhere."""
    if end - start <= LONGEST_PASSAGE:
        yield start, end
        return
    begin = start
    last = start
    for _, clause_end in [*clause_spans(text, start, end), (end, end)]:
        clause_end = min(clause_end + 1, end)
        if clause_end - begin > LONGEST_PASSAGE and last > begin:
            yield begin, last
            begin = last
        while clause_end - begin > LONGEST_PASSAGE:
            yield begin, begin + LONGEST_PASSAGE
            begin += LONGEST_PASSAGE
        last = clause_end
    if end > begin:
        yield begin, end
