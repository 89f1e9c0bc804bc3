"""Any other embedding model, by name or folder, through sentence-transformers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from youju.embedding import Progress, Vectors
from youju.errors import EmbeddingError

BATCH = 32
_PROBE = "政府工作报告 2023年"


class SentenceTransformerEmbedder:
    """On a GPU if there is one; the model's own prompts for queries and documents are used."""

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError:
            raise EmbeddingError(name=name, detail="pip install sentence-transformers") from None
        try:
            self._model = SentenceTransformer(name)
        except Exception as error:  # hub, file and format errors of every kind
            raise EmbeddingError.of(name, error) from None
        self.name = name
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    @property
    def fingerprint(self) -> str:
        """Of a probe's vector, rounded so that processors agree."""
        rounded = np.round(self.embed_query(_PROBE).astype(np.float64), 2) + 0.0
        return hashlib.sha256(f"{self.dimension}{rounded.tolist()}".encode()).hexdigest()[:16]

    def embed_query(self, text: str) -> Vectors:
        row: Vectors = self._rows(self._model.encode_query([text], normalize_embeddings=True))[0]
        return row

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        parts = [np.empty((0, self.dimension), dtype=np.float32)]
        for start in range(0, len(texts), BATCH):
            batch = list(texts[start : start + BATCH])
            parts.append(self._rows(self._model.encode_document(batch, normalize_embeddings=True)))
            if progress:
                progress(min(start + BATCH, len(texts)), len(texts))
        return np.concatenate(parts)

    def _rows(self, vectors: object) -> Vectors:
        return np.asarray(vectors, dtype=np.float32)
