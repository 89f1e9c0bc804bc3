"""``/v1/models`` and ``/v1/chat/completions``."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from fastapi import APIRouter, Request, Response

from youju.answering.events import Answered, Delta, Event
from youju.answering.numbering import tokens_in
from youju.errors import NotFound, YoujuError
from youju.server.dependencies import InHouse, MayAsk, MayRead, Ready
from youju.server.leaving import while_there
from youju.server.openai.housekeeping import housekeeping_reply
from youju.server.openai.messages import conversation_of
from youju.server.openai.models import model_of, models
from youju.server.openai.responses import DONE, Chunks, completion, said
from youju.server.openai.schemas import ChatRequest
from youju.server.responding import event_stream, json_response
from youju.server.service import Question
from youju.wording import explain

ROUTER = APIRouter(prefix="/v1", tags=["openai"])


@ROUTER.get("/models", summary="模型列表 · List models")
async def list_models(_: MayRead, ready: Ready) -> dict[str, Any]:
    """``youju`` asks all reports; ``youju:ID`` one; ``youju-extractive`` never asks an LLM."""
    return {"object": "list", "data": models(ready.answerer.reports)}


@ROUTER.get("/models/{name}", summary="一个模型 · One model")
async def show_model(name: str, _: MayRead, ready: Ready) -> dict[str, Any]:
    model_of(name, ready.answerer.reports)
    for model in models(ready.answerer.reports):
        if model["id"] == name:
            return model
    raise NotFound(what=name)


@ROUTER.post(
    "/chat/completions",
    responses={200: {"content": {"text/event-stream": {}}}},
    summary="对话补全 · Chat completion",
)
async def chat_completions(
    body: ChatRequest, request: Request, _: MayAsk, house: InHouse, ready: Ready
) -> Response:
    """The last message is the question, those before it the conversation; the client keeps the
    history. The content is the answer with its quotes below. Beside `choices` are `citations`, and
    in `youju` the answer alone, its claims and warnings; in a stream, beside the content. An LLM's
    draft streams as `reasoning_content` until it is proven."""
    identity, created = f"chatcmpl-{secrets.token_hex(12)}", int(time.time())
    asked = sum(tokens_in(message.text) for message in body.messages)
    reply = await housekeeping_reply(body, ready.suggest)
    chunks = Chunks(identity, created, body.model)
    with_usage = bool(body.stream_options and body.stream_options.include_usage)
    if reply is not None:
        if body.stream:
            return event_stream(_told(chunks, reply, asked if with_usage else None))
        return json_response(completion(identity, created, body.model, reply, asked))
    text, turns = conversation_of(body.messages)
    model = model_of(body.model, ready.answerer.reports)
    question = Question(text, turns, model.report_ids, mode=model.mode)
    if not body.stream:
        answer = await while_there(request, house.service.answer(question))
        return json_response(completion(identity, created, body.model, said(answer), asked, answer))
    events = house.service.events(question)
    await anext(events)
    drafts = bool(house.settings.llm_base_url) and model.mode != "extractive"
    told = _chunks(events, chunks, drafts=drafts, asked=asked if with_usage else None)
    return event_stream(told)


async def _chunks(
    events: AsyncGenerator[Event], chunks: Chunks, *, drafts: bool, asked: int | None
) -> AsyncGenerator[bytes]:
    """``drafts``: an LLM writes; ``asked``: tokens of the messages, where the client wants to
    know."""
    yield chunks.delta(role="assistant", content="")
    try:
        async with aclosing(events):
            async for event in events:
                if isinstance(event, Delta) and event.text and drafts:
                    yield chunks.delta(reasoning_content=event.text)
                elif isinstance(event, Answered):
                    yield chunks.answer(event.answer)
                    yield chunks.last()
                    if asked is not None:
                        yield chunks.usage(asked, said(event.answer))
    except YoujuError as error:
        yield chunks.failure(explain(error, "zh"), error.code)
    yield DONE


async def _told(chunks: Chunks, reply: str, asked: int | None) -> AsyncGenerator[bytes]:
    yield chunks.delta(role="assistant", content=reply)
    yield chunks.last()
    if asked is not None:
        yield chunks.usage(asked, reply)
    yield DONE
