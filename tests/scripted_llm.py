"""An OpenAI-compatible endpoint over a real socket, that does what a test tells it to."""

from __future__ import annotations

import asyncio
import json
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

Step = bytes | float
"""Bytes to send, or seconds to wait."""
HANG = 3600.0


@dataclass(frozen=True)
class Reply:
    """Raw steps of a response; the connection is cut after them if ``cut``."""

    steps: Sequence[Step]
    cut: bool = False


def http(status: int, body: str, kind: str = "application/json", **headers: str) -> Reply:
    data = body.encode()
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {kind}", f"Content-Length: {len(data)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return Reply(["\r\n".join([*lines, "Connection: close", "", ""]).encode() + data], cut=True)


def completion(text: str, **more: str) -> Reply:
    message = {"role": "assistant", "content": text, **more}
    return http(200, json.dumps({"choices": [{"message": message, "finish_reason": "stop"}]}))


def failure(status: int, message: str, **headers: str) -> Reply:
    return http(status, json.dumps({"error": {"message": message}}), **headers)


def bomb(megabytes: int, kind: str = "application/json", status: int = 200) -> Reply:
    """A small compressed body that becomes a large one."""
    body = _packed(megabytes)
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Encoding: gzip\r\n"
    return Reply([f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body], cut=True)


@cache
def _packed(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = packer.compress(b'data: {"choices": [{"delta": {"content": "')
    letters = [packer.compress(b"A" * 1_000_000) for _ in range(megabytes)]
    return b"".join([head, *letters, packer.flush()])


STREAM_HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
)


def chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def event(delta: dict[str, Any], finish: str | None = None) -> bytes:
    content = {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}
    return f"data: {json.dumps(content, ensure_ascii=False)}\n\n".encode()


def stream(
    text: str, *, size: int = 4, delay: float = 0.0, before: Sequence[Step] = (), end: bool = True
) -> Reply:
    """``text`` in pieces of ``size`` characters."""
    steps: list[Step] = [STREAM_HEAD, *before]
    for start in range(0, len(text), size):
        steps += [chunk(event({"content": text[start : start + size]}))]
        steps += [delay] if delay else []
    if not end:
        return Reply(steps, cut=True)
    steps += [chunk(event({}, "stop")), chunk(b"data: [DONE]\n\n"), b"0\r\n\r\n"]
    return Reply(steps)


Script = Callable[[dict[str, Any]], Reply]


@dataclass
class ScriptedLLM:
    """``replies`` are given in order, the last again and again; or ``script`` decides."""

    replies: Sequence[Reply] = ()
    script: Script | None = None
    port: int = 0
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    gone: int = 0
    """How many askers went away before the end of their reply."""
    open: int = 0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def prompt(self, number: int = -1) -> str:
        return "\n".join(m["content"] for m in self.requests[number]["messages"])

    def _next(self, request: dict[str, Any]) -> Reply:
        if self.script:
            return self.script(request)
        return self.replies[min(len(self.requests), len(self.replies)) - 1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        try:
            while await self._answer(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.open -= 1
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            int(line.split(":")[1])
            for line in head.splitlines()
            if line.lower().startswith("content-length")
        )
        body = json.loads(await reader.readexactly(length))
        self.headers.append(head)
        self.requests.append(body)
        reply = self._next(body)
        leaving = asyncio.create_task(reader.read(1))
        for step in reply.steps:
            if isinstance(step, bytes):
                writer.write(step)
                await writer.drain()
            else:
                await asyncio.wait([leaving], timeout=step)
            if leaving.done():
                self.gone += 1
                return False
        leaving.cancel()
        await asyncio.wait([leaving])
        if reply.cut:
            writer.close()
        return not reply.cut


@contextmanager
def scripted_llm(*replies: Reply, script: Script | None = None) -> Iterator[ScriptedLLM]:
    """The endpoint, listening on a port of its own in a thread of its own."""
    llm = ScriptedLLM(replies, script)
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def listen() -> None:
        server = await asyncio.start_server(llm._serve, "127.0.0.1", 0)
        llm.port = server.sockets[0].getsockname()[1]
        ready.set()
        async with server:
            await server.serve_forever()

    serving = loop.create_task(listen())

    def run() -> None:
        try:
            loop.run_until_complete(serving)
        except asyncio.CancelledError:
            for task in asyncio.all_tasks(loop):
                task.cancel()
            loop.run_until_complete(asyncio.sleep(0.01))
        finally:
            loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(5)
    try:
        yield llm
    finally:
        loop.call_soon_threadsafe(serving.cancel)
        thread.join(5)
