"""What is kept of one report: its source, canonical text, passages, words and vectors."""

from __future__ import annotations

import io
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from youju.embedding import Vectors
from youju.model import Passage, Report, Section


@dataclass(frozen=True)
class Record:
    """A report as it is indexed.

    ``passage_vectors`` has a row a passage; ``sentence_vectors`` (half precision) a row a sentence,
    passage by passage; ``words`` a list a passage.
    """

    report: Report
    source_name: str
    source: bytes
    passages: tuple[Passage, ...]
    words: list[list[str]]
    frequencies: dict[str, int]
    passage_vectors: Vectors
    sentence_vectors: NDArray[np.float16]


def write_record(folder: Path, record: Record) -> None:
    folder.mkdir(parents=True)
    (folder / f"source{Path(record.source_name).suffix.lower()}").write_bytes(record.source)
    write_report(folder / "report.json", record.report, record.passages)
    (folder / "passages.npy").write_bytes(dump_vectors(record.passage_vectors))
    (folder / "sentences.npy").write_bytes(dump_vectors(record.sentence_vectors))
    lines = [" ".join(words) for words in record.words]
    (folder / "words.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    table = [f"{word}\t{count}" for word, count in sorted(record.frequencies.items())]
    (folder / "words.tsv").write_text("\n".join(table) + "\n", encoding="utf-8")


def link_record(source: Path, target: Path) -> None:
    """The same files in a new generation: linked where the file system can, else copied."""
    target.mkdir(parents=True)
    for path in source.iterdir():
        try:
            os.link(path, target / path.name)
        except OSError:
            (target / path.name).write_bytes(path.read_bytes())


def write_report(path: Path, report: Report, passages: tuple[Passage, ...]) -> None:
    content = {
        "title": report.title,
        "date": report.date,
        "byline": report.byline,
        "sections": [[s.title, s.level, s.start, s.end] for s in report.sections],
        "passages": [[p.start, p.end, p.section, p.sentences] for p in passages],
        "text": report.text,
    }
    dumped = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(dumped + "\n", encoding="utf-8")


def parse_report(report_id: str, dumped: bytes) -> tuple[Report, tuple[Passage, ...]]:
    content: dict[str, Any] = json.loads(dumped)
    text = content["text"]
    report = Report(
        id=report_id,
        title=content["title"],
        text=text,
        sections=tuple(Section(*row) for row in content["sections"]),
        date=content["date"],
        byline=content["byline"],
    )
    passages = tuple(
        Passage(
            id=f"{report_id}:{number:04d}",
            report_id=report_id,
            section=tuple(section),
            start=start,
            end=end,
            text=text[start:end],
            sentences=tuple((a, b) for a, b in sentences),
        )
        for number, (start, end, section, sentences) in enumerate(content["passages"])
    )
    return report, passages


def read_words(folder: Path) -> tuple[list[list[str]], dict[str, int]]:
    lines = (folder / "words.txt").read_text(encoding="utf-8").split("\n")[:-1]
    table = (folder / "words.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in table if line)
    return [line.split() for line in lines], {word: int(count) for word, count in rows}


def dump_vectors(vectors: NDArray[Any]) -> bytes:
    """In memory: NumPy itself is silent when a disk is full."""
    stream = io.BytesIO()
    np.save(stream, vectors, allow_pickle=False)
    return stream.getvalue()


def parse_vectors(content: bytes) -> NDArray[Any]:
    vectors: NDArray[Any] = np.load(io.BytesIO(content), allow_pickle=False)
    return vectors
