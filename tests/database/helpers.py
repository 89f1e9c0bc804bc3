"""Short words for what the tests of the database do."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, inspect

from youju.database import Database, History
from youju.database.history import new_id

Found = TypeVar("Found")
QUESTION = "2023年优良天数是多少？"
ANSWER = "优良天数达217天[1]。"


def with_database(url: str, use: Callable[[Database], Awaitable[Found]]) -> Found:
    """Opened, used and closed in an event loop of its own, as a process would."""

    async def run() -> Found:
        database = Database(url)
        try:
            await database.open()
            return await use(database)
        finally:
            await database.aclose()

    return asyncio.run(run())


def with_history(url: str, use: Callable[[History], Awaitable[Found]]) -> Found:
    async def run(database: Database) -> Found:
        history = History(database)
        try:
            return await use(history)
        finally:
            await history.aclose()

    return with_database(url, run)


def answer_of(
    conversation_id: str, question: str = QUESTION, answer: str = ANSWER, standalone: str = ""
) -> dict[str, Any]:
    return {
        "id": new_id("ans"),
        "conversation_id": conversation_id,
        "question": question,
        "standalone_question": standalone or question,
        "answer": answer,
    }


async def ask(
    history: History, owner: str = "ming", conversation: str | None = None, **texts: str
) -> dict[str, Any]:
    """Saves an answer; without a ``conversation``, in a new one."""
    answer = answer_of(conversation or new_id("conv"), **texts)
    await history.save(owner, conversation, answer, json.dumps(answer, ensure_ascii=False))
    return answer


async def found(history: History, query: str, owner: str = "ming") -> list[str]:
    return [row["title"] for row in await history.conversations(owner, query=query)]


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


async def table_names(database: Database) -> set[str]:
    async with database.reading() as connection:
        return await connection.run_sync(tables)
