"""API keys: only their digests are kept. A key is 256 random bits, so that SHA-256 is enough."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import insert, or_, select, update

from youju.database.connection import Database, to_the_end
from youju.database.history import new_id, now
from youju.database.tables import API_KEYS
from youju.errors import DatabaseError, KeyNameTaken, NotFound

_LONGEST_NAME = 80
_FRESH = 2.0
"""Seconds after which a key that was added or revoked elsewhere is known here, too."""


class Scope(StrEnum):
    """``admin`` holds the others."""

    ASK = "ask"
    READ = "read"
    ADMIN = "admin"


@dataclass(frozen=True)
class Key:
    id: str
    name: str
    digest: str
    scopes: frozenset[Scope]
    created_at: str = ""
    revoked_at: str | None = None

    def may(self, scope: Scope) -> bool:
        return scope in self.scopes or Scope.ADMIN in self.scopes


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class Keys:
    """``configured``: secrets of the settings, which may ask and read."""

    def __init__(self, database: Database, configured: Sequence[str] = ()) -> None:
        self._database = database
        digests = [digest_of(secret) for secret in configured]
        scopes = frozenset({Scope.ASK, Scope.READ})
        self._configured = [
            Key(f"key_{digest[:12]}", "YOUJU_API_KEYS", digest, scopes) for digest in digests
        ]
        self._known: dict[str, Key] = {}
        self._failure: DatabaseError | None = None
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def active(self) -> dict[str, Key]:
        """Digest → key, of all that are not revoked."""
        async with self._reading:
            if time.monotonic() - self._read_at > _FRESH:
                await self._read()
        if self._failure:
            raise self._failure
        return self._known

    async def _read(self) -> None:
        """A failure holds for as long as what is known does: who waits would wait for it again."""
        started = time.monotonic()
        failure = None
        try:
            keys = [*self._configured, *(key for key in await self.all() if not key.revoked_at)]
        except DatabaseError as error:
            failure = error
        else:
            self._known = {key.digest: key for key in keys}
        self._failure, self._read_at = failure, started

    @to_the_end
    async def all(self) -> list[Key]:
        """Those in the database, oldest first, revoked ones too."""
        wanted = select(API_KEYS).order_by(API_KEYS.c.created_at)
        async with self._database.reading() as connection:
            return [
                Key(
                    row.id,
                    row.name,
                    row.digest,
                    frozenset(Scope(scope) for scope in row.scopes.split()),
                    row.created_at,
                    row.revoked_at,
                )
                for row in await connection.execute(wanted)
            ]

    async def add(self, name: str, scopes: Sequence[Scope]) -> tuple[Key, str]:
        """The key, and its secret, which nobody can show again. Raises ``KeyNameTaken`` for a name
        that is empty or an active key's."""
        taken = {key.name for key in await self.all() if not key.revoked_at}
        if not name.strip() or name in taken or len(name) > _LONGEST_NAME:
            raise KeyNameTaken(name=name)
        secret = f"yj-{secrets.token_urlsafe(32)}"
        key = Key(new_id("key"), name, digest_of(secret), frozenset(scopes), now())
        row = {
            "id": key.id,
            "name": name,
            "digest": key.digest,
            "scopes": " ".join(sorted(scopes)),
            "created_at": key.created_at,
        }
        async with self._database.writing() as connection:
            await connection.execute(insert(API_KEYS).values(row))
        return key, secret

    async def revoke(self, which: str) -> int:
        """By id or name; how many. Raises ``NotFound``."""
        async with self._database.writing() as connection:
            done = await connection.execute(
                update(API_KEYS)
                .where(or_(API_KEYS.c.id == which, API_KEYS.c.name == which))
                .where(API_KEYS.c.revoked_at.is_(None))
                .values(revoked_at=now())
            )
        if not done.rowcount:
            raise NotFound(what=which)
        return done.rowcount
