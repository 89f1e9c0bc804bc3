"""``ChatModel``: one OpenAI-compatible endpoint, streaming and not.

Time-outs: to connect, to the first token, between two tokens, and for the whole. Failures to
connect, 408, 429 and 5xx are tried again, with jitter and Retry-After, until the first token.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypedDict

import httpx
from httpx_sse import EventSource
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

from youju.errors import ChatEmpty, ChatMalformed, ChatModelError, ChatTimeout
from youju.llm.failures import failure_of, failure_to_connect, failure_within, message_in
from youju.llm.protocol import content_of, delta_of
from youju.llm.retrying import may_pass, retry_after, wait
from youju.llm.thinking import Delta, ThinkingSplitter

__all__ = ["ChatModel", "Delta", "Endpoint", "Message", "Patience"]

_ATTEMPTS = 3
_CONNECTIONS = httpx.Limits(max_connections=256, max_keepalive_connections=32)
_OPTIONS = ("max_tokens", "temperature")
_UNSUPPORTED = re.compile(r"unsupported|not support|unrecogni|unknown|only the default", re.I)
_LONGEST_ERROR_BODY = 20_000
_LONGEST_ANSWER = 200_000
"""Characters after which a stream is not followed: a model that repeats itself for ever."""


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
    """Safe to share between the tasks of one event loop; ``aclose`` frees its connections."""

    def __init__(self, endpoint: Endpoint, patience: Patience = PATIENT) -> None:
        self.model = endpoint.model
        self._endpoint = endpoint
        self._patience = patience
        self._url = endpoint.base_url.rstrip("/") + "/chat/completions"
        self._refused: set[str] = set()

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        key = self._endpoint.api_key
        patience = self._patience
        return httpx.AsyncClient(
            headers={"Authorization": f"Bearer {key}"} if key else {},
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
        try:
            return await asyncio.wait_for(self._completed(body), seconds)
        except TimeoutError:
            detail = ChatTimeout(seconds=round(seconds, 1), setting="YOUJU_LLM_TIMEOUT")
            raise detail from None

    async def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        response_format: dict[str, Any] | None = None,
    ) -> AsyncGenerator[Delta]:
        """Pieces of the answer as they come; closing the iterator ends the request upstream.

        Raises ``ChatModelError``, before the first piece or between two.
        """
        body = self._body(messages, max_tokens, response_format, stream=True)
        deadline = time.monotonic() + self._patience.whole
        async with AsyncExitStack() as stack:
            pieces = await stack.enter_async_context(aclosing(self._pieces(body, stack, deadline)))
            splitter = ThinkingSplitter()
            length = 0
            async for piece in pieces:
                found = [piece] if piece.reasoning else splitter.feed(piece.text)
                for delta in found:
                    length = 0 if delta.restart else length + len(delta.text)
                    yield delta
                if length > _LONGEST_ANSWER:
                    raise ChatMalformed(detail=f"> {_LONGEST_ANSWER}")
            for delta in splitter.end():
                length += len(delta.text)
                yield delta
        if not length:
            raise ChatEmpty

    async def _pieces(
        self, body: dict[str, Any], stack: AsyncExitStack, deadline: float
    ) -> AsyncGenerator[Delta]:
        patience = self._patience
        response = await self._limited(
            self._opened(body, stack, stream=True),
            patience.first_token,
            "YOUJU_LLM_FIRST_TOKEN_TIMEOUT",
            deadline,
        )
        if "text/event-stream" not in response.headers.get("content-type", ""):
            yield Delta(content_of(await self._read(response), self._refuse))
            return
        first = time.monotonic() + patience.first_token
        begun = finished = False
        async with aclosing(EventSource(response).aiter_sse()) as events:
            while True:
                seconds = patience.between if begun else max(0.01, first - time.monotonic())
                setting = "TOKEN" if begun else "FIRST_TOKEN"
                try:
                    event = await self._limited(
                        anext(events), seconds, f"YOUJU_LLM_{setting}_TIMEOUT", deadline
                    )
                except StopAsyncIteration:
                    break
                if event.data.strip() == "[DONE]":
                    finished = True
                    break
                delta, ended = delta_of(event.data, self._refuse)
                finished |= ended
                if delta:
                    begun = True
                    yield delta
        if not finished:
            raise ChatMalformed(detail="the stream broke off")

    async def _limited(self, awaitable: Any, seconds: float, setting: str, deadline: float) -> Any:
        left = deadline - time.monotonic()
        if left < seconds:
            seconds, setting = left, "YOUJU_LLM_TIMEOUT"
        try:
            async with asyncio.timeout(max(0.0, seconds)):
                return await awaitable
        except TimeoutError:
            raise ChatTimeout(seconds=round(max(0.0, seconds), 1), setting=setting) from None
        except httpx.HTTPError as error:
            raise self._unconnected(error) from None

    async def _completed(self, body: dict[str, Any]) -> str:
        async with AsyncExitStack() as stack:
            try:
                response = await self._opened(body, stack, stream=False)
                content = content_of(await self._read(response), self._refuse)
            except httpx.HTTPError as error:
                raise self._unconnected(error) from None
        splitter = ThinkingSplitter()
        text = ""
        for delta in (*splitter.feed(content), *splitter.end()):
            text = "" if delta.restart else text + delta.text
        if not text.strip():
            raise ChatEmpty
        return text

    async def _opened(
        self, body: dict[str, Any], stack: AsyncExitStack, *, stream: bool
    ) -> httpx.Response:
        """A response that is an answer; failures that may pass are tried again."""
        async for attempt in AsyncRetrying(
            stop=stop_after_attempt(_ATTEMPTS),
            wait=wait,
            retry=retry_if_exception(may_pass),
            reraise=True,
        ):
            with attempt:
                return await self._sent(body, stack, stream=stream)
        raise AssertionError

    async def _sent(
        self, body: dict[str, Any], stack: AsyncExitStack, *, stream: bool
    ) -> httpx.Response:
        accept = "text/event-stream" if stream else "application/json"
        request = self._client.build_request(
            "POST", self._url, json=body, headers={"Accept": accept}
        )
        try:
            response = await self._client.send(request, stream=True)
        except httpx.HTTPError as error:
            raise self._unconnected(error) from None
        if response.status_code == 200:
            stack.push_async_callback(response.aclose)
            response.encoding = "utf-8"
            return response
        try:
            said = (await self._read(response))[:_LONGEST_ERROR_BODY]
        except httpx.HTTPError:
            said = ""
        finally:
            await response.aclose()
        optional = self._refused_option(message_in(said), body)
        if response.status_code == 400 and optional:
            self._refused.add(optional)
            return await self._sent(self._without_refused(body), stack, stream=stream)
        endpoint = self._endpoint
        failure = failure_of(
            response.status_code,
            said,
            url=self._shown_url,
            model=endpoint.model,
            secret=endpoint.api_key,
        )
        failure.values["retry_after"] = retry_after(response.headers.get("retry-after"))
        raise failure

    @staticmethod
    async def _read(response: httpx.Response) -> str:
        return (await response.aread()).decode("utf-8", "replace")

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

    def _refused_option(self, said: str, body: dict[str, Any]) -> str | None:
        """An option that the endpoint will not have: newer OpenAI models name their own."""
        return next(
            (name for name in ("max_tokens", "temperature") if name in said and name in body), None
        )

    def _without_refused(self, body: dict[str, Any]) -> dict[str, Any]:
        kept = {name: value for name, value in body.items() if name not in self._refused}
        if "max_tokens" in self._refused and "max_tokens" in body:
            kept["max_completion_tokens"] = body["max_tokens"]
        return kept

    @property
    def _shown_url(self) -> str:
        url = httpx.URL(self._endpoint.base_url)
        return str(url.copy_with(userinfo=b"", query=None))

    def _unconnected(self, error: httpx.HTTPError) -> ChatModelError:
        return failure_to_connect(error, url=self._shown_url, seconds=self._patience.connect)

    def _refuse(self, error: Any) -> ChatModelError:
        endpoint = self._endpoint
        return failure_within(
            error, url=self._shown_url, model=endpoint.model, secret=endpoint.api_key
        )
