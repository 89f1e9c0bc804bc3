"""Who asks, what they may do, and how often."""

from __future__ import annotations

import math
import re
import secrets
import time
from dataclasses import dataclass

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import HTTPConnection

from youju.database import Keys, Scope, digest_of
from youju.errors import KeyMissing, KeyUnknown, ScopeMissing, TooManyRequests
from youju.server.observing import Figures

COOKIE = "youju_asker"
NEW_COOKIE = "youju.new_cookie"
"""In a request's scope: the cookie that its response sets."""
_COOKIE_FORM = re.compile(r"[A-Za-z0-9_-]{43}")
_WITH_KEYS = "120/minute"


@dataclass(frozen=True)
class Asker:
    """``owner``: whose history it is."""

    owner: str


class Gate:
    """Keys, scopes and limits of one process."""

    def __init__(self, keys: Keys, figures: Figures, rate_limit: str, *, needs_key: bool) -> None:
        """``needs_key``: also where there is none any more."""
        self._keys = keys
        self._figures = figures
        self._needs_key = needs_key
        self._limit = parse(rate_limit) if rate_limit else None
        self._limit_with_keys = self._limit or parse(_WITH_KEYS)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def admit(self, request: HTTPConnection, scope: Scope, *, counted: bool) -> Asker:
        """As long as there never was a key, everybody may do all. Raises ``KeyMissing``,
        ``ScopeMissing``, or for a key or address that asks too often ``TooManyRequests``."""
        active = await self._keys.active()
        secret = _secret(request)
        key = active.get(digest_of(secret)) if secret else None
        self._needs_key |= bool(active)
        if self._needs_key and key is None:
            raise KeyUnknown if secret else KeyMissing
        if key and not key.may(scope):
            raise ScopeMissing(scope=scope.value)
        limit = self._limit_with_keys if self._needs_key else self._limit
        if counted and limit:
            address = request.client.host if request.client else ""
            self._count(limit, key.id if key else address)
        return Asker(key.id) if key else Asker(cookie_owner(request))

    def _count(self, limit: RateLimitItem, who: str) -> None:
        if not self._limiter.hit(limit, who):
            self._figures.refused.labels("rate").inc()
            reset = self._limiter.get_window_stats(limit, who).reset_time
            seconds = max(1, math.ceil(reset - time.time()))
            raise TooManyRequests(limit=str(limit), seconds=seconds)


def _secret(request: HTTPConnection) -> str:
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else request.headers.get("x-api-key", "")


def cookie_owner(request: HTTPConnection) -> str:
    """A browser without a cookie of ours gets one; its secret is not kept, only its digest."""
    cookie = request.cookies.get(COOKIE, "")
    if not _COOKIE_FORM.fullmatch(cookie):
        cookie = request.scope.setdefault(NEW_COOKIE, secrets.token_urlsafe(32))
    return f"anonymous_{digest_of(cookie)[:48]}"
