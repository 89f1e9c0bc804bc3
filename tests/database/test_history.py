from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time

import pytest
from sqlalchemy import func, select

from tests.database.conftest import Cluster
from tests.database.helpers import ANSWER, QUESTION, ask, found, with_database, with_history
from youju.database import Database, History
from youju.database.tables import ANSWERS, FEEDBACK
from youju.errors import DatabaseError, NotFound

ODD = ("👩‍🌾🌾", 'it\'s "quoted"', "100%", "under_score", "back\\slash", "'; DROP TABLE x; --")
END_ALL = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
SAVE_FOR_EVER = """
import asyncio, sys
from tests.database.helpers import ask, with_history

async def save(history):
    async def one():
        while True:
            answer = await ask(history)
            print(answer["id"], flush=True)
    await asyncio.gather(*(one() for _ in range(4)))

with_history(sys.argv[1], save)
"""


def test_a_saved_answer_is_found_again_in_its_conversation(url: str) -> None:
    saved = with_history(url, ask)
    whole = with_history(url, lambda history: history.conversation("ming", conversation_of(saved)))
    (kept,) = whole["answers"]
    assert saved["id"] in kept["body"]
    assert (kept["rating"], kept["comment"]) == (None, None)
    assert (whole["id"], whole["title"]) == (conversation_of(saved), QUESTION)
    assert whole["created_at"] == whole["updated_at"] == kept["created_at"]


def conversation_of(answer: dict[str, str]) -> str:
    return answer["conversation_id"]


def test_the_last_turns_come_oldest_first(url: str) -> None:
    async def run(history: History) -> list[tuple[str, str]]:
        first = await ask(history, answer="0")
        for number in range(1, 5):
            await ask(
                history,
                conversation=conversation_of(first),
                question="那么？",
                standalone=f"问{number}",
                answer=f"{number}",
            )
        return await history.turns("ming", conversation_of(first), 3)

    assert with_history(url, run) == [("问2", "2"), ("问3", "3"), ("问4", "4")]


def test_a_conversation_that_goes_on_is_listed_first(url: str) -> None:
    async def run(history: History) -> list[str]:
        first = await ask(history, question="一")
        await ask(history, question="二")
        await ask(history, question="三", conversation=conversation_of(first))
        return await found(history, "")

    assert with_history(url, run) == ["一", "二"]


def test_a_long_question_gives_a_short_title(url: str) -> None:
    async def run(history: History) -> list[str]:
        await ask(history, question=f" 多\n\n空  格 {'长' * 50}")
        return await found(history, "")

    assert with_history(url, run) == [f"多 空 格 {'长' * 34}…"]


def test_pages_hold_every_conversation_once(url: str) -> None:
    async def run(history: History) -> list[str]:
        for number in range(7):
            await ask(history, question=f"{number}")
        titles: list[str] = []
        before = ""
        while rows := await history.conversations("ming", limit=3, before=before):
            assert len(rows) <= 3
            titles += [row["title"] for row in rows]
            before = rows[-1]["updated_at"]
        return titles

    assert with_history(url, run) == list("6543210")


def test_titles_questions_and_answers_are_searched(url: str) -> None:
    async def run(history: History) -> None:
        first = await ask(history, question="PM2.5 呢？", answer="降至 33 微克[1]。")
        await ask(history, question="别的", conversation=conversation_of(first), answer="无")
        await ask(history)
        for query in ("pm2.5", "33 微克", "别的"):
            assert await found(history, query) == ["PM2.5 呢？"], query
        await history.rename("ming", conversation_of(first), "空气")
        assert await found(history, "空气") == ["空气"]
        assert await found(history, "没有这个") == []

    with_history(url, run)


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_kept_and_found_by_itself_alone(url: str, text: str) -> None:
    async def run(history: History) -> None:
        await ask(history, question="1000 underXscore backslash its quoted")
        saved = await ask(history, question=text, answer=text)
        renamed = await history.rename("ming", conversation_of(saved), text)
        assert renamed["title"] == text
        assert await found(history, text) == [text]
        assert await history.turns("ming", conversation_of(saved), 1) == [(text, text)]
        await history.rate("ming", saved["id"], "down", text)
        assert (await history.answer("ming", saved["id"]))["comment"] == text

    with_history(url, run)


def test_a_renamed_conversation_keeps_its_place(url: str) -> None:
    async def run(history: History) -> list[str]:
        first = await ask(history, question="一")
        await ask(history, question="二")
        await history.rename("ming", conversation_of(first), "壹")
        return await found(history, "")

    assert with_history(url, run) == ["二", "壹"]


