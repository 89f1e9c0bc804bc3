"""Passage vectors in FAISS: exact up to 50,000 passages, HNSW beyond."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from youju.embedding import Vectors

EXACT_UP_TO = 50_000
_NEIGHBOURS = 32
_EF_CONSTRUCTION = 80
_EF_SEARCH = 128
Rows = Sequence[tuple[int, int]]
"""Ranges of rows, ``end`` exclusive: the passages of the reports that are searched."""


def write_dense(path: Path, vectors: Vectors, exact_up_to: int = EXACT_UP_TO) -> None:
    import faiss

    count, dimension = vectors.shape
    index: Any
    if count <= exact_up_to:
        index = faiss.IndexFlatIP(dimension)
    else:
        index = faiss.IndexHNSWFlat(dimension, _NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = _EF_CONSTRUCTION
        index.hnsw.efSearch = _EF_SEARCH
    index.add(vectors)
    path.write_bytes(
        faiss.serialize_index(index).tobytes()
    )  # FAISS itself is silent when a disk is full


class DenseIndex:
    """Memory-mapped, so that processes share it."""

    def __init__(self, path: Path) -> None:
        import faiss

        self._faiss: Any = faiss
        self._index: Any = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)

    def search(self, vector: Vectors, count: int, rows: Rows | None) -> list[tuple[int, float]]:
        """The best ``count`` rows and their cosines, best first."""
        scores, found = self._index.search(vector[None], count, params=self._parameters(rows))
        pairs = zip(found[0].tolist(), scores[0].tolist(), strict=True)
        return [(row, score) for row, score in pairs if row >= 0]

    def cosines(self, vector: Vectors, rows: Sequence[int]) -> list[float]:
        """Of just these rows."""
        if not rows:
            return []
        kept = self._index.reconstruct_batch(np.asarray(rows, dtype=np.int64))
        cosines: list[float] = (kept @ vector).tolist()
        return cosines

    def _parameters(self, rows: Rows | None) -> Any:
        faiss = self._faiss
        hnsw = isinstance(self._index, faiss.IndexHNSW)
        if rows is None:
            return faiss.SearchParametersHNSW(efSearch=_EF_SEARCH) if hnsw else None
        ids = np.concatenate([np.arange(start, end, dtype=np.int64) for start, end in rows])
        selector = faiss.IDSelectorBatch(ids)
        if hnsw:
            return faiss.SearchParametersHNSW(sel=selector, efSearch=_EF_SEARCH)
        return faiss.SearchParameters(sel=selector)
