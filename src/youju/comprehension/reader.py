"""The reader in the box: does a passage answer a question, and where."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

from youju.comprehension.inputs import Pair, join
from youju.embedding.onnx import BUNDLED as EMBEDDER
from youju.errors import EmbeddingError

BUNDLED = Path(__file__).parent / "bundled"
_LONGEST_SPAN = 60
"""Tokens of an answer."""
_AT_ONCE = 2


def fingerprint_of(folder: Path) -> str:
    """Hash of the weights."""
    return hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()[:16]


class Reading(NamedTuple):
    """What the reader makes of a question and a context; probabilities are as the network gives
    them, not calibrated.

    ``answers``: that the context answers. ``start`` and ``end``: of the likeliest answer in it,
    and ``lead`` the log-odds of that answer over none. ``starts``: of each token of the context,
    where it stands and how likely the answer begins there.
    """

    answers: float
    start: int
    end: int
    lead: float
    starts: tuple[tuple[int, float], ...]

    def begins_within(self, start: int, end: int) -> float:
        """Probability that the answer begins in ``[start, end)`` of the context."""
        return sum(share for place, share in self.starts if start <= place < end)


class Reader:
    """Runs a folder with ``model.onnx``; the tokenizer is the embedder's. Safe to share between
    threads. A context a run: int8 quantisation takes its scale from the whole input."""

    def __init__(self, folder: Path = BUNDLED) -> None:
        from onnxruntime import InferenceSession, SessionOptions

        self._folder = folder
        options = SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        try:
            self._tokenizer = Tokenizer.from_file(str(EMBEDDER / "tokenizer.json"))
            model = str(folder / "model.onnx")
            self._session = InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime and tokenizers raise bare Exception
            raise EmbeddingError.of(str(folder), error) from None

    def is_intact(self) -> bool:
        """Whether the weights are those of the fingerprint; reads all 38 MB."""
        kept = (self._folder / "fingerprint.txt").read_text(encoding="ascii").strip()
        return kept == fingerprint_of(self._folder)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(_AT_ONCE, "reader")

    def read(self, question: str, contexts: Sequence[str]) -> list[Reading]:
        """One reading a context."""
        asked = self._tokenizer.encode(question, add_special_tokens=False)
        pairs = [join(asked, self._tokenizer.encode(c, add_special_tokens=False)) for c in contexts]
        return (
            list(self._pool.map(self._read, pairs))
            if len(pairs) > 1
            else [self._read(p) for p in pairs]
        )

    def _read(self, pair: Pair) -> Reading:
        inputs = {"input_ids": np.array([pair.ids], dtype=np.int64)}
        spans, answerable = self._session.run(None, inputs)
        first, count = pair.first, len(pair.offsets)
        answers = 1 / (1 + math.exp(-float(answerable[0])))
        if not count:
            return Reading(answers, 0, 0, -math.inf, ())
        starts, ends = spans[0, first : first + count, 0], spans[0, first : first + count, 1]
        begin, end = _best_span(starts, ends)
        nowhere = float(spans[0, 0, 0] + spans[0, 0, 1])
        shares = _softmax(np.append(starts, spans[0, 0, 0])).tolist()
        return Reading(
            answers=answers,
            start=pair.offsets[begin][0],
            end=pair.offsets[end][1],
            lead=float(starts[begin] + ends[end]) - nowhere,
            starts=tuple(zip((a for a, _ in pair.offsets), shares[:-1], strict=True)),
        )


def _best_span(starts: np.ndarray, ends: np.ndarray) -> tuple[int, int]:
    """The pair of tokens, in order and not far apart, with the highest sum."""
    sums = starts[:, None] + ends[None, :]
    ordered = np.triu(np.ones_like(sums, dtype=bool))
    allowed = ordered & ~np.triu(ordered, _LONGEST_SPAN)
    begin, end = np.unravel_index(np.argmax(np.where(allowed, sums, -np.inf)), sums.shape)
    return int(begin), int(end)


def _softmax(logits: np.ndarray) -> np.ndarray:
    shares: np.ndarray = np.exp(logits - logits.max())
    shares /= shares.sum()
    return shares