def test_with_a_conversation_go_its_answers_and_their_feedback(url: str) -> None:
    async def run(database: Database) -> None:
        history = History(database)
        saved, kept = await ask(history), await ask(history)
        for answer in (saved, kept):
            await history.rate("ming", answer["id"], "up", None)
        await history.delete("ming", conversation_of(saved))
        with pytest.raises(NotFound):
            await history.answer("ming", saved["id"])
        with pytest.raises(NotFound):
            await history.delete("ming", conversation_of(saved))
        async with database.reading() as connection:
            for table in (ANSWERS, FEEDBACK):
                count = select(func.count()).select_from(table)
                assert (await connection.execute(count)).scalar_one() == 1
        await history.answer("ming", kept["id"])

    with_database(url, run)


def test_the_last_feedback_counts(url: str) -> None:
    async def run(history: History) -> dict[str, str]:
        saved = await ask(history)
        await history.rate("ming", saved["id"], "down", "不对")
        await history.rate("ming", saved["id"], "up", None)
        return await history.answer("ming", saved["id"])

    last = with_history(url, run)
    assert (last["rating"], last["comment"]) == ("up", None)


def test_two_who_rate_at_once_leave_one_feedback(url: str) -> None:
    async def run(history: History) -> None:
        saved = await ask(history)
        rating = (history.rate("ming", saved["id"], "up", str(number)) for number in range(8))
        await asyncio.gather(*rating)
        assert (await history.answer("ming", saved["id"]))["rating"] == "up"

    with_history(url, run)


def test_what_is_anothers_does_not_exist(url: str) -> None:
    async def run(history: History) -> None:
        saved = await ask(history, owner="ming")
        await ask(history, owner="hong", question="红的")
        conversation = conversation_of(saved)
        for refused in (
            history.conversation("hong", conversation),
            history.turns("hong", conversation, 5),
            history.rename("hong", conversation, "红的"),
            history.delete("hong", conversation),
            history.answer("hong", saved["id"]),
            history.rate("hong", saved["id"], "down", None),
        ):
            with pytest.raises(NotFound):
                await refused
        assert await found(history, "", "hong") == ["红的"]
        assert await found(history, "红") == []
        whole = await history.conversation("ming", conversation)
        assert (whole["title"], whole["answers"][0]["rating"]) == (QUESTION, None)

    with_history(url, run)


def test_an_answer_to_a_deleted_conversation_is_not_kept(url: str) -> None:
    async def run(history: History) -> None:
        first = await ask(history)
        await history.delete("ming", conversation_of(first))
        with pytest.raises(NotFound):
            await ask(history, conversation=conversation_of(first))
        assert await found(history, "") == []

    with_history(url, run)


def test_askers_who_leave_while_reading_harm_nobody(url: str) -> None:
    async def run(history: History) -> None:
        saved = await ask(history)
        for round_ in range(40):
            reading = asyncio.create_task(history.conversation("ming", conversation_of(saved)))
            renaming = asyncio.create_task(history.rename("ming", conversation_of(saved), "改"))
            await asyncio.sleep(round_ / 10_000)
            reading.cancel()
            renaming.cancel()
            await asyncio.gather(reading, renaming, return_exceptions=True)
        await ask(history, conversation=conversation_of(saved))
        assert len((await history.conversation("ming", conversation_of(saved)))["answers"]) == 2

    with_history(url, run)


def test_closing_waits_for_those_whose_asker_has_left(url: str) -> None:
    async def leave(history: History) -> str:
        saved = await ask(history)
        renaming = asyncio.create_task(history.rename("ming", conversation_of(saved), "改"))
        await asyncio.sleep(0)
        renaming.cancel()
        return conversation_of(saved)

    renamed = with_history(url, leave)
    whole = with_history(url, lambda history: history.conversation("ming", renamed))
    assert whole["title"] == "改"


def test_a_saved_answer_survives_the_end_of_its_process(url: str) -> None:
    told: list[str] = []
    for lifetime in (0.05, 0.2, 0.11, 0.37):
        child = subprocess.Popen(
            [sys.executable, "-c", SAVE_FOR_EVER, url], stdout=subprocess.PIPE, encoding="utf-8"
        )
        assert child.stdout
        told.append(child.stdout.readline().strip())
        time.sleep(lifetime)
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read()
        told += rest[: rest.rfind("\n") + 1].split()
        child.stdout.close()
        assert child.wait() == -signal.SIGKILL

    async def run(history: History) -> None:
        for answer_id in told:
            await history.answer("ming", answer_id)

    assert len(told) > 20
    with_history(url, run)


def test_a_server_that_was_started_anew_is_asked_again(cluster: Cluster, postgres_url: str) -> None:
    async def run(history: History) -> None:
        saved = await ask(history)
        await asyncio.to_thread(cluster.execute, END_ALL, postgres_url.rpartition("/")[2])
        assert (await history.conversation("ming", conversation_of(saved)))["answers"]

    with_history(postgres_url, run)


def test_an_answer_that_the_database_cannot_hold_is_a_database_error(postgres_url: str) -> None:
    async def run(history: History) -> None:
        with pytest.raises(DatabaseError):
            await ask(history, answer=f"{ANSWER}\0")

    with_history(postgres_url, run)
