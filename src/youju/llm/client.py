"""``ChatModel``: one OpenAI-compatible endpoint, streaming and not.

Time-outs: to connect, to the first token, between two tokens, and for the whole. Failures to
connect, 408, 429 and 5xx are tried again, with jitter and Retry-After, until the first token.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncGenerator, Awaitable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypedDict, TypeVar

import httpx
from httpx_sse import EventSource
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

from youju.errors import ChatEmpty, ChatMalformed, ChatModelError, ChatTimeout
from youju.llm.bounded import bound
from youju.llm.breaker import CircuitBreaker
from youju.llm.failures import (
    failure_of,
    failure_to_connect,
    failure_within,
    message_in,
    redacting,
)
from youju.llm.protocol import content_of, piece_of
from youju.llm.retrying import may_pass, retry_after, wait
from youju.llm.thinking import Piece, ThinkingSplitter

_ATTEMPTS = 3
_CONNECTIONS = httpx.Limits(max_connections=256, max_keepalive_connections=32)
_HEADERS = {"Accept-Encoding": "identity"}
_OPTIONS = ("max_tokens", "temperature")
_UNSUPPORTED = re.compile(
    r"unsupported|not support|not (?:allowed|permitted)|unrecogni|unknown|extra inputs|"
    r"only (?:the default|\S+ is allowed)|不支持",
    re.IGNORECASE,
)
_LONGEST_ERROR_BODY = 20_000
_LONGEST_ANSWER = 200_000
"""Characters after which a stream is not followed: a model that repeats itself for ever."""
_LINGER = 0.1
"""Seconds to wait for a finished stream's own end, that its connection may be used again."""
_FAILS = (httpx.HTTPError, httpx.InvalidURL, OSError, ImportError, ValueError)
"""What httpx and the system raise on the way to an answer."""
_NOTHING = Piece()
Result = TypeVar("Result")


class Message(TypedDict):
    role: str
    content: str


@dataclass(frozen=True)
class Endpoint:
    """``base_url`` up to ``/v1``."""

    base_url: str
    model: str
    api_key: str = field(default="", repr=False)


@dataclass(frozen=True)
class Patience:
    """Seconds."""

    connect: float = 5.0
    first_token: float = 60.0
    between: float = 20.0
    whole: float = 120.0


PATIENT = Patience()


