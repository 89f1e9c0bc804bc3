"""``/api/ask``, ``/api/search``, ``/api/suggestions``."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response

from youju.answering.conversation import TURNS_KEPT, Turn
from youju.answering.events import Answered, ClaimChecked, Delta, Event, Retrieved
from youju.database.history import new_id
from youju.model import Answer
from youju.serialising import answer_to_dict, hit_to_dict
from youju.server import schemas
from youju.server.dependencies import House, InHouse, MayAsk, MayRead, Ready
from youju.server.leaving import while_there
from youju.server.problems import told_in_stream
from youju.server.responding import event_stream, json_response
from youju.server.service import Question
from youju.server.streaming import Message

ROUTER = APIRouter(prefix="/api", tags=["ask"])
_EVENT = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("id", "event", "data")},
    "required": ["event", "data"],
}
_STREAMED = {
    "content": {"text/event-stream": {"itemSchema": _EVENT}},
    "description": "The answer; with `stream`, the events `retrieval`, `delta`, `claim`, `answer`, "
    "`error`",
}


@ROUTER.post("/ask", responses={200: {"model": schemas.Answer, **_STREAMED}}, summary="提问 · Ask")
async def ask(
    body: schemas.Ask,
    request: Request,
    house: InHouse,
    asker: MayAsk,
    last_event_id: Annotated[str | None, Header(max_length=64)] = None,
) -> Response:
    """Ask; every sentence of the answer comes with the words that prove it.

    A stream that broke off goes on behind the event named in `Last-Event-ID`, within two seconds,
    or for a minute if the answer is finished; later, the question is asked anew.
    An asker who sends `Last-Event-ID: NAME.0` (20 to 40 letters, digits, `-` and `_`) with the
    question can take it up even if no event has come.
    """
    if body.stream and last_event_id:
        resumed = house.live.resumed(asker.owner, last_event_id)
        if resumed:
            live, number = resumed
            return event_stream(live.read(number))
    question = await _question(house, asker.owner, body)
    if body.stream:
        messages = _messages(house, asker.owner, body, question)
        live = house.live.start(asker.owner, messages, told_in_stream(request), last_event_id)
        await live.begun()
        return event_stream(live.read())
    answer = await while_there(request, house.service.answer(question))
    return json_response(await _kept(house, asker.owner, body, answer))


@ROUTER.post("/search", response_model=schemas.Found, summary="查找段落 · Search passages")
async def search(body: schemas.Search, _: MayAsk, house: InHouse, ready: Ready) -> Response:
    """Passages, best first, with their scores."""
    top_k = body.top_k or house.settings.top_k
    hits = await asyncio.to_thread(ready.answerer.search, body.query, top_k, body.report_ids)
    found = {"query": body.query, "passages": [hit_to_dict(hit) for hit in hits]}
    return json_response(json.dumps(found, ensure_ascii=False))


@ROUTER.get("/suggestions", summary="可以问什么 · What to ask")
async def suggestions(
    _: MayRead,
    ready: Ready,
    report_id: Annotated[list[str] | None, Query(max_length=50)] = None,
    count: Annotated[int, Query(ge=1, le=20)] = 5,
) -> schemas.Suggestions:
    """Questions that the reports answer."""
    return schemas.Suggestions(questions=await ready.suggest(count, report_id))


async def _question(house: House, owner: str, body: schemas.Ask) -> Question:
    turns: list[Turn] = []
    if body.conversation_id:
        told = await house.history.turns(
            owner, body.conversation_id, TURNS_KEPT, before=body.replaces
        )
        turns = [Turn(question, answer) for question, answer in told]
    return Question(body.question, turns, body.report_ids, body.top_k, body.mode)


async def _messages(
    house: House, owner: str, body: schemas.Ask, question: Question
) -> AsyncGenerator[Message]:
    async with aclosing(house.service.events(question)) as events:
        async for event in events:
            if isinstance(event, Answered):
                yield Message("answer", await _kept(house, owner, body, event.answer))
            else:
                yield _message(event)


def _message(event: Event) -> Message:
    content: dict[str, Any]
    match event:
        case Retrieved(standalone, hits):
            passages = [hit_to_dict(hit) for hit in hits]
            name, content = "retrieval", {"standalone_question": standalone, "passages": passages}
        case Delta(text, restart):
            name, content = "delta", {"text": text} | ({"restart": True} if restart else {})
        case ClaimChecked(claim):
            name, content = "claim", asdict(claim)
        case _:
            raise AssertionError
    return Message(name, json.dumps(content, ensure_ascii=False))


async def _kept(house: House, owner: str, body: schemas.Ask, answer: Answer) -> str:
    """The answer as JSON, once it is on the disk."""
    conversation_id = body.conversation_id or new_id("conv")
    content = answer_to_dict(answer) | {"conversation_id": conversation_id}
    written = json.dumps(content, ensure_ascii=False)
    await house.history.save(owner, body.conversation_id, content, written)
    if body.conversation_id and body.replaces:
        await house.history.set_aside(owner, body.conversation_id, body.replaces, answer.id)
    return written
