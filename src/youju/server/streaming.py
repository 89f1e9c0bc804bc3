"""An answer as server-sent events. Its making is apart from its reading: a reader whose connection
breaks may take it up again where it was (``Last-Event-ID``); one who is gone for good ends it."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass

import structlog
from fastapi.sse import format_sse_event

from youju.errors import YoujuError

_LOG = structlog.get_logger("youju")
HEARTBEAT = 15.0
"""Seconds without an event after which a comment keeps the connection open."""
_AHEAD = 256
"""Events that an answer may be ahead of its slowest reader."""
_STALLED = 60.0
"""Seconds without a reader's progress after which such an answer is given up."""
_GRACE = 2.0
"""Seconds in which a reader may come back before an unfinished answer is given up."""
_KEPT = 60.0
"""Seconds in which a finished answer can be read again."""
_MOST = 256
"""Answers that are kept for that."""
_NAMED = re.compile(r"([\w-]{20,40})\.0", re.ASCII)
"""An event before the first one: the name that the asker gives the answer. Short enough for the
header to hold it with any later event's number."""


@dataclass(frozen=True)
class Message:
    """``data``: JSON."""

    event: str
    data: str


Tell = Callable[[YoujuError], str]


class LiveAnswer:
    """Belongs to one event loop."""

    def __init__(self, name: str, source: AsyncGenerator[Message], tell: Tell) -> None:
        """``tell``: a failure → the problem document, as JSON."""
        self._tell = tell
        self.id = name
        self._messages: list[Message] = []
        self._readers: dict[int, int] = {}
        self._changed = asyncio.Event()
        self._failure: YoujuError | None = None
        self.is_given_up = False
        self._making = asyncio.create_task(self._make(source))

    @property
    def is_finished(self) -> bool:
        return self._making.done()

    def when_finished(self, call: Callable[[], object]) -> None:
        self._making.add_done_callback(lambda _: call())

    async def begun(self) -> None:
        """Returns with the first event; raises the ``YoujuError`` that came instead of it."""
        while not self._messages and not self.is_finished:
            await self._change()
        if not self._messages and self._failure:
            raise self._failure

    async def read(self, after: int = 0) -> AsyncIterator[bytes]:
        """The events behind the first ``after``, with heartbeats between them."""
        reader = id(asyncio.current_task())
        position = self._readers[reader] = min(after, len(self._messages))
        try:
            while position < len(self._messages) or not self.is_finished:
                if position == len(self._messages):
                    if not await self._change(HEARTBEAT):
                        yield format_sse_event(data_str=None, comment="ping")
                    continue
                message = self._messages[position]
                position += 1
                yield format_sse_event(
                    data_str=message.data, event=message.event, id=f"{self.id}.{position}"
                )
                self._readers[reader] = position
                self._wake()
            if self._failure:
                yield format_sse_event(data_str=self._tell(self._failure), event="error")
        finally:
            del self._readers[reader]
            if not self._readers and not self.is_finished:
                asyncio.get_running_loop().call_later(_GRACE, self._give_up)

    async def _make(self, source: AsyncGenerator[Message]) -> None:
        try:
            async with aclosing(source) as messages:
                async for message in messages:
                    self._messages.append(message)
                    self._wake()
                    while len(self._messages) - min(self._readers.values(), default=0) > _AHEAD:
                        if not await self._change(_STALLED):
                            self.is_given_up = True
                            return
        except YoujuError as error:
            self._failure = error
        except Exception as error:
            _LOG.exception("failed")
            self._failure = YoujuError(detail=type(error).__name__)
        finally:
            asyncio.get_running_loop().call_soon(self._wake)

    def _give_up(self) -> None:
        if not self._readers and not self.is_finished:
            self.is_given_up = True
            self._making.cancel()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def _change(self, seconds: float | None = None) -> bool:
        """Whether anything changed within ``seconds``."""
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return False
        return True


class LiveAnswers:
    """Those that can be read, again or still; each by its owner alone."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], LiveAnswer] = {}

    def start(
        self, owner: str, source: AsyncGenerator[Message], tell: Tell, last_event_id: str | None
    ) -> LiveAnswer:
        """``last_event_id``: may give it a name, by which it is found before any event is read."""
        given = _NAMED.fullmatch(last_event_id or "")
        name = given[1] if given else ""
        if not name or (owner, name) in self._known:
            name = secrets.token_urlsafe(12)
        live = LiveAnswer(name, source, tell)
        self._known[owner, live.id] = live
        finished = [key for key, known in self._known.items() if known.is_finished]
        for key in finished[: max(0, len(self._known) - _MOST)]:
            del self._known[key]
        live.when_finished(lambda: self._forget_later(owner, live.id))
        return live

    def resumed(self, owner: str, last_event_id: str) -> tuple[LiveAnswer, int] | None:
        """The answer that the event was of, and its number in it."""
        name, _, number = last_event_id.rpartition(".")
        live = self._known.get((owner, name))
        is_whole = live and not live.is_given_up and number.isdecimal()
        return (live, int(number)) if live and is_whole else None

    def _forget_later(self, owner: str, name: str) -> None:
        asyncio.get_running_loop().call_later(_KEPT, self._known.pop, (owner, name), None)
