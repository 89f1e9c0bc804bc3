"""Conversations, their answers and what askers thought of them; nobody sees another's."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, delete, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from youju.database.connection import Database, to_the_end
from youju.database.group_commit import GroupCommit, Row
from youju.database.tables import ANSWERS, CONVERSATIONS, FEEDBACK
from youju.errors import NotFound
from youju.text import shortened

_LONGEST_TITLE = 40
_SHOWN = ("id", "title", "created_at", "updated_at")


def now() -> str:
    """UTC, so that texts sort as times do."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class History:
    """``owner``: the digest of a key or of a browser's cookie. What is another's does not exist."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._saving = GroupCommit(database)

    async def aclose(self) -> None:
        await self._saving.aclose()

    async def save(
        self, owner: str, conversation_id: str | None, answer: dict[str, Any], body: str
    ) -> None:
        """Returns when the answer is on the disk. ``conversation_id``: of ``owner``, or None for a
        new one with the id in ``answer``; ``body``: the answer as JSON."""
        moment = now()
        texts = ("id", "conversation_id", "question", "standalone_question", "answer")
        row: Row = {name: answer[name] for name in texts} | {"created_at": moment, "body": body}
        conversation: Row = {
            "id": answer["conversation_id"],
            "owner": owner,
            "title": _title(answer["question"]),
            "created_at": moment,
            "updated_at": moment,
        }
        await self._saving.save(row, conversation, is_new=conversation_id is None)

    @to_the_end
    async def turns(
        self, owner: str, conversation_id: str, count: int, before: str | None = None
    ) -> list[tuple[str, str]]:
        """The last ``count`` questions, as they were understood, with their answers; oldest
        first. ``before``: those before this answer. Raises ``NotFound``."""
        wanted = select(ANSWERS.c.standalone_question, ANSWERS.c.answer).where(
            _current(conversation_id)
        )
        async with self._database.reading() as connection:
            await _owned(connection, owner, conversation_id)
            if before:
                moment = await _moment(connection, conversation_id, before)
                wanted = wanted.where(ANSWERS.c.created_at < moment)
            newest_first = wanted.order_by(ANSWERS.c.created_at.desc(), ANSWERS.c.id)
            found = await connection.execute(newest_first.limit(count))
            return [(row[0], row[1]) for row in found][::-1]

    @to_the_end
    async def set_aside(self, owner: str, conversation_id: str, first: str, until: str) -> None:
        """Take the answers from ``first`` up to ``until``, which is asked in its place, out of the
        conversation; by their own ids they are still found."""
        async with self._database.writing() as connection:
            await _owned(connection, owner, conversation_id)
            moments = [await _moment(connection, conversation_id, one) for one in (first, until)]
            await connection.execute(
                update(ANSWERS)
                .where(
                    _current(conversation_id),
                    ANSWERS.c.created_at >= moments[0],
                    ANSWERS.c.created_at < moments[1],
                )
                .values(set_aside_at=now())
            )

    @to_the_end
    async def conversations(
        self, owner: str, *, query: str = "", limit: int = 50, before: str = ""
    ) -> list[dict[str, Any]]:
        """Newest first, those whose title, questions or answers hold ``query``; ``before``: an
        ``updated_at``, to page on."""
        table = CONVERSATIONS
        wanted = select(*(table.c[name] for name in _SHOWN)).where(table.c.owner == owner)
        if query:
            wanted = wanted.where(_holds(query))
        if before:
            wanted = wanted.where(table.c.updated_at < before)
        wanted = wanted.order_by(table.c.updated_at.desc(), table.c.id).limit(limit)
        async with self._database.reading() as connection:
            return [dict(row._mapping) for row in await connection.execute(wanted)]

    @to_the_end
    async def conversation(self, owner: str, conversation_id: str) -> dict[str, Any]:
        """With ``answers``: ``{"body", "created_at", "rating", "comment"}``, oldest first."""
        async with self._database.reading() as connection:
            found = await _owned(connection, owner, conversation_id)
            answers = await connection.execute(
                _answers()
                .where(_current(conversation_id))
                .order_by(ANSWERS.c.created_at, ANSWERS.c.id)
            )
            return found | {"answers": [dict(row._mapping) for row in answers]}

    @to_the_end
    async def rename(self, owner: str, conversation_id: str, title: str) -> dict[str, Any]:
        async with self._database.writing() as connection:
            await connection.execute(
                update(CONVERSATIONS).where(_is(owner, conversation_id)).values(title=title)
            )
            return await _owned(connection, owner, conversation_id)

    @to_the_end
    async def delete(self, owner: str, conversation_id: str) -> None:
        async with self._database.writing() as connection:
            done = await connection.execute(
                delete(CONVERSATIONS).where(_is(owner, conversation_id))
            )
            if not done.rowcount:
                raise NotFound(what=conversation_id)

    @to_the_end
    async def answer(self, owner: str, answer_id: str) -> dict[str, Any]:
        """``{"body", "created_at", "rating", "comment"}``."""
        wanted = (
            _answers()
            .join(CONVERSATIONS, CONVERSATIONS.c.id == ANSWERS.c.conversation_id)
            .where(ANSWERS.c.id == answer_id, CONVERSATIONS.c.owner == owner)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        if row is None:
            raise NotFound(what=answer_id)
        return dict(row._mapping)

    @to_the_end
    async def rate(self, owner: str, answer_id: str, rating: str, comment: str | None) -> None:
        """The last word counts."""
        await self.answer(owner, answer_id)
        row = {"answer_id": answer_id, "rating": rating, "comment": comment, "created_at": now()}
        try:
            async with self._database.writing() as connection:
                await connection.execute(_rated(connection.dialect.name, row))
        except IntegrityError:
            raise NotFound(what=answer_id) from None


def new_id(kind: str) -> str:
    return f"{kind}_{secrets.token_hex(12)}"


def _rated(dialect: str, row: dict[str, Any]) -> Any:
    """One feedback an answer, also where two come at once."""
    upsert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    last = {name: row[name] for name in ("rating", "comment", "created_at")}
    return (
        upsert(FEEDBACK).values(row).on_conflict_do_update(index_elements=["answer_id"], set_=last)
    )


def _is(owner: str, conversation_id: str) -> Any:
    return (CONVERSATIONS.c.id == conversation_id) & (CONVERSATIONS.c.owner == owner)


async def _owned(connection: AsyncConnection, owner: str, conversation_id: str) -> dict[str, Any]:
    wanted = select(*(CONVERSATIONS.c[name] for name in _SHOWN)).where(_is(owner, conversation_id))
    row = (await connection.execute(wanted)).one_or_none()
    if row is None:
        raise NotFound(what=conversation_id)
    return dict(row._mapping)


def _current(conversation_id: Any) -> Any:
    return (ANSWERS.c.conversation_id == conversation_id) & ANSWERS.c.set_aside_at.is_(None)


async def _moment(connection: AsyncConnection, conversation_id: str, answer_id: str) -> str:
    wanted = select(ANSWERS.c.created_at).where(
        _current(conversation_id), ANSWERS.c.id == answer_id
    )
    moment: str | None = (await connection.execute(wanted)).scalar_one_or_none()
    if moment is None:
        raise NotFound(what=answer_id)
    return moment


def _answers() -> Select[Any]:
    return select(
        ANSWERS.c.body, ANSWERS.c.created_at, FEEDBACK.c.rating, FEEDBACK.c.comment
    ).outerjoin_from(ANSWERS, FEEDBACK, FEEDBACK.c.answer_id == ANSWERS.c.id)


def _holds(query: str) -> Any:
    inside = exists().where(
        _current(CONVERSATIONS.c.id),
        or_(
            ANSWERS.c.question.icontains(query, autoescape=True),
            ANSWERS.c.answer.icontains(query, autoescape=True),
        ),
    )
    return or_(CONVERSATIONS.c.title.icontains(query, autoescape=True), inside)


def _title(question: str) -> str:
    return shortened(" ".join(question.split()), _LONGEST_TITLE)
