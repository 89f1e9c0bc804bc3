"""Adding, removing and rebuilding reports: the writing side of an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from youju.embedding import Embedder, Progress
from youju.errors import IndexDamaged, IndexMismatch, IndexMissing, ReportUnknown, SameReport
from youju.lexical import DocumentCutter, Lexicon, terms_of
from youju.model import Report
from youju.passages import LONGEST_PASSAGE, embedded_text, split_passages
from youju.reading import read_bytes
from youju.store.bm25 import write_bm25
from youju.store.dense import write_dense
from youju.store.files import (
    Manifest,
    ReportEntry,
    damaged_files,
    is_whole,
    new_generation,
    publish,
    read_manifest,
    writing,
)
from youju.store.records import Record, link_record, parse_vectors, read_words, write_record


class Library:
    """The reports of an index folder. Readers keep what they opened; new ones see the change."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._folder = folder
        self._embedder = embedder
        self._cutter = DocumentCutter()

    def add(self, files: dict[str, bytes], progress: Progress | None = None) -> list[ReportEntry]:
        """Add files (name → content) as reports; one of the same id is replaced.

        All of them or, if one cannot be read, none.
        """
        reports = [(name, data, read_bytes(data, name)) for name, data in files.items()]
        _refuse_same_ids([report for _, _, report in reports])
        with writing(self._folder):
            manifest = self._manifest()
            records = [self._record(*report, progress) for report in reports]
            manifest = self._write(manifest, {record.report.id: record for record in records})
        added = {record.report.id for record in records}
        return [entry for entry in manifest.reports if entry.id in added]

    def remove(self, report_id: str) -> None:
        with writing(self._folder):
            manifest = read_manifest(self._folder)
            left = tuple(entry for entry in manifest.reports if entry.id != report_id)
            if len(left) == len(manifest.reports):
                known = "、".join(entry.id for entry in manifest.reports[:10])
                raise ReportUnknown(report=report_id, known=known)
            self._write(replace(manifest, reports=left), {})

    def rebuild(self, progress: Progress | None = None) -> list[ReportEntry]:
        """All from the stored sources, with the embedder of now."""
        with writing(self._folder):
            manifest = read_manifest(self._folder)
            records = {}
            for entry in manifest.reports:
                data = self._source(manifest, entry)
                report = read_bytes(data, entry.source, entry.id)
                records[entry.id] = self._record(entry.source, data, report, progress)
            return list(self._write(manifest, records).reports)

    def reports(self) -> tuple[ReportEntry, ...]:
        return read_manifest(self._folder).reports

    def verify(self) -> list[str]:
        """Names of damaged files; none if the index is whole."""
        return damaged_files(self._folder, read_manifest(self._folder))

    def _source(self, manifest: Manifest, entry: ReportEntry) -> bytes:
        name = entry.source_name
        path = self._folder / manifest.generation / name
        if not is_whole(path, manifest.files.get(name, "")):
            raise IndexDamaged(folder=self._folder, file=name)
        return path.read_bytes()

    def _keep(self, before: Manifest, entry: ReportEntry, target: Path) -> None:
        """The report as it is; a damaged one must not become part of a whole index."""
        generation = self._folder / before.generation
        for file, digest in before.files.items():
            if file.startswith(f"reports/{entry.id}/") and not is_whole(generation / file, digest):
                raise IndexDamaged(folder=self._folder, file=file)
        link_record(generation / "reports" / entry.id, target)

    def _manifest(self) -> Manifest | None:
        try:
            manifest = read_manifest(self._folder)
        except IndexMissing:
            return None
        if manifest.fingerprint != self._embedder.fingerprint:
            built, wanted = manifest.embedder, self._embedder.name
            raise IndexMismatch(folder=self._folder, built=built, wanted=wanted)
        return manifest

    def _record(self, name: str, data: bytes, report: Report, progress: Progress | None) -> Record:
        passages = tuple(split_passages(report))
        texts = [embedded_text(p.section, report.title, p.text) for p in passages]
        sentences = [
            embedded_text(p.section, "", report.text[start:end])
            for p in passages
            for start, end in p.sentences
        ]
        vectors = self._embedder.embed_passages([*texts, *sentences], progress)
        headings = [section.title for section in report.sections]
        worded = [f"{p.section[-1] if p.section else ''} {p.text}" for p in passages]
        words, frequencies = self._cutter.cut(worded, terms_of(report.text, headings))
        return Record(
            report=report,
            source_name=name,
            source=data,
            passages=passages,
            words=words,
            frequencies=frequencies,
            passage_vectors=vectors[: len(texts)],
            sentence_vectors=vectors[len(texts) :].astype(np.float16),
        )

    def _write(self, before: Manifest | None, records: dict[str, Record]) -> Manifest:
        """A new generation of the reports in ``before`` and ``records``, the latter winning."""
        entries = {entry.id: entry for entry in (before.reports if before else ())}
        entries |= {report_id: _entry(record) for report_id, record in records.items()}
        ordered = tuple(entries[report_id] for report_id in sorted(entries))
        with new_generation(self._folder) as target:
            for entry in ordered:
                folder = target / "reports" / entry.id
                if entry.id in records:
                    write_record(folder, records[entry.id])
                elif before:
                    self._keep(before, entry, folder)
            _write_search_structures(target, ordered, self._embedder.dimension)
            return publish(
                self._folder,
                target,
                embedder=self._embedder.name,
                fingerprint=self._embedder.fingerprint,
                dimension=self._embedder.dimension,
                longest_passage=LONGEST_PASSAGE,
                reports=ordered,
            )


def _refuse_same_ids(reports: Sequence[Report]) -> None:
    """Of two files of one name, one would be lost in silence."""
    for report_id, count in Counter(report.id for report in reports).items():
        if count > 1:
            raise SameReport(report=report_id)


def _entry(record: Record) -> ReportEntry:
    report = record.report
    return ReportEntry(
        report.id, report.title, record.source_name, len(record.passages), len(report.text)
    )


def _write_search_structures(
    target: Path, entries: tuple[ReportEntry, ...], dimension: int
) -> None:
    """What spans all reports: lexicon, FAISS, BM25; made from what is kept of each."""
    words: list[list[str]] = []
    frequencies: dict[str, int] = {}
    vectors = [np.empty((0, dimension), dtype=np.float32)]
    for entry in entries:
        folder = target / "reports" / entry.id
        report_words, report_frequencies = read_words(folder)
        words += report_words
        for word, count in report_frequencies.items():
            frequencies[word] = max(count, frequencies.get(word, 0))
        vectors.append(parse_vectors((folder / "passages.npy").read_bytes()))
    lexicon = Lexicon.of(words, frequencies).dump()
    (target / "lexicon.tsv").write_text(lexicon, encoding="utf-8")
    write_dense(target / "passages.faiss", np.concatenate(vectors))
    write_bm25(target / "bm25", _documents(entries, words))


def _documents(
    entries: tuple[ReportEntry, ...], words: list[list[str]]
) -> Iterator[tuple[int, str, list[str]]]:
    row = 0
    for entry in entries:
        for _ in range(entry.passages):
            yield row, entry.id, words[row]
            row += 1
