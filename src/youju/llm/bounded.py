"""The body of a response, ended where no honest one would be so long."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx

from youju.errors import ChatMalformed

_LARGEST = 16_000_000
_LARGEST_COMPRESSED = 256_000
"""Bytes; deflate makes up to a thousand of one."""


def bound(response: httpx.Response) -> None:
    """``response``, not yet read, raises ``ChatMalformed`` where its body has no end."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    largest = _LARGEST if encoding == "identity" else _LARGEST_COMPRESSED
    assert isinstance(response.stream, httpx.AsyncByteStream)
    response.stream = _Bounded(response.stream, largest)


class _Bounded(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream, largest: int) -> None:
        self._stream = stream
        self._largest = largest

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = self._largest
        async for chunk in self._stream:
            left -= len(chunk)
            if left < 0:
                raise ChatMalformed(detail=f"> {self._largest} bytes")
            yield chunk
