"""Reasoning in the answer's own text: ``<think>…</think>``, torn across tokens as it may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_OPEN, _CLOSE = "<think>", "</think>"


@dataclass(frozen=True, slots=True)
class Piece:
    """What the LLM sends next. ``restart``: what came so far was reasoning; ``cut``: it stopped at
    the token limit."""

    text: str = ""
    reasoning: str = ""
    restart: bool = False
    cut: bool = False


class ThinkingSplitter:
    """Feeds on the pieces of a content stream; tells answer from reasoning."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False
        self._begun = False

    def feed(self, piece: str) -> Iterator[Piece]:
        self._held += piece
        while True:
            tags = (_CLOSE,) if self._thinking else (_OPEN, _CLOSE)
            found = [(self._held.index(tag), tag) for tag in tags if tag in self._held]
            if not found:
                break
            place, tag = min(found)
            yield from self._emit(self._held[:place])
            self._held = self._held[place + len(tag) :]
            if tag == _CLOSE and not self._thinking:
                yield Piece(restart=True)
                self._begun = False
            self._thinking = tag == _OPEN
        kept = max(_overlap(self._held, tag) for tag in tags)
        yield from self._emit(self._held[: len(self._held) - kept])
        self._held = self._held[len(self._held) - kept :]

    def end(self) -> Iterator[Piece]:
        """What was held back, since it might have become a tag."""
        yield from self._emit(self._held)
        self._held = ""

    def _emit(self, text: str) -> Iterator[Piece]:
        if self._thinking:
            if text:
                yield Piece(reasoning=text)
            return
        text = text if self._begun else text.lstrip()
        if text:
            self._begun = True
            yield Piece(text)


def _overlap(text: str, tag: str) -> int:
    """How many of the last characters of ``text`` begin ``tag``."""
    return next((n for n in range(len(tag) - 1, 0, -1) if text.endswith(tag[:n])), 0)
