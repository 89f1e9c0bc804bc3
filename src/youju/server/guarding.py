"""What every request passes: is it meant for us, and what a browser may do with the answer."""

from __future__ import annotations

from collections.abc import Sequence
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from youju.errors import ForeignHost, ForeignOrigin, RequestError
from youju.server.access import COOKIE, NEW_COOKIE
from youju.server.problems import response_of
from youju.settings import LOOPBACK

_COOKIE_SECONDS = 400 * 24 * 3600
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Sealed:
    """Puts security headers, and the cookie of a new asker, on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(scope, MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, send_sealed)


class Guarded:
    """Refuses other hosts (DNS rebinding) and pages of other sites, which could make a browser on
    the machine itself change its library.

    ``hosts``: names of the service besides loopback; ``"*"`` among them: any name will do.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str], origins: Sequence[str]) -> None:
        self._app = app
        self._hosts = {*LOOPBACK, *(host.lower() for host in hosts)}
        self._origins = set(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            try:
                self._check(Headers(scope=scope))
            except RequestError as error:
                await response_of(Request(scope), error)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _check(self, headers: Headers) -> None:
        place = headers.get("host", "").lower()
        host = _host_of(f"//{place}")
        if "*" not in self._hosts and host not in self._hosts:
            raise ForeignHost(host=host[:80])
        origin = headers.get("origin", "")
        if origin and origin not in self._origins and origin.partition("://")[2] != place:
            raise ForeignOrigin(origin=origin[:80])


def _host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _add_headers(scope: Scope, headers: MutableHeaders) -> None:
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    if scope["path"].startswith(("/api/", "/v1/")):
        headers.setdefault("Cache-Control", "no-store")
    elif scope["path"].startswith("/static/"):
        headers.setdefault("Cache-Control", "no-cache")
    if cookie := scope.get(NEW_COOKIE):
        morsel = SimpleCookie({COOKIE: cookie})[COOKIE]
        morsel.update({"path": "/", "max-age": str(_COOKIE_SECONDS), "samesite": "Strict"})
        morsel["httponly"] = True
        morsel["secure"] = scope["scheme"] == "https"
        headers.append("Set-Cookie", morsel.OutputString())
