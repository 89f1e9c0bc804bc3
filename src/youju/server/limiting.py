"""How large a request may be."""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_UPLOADS = frozenset(["/api/reports", "/api/check"])


class Limited:
    """Refuses a body over ``limit`` bytes, or one of an upload over ``upload_limit``: at once where
    its length is told, else when it gets there."""

    def __init__(self, app: ASGIApp, limit: int, upload_limit: int) -> None:
        self._app = app
        self._limit = limit
        self._upload_limit = upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "")
        limit = self._upload_limit if scope["path"] in _UPLOADS else self._limit
        told = float(length) if length.isdecimal() else 0.0
        read = 0

        async def receive_some() -> Message:
            nonlocal read
            if told > limit:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        await self._app(scope, receive_some, send)
