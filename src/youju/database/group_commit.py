"""Answers that are finished at the same moment share a transaction: one wait for the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.exc import IntegrityError

from youju.database.connection import Database
from youju.database.tables import ANSWERS, CONVERSATIONS
from youju.errors import DatabaseError, NotFound

Row = dict[str, Any]
_TOUCH = (
    update(CONVERSATIONS)
    .where(CONVERSATIONS.c.id == bindparam("touched"))
    .values(updated_at=bindparam("moment"))
)


@dataclass(frozen=True)
class _Waiting:
    answer: Row
    conversation: Row
    is_new: bool
    done: asyncio.Future[None]


class GroupCommit:
    """Belongs to one event loop."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[_Waiting] = []
        self._writer: asyncio.Task[None] | None = None

    async def save(self, answer: Row, conversation: Row, *, is_new: bool) -> None:
        """Returns when it is on the disk, even if the asker is gone by then. Raises ``NotFound``
        where the conversation was deleted meanwhile, or ``DatabaseError``."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(answer, conversation, is_new, done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        await asyncio.shield(done)

    async def aclose(self) -> None:
        if self._writer:
            await self._writer

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await self._insert(batch)
            except Exception as error:  # whatever it is, nobody waits for ever
                await self._one_by_one(batch, error)
            else:
                _settle(batch, None)

    async def _one_by_one(self, batch: Sequence[_Waiting], error: Exception) -> None:
        """What fails one of a batch must not fail the others; where two in a row fail, it is the
        database, and the others need not wait for it in turn."""
        if len(batch) == 1:
            gone = isinstance(error, IntegrityError)
            what = batch[0].answer["conversation_id"]
            _settle(batch, NotFound(what=what) if gone else error)
            return
        failed = 0
        for number, one in enumerate(batch):
            try:
                await self._insert([one])
            except Exception as again:
                await self._one_by_one([one], again)
                failed += isinstance(again, DatabaseError)
                if failed > 1:
                    _settle(batch[number:], again)
                    return
            else:
                failed = 0
                _settle([one], None)

    async def _insert(self, batch: Sequence[_Waiting]) -> None:
        new = [one.conversation for one in batch if one.is_new]
        touched = [
            {"touched": one.conversation["id"], "moment": one.conversation["updated_at"]}
            for one in batch
            if not one.is_new
        ]
        async with self._database.writing() as connection:
            if new:
                await connection.execute(insert(CONVERSATIONS), new)
            if touched:
                await connection.execute(_TOUCH, touched)
            await connection.execute(insert(ANSWERS), [one.answer for one in batch])


def _settle(batch: Sequence[_Waiting], error: Exception | None) -> None:
    for one in batch:
        if one.done.done():
            continue
        if error:
            one.done.set_exception(error)
        else:
            one.done.set_result(None)