class ChatModel:
    """Safe to share between the tasks of one event loop; ``aclose`` frees its connections.

    An endpoint that fails again and again is left alone for a while (``ChatPaused``).
    """

    def __init__(self, endpoint: Endpoint, patience: Patience = PATIENT) -> None:
        self.model = endpoint.model
        self._endpoint = endpoint
        self._patience = patience
        self._breaker = CircuitBreaker()
        self._refused: set[str] = set()

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        key = self._endpoint.api_key
        patience = self._patience
        return httpx.AsyncClient(
            headers=_HEADERS | ({"Authorization": f"Bearer {key}"} if key else {}),
            timeout=httpx.Timeout(patience.whole, connect=patience.connect),
            limits=_CONNECTIONS,
        )

    async def aclose(self) -> None:
        if "_client" in self.__dict__:
            await self._client.aclose()
            del self.__dict__["_client"]

    async def complete(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        seconds: float | None = None,
    ) -> str:
        """The whole answer, without reasoning, within ``seconds`` (else as long as a stream may
        take). Raises ``ChatModelError``."""
        seconds = min(seconds or self._patience.whole, self._patience.whole)
        body = self._body(messages, max_tokens, None, stream=False)
        with self._guarded():
            return await self._limited(self._completed(body), seconds, "YOUJU_LLM_TIMEOUT")

    async def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        response_format: dict[str, Any] | None = None,
    ) -> AsyncGenerator[Piece]:
        """Pieces of the answer as they come; closing the iterator ends the request upstream.

        Raises ``ChatModelError``, before the first piece or between two.
        """
        body = self._body(messages, max_tokens, response_format, stream=True)
        length = 0
        with self._guarded():
            async with aclosing(self._told(body)) as pieces:
                async for piece in pieces:
                    length = 0 if piece.restart else length + len(piece.text)
                    yield piece
                    if length > _LONGEST_ANSWER:
                        raise ChatMalformed(detail=f"> {_LONGEST_ANSWER}")
            if not length:
                raise ChatEmpty

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        with redacting(self._endpoint.api_key), self._breaker.guard():
            yield

    async def _told(self, body: dict[str, Any]) -> AsyncGenerator[Piece]:
        """The answer told from reasoning inside its text."""
        splitter = ThinkingSplitter()
        async with aclosing(self._pieces(body)) as pieces:
            async for piece in pieces:
                if piece.reasoning or piece.cut:
                    yield Piece(reasoning=piece.reasoning, cut=piece.cut)
                for told in splitter.feed(piece.text):
                    yield told
        for told in splitter.end():
            yield told

    async def _pieces(self, body: dict[str, Any]) -> AsyncGenerator[Piece]:
        patience = self._patience
        deadline = time.monotonic() + patience.whole
        first = time.monotonic() + patience.first_token
        response = await self._limited(
            self._opened(body), patience.first_token, "YOUJU_LLM_FIRST_TOKEN_TIMEOUT", deadline
        )
        async with aclosing(response):
            if "text/event-stream" not in response.headers.get("content-type", ""):
                reading = self._read(response)
                whole = await self._limited(reading, patience.whole, "YOUJU_LLM_TIMEOUT", deadline)
                yield content_of(whole, self._refuse)
                return
            begun = False
            async with aclosing(EventSource(response).aiter_sse()) as events:
                while True:
                    seconds = patience.between if begun else max(0.01, first - time.monotonic())
                    setting = "TOKEN" if begun else "FIRST_TOKEN"
                    try:
                        event = await self._limited(
                            anext(events), seconds, f"YOUJU_LLM_{setting}_TIMEOUT", deadline
                        )
                    except StopAsyncIteration:
                        raise ChatMalformed(detail="the stream broke off") from None
                    if event.data.strip() == "[DONE]":
                        break
                    piece, ended = piece_of(event.data, self._refuse)
                    if piece != _NOTHING:
                        begun = True
                        yield piece
                    if ended:
                        break
                await self._drained(events)

    @staticmethod
    async def _drained(events: AsyncGenerator[Any]) -> None:
        try:
            async with asyncio.timeout(_LINGER):
                async for _ in events:
                    pass
        except (TimeoutError, httpx.HTTPError):
            pass

    async def _limited(
        self,
        awaitable: Awaitable[Result],
        seconds: float,
        setting: str,
        deadline: float | None = None,
    ) -> Result:
        left = seconds if deadline is None else deadline - time.monotonic()
        waited = seconds
        if left < seconds:
            waited, setting = self._patience.whole, "YOUJU_LLM_TIMEOUT"
        try:
            async with asyncio.timeout(max(0.0, min(seconds, left))):
                return await awaitable
        except TimeoutError:
            raise ChatTimeout(seconds=round(waited, 1), setting=setting) from None
        except _FAILS as error:
            raise self._unconnected(error) from None

    async def _completed(self, body: dict[str, Any]) -> str:
        response = await self._opened(body)
        async with aclosing(response):
            content = content_of(await self._read(response), self._refuse)
        splitter = ThinkingSplitter()
        text = ""
        for piece in (*splitter.feed(content.text), *splitter.end()):
            text = "" if piece.restart else text + piece.text
        if not text.strip():
            raise ChatEmpty
        return text

    async def _opened(self, body: dict[str, Any]) -> httpx.Response:
        """A response that is an answer; failures that may pass are tried again."""
        async for attempt in AsyncRetrying(
            stop=stop_after_attempt(_ATTEMPTS),
            wait=wait,
            retry=retry_if_exception(may_pass),
            reraise=True,
        ):
            with attempt:
                return await self._sent(body)
        raise AssertionError

    async def _sent(self, body: dict[str, Any]) -> httpx.Response:
        accept = "text/event-stream" if body["stream"] else "application/json"
        try:
            request = self._client.build_request(
                "POST", self._url, json=body, headers={"Accept": accept}
            )
            response = await self._client.send(request, stream=True)
        except _FAILS as error:
            raise self._unconnected(error) from None
        bound(response)
        if response.status_code == 200:
            response.encoding = "utf-8-sig"
            return response
        try:
            said = (await self._read(response))[:_LONGEST_ERROR_BODY]
        except (httpx.HTTPError, ChatMalformed):
            said = ""
        finally:
            await response.aclose()
        refused = self._refused_option(message_in(said), body)
        if response.status_code == 400 and refused:
            self._refused.add(refused)
            return await self._sent(self._without_refused(body))
        failure = failure_of(response.status_code, said, url=self._shown_url, model=self.model)
        failure.values["retry_after"] = retry_after(response.headers.get("retry-after"))
        raise failure

    @staticmethod
    async def _read(response: httpx.Response) -> str:
        return (await response.aread()).decode("utf-8-sig", "replace")

    def _body(
        self,
        messages: Sequence[Message],
        max_tokens: int,
        response_format: dict[str, Any] | None,
        *,
        stream: bool,
    ) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.model,
            "messages": list(messages),
            "stream": stream,
            "temperature": 0,
            "max_tokens": max_tokens,
        }
        if response_format:
            body["response_format"] = response_format
        return self._without_refused(body)

    @staticmethod
    def _refused_option(said: str, body: dict[str, Any]) -> str | None:
        """An option that the endpoint will not have: newer OpenAI models name their own."""
        if not _UNSUPPORTED.search(said):
            return None
        return next((name for name in _OPTIONS if name in said and name in body), None)

    def _without_refused(self, body: dict[str, Any]) -> dict[str, Any]:
        kept = {name: value for name, value in body.items() if name not in self._refused}
        if "max_tokens" in self._refused and "max_tokens" in body:
            kept["max_completion_tokens"] = body["max_tokens"]
        return kept

    @property
    def _url(self) -> httpx.URL:
        base = httpx.URL(self._endpoint.base_url)
        return base.copy_with(path=base.path.rstrip("/") + "/chat/completions")

    @property
    def _shown_url(self) -> str:
        url = httpx.URL(self._endpoint.base_url)
        return str(url.copy_with(userinfo=b"", query=None))

    def _unconnected(self, error: Exception) -> ChatModelError:
        return failure_to_connect(error, url=self._shown_url, seconds=self._patience.connect)

    def _refuse(self, error: Any) -> ChatModelError:
        return failure_within(error, url=self._shown_url, model=self.model)
