"""Hybrid search: dense and BM25 candidates, min–max convex fusion, optional cross-encoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from youju.embedding import Embedder, Vectors
from youju.errors import EmbeddingError
from youju.model import Hit
from youju.store.index import Index
from youju.vocabulary import is_filler, same_thing

CANDIDATES = 50
RERANKED = 20
PASSAGE_SHARE = 0.3
"""Of the dense score; the rest is that of the passage's best sentence."""
OTHER_WORD = 0.3
"""BM25 weight of a word for the same thing as a word of the question that the index has, too."""
FILLER = 0.2
"""BM25 weight of 的, 多少, 2023 and the like."""


@dataclass(frozen=True)
class Query:
    """A normalised question with its vector and its words (word → weight)."""

    text: str
    vector: Vectors
    words: Mapping[str, float]


class Reranker:
    """A cross-encoder of sentence-transformers; its score replaces the fused one."""

    def __init__(self, name: str) -> None:
        self._name = name

    @cached_property
    def _model(self) -> Any:
        try:
            from sentence_transformers import CrossEncoder

            return CrossEncoder(self._name)
        except Exception as error:  # hub, file and format errors of every kind
            raise EmbeddingError.of(self._name, error) from None

    def rerank(self, query: str, hits: list[Hit]) -> list[Hit]:
        head, tail = hits[:RERANKED], hits[RERANKED:]
        scores = self._model.predict([(query, hit.passage.text) for hit in head])
        scored = [replace(hit, score=float(s)) for hit, s in zip(head, scores, strict=True)]
        return sorted(scored, key=lambda hit: -hit.score) + tail


class Retriever:
    """Finds passages; ``dense_weight`` is the share of the dense score in the fused one."""

    def __init__(
        self, index: Index, embedder: Embedder, dense_weight: float, reranker: Reranker | None
    ) -> None:
        self._index = index
        self.embedder = embedder
        self._weight = dense_weight
        self._reranker = reranker

    def query(self, text: str, embedded: str | None = None) -> Query:
        """``embedded``: the text without what all passages of the reports searched share."""
        lexicon = self._index.lexicon
        words = {word: FILLER if is_filler(word) else 1.0 for word in lexicon.cut(text)}
        for word in tuple(words):
            weight = OTHER_WORD if word in lexicon.document_frequencies else 1.0
            for other in same_thing(word):
                for part in lexicon.parts(other):
                    words.setdefault(part, FILLER if is_filler(part) else weight)
        return Query(text, self.embedder.embed_query(embedded or text), words)

    def retrieve(
        self, query: Query, top_k: int, report_ids: Sequence[str] | None = None
    ) -> list[Hit]:
        """The best ``top_k`` passages, best first; ``score`` is in [0, 1] before reranking.

        Fusion: both scores are scaled to [0, 1] over the candidates (Bruch, Gai & Ingber 2023,
        "An Analysis of Fusion Functions for Hybrid Retrieval") and weighted.
        """
        index = self._index
        count = max(CANDIDATES, top_k)
        dense = dict(index.dense(query.vector, count, report_ids))
        lexical = dict(index.lexical(query.words, count, report_ids))
        missing = [row for row in lexical if row not in dense]
        dense |= dict(zip(missing, index.cosines(query.vector, missing), strict=True))
        dense = {row: self._with_sentences(query, row, cosine) for row, cosine in dense.items()}
        fused = _fuse(dense, lexical, self._weight)
        wanted = max(top_k, RERANKED) if self._reranker else top_k
        best = sorted(fused, key=lambda row: (-fused[row], row))[:wanted]
        hits = [
            Hit(index.passage(row), fused[row], dense[row], lexical.get(row, 0.0)) for row in best
        ]
        if self._reranker and hits:
            hits = self._reranker.rerank(query.text, hits)
        return hits[:top_k]

    def _with_sentences(self, query: Query, row: int, cosine: float) -> float:
        """A passage is as near as its nearest sentence, too: one long passage says many things."""
        best = max(self._index.sentence_cosines(query.vector, self._index.passage(row)))
        return PASSAGE_SHARE * cosine + (1 - PASSAGE_SHARE) * best


def _fuse(
    dense: dict[int, float], lexical: dict[int, float], dense_weight: float
) -> dict[int, float]:
    if not dense:
        return {}
    low = min(dense.values())
    span = max(dense.values()) - low or 1.0
    top = max(lexical.values(), default=0.0) or 1.0
    return {
        row: dense_weight * (cosine - low) / span + (1 - dense_weight) * lexical.get(row, 0.0) / top
        for row, cosine in dense.items()
    }
