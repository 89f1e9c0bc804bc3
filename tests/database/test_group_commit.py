from __future__ import annotations

import asyncio

from tests.database.helpers import answer_of, ask, found, with_database, with_history
from youju.database import Database, History
from youju.database.history import new_id
from youju.errors import DatabaseError, NotFound


def test_two_hundred_answers_at_once_are_all_saved(url: str) -> None:
    async def run(history: History) -> None:
        saved = await asyncio.gather(*(ask(history, question=f"{n}") for n in range(200)))
        assert len(await history.conversations("ming", limit=500)) == 200
        for answer in saved:
            assert answer["id"] in (await history.answer("ming", answer["id"]))["body"]

    with_history(url, run)


def test_two_processes_save_at_once(url: str) -> None:
    async def run(database: Database) -> None:
        other = Database(url)
        one, two = History(database), History(other)
        started = await ask(one)
        going_on = [
            ask(history, conversation=started["conversation_id"])
            for history in (one, two)
            for _ in range(50)
        ]
        await asyncio.gather(*going_on)
        whole = await two.conversation("ming", started["conversation_id"])
        assert len(whole["answers"]) == 101
        await other.aclose()

    with_database(url, run)


def test_one_that_fails_does_not_fail_the_others(url: str) -> None:
    async def run(history: History) -> None:
        gone = new_id("conv")
        saving = [ask(history, question=f"{number}") for number in range(20)]
        saving.insert(10, ask(history, conversation=gone))
        done = await asyncio.gather(*saving, return_exceptions=True)
        assert isinstance(done[10], NotFound)
        assert sum(isinstance(one, dict) for one in done) == 20
        assert len(await found(history, "")) == 20

    with_history(url, run)


def test_one_that_no_database_can_hold_keeps_nobody_waiting(url: str) -> None:
    async def run(history: History) -> None:
        saving = [ask(history) for _ in range(4)]
        saving.insert(2, ask(history, answer="\ud800"))
        async with asyncio.timeout(5):
            done = await asyncio.gather(*saving, return_exceptions=True)
        assert isinstance(done[2], Exception)
        assert len(await found(history, "")) == 4

    with_history(url, run)


def test_an_answer_is_saved_though_its_asker_has_left(url: str) -> None:
    async def run(history: History) -> None:
        asking = [asyncio.create_task(ask(history)) for _ in range(10)]
        await asyncio.sleep(0)
        for task in asking[::2]:
            task.cancel()
        done = await asyncio.gather(*asking, return_exceptions=True)
        assert sum(isinstance(one, asyncio.CancelledError) for one in done) == 5
        await history.aclose()
        assert len(await found(history, "")) == 10

    with_history(url, run)


def test_closing_waits_for_what_is_being_saved(url: str) -> None:
    async def run(history: History) -> str:
        answer = answer_of(new_id("conv"))
        saving = asyncio.create_task(history.save("ming", None, answer, "{}"))
        await asyncio.sleep(0)
        await history.aclose()
        await saving
        return str(answer["id"])

    saved = with_history(url, run)
    assert with_history(url, lambda history: history.answer("ming", saved))["body"] == "{}"


def test_where_nothing_can_be_saved_each_asker_is_told(url: str) -> None:
    async def run(database: Database) -> None:
        async with database.writing() as connection:
            await connection.exec_driver_sql("DROP TABLE feedback")
            await connection.exec_driver_sql("DROP TABLE answers")
        history = History(database)
        done = await asyncio.gather(*(ask(history) for _ in range(5)), return_exceptions=True)
        assert [type(one) for one in done] == [DatabaseError] * 5
        assert await found(history, "") == []

    with_database(url, run)
