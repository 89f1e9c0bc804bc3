"""Text → unit vectors, behind one protocol; see ``onnx`` and ``sentence_transformer``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Embedder", "Progress", "Vectors"]

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with how many are done, and of how many."""


class Embedder(Protocol):
    """Cosine similarity is the dot product: every row has length 1."""

    @property
    def name(self) -> str:
        """What the user calls the model."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever vectors would; an index is bound to it."""

    @property
    def dimension(self) -> int: ...

    def embed_query(self, text: str) -> Vectors:
        """Shape ``(dimension,)``."""

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Shape ``(len(texts), dimension)``."""
