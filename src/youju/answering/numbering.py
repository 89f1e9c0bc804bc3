"""The passages as a prompt shows them: numbered, as many as the model's context holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from youju.model import Hit

_ASCII_PER_TOKEN = 3


@dataclass(frozen=True)
class Numbered:
    """``number``: what a marker or source names; ``passage``: of which passage, from 1."""

    number: int
    passage: int
    section: str
    text: str


def numbered_passages(hits: Sequence[Hit], budget: int) -> list[Numbered]:
    """A number a passage."""
    items = [
        Numbered(number, number, _section(hit), hit.passage.text)
        for number, hit in enumerate(hits, 1)
    ]
    return items[: _fitting(items, budget)]


def numbered_sentences(hits: Sequence[Hit], budget: int) -> list[Numbered]:
    """A number a sentence; whole passages only."""
    fitting = _fitting(numbered_passages(hits, 10**9), budget)
    items: list[Numbered] = []
    for number, hit in enumerate(hits[:fitting], 1):
        passage = hit.passage
        for start, end in passage.sentences:
            text = passage.text[start - passage.start : end - passage.start]
            section = _section(hit) if start == passage.sentences[0][0] else ""
            items.append(Numbered(len(items) + 1, number, section, text))
    return items


def tokens_in(text: str) -> int:
    """A safe estimate for any tokenizer: a Chinese character one, three others one."""
    wide = sum(char > "\u2e80" for char in text)
    return wide + (len(text) - wide) // _ASCII_PER_TOKEN + 1


def _fitting(items: Sequence[Numbered], budget: int) -> int:
    """How many of them fit; at least one."""
    used = 0
    for count, item in enumerate(items):
        used += tokens_in(item.text) + tokens_in(item.section) + 4
        if used > budget and count:
            return count
    return len(items)


def _section(hit: Hit) -> str:
    return " › ".join(hit.passage.section[-1:])
