"""The database behind a URL: SQLite, or PostgreSQL where several servers share it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, event, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from youju.database.migrating import migrate
from youju.errors import DatabaseError

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}
Given = ParamSpec("Given")
Result = TypeVar("Result")
_PATIENCE = 15
"""Seconds that a writer waits for another process to finish, or anybody for a connection."""
_FORMS = "sqlite:///FILE | postgresql://USER:PASSWORD@HOST/NAME"


def to_the_end(
    method: Callable[Concatenate[Any, Given], Coroutine[Any, Any, Result]],
) -> Callable[Concatenate[Any, Given], Coroutine[Any, Any, Result]]:
    """What asks ``self._database`` is not cut off when its asker leaves: a connection would be
    missed, and half a transaction would hold the lock of SQLite until then."""

    @wraps(method)
    async def run(self: Any, /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        task = asyncio.create_task(method(self, *args, **kwargs))
        running: set[asyncio.Task[Any]] = self._database.running
        running.add(task)
        task.add_done_callback(running.discard)
        return await asyncio.shield(task)

    return run


class Database:
    def __init__(self, url: str) -> None:
        """``sqlite:///FILE`` or ``postgresql://…``. Nothing is opened yet. Raises
        ``DatabaseError`` where that is no URL."""
        try:
            self._url = make_url(url)
            self._engine = _engine(self._url)
        except (ArgumentError, KeyError, ValueError):
            raise DatabaseError(detail=_FORMS) from None  # it may name the password
        self.running: set[asyncio.Task[Any]] = set()

    @property
    def shown(self) -> str:
        """The file, or the URL without its password."""
        url = self._url
        is_file = url.get_backend_name() == "sqlite" and url.database
        return str(Path(url.database or "").absolute()) if is_file else url.render_as_string()

    async def open(self) -> None:
        """Create the tables, or bring them up to date. Raises ``DatabaseError``."""
        url = self._url
        with _told():
            if url.get_backend_name() == "sqlite" and url.database:
                Path(url.database).parent.mkdir(parents=True, exist_ok=True)
            await migrate(self._engine)

    async def aclose(self) -> None:
        await asyncio.gather(*self.running, return_exceptions=True)
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
    driver = _DRIVERS[url.get_backend_name()]
    if url.get_backend_name() == "sqlite":
        engine = create_async_engine(
            url.set(drivername=driver), hide_parameters=True, connect_args={"timeout": _PATIENCE}
        )
        event.listen(engine.sync_engine, "do_connect", _try_sqlite)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        return engine
    from asyncpg import connect

    # asyncpg reads the URL itself: it knows sslmode and the like, SQLAlchemy does not.
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connecting = partial(connect, plain, timeout=_PATIENCE)
    return create_async_engine(
        f"{driver}://", hide_parameters=True, async_creator=connecting, pool_pre_ping=True
    )


def _try_sqlite(_: object, __: object, arguments: list[str], ___: object) -> None:
    """What cannot be opened fails here: where it fails in aiosqlite, its thread may speak to a
    loop that is closed."""
    sqlite3.connect(arguments[0]).close()


def _prepare_sqlite(connection: Any, _: object) -> None:
    """What is committed is on the disk."""
    cursor = connection.cursor()
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def _told() -> Iterator[None]:
    """What the driver says as a ``DatabaseError``, without statement, values or password."""
    try:
        yield
    except IntegrityError:
        raise
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        cause = getattr(error, "orig", None) or error
        said = str(cause).splitlines() or [type(cause).__name__]
        raise DatabaseError(detail=said[0][:200]) from error
