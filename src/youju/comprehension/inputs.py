"""A question and a context, as the reader's model takes them."""

from __future__ import annotations

from typing import NamedTuple

from tokenizers import Encoding, Tokenizer

LONGEST = 320
"""Tokens of both; the context is cut at its end."""
_LONGEST_TEXT = 120


class Pair(NamedTuple):
    """``ids``: ``<s> text </s></s> context </s>``; ``first``: the context's first token;
    ``offsets``: where each of its tokens stands in it."""

    ids: list[int]
    first: int
    offsets: list[tuple[int, int]]


def pair(tokenizer: Tokenizer, text: str, context: str) -> Pair:
    return join(
        tokenizer.encode(text, add_special_tokens=False),
        tokenizer.encode(context, add_special_tokens=False),
    )


def join(text: Encoding, context: Encoding) -> Pair:
    """Of two encodings without special tokens."""
    asked = text.ids[:_LONGEST_TEXT]
    room = LONGEST - len(asked) - 4
    ids = [0, *asked, 2, 2, *context.ids[:room], 2]
    return Pair(ids, len(asked) + 3, context.offsets[:room])
