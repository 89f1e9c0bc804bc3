"""An index, opened for questions."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

import numpy as np

from youju.embedding import Vectors
from youju.errors import IndexDamaged, IndexMismatch, ReportUnknown
from youju.lexical import Lexicon
from youju.model import Passage, Report
from youju.store.bm25 import LexicalIndex
from youju.store.dense import DenseIndex
from youju.store.files import Manifest, ReportEntry, file_hash, read_manifest
from youju.store.held_files import HeldFiles
from youju.store.records import parse_report, parse_vectors

Opened = TypeVar("Opened")
_READ_WHEN_ASKED = ("/report.json", "/sentences.npy")
CHECKED_AT_OPENING = 4 * 1024 * 1024
"""Larger files that FAISS and tantivy map are checked by ``youju index verify`` alone."""


@dataclass(frozen=True)
class IndexedReport:
    """A report with its passages, sentence vectors and where they begin."""

    report: Report
    passages: tuple[Passage, ...]
    sentence_vectors: Vectors
    sentence_starts: tuple[int, ...]

    def vectors_of(self, number: int) -> Vectors:
        """Shape ``(sentences of the passage, dimension)``."""
        start = self.sentence_starts[number]
        return self.sentence_vectors[start : start + len(self.passages[number].sentences)]


class Index:
    """Rows are passages: report by report in the manifest's order, in reading order within."""

    def __init__(self, folder: Path, fingerprint: str, embedder: str) -> None:
        """Raises an ``IndexStoreError``: missing, damaged, or of another embedder or format."""
        self.manifest = read_manifest(folder)
        if self.manifest.fingerprint != fingerprint:
            raise IndexMismatch(folder=folder, built=self.manifest.embedder, wanted=embedder)
        try:
            self._open(folder)
        except IndexDamaged:
            if read_manifest(folder).generation == self.manifest.generation:
                raise
            self.manifest = read_manifest(folder)
            self._open(folder)

    def _open(self, folder: Path) -> None:
        files = _Generation(folder, self.manifest)
        self.lexicon = Lexicon.parse(files.read("lexicon.tsv").decode())
        for name in self.manifest.files:
            if name.startswith(("passages.faiss", "bm25/")):
                files.check(name)
        self._folder = folder
        self._dense = files.opened("passages.faiss", DenseIndex)
        self._lexical = files.opened("bm25", LexicalIndex)
        self._load = lru_cache(maxsize=64)(files.report)

    @property
    def reports(self) -> tuple[ReportEntry, ...]:
        return self.manifest.reports

    @cached_property
    def _starts(self) -> dict[str, int]:
        starts, row = {}, 0
        for entry in self.manifest.reports:
            starts[entry.id] = row
            row += entry.passages
        return starts

    @cached_property
    def _firsts(self) -> list[int]:
        return list(self._starts.values())

    def dense(
        self, vector: Vectors, count: int, report_ids: Sequence[str] | None
    ) -> list[tuple[int, float]]:
        rows = None
        if report_ids is not None:
            sizes = {entry.id: entry.passages for entry in self.manifest.reports}
            starts = self._starts
            rows = [(starts[i], starts[i] + sizes[i]) for i in report_ids]
        return self._dense.search(vector, count, rows)

    def lexical(
        self, words: Mapping[str, float], count: int, report_ids: Sequence[str] | None
    ) -> list[tuple[int, float]]:
        return self._lexical.search(words, count, report_ids)

    def cosines(self, vector: Vectors, rows: Sequence[int]) -> list[float]:
        return self._dense.cosines(vector, rows)

    def known(self, report_ids: Sequence[str] | None) -> list[str] | None:
        """The ids, each once; raises ``ReportUnknown`` for one that is not in the index."""
        if not report_ids:
            return None
        for report_id in report_ids:
            if report_id not in self._starts:
                known = "、".join(list(self._starts)[:10])
                raise ReportUnknown(report=report_id, known=known)
        return list(dict.fromkeys(report_ids))

    def indexed(self, report_id: str) -> IndexedReport:
        return self._load(report_id)

    def passage(self, row: int) -> Passage:
        number = bisect_right(self._firsts, row) - 1
        entry = self.manifest.reports[number]
        place = row - self._firsts[number]
        if place >= entry.passages:
            raise IndexDamaged(folder=self._folder, file="bm25")
        return self._load(entry.id).passages[place]

    def sentence_vectors(self, passage: Passage) -> Vectors:
        number = int(passage.id.rpartition(":")[2])
        return self._load(passage.report_id).vectors_of(number)

    def sentence_cosines(self, vector: Vectors, passage: Passage) -> list[float]:
        cosines: list[float] = (self.sentence_vectors(passage) @ vector).tolist()
        return cosines


class _Generation:
    """The files of one generation. Apart from the index, whose cache of reports would otherwise
    hold the index itself, and with it all its memory until the next garbage collection."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._folder = folder
        self._manifest = manifest
        self._generation = folder / manifest.generation
        try:
            names = [name for name in manifest.files if name.endswith(_READ_WHEN_ASKED)]
            self._held = HeldFiles(self._generation, names)
        except OSError as error:
            raise IndexDamaged(folder=folder, file=error.filename) from None

    def report(self, report_id: str) -> IndexedReport:
        folder = f"reports/{report_id}"
        report, passages = parse_report(report_id, self.read(f"{folder}/report.json"))
        vectors = parse_vectors(self.read(f"{folder}/sentences.npy"))
        starts, start = [], 0
        for passage in passages:
            starts.append(start)
            start += len(passage.sentences)
        return IndexedReport(report, passages, vectors.astype(np.float32), tuple(starts))

    def read(self, name: str) -> bytes:
        try:
            content = self._held.read(name)
        except OSError:
            raise IndexDamaged(folder=self._folder, file=name) from None
        if hashlib.sha256(content).hexdigest() != self._manifest.files.get(name):
            raise IndexDamaged(folder=self._folder, file=name)
        return content

    def check(self, name: str) -> None:
        path = self._generation / name
        try:
            small = path.stat().st_size <= CHECKED_AT_OPENING
            if small and file_hash(path) != self._manifest.files[name]:
                raise IndexDamaged(folder=self._folder, file=name)
        except OSError:
            raise IndexDamaged(folder=self._folder, file=name) from None

    def opened(self, name: str, opener: Callable[[Path], Opened]) -> Opened:
        try:
            return opener(self._generation / name)
        except Exception:  # FAISS and tantivy raise RuntimeError, ValueError, OSError
            raise IndexDamaged(folder=self._folder, file=name) from None
