"""``/mcp`` in the running service. Its library is large: it is imported once the first question can
be answered."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from youju.database import Scope as KeyScope
from youju.errors import NotReady
from youju.server.dependencies import House

_PATIENCE = 10.0
"""Seconds that who comes early waits."""


class LateMcp:
    """Stateless, so that any worker can answer."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._app: asyncio.Future[ASGIApp] | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        self._app = asyncio.get_running_loop().create_future()
        serving = asyncio.create_task(self._serve(self._app))
        try:
            yield
        finally:
            serving.cancel()
            await asyncio.wait([serving])

    async def _serve(self, ready: asyncio.Future[ASGIApp]) -> None:
        await self._house.engine.loaded.wait()
        module = await asyncio.to_thread(importlib.import_module, "youju.server.mcp")
        server = module.ReportServer(self._house.service)
        app = server.streamable_http_app(
            stateless_http=True, transport_security=module.GUARDED_ELSEWHERE
        )
        async with server.session_manager.run():
            ready.set_result(app)
            await asyncio.Event().wait()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._house.gate.admit(Request(scope), KeyScope.ASK, counted=True)
        assert self._app is not None
        try:
            app = await asyncio.wait_for(asyncio.shield(self._app), _PATIENCE)
        except TimeoutError:
            raise NotReady from None
        await app(scope, receive, send)
