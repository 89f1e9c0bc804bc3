from __future__ import annotations

import asyncio
import signal
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from tests.database.helpers import ask, found, table_names, with_database, with_history
from youju.database import Database
from youju.database.migrating import NEWEST, configuration
from youju.database.tables import METADATA
from youju.errors import DatabaseError

ALL = {*METADATA.tables, "alembic_version"}
OPEN = """
import sys
from tests.database.helpers import table_names, with_database
print(len(with_database(sys.argv[1], table_names)))
"""
KILLED_IN_THE_MIDDLE = """
import os, signal, sys
from sqlalchemy import Engine, event

@event.listens_for(Engine, "before_cursor_execute")
def kill(connection, cursor, statement, *_):
    if "CREATE TABLE feedback" in statement:
        os.kill(os.getpid(), signal.SIGKILL)
"""


def start(program: str, url: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, url]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, encoding="utf-8")


def with_unmigrated(url: str, statement: str) -> set[str]:
    """Runs the statement as it is, without bringing the tables up to date."""

    async def run() -> set[str]:
        database = Database(url)
        async with database.writing() as connection:
            await connection.exec_driver_sql(statement)
        names = await table_names(database)
        await database.aclose()
        return names

    return asyncio.run(run())


def test_an_empty_database_gets_its_tables(url: str) -> None:
    assert with_database(url, table_names) == ALL


def test_the_migrations_make_the_tables_that_the_code_names(url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        return list(
            compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)
        )

    async def run(database: Database) -> list[object]:
        async with database.reading() as connection:
            return await connection.run_sync(differences)

    assert with_database(url, run) == []


def test_the_newest_version_is_the_last_file() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        heads = ScriptDirectory.from_config(configuration(connection)).get_heads()
    engine.dispose()
    assert heads == [NEWEST]


def test_what_is_up_to_date_stays_as_it_is(url: str) -> None:
    with_history(url, ask)
    assert len(with_history(url, lambda history: found(history, ""))) == 1


@pytest.mark.parametrize("_", range(3))
def test_processes_that_start_at_once_agree(url: str, _: int) -> None:
    children = [start(OPEN, url) for _ in range(3)]
    ended = [(*child.communicate(timeout=30), child.returncode) for child in children]
    assert ended == [(f"{len(ALL)}\n", "", 0)] * 3


def test_workers_that_start_at_once_agree(url: str) -> None:
    async def run() -> None:
        databases = [Database(url) for _ in range(8)]
        await asyncio.gather(*(database.open() for database in databases))
        for database in databases:
            assert await table_names(database) == ALL
            await database.aclose()

    asyncio.run(run())


def test_a_process_killed_in_the_middle_leaves_no_half(url: str) -> None:
    child = start(KILLED_IN_THE_MIDDLE + OPEN, url)
    assert child.communicate(timeout=30) == ("", "")
    assert child.returncode == -signal.SIGKILL
    assert with_unmigrated(url, "SELECT 1") == set()
    assert with_database(url, table_names) == ALL


def test_a_migration_that_fails_leaves_no_half(url: str) -> None:
    assert with_unmigrated(url, "CREATE TABLE api_keys (x INTEGER)") == {"api_keys"}
    with pytest.raises(DatabaseError):
        with_database(url, table_names)
    assert with_unmigrated(url, "SELECT 1") == {"api_keys"}


def test_a_database_of_a_newer_version_is_left_alone(url: str) -> None:
    async def newer(database: Database) -> None:
        async with database.writing() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with_database(url, newer)
    with pytest.raises(DatabaseError) as caught:
        with_database(url, table_names)
    detail = str(caught.value.values["detail"])
    assert "9999" in detail
    assert "version of youju" in detail
    assert "\n" not in detail
    assert with_unmigrated(url, "SELECT 1") == ALL
