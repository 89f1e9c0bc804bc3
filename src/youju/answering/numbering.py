"""The passages as a prompt shows them: numbered, as many as the model's context holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from youju.model import Hit

_ASCII_PER_TOKEN = 3
_NUMBER_TOKENS = 6


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
    return fitting(items, budget)


def numbered_sentences(hits: Sequence[Hit], budget: int) -> list[Numbered]:
    """A number a sentence; whole passages only."""
    items: list[Numbered] = []
    for number, hit in enumerate(hits, 1):
        passage = hit.passage
        for start, end in passage.sentences:
            text = passage.text[start - passage.start : end - passage.start]
            section = _section(hit) if start == passage.sentences[0][0] else ""
            items.append(Numbered(len(items) + 1, number, section, text))
    return fitting(items, budget)


def tokens_in(text: str) -> int:
    """A safe estimate for any tokenizer: a Chinese character or a digit one, three others one."""
    whole = sum(char > "\u2e80" or char.isdigit() for char in text)
    return whole + (len(text) - whole) // _ASCII_PER_TOKEN + 1


def fitting(items: Sequence[Numbered], budget: int) -> list[Numbered]:
    """Those that ``budget`` tokens hold: of whole passages, and of one at least."""
    used = 0
    for item in items:
        used += tokens_in(item.text) + tokens_in(item.section) + _NUMBER_TOKENS
        if used > budget and item.passage > 1:
            return [one for one in items if one.passage < item.passage]
    return list(items)


def _section(hit: Hit) -> str:
    return " › ".join(hit.passage.section[-1:])
