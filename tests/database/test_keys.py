from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.database.helpers import with_database
from youju.database import Database, Key, Keys, Scope, digest_of
from youju.database.tables import API_KEYS
from youju.errors import DatabaseError, KeyNameTaken, NotFound

CONFIGURED = "configured-secret-0123456789"


def test_only_the_digest_of_a_key_is_kept(url: str) -> None:
    async def run(database: Database) -> None:
        key, secret = await Keys(database).add("ci", [Scope.ASK])
        async with database.reading() as connection:
            (row,) = (await connection.execute(select(API_KEYS))).all()
        assert row.digest == key.digest == digest_of(secret)
        assert not any(secret in str(value) or secret[3:] in str(value) for value in row)

    with_database(url, run)


def test_a_key_is_known_by_its_secret_with_its_scopes(url: str) -> None:
    async def run(database: Database) -> None:
        key, secret = await Keys(database).add("ci", [Scope.ASK, Scope.READ])
        assert await Keys(database).active() == {digest_of(secret): key}
        assert [key.may(scope) for scope in Scope] == [True, True, False]

    with_database(url, run)


def test_an_admin_may_do_all(url: str) -> None:
    async def run(database: Database) -> None:
        key, _ = await Keys(database).add("root", [Scope.ADMIN])
        assert all(key.may(scope) for scope in Scope)

    with_database(url, run)


def test_a_reader_may_only_read(url: str) -> None:
    async def run(database: Database) -> None:
        key, _ = await Keys(database).add("reader", [Scope.READ])
        assert [scope for scope in Scope if key.may(scope)] == [Scope.READ]

    with_database(url, run)


def test_configured_secrets_may_ask_and_read(url: str) -> None:
    async def run(database: Database) -> None:
        await Keys(database).add("ci", [Scope.ASK])
        active = await Keys(database, [CONFIGURED]).active()
        assert len(active) == 2
        assert active[digest_of(CONFIGURED)].scopes == {Scope.ASK, Scope.READ}

    with_database(url, run)


def test_a_key_is_revoked_by_its_id_alone(url: str) -> None:
    async def run(database: Database) -> None:
        keys = Keys(database)
        first, _ = await keys.add("ci", [Scope.ASK])
        second, _ = await keys.add("cd", [Scope.ASK])
        assert await keys.revoke(first.id) == 1
        assert list(await keys.active()) == [second.digest]
        kept = {key.id: bool(key.revoked_at) for key in await keys.all()}
        assert kept == {first.id: True, second.id: False}

    with_database(url, run)


@pytest.mark.parametrize(
    "name", ["", "  ", "ci", "长" * 81], ids=["none", "blank", "taken", "long"]
)
def test_a_key_has_a_name_of_its_own(url: str, name: str) -> None:
    async def run(database: Database) -> None:
        keys = Keys(database)
        await keys.add("ci", [Scope.ASK])
        with pytest.raises(KeyNameTaken):
            await keys.add(name, [Scope.ASK])

    with_database(url, run)


def test_a_name_is_free_again_once_its_key_is_revoked(url: str) -> None:
    async def run(database: Database) -> None:
        keys = Keys(database)
        await keys.add("ci", [Scope.ASK])
        assert await keys.revoke("ci") == 1
        key, _ = await keys.add("ci", [Scope.ASK])
        assert list(await keys.active()) == [key.digest]

    with_database(url, run)


def test_a_database_that_fails_is_not_waited_for_by_everybody_in_turn(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'no' / 'such.db'}")

    async def run() -> list[BaseException | dict[str, Key]]:
        keys = Keys(database)
        found = await asyncio.gather(*(keys.active() for _ in range(5)), return_exceptions=True)
        await database.aclose()
        return found

    first, *others = asyncio.run(run())
    assert isinstance(first, DatabaseError)
    assert all(other is first for other in others)


def test_no_key_is_revoked_twice(url: str) -> None:
    async def run(database: Database) -> None:
        keys = Keys(database)
        key, _ = await keys.add("ci", [Scope.ASK])
        await keys.revoke(key.id)
        (revoked,) = await keys.all()
        for which in (key.id, "ci", "nobody"):
            with pytest.raises(NotFound):
                await keys.revoke(which)
        assert await keys.all() == [revoked]

    with_database(url, run)


def test_a_key_that_is_added_or_revoked_elsewhere_is_known_within_two_seconds(url: str) -> None:
    async def until(keys: Keys, count: int) -> None:
        started = time.monotonic()
        while len(await keys.active()) != count:
            assert time.monotonic() - started < 2.2
            await asyncio.sleep(0.02)

    async def run(database: Database) -> None:
        here, elsewhere = Keys(database), Keys(database)
        assert await here.active() == {}
        key, _ = await elsewhere.add("ci", [Scope.ASK])
        await until(here, 1)
        await elsewhere.revoke(key.id)
        await until(here, 0)

    with_database(url, run)


def test_all_who_ask_at_once_see_the_same_keys(url: str) -> None:
    async def run(database: Database) -> None:
        keys = Keys(database, [CONFIGURED])
        for number in range(5):
            await keys.add(f"{number}", [Scope.ASK])
        seen = await asyncio.gather(*(keys.active() for _ in range(200)))
        assert all(one is seen[0] for one in seen)
        assert len(seen[0]) == 6

    with_database(url, run)


def test_one_who_leaves_while_the_keys_are_read_blocks_nobody(url: str) -> None:
    async def run(database: Database) -> None:
        keys = Keys(database)
        await keys.add("ci", [Scope.ASK])
        for _ in range(10):
            asking = [asyncio.create_task(keys.active()) for _ in range(3)]
            await asyncio.sleep(0.0005)
            for one in asking:
                one.cancel()
            await asyncio.gather(*asking, return_exceptions=True)
        async with asyncio.timeout(5):
            assert len(await keys.active()) == 1

    with_database(url, run)
