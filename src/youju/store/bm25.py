"""BM25 over jieba's words, in tantivy."""

from __future__ import annotations

import os
import shutil
import weakref
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

_WRITER_MEMORY = 50_000_000


def _schema() -> Any:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_unsigned_field("row", stored=True, fast=True)
    builder.add_text_field("report", tokenizer_name="raw")
    builder.add_text_field("words", tokenizer_name="whitespace")
    return builder.build()


def write_bm25(folder: Path, documents: Iterable[tuple[int, str, Sequence[str]]]) -> None:
    """``documents``: row, report id, words."""
    from tantivy import Document, Index

    folder.mkdir(parents=True)
    try:
        index = Index(_schema(), path=str(folder))
        writer = index.writer(_WRITER_MEMORY, 1)
        for row, report_id, words in documents:
            document = Document()
            document.add_unsigned("row", row)
            document.add_text("report", report_id)
            document.add_text("words", " ".join(words))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
    except ValueError as error:  # tantivy has no OSError
        raise OSError(None, str(error)[:200]) from error


class LexicalIndex:
    """Memory-mapped by tantivy."""

    def __init__(self, folder: Path) -> None:
        from tantivy import Index

        if not os.access(folder, os.W_OK):
            folder = self._lent_lock(folder)
        self._index = Index.open(str(folder))
        self._searcher = self._index.searcher()

    def _lent_lock(self, folder: Path) -> Path:
        """tantivy takes a lock file even to read: for an index that may not be written, in a folder
        of links to its files, which goes when the index is closed."""
        linked = Path(mkdtemp(prefix="youju-"))
        weakref.finalize(self, shutil.rmtree, linked, ignore_errors=True)
        for path in folder.iterdir():
            if not path.name.endswith(".lock"):
                (linked / path.name).symlink_to(path.resolve())
        return linked

    def search(
        self, words: Mapping[str, float], count: int, report_ids: Sequence[str] | None
    ) -> list[tuple[int, float]]:
        """The best ``count`` rows that hold any of ``words`` (word → weight), with BM25 scores."""
        from tantivy import Occur, Query

        schema = self._index.schema
        terms = [
            (Occur.Should, Query.boost_query(Query.term_query(schema, "words", word), weight))
            for word, weight in words.items()
        ]
        if not terms:
            return []
        query = Query.boolean_query(terms)
        if report_ids is not None:
            chosen = Query.term_set_query(schema, "report", list(report_ids))
            filtered = Query.const_score_query(chosen, 0.0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, filtered)])
        hits = self._searcher.search(query, count, count=False).hits
        return [(self._searcher.doc(address)["row"][0], float(score)) for score, address in hits]
