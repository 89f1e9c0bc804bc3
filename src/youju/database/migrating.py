"""Tables brought up to date at the start, by one process at a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine
from tenacity import retry, retry_if_exception, stop_after_delay, wait_random

from youju.errors import DatabaseError

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"
NEWEST = "0002"
"""The last file in ``migrations/versions``: where the database has it, Alembic is not imported."""
_PATIENCE = 15
_LOCK = 0x796F756A75
"""Of PostgreSQL's advisory locks; "youju" in ASCII."""


async def migrate(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        if await connection.run_sync(_is_newest):
            return
    is_sqlite = engine.dialect.name == "sqlite"
    if is_sqlite:
        await _use_wal(engine)
    async with engine.connect() as connection:
        lock = "BEGIN IMMEDIATE" if is_sqlite else f"SELECT pg_advisory_xact_lock({_LOCK})"
        await connection.exec_driver_sql(lock)
        await connection.run_sync(_upgrade)
        await connection.commit()


@retry(
    retry=retry_if_exception(lambda error: "locked" in str(error)),
    stop=stop_after_delay(_PATIENCE),
    wait=wait_random(0.01, 0.1),
    reraise=True,
)
async def _use_wal(engine: AsyncEngine) -> None:
    """Readers do not wait for the writer. The file remembers; while another process uses it, SQLite
    refuses at once instead of waiting."""
    async with engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA journal_mode=WAL")


def _is_newest(connection: Connection) -> bool:
    if not inspect(connection).has_table("alembic_version"):
        return False
    version = connection.execute(text("SELECT version_num FROM alembic_version"))
    return version.scalar_one_or_none() == NEWEST


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.util import CommandError

    try:
        command.upgrade(configuration(connection), "head")
    except CommandError as error:
        detail = f"made by another version of youju? {error}"
        raise DatabaseError(detail=detail) from error


def configuration(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
