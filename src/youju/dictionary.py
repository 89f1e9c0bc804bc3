"""jieba's own dictionary, read once in a process. jieba's way takes twice as long, and leaves a
file that the next process trusts."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jieba


@dataclass(frozen=True)
class Dictionary:
    """``frequencies``: of every word, and 0 for what only begins one. ``parts_of_speech``: jieba's
    tag of every word."""

    frequencies: Mapping[str, int]
    total: int
    parts_of_speech: Mapping[str, str]

    def tokenizer(self) -> jieba.Tokenizer:
        """One of its own: words added to it are in no other."""
        return _tokenizer(dict(self.frequencies), self.total)


@cache
def dictionary() -> Dictionary:
    """Takes some tenths of a second the first time."""
    with _jieba().get_dict_file() as file:
        fields = file.read().decode().split()
    words, counts, tags = fields[::3], [int(count) for count in fields[1::3]], fields[2::3]
    frequencies = _with_beginnings(dict(zip(words, counts, strict=True)))
    return Dictionary(frequencies, sum(counts), dict(zip(words, tags, strict=True)))


def tokenizer_of(frequencies: Mapping[str, int], total: int) -> jieba.Tokenizer:
    """With these words alone; ``total``: the sum of frequencies that they are weighed against."""
    return _tokenizer(_with_beginnings(frequencies), total)


def _with_beginnings(frequencies: Mapping[str, int]) -> dict[str, int]:
    """jieba looks for longer words only as long as what it has read begins one."""
    table = dict(frequencies)
    for word in frequencies:
        for length in range(1, len(word)):
            table.setdefault(word[:length], 0)
    return table


def _tokenizer(table: dict[str, int], total: int) -> jieba.Tokenizer:
    tokenizer = _jieba().Tokenizer()
    tokenizer.FREQ, tokenizer.total = table, total
    tokenizer.initialized = True
    return tokenizer


@cache
def _jieba() -> Any:
    """jieba asks for setuptools' pkg_resources, which is slow to import, and does without it where
    there is none."""
    hidden = "pkg_resources" not in sys.modules
    if hidden:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        import jieba
    finally:
        if hidden:
            del sys.modules["pkg_resources"]
    jieba.setLogLevel(logging.CRITICAL)
    return jieba
