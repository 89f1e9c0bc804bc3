"""The database behind a URL: SQLite, or PostgreSQL where several servers share it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from youju.database.migrating import migrate
from youju.errors import DatabaseError

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}
_PATIENCE = 15
"""Seconds that a writer waits for another process to finish."""


class Database:
    def __init__(self, url: str) -> None:
        """``sqlite:///FILE`` or ``postgresql://…``. Nothing is opened yet."""
        self._engine = _engine(make_url(url))

    async def open(self) -> None:
        """Create the tables, or bring them up to date. Raises ``DatabaseError``."""
        with _told():
            await migrate(self._engine)

    async def aclose(self) -> None:
        await self._engine.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Raises ``DatabaseError``."""
        with _told():
            async with self._engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Committed at the end, all or nothing. Raises ``DatabaseError``."""
        with _told():
            async with self._engine.begin() as connection:
                yield connection


def _engine(url: URL) -> AsyncEngine:
    url = url.set(drivername=_DRIVERS[url.get_backend_name()])
    if url.get_backend_name() == "postgresql":
        return create_async_engine(url, pool_pre_ping=True)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(url, connect_args={"timeout": _PATIENCE})
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:
    """Readers do not wait for the writer; what is committed is on the disk."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def _told() -> Iterator[None]:
    """What the driver says as a ``DatabaseError``, without statement, values or password."""
    try:
        yield
    except IntegrityError:
        raise
    except (SQLAlchemyError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        said = str(cause).splitlines() or [type(cause).__name__]
        raise DatabaseError(detail=said[0][:200]) from error
