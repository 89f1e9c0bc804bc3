"""The OpenAI protocol's answers: an event of a stream, or a whole completion."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from youju.errors import ChatFiltered, ChatMalformed, ChatModelError
from youju.llm.failures import message_in
from youju.llm.thinking import Piece
from youju.text import printable

Refuse = Callable[[Any], ChatModelError]
"""An ``error`` object of the endpoint → the exception to raise."""
_SHOWN = 100


def piece_of(data: str, refuse: Refuse) -> tuple[Piece, bool]:
    """What an event holds, often nothing, and whether it is the last."""
    try:
        content = json.loads(data)
        if content.get("error"):
            raise refuse(content["error"])
        choices = content.get("choices") or [{}]
        choice = choices[0]
        message = choice.get("delta") or choice.get("message") or {}
        ended = choice.get("finish_reason")
        reasoning = message.get("reasoning_content") or message.get("reasoning")
        text = message.get("content")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        raise ChatMalformed(detail=message_in(data)[:_SHOWN]) from None
    if ended == "content_filter":
        raise ChatFiltered
    piece = Piece(_text(text), _text(reasoning), cut=ended == "length")
    return piece, ended is not None


def content_of(body: str, refuse: Refuse) -> Piece:
    """The answer in a completion that was not streamed."""
    if '"choices"' not in body and '"error"' not in body:
        raise ChatMalformed(detail=message_in(body)[:_SHOWN])
    piece, _ = piece_of(body, refuse)
    return piece


def _text(value: Any) -> str:
    return printable(value) if isinstance(value, str) else ""
