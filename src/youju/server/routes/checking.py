"""``/api/check``."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from fastapi.sse import format_sse_event
from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile

from youju.errors import YoujuError
from youju.proofsheet import POLICY, marked_draft
from youju.reading import draft_text
from youju.serialising import check_to_dict, citation_to_dict, claim_to_dict
from youju.server import schemas
from youju.server.dependencies import House, InHouse, MayAsk
from youju.server.leaving import while_there
from youju.server.problems import language_of_request, told_in_stream
from youju.server.responding import event_stream, file_named, json_response
from youju.server.uploading import uploaded

if TYPE_CHECKING:
    from youju.answering.checking import Step
    from youju.model import Check

ROUTER = APIRouter(prefix="/api", tags=["check"])
_FORM = "multipart/form-data"
_FILE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "file": {"type": "string", "format": "binary", "description": ".txt, .md, .docx"},
        "report_ids": {"type": "array", "items": {"type": "string"}},
        "stream": {"type": "boolean"},
    },
    "required": ["file"],
}
_NO_STREAM = {
    "type": "literal_error",
    "loc": ("body", "stream"),
    "msg": "",
    "ctx": {"expected": "false"},
}
"""What a marked draft asks for."""
_EVENT = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("event", "data")},
    "required": ["event", "data"],
}


@ROUTER.post(
    "/check",
    responses={
        200: {
            "model": schemas.Check,
            "content": {
                "text/event-stream": {"itemSchema": _EVENT},
                "text/html": {"schema": {"type": "string"}},
            },
            "description": "The draft, claim by claim; with `stream`, the events `draft`, `claim` "
            "(`{claim, citations, done, total}`), `check` (the whole object, last), `error`; with "
            "`format=html`, the draft with its marks, as one file",
        }
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": schemas.CheckDraft.model_json_schema()},
                _FORM: {"schema": _FILE},
            },
        }
    },
    summary="核稿 · Check a draft",
)
async def check(
    request: Request,
    house: InHouse,
    _: MayAsk,
    form: Annotated[
        Literal["json", "html"], Query(alias="format", description="html: without `stream`")
    ] = "json",
) -> Response:
    """What the reports prove of a draft, sentence by sentence, and what they say instead. Nothing
    of the draft is kept or logged."""
    body = await _body(request, house)
    if body.stream and form == "html":
        raise RequestValidationError([_NO_STREAM])
    if body.stream:
        events = _events(request, house, body)
        first = await anext(events)
        return event_stream(_from(first, events))
    checking = house.service.check(body.text, body.report_ids, body.changed)
    checked = await while_there(request, checking)
    if form == "html":
        return await _marked(request, house, checked)
    content = await asyncio.to_thread(check_to_dict, checked)
    return json_response(json.dumps(content, ensure_ascii=False))


async def _marked(request: Request, house: House, checked: Check) -> Response:
    index = (await house.service.engine.ready()).answerer.index
    language, at = language_of_request(request), datetime.now(UTC)
    sheet = await asyncio.to_thread(marked_draft, checked, index, language=language, at=at)
    headers = file_named(f"{checked.id}.html", f"核稿单-{checked.id}.html")
    headers["Content-Security-Policy"] = f"{POLICY}; frame-ancestors 'none'"
    return HTMLResponse(sheet, headers=headers)


async def _body(request: Request, house: House) -> schemas.CheckDraft:
    """JSON, or a form with a file."""
    if not request.headers.get("content-type", "").lower().startswith(_FORM):
        return await asyncio.to_thread(_validated, await request.body())
    async with request.form(max_files=1, max_fields=60) as form:
        content = {"text": await _text_of(form, house), "stream": form.get("stream") == "true"}
        named = [str(name) for name in form.getlist("report_ids")]
    return _validated(json.dumps({**content, "report_ids": named or None}).encode())


def _validated(content: bytes) -> schemas.CheckDraft:
    try:
        return schemas.CheckDraft.model_validate_json(content)
    except ValidationError as error:
        wrong = [{**one, "loc": ("body", *_place(one, content))} for one in error.errors()]
        raise RequestValidationError(wrong) from None


def _place(error: Mapping[str, Any], content: bytes) -> tuple[int | str, ...]:
    """Of broken JSON, the character where it breaks, as FastAPI tells it."""
    if error["type"] != "json_invalid":
        return tuple(error["loc"])
    told = re.search(r"line (\d+) column (\d+)", str(error["msg"]))
    line, column = (int(number) for number in told.groups()) if told else (1, 1)
    before = content.split(b"\n")[: line - 1]
    return (max(0, sum(len(one) + 1 for one in before) + column - 1),)


async def _text_of(form: FormData, house: House) -> str:
    """Raises a ``DocumentError`` where the file is no draft that can be read."""
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise RequestValidationError([{"type": "missing", "loc": ("body", "file"), "msg": ""}])
    name, content = await uploaded(file, house.settings.max_upload_mb, "draft")
    async with house.service.reading:
        return await asyncio.to_thread(draft_text, content, name)


async def _events(
    request: Request, house: House, body: schemas.CheckDraft
) -> AsyncGenerator[bytes]:
    """Raises, before the first event, what keeps the draft from being checked."""
    from youju.answering.checking import as_check

    started = time.perf_counter()
    tell = told_in_stream(request)
    done: list[Step] = []
    steps = house.service.steps(body.text, body.report_ids, body.changed)
    async with aclosing(steps):
        step = await anext(steps, None)
        yield _event("draft", {"text": body.text})
        try:
            while step:
                done.append(step)
                yield _event("claim", _step(step))
                step = await anext(steps, None)
        except YoujuError as error:
            yield format_sse_event(data_str=tell(error), event="error")
            return
    seconds = time.perf_counter() - started

    def whole() -> bytes:
        return _event("check", check_to_dict(as_check(body.text, done, body.changed, seconds)))

    yield await asyncio.to_thread(whole)


def _step(step: Step) -> dict[str, Any]:
    return {
        "claim": claim_to_dict(step.claim),
        "citations": [citation_to_dict(citation) for citation in step.citations],
        "done": step.done,
        "total": step.total,
    }


def _event(name: str, content: dict[str, Any]) -> bytes:
    data = json.dumps(content, ensure_ascii=False)
    written: bytes = format_sse_event(data_str=data, event=name)
    return written


async def _from(first: bytes, others: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    async with aclosing(others):
        yield first
        async for event in others:
            yield event
