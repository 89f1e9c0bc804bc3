"""``/api/conversations``, ``/api/answers``, ``/api/feedback``: the asker's own, nobody else's."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from youju.proofsheet import POLICY, proof_sheet
from youju.server import schemas
from youju.server.dependencies import InHouse, MayAsk, MayRead, Ready
from youju.server.exporting import as_markdown
from youju.server.problems import language_of_request
from youju.server.responding import file_named

ROUTER = APIRouter(prefix="/api", tags=["history"])


@ROUTER.get("/conversations", summary="对话列表 · List conversations")
async def list_conversations(
    house: InHouse,
    asker: MayRead,
    query: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    before: Annotated[str, Query(max_length=40)] = "",
) -> schemas.Conversations:
    """Newest first; `query` looks in titles, questions and answers."""
    wanted = schemas.clean(query)
    rows = await house.history.conversations(
        asker.owner, query=wanted, limit=limit + 1, before=schemas.clean(before)
    )
    more = rows[limit - 1]["updated_at"] if len(rows) > limit else None
    found = [schemas.Conversation(**row) for row in rows[:limit]]
    return schemas.Conversations(conversations=found, next=more)


@ROUTER.get("/conversations/{conversation_id}", summary="一次对话 · One conversation")
async def show_conversation(
    conversation_id: schemas.PathId, house: InHouse, asker: MayRead
) -> schemas.WholeConversation:
    found = await house.history.conversation(asker.owner, conversation_id)
    return schemas.WholeConversation(**_whole(found))


@ROUTER.get(
    "/conversations/{conversation_id}/export",
    responses={200: {"content": {"text/markdown": {}, "application/json": {}}}},
    summary="导出对话 · Export a conversation",
)
async def export_conversation(
    conversation_id: schemas.PathId,
    house: InHouse,
    asker: MayRead,
    form: Annotated[Literal["markdown", "json"], Query(alias="format")] = "markdown",
) -> Response:
    """The conversation as a file: questions, answers, and every quote with its place."""
    found = await house.history.conversation(asker.owner, conversation_id)
    whole = _whole(found)
    if form == "json":
        content, media_type = json.dumps(whole, ensure_ascii=False, indent=2), "application/json"
    else:
        content, media_type = as_markdown(whole), "text/markdown"
    name = f"{found['id']}.{'json' if form == 'json' else 'md'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


@ROUTER.patch("/conversations/{conversation_id}", summary="改名 · Rename")
async def rename_conversation(
    conversation_id: schemas.PathId, body: schemas.Rename, house: InHouse, asker: MayRead
) -> schemas.Conversation:
    renamed = await house.history.rename(asker.owner, conversation_id, body.title)
    return schemas.Conversation(**renamed)


@ROUTER.delete("/conversations/{conversation_id}", status_code=204, summary="删除对话 · Delete")
async def delete_conversation(
    conversation_id: schemas.PathId, house: InHouse, asker: MayRead
) -> Response:
    await house.history.delete(asker.owner, conversation_id)
    return Response(status_code=204)


@ROUTER.get("/answers/{answer_id}", summary="一个答案 · One answer")
async def show_answer(
    answer_id: schemas.PathId, house: InHouse, asker: MayRead
) -> schemas.KeptAnswer:
    found = await house.history.answer(asker.owner, answer_id)
    return schemas.KeptAnswer(**_kept(found))


@ROUTER.get(
    "/answers/{answer_id}/proof",
    response_class=HTMLResponse,
    responses={200: {"description": "The sheet: one HTML file that refers to nothing outside it"}},
    summary="核验单 · Proof sheet",
)
async def show_proof(
    answer_id: schemas.PathId,
    request: Request,
    house: InHouse,
    asker: MayRead,
    ready: Ready,
    lang: Annotated[Literal["zh", "en"] | None, Query(description="else Accept-Language")] = None,
    download: bool = False,
) -> Response:
    """The answer with its quotes, compared once more with the reports, to print or to file."""
    found = _kept(await house.history.answer(asker.owner, answer_id))
    language = lang or language_of_request(request)
    at, index = datetime.now(UTC), ready.answerer.index
    sheet = await asyncio.to_thread(proof_sheet, found, index, language=language, at=at)
    how = "attachment" if download else "inline"
    headers = file_named(f"proof-{found['id']}.html", f"核验单-{found['id']}.html", how=how)
    headers["Content-Security-Policy"] = f"{POLICY}; frame-ancestors 'none'"
    return HTMLResponse(sheet, headers=headers)


@ROUTER.post("/feedback", status_code=204, summary="评价答案 · Rate an answer")
async def rate_answer(body: schemas.Feedback, house: InHouse, asker: MayAsk) -> Response:
    """The last word counts."""
    await house.history.rate(asker.owner, body.answer_id, body.rating, body.comment)
    return Response(status_code=204)


def _whole(found: dict[str, Any]) -> dict[str, Any]:
    return found | {"answers": [_kept(answer) for answer in found["answers"]]}


def _kept(row: dict[str, Any]) -> dict[str, Any]:
    told = {name: row[name] for name in ("created_at", "rating", "comment")}
    answer: dict[str, Any] = json.loads(row["body"])
    return answer | told
