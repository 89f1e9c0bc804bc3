"""Responses whose content is written already."""

from __future__ import annotations

from collections.abc import AsyncIterable
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse


def json_response(content: str) -> Response:
    return Response(content, media_type="application/json")


def event_stream(events: AsyncIterable[bytes]) -> Response:
    """Not to be kept, nor to be collected by a proxy."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)


def file_named(plain: str, named: str, *, how: str = "attachment") -> dict[str, str]:
    """The header that names a file; ``plain``: in ASCII, for clients that know no other."""
    return {"Content-Disposition": f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(named)}"}
