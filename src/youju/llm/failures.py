"""What an endpoint's refusal means: the status and body of a response → a ``ChatModelError``."""

from __future__ import annotations

import json
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from youju.errors import (
    ChatCertificate,
    ChatContextTooLong,
    ChatFiltered,
    ChatFormatRefused,
    ChatMalformed,
    ChatModelError,
    ChatModelUnknown,
    ChatQuota,
    ChatServerError,
    ChatTimeout,
    ChatUnauthorised,
    ChatUnreachable,
)
from youju.text import printable

_LONGEST_DETAIL = 200
_CODED = 2000
_SHORTEST_KEY = 4
_TELLING = 8
_MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_SAID = (
    (ChatFormatRefused, r"response_format|json_schema|grammar|structured output|guided"),
    (
        ChatContextTooLong,
        r"context.{0,20}(?:length|size|window)|maximum context|too many tokens|is too long|"
        r"(?:input|prompt).{0,30}(?:length|token).{0,40}(?:exceed|too|limit|should be)|"
        r"exceed.{0,40}(?:context|input|token)|超过.{0,10}(?:长度|上下文|token)|string too long",
    ),
    (ChatFiltered, r"content.?filter|content.?management|data_?inspection|sensitive|敏感|内容审核"),
    (
        ChatQuota,
        r"insufficient.{0,3}(?:quota|balance)|arrearage|quota|billing|余额|欠费|rate.?limit",
    ),
    (ChatModelUnknown, r"model.{0,40}(?:not.{0,6}(?:found|exist|valid)|unknown|does not)"),
    (ChatUnauthorised, r"(?:invalid|incorrect|missing).{0,20}(?:api.?key|token|auth)"),
)
_SAYS: tuple[tuple[type[ChatModelError], re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _SAID
)
_STATUS: dict[int, type[ChatModelError]] = {
    401: ChatUnauthorised,
    402: ChatQuota,
    403: ChatUnauthorised,
    404: ChatModelUnknown,
    408: ChatServerError,
    413: ChatContextTooLong,
    429: ChatQuota,
}


def failure_of(status: int, body: str, *, url: str, model: str) -> ChatModelError:
    """The error of a response that is no answer."""
    said = message_in(body)
    detail = f"HTTP {status}{f': {said}' if said else ''}"
    kind = _STATUS.get(status)
    if kind is None or status == 403:
        kind = next((k for k, pattern in _SAYS if pattern.search(f"{said} {body[:_CODED]}")), kind)
    if kind is None:
        kind = ChatServerError if status >= 500 else ChatMalformed
    return kind(detail=detail, url=url, model=model, status=status)


def failure_within(error: Any, *, url: str, model: str) -> ChatModelError:
    """The error of an ``error`` object that comes in the middle of a stream."""
    said = message_in(json.dumps({"error": error}))
    coded = f"{said} {json.dumps(error)[:_CODED]}"
    kind = next((k for k, pattern in _SAYS if pattern.search(coded)), ChatServerError)
    return kind(detail=said, url=url, model=model)


def failure_to_connect(error: Exception, *, url: str, seconds: float) -> ChatModelError:
    """Of anything that httpx or the system raises on the way to an answer."""
    causes: list[BaseException] = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None:
        causes.append(cause)
    said = (" ".join(printable(str(cause)).split()) for cause in causes)
    detail = next((line for line in said if line), type(error).__name__)
    if "WRONG_VERSION_NUMBER" in detail:
        return ChatUnreachable(url=url, detail="https:// → http:// ?")
    if any(isinstance(cause, ssl.SSLError) for cause in causes) or "CERTIFICATE" in detail:
        return ChatCertificate(url=url, detail=detail[:_LONGEST_DETAIL])
    if isinstance(error, httpx.ConnectTimeout):
        return ChatTimeout(seconds=seconds, setting="YOUJU_LLM_CONNECT_TIMEOUT")
    if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError | httpx.DecodingError):
        return ChatMalformed(detail=detail[:_LONGEST_DETAIL])
    return ChatUnreachable(url=url, detail=detail[:_LONGEST_DETAIL])


def message_in(body: str) -> str:
    """What an error body says, in one line: OpenAI's shape, a variant, or a page without tags."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        content = _MARKUP.sub(" ", body)
    if isinstance(content, dict):
        error = content.get("error", content)
        if isinstance(error, dict):
            parts = (error.get(key) for key in ("message", "detail", "code", "type"))
            error = next((part for part in parts if part), None) or json.dumps(error)
        content = error
    return " ".join(printable(str(content)).split())[:_LONGEST_DETAIL]


@contextmanager
def redacting(secret: str) -> Iterator[None]:
    """No error leaves with the key in it."""
    try:
        yield
    except ChatModelError as error:
        for name, value in error.values.items():
            if isinstance(value, str):
                error.values[name] = _redacted(value, secret)
        error.args = (f"{error.code}: {error.values}",)
        raise


def _redacted(text: str, secret: str) -> str:
    """``text`` without the key, or any piece of it that could be told: sk-ab…yz, or a part."""
    pieces = [secret[i : i + _TELLING] for i in range(len(secret) - _TELLING + 1)]
    if len(secret) >= _SHORTEST_KEY:
        pieces = [*pieces, secret[:_SHORTEST_KEY]]
    told = "|".join(re.escape(piece) for piece in pieces)
    return re.sub(rf"[\w*…\-]*(?:{told})[\w*.…\-]*", "…", text, flags=re.I | re.A) if told else text
