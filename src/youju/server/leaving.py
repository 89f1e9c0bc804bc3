"""Work for an asker who may go away."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from http import HTTPStatus
from typing import Any, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request

Result = TypeVar("Result")
_CLIENT_CLOSED = HTTPStatus.REQUEST_TIMEOUT
"""Nobody reads it; for the log."""


async def while_there(request: Request, work: Coroutine[Any, Any, Result]) -> Result:
    """The work's result; it is cancelled when the connection is closed before."""
    working = asyncio.create_task(work)
    leaving = asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise HTTPException(_CLIENT_CLOSED)
    finally:
        leaving.cancel()
        working.cancel()
        await asyncio.wait({working, leaving})


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
