"""DRCD and CMRC2018: a question with the window that answers, and with one of the same article
that does not."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.examples import Example
from youju.passages import LONGEST_PASSAGE, embedded_text
from youju.text import Span, sentence_spans

_YEAR = re.compile(r"(?<!\d)(1[5-9]|20)\d\d(?=年)")


def examples(folder: Path) -> Iterator[Example]:
    """Of a folder with ``contexts.jsonl`` and ``questions.jsonl``."""
    contexts = {row["context_id"]: row for row in _rows(folder / "contexts.jsonl")}
    windows: dict[str, list[str]] = defaultdict(list)
    for row in contexts.values():
        windows[_title(row)] += [row["text"][a:b] for a, b in windows_of(row["text"])]
    for question in _rows(folder / "questions.jsonl"):
        row = contexts[question["context_id"]]
        yield from _of(question, row, windows[_title(row)], folder.name)


def windows_of(text: str) -> list[Span]:
    """Runs of whole sentences, about as long as a passage."""
    spans: list[Span] = []
    for start, end in sentence_spans(text):
        if spans and end - spans[-1][0] <= LONGEST_PASSAGE:
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def _of(
    question: dict[str, Any], row: dict[str, Any], windows: list[str], source: str
) -> Iterator[Example]:
    asked, answer, text = question["question"], question["answers"][0], row["text"]
    place = question.get("start", text.find(answer))
    if not answer or place < 0 or text[place : place + len(answer)] != answer:
        return
    start, end = next(span for span in windows_of(text) if span[0] <= place < span[1])
    if place + len(answer) > end:
        return
    context = embedded_text((), _title(row), text[start:end])
    lead = len(context) - (end - start)
    found = lead + place - start
    yield Example(asked, context, source, found, found + len(answer))
    if (year := _YEAR.search(asked)) and year.group() not in answer:
        other = str(int(year.group()) + (1 if int(year.group()) % 2 else -1))
        if other not in context:
            yield Example(asked.replace(year.group(), other), context, f"{source}_year")
    others = [w for w in windows if answer not in w]
    if others:
        nearest = max(others, key=lambda window: _shared(asked, window))
        yield Example(asked, embedded_text((), _title(row), nearest), source)


def _shared(text: str, window: str) -> int:
    return sum(text[i : i + 2] in window for i in range(len(text) - 1))


def _title(row: dict[str, Any]) -> str:
    return str(row.get("title") or "")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
