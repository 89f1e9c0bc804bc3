"""The client against a scripted endpoint on a real socket."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TypeVar

import pytest

from tests.scripted_llm import (
    HANG,
    STREAM_HEAD,
    Reply,
    ScriptedLLM,
    chunk,
    completion,
    event,
    failure,
    http,
    scripted_llm,
    stream,
)
from youju.errors import (
    ChatContextTooLong,
    ChatEmpty,
    ChatFiltered,
    ChatFormatRefused,
    ChatMalformed,
    ChatModelError,
    ChatModelUnknown,
    ChatQuota,
    ChatServerError,
    ChatTimeout,
    ChatUnauthorised,
    ChatUnreachable,
)
from youju.llm import ChatModel, Endpoint, Message, Patience
from youju.wording import explain

KEY = "sk-secret-0123456789"
ASKED: list[Message] = [{"role": "user", "content": "优良天数？"}]
ANSWER = "优良天数达217天[1]。"
Result = TypeVar("Result")


def with_model(
    llm: ScriptedLLM,
    use: Callable[[ChatModel], Awaitable[Result]],
    patience: Patience | None = None,
) -> Result:
    async def run() -> Result:
        model = ChatModel(Endpoint(llm.base_url, "test", KEY), patience or Patience())
        try:
            return await use(model)
        finally:
            await model.aclose()

    return asyncio.run(run())


async def streamed(model: ChatModel) -> str:
    text = ""
    async with aclosing(model.stream(ASKED, max_tokens=100)) as deltas:
        async for delta in deltas:
            text = "" if delta.restart else text + delta.text
    return text


async def completed(model: ChatModel) -> str:
    return await model.complete(ASKED, max_tokens=100)


def torn(text: str) -> Reply:
    """Every byte in a chunk of its own."""
    data = event({"content": text}) + event({}, "stop") + b"data: [DONE]\n\n"
    return Reply([STREAM_HEAD, *(chunk(data[i : i + 1]) for i in range(len(data))), b"0\r\n\r\n"])


def slowly(reply: Reply) -> list[bytes]:
    (whole,) = reply.steps
    assert isinstance(whole, bytes)
    head = whole.index(b"\r\n\r\n") + 4
    return [whole[:head], *(whole[i : i + 1] for i in range(head, len(whole)))]


def with_noise() -> Reply:
    """What endpoints send besides: comments, roles, usage, tool calls, events of no choice."""
    call = {"tool_calls": [{"index": 0, "function": {"name": "f", "arguments": "{}"}}]}
    noise = [
        b": keep-alive\n\n",
        event({"role": "assistant", "content": ""}),
        event({"content": None}),
        event(call),
        b'data: {"choices": [], "usage": {"total_tokens": 3}}\n\n',
        b"event: ping\ndata: {}\n\n",
    ]
    return stream(ANSWER, before=[chunk(data) for data in noise])


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(stream(ANSWER), id="in pieces"),
        pytest.param(torn(ANSWER), id="torn UTF-8"),
        pytest.param(stream(ANSWER, delay=0.02), id="slow"),
        pytest.param(with_noise(), id="with noise"),
        pytest.param(completion(ANSWER), id="not streamed"),
        pytest.param(stream(f"<think>想\n想</think>\n\n{ANSWER}", size=3), id="thinking"),
        pytest.param(stream(f"想一想</think>{ANSWER}", size=5), id="thinking, not opened"),
        pytest.param(
            stream(ANSWER, before=[chunk(event({"reasoning_content": "想"}))]), id="reasoning"
        ),
        pytest.param(completion(ANSWER, reasoning_content="想"), id="not streamed, reasoning"),
        pytest.param(stream(ANSWER, before=[chunk("\ufeff".encode())]), id="with a BOM"),
        pytest.param(
            stream(
                ANSWER[2:],
                before=[chunk(event({"reasoning_content": "想", "content": ANSWER[:2]}))],
            ),
            id="reasoning and answer in one",
        ),
        pytest.param(
            Reply([STREAM_HEAD, chunk(event({"content": ANSWER}, "stop")), HANG]), id="left open"
        ),
        pytest.param(completion(f"\x1b\u202e{ANSWER}\ud83d"), id="with control characters"),
    ],
)
def test_the_answer_comes_whole_and_without_reasoning(reply: Reply) -> None:
    with scripted_llm(reply) as llm:
        assert with_model(llm, streamed) == ANSWER
    assert llm.requests[0]["stream"] is True
    assert f"authorization: bearer {KEY}" in llm.headers[0].lower()


@pytest.mark.parametrize(
    "reply",
    [completion(f"<think>想</think>{ANSWER}"), completion(ANSWER, reasoning_content="想")],
)
def test_an_answer_that_is_not_streamed_is_one_string(reply: Reply) -> None:
    with scripted_llm(reply) as llm:
        assert with_model(llm, completed) == ANSWER
    assert llm.requests[0]["stream"] is False


def test_a_line_separator_inside_a_piece_does_not_tear_it() -> None:
    with scripted_llm(stream("一\u2028二\u0085三", size=9)) as llm:
        assert with_model(llm, streamed) == "一二三"


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (failure(401, f"Incorrect API key provided: {KEY}"), ChatUnauthorised),
        (failure(401, f"bad {KEY[4:]}"), ChatUnauthorised),
        (failure(401, f"bad {KEY.upper()} or {KEY[:6]}****{KEY[-4:]}"), ChatUnauthorised),
        (failure(403, "no access"), ChatUnauthorised),
        (failure(404, "The model `test` does not exist"), ChatModelUnknown),
        (http(404, "<html><body>Not Found</body></html>", "text/html"), ChatModelUnknown),
        (failure(402, "Insufficient Balance"), ChatQuota),
        (failure(429, "You exceeded your current quota", Retry_After="3600"), ChatQuota),
        (failure(400, "This model's maximum context length is 4096 tokens"), ChatContextTooLong),
        (failure(400, "Range of input length should be [1, 6000]"), ChatContextTooLong),
        (failure(400, "response_format json_schema is not supported"), ChatFormatRefused),
        (failure(400, "Input data may contain inappropriate content. DataInspectionFailed"),
         ChatFiltered),
        (failure(422, "nonsense"), ChatMalformed),
        (http(200, "<html><body>Log in</body></html>", "text/html"), ChatMalformed),
        (http(200, "{}"), ChatMalformed),
        (Reply([STREAM_HEAD, chunk(b"data: {nonsense\n\n")]), ChatMalformed),
        (Reply([STREAM_HEAD, chunk(b'data: [1, 2]\n\n')]), ChatMalformed),
        (Reply([STREAM_HEAD, chunk(b'data: {"error": {"message": "overloaded"}}\n\n')]),
         ChatServerError),
        (Reply([STREAM_HEAD, chunk(event({}, "content_filter"))]), ChatFiltered),
        (stream("优良天数", end=False), ChatMalformed),
        (Reply([STREAM_HEAD[:20]], cut=True), ChatMalformed),
        (Reply([b"".join(slowly(completion(ANSWER))[:-9])], cut=True), ChatMalformed),
        (http(200, f"<html>Authorization: Bearer {KEY}</html>", "text/html"), ChatMalformed),
        (stream(""), ChatEmpty),
        (stream("<think>想啊想</think>"), ChatEmpty),
    ],
)  # fmt: skip
def test_every_failure_has_a_name_and_a_mend_and_keeps_the_key(
    reply: Reply, error: type[ChatModelError]
) -> None:
    with scripted_llm(reply) as llm, pytest.raises(error) as raised:
        with_model(llm, streamed)
    for language in ("zh", "en"):
        said = explain(raised.value, language)
        assert KEY[4:12].lower() not in said.lower()
        assert "sk-s" not in said.lower()
        assert "\n" not in said
        assert "{detail}" not in said
    assert KEY not in repr(raised.value)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 529])
def test_a_failure_that_may_pass_is_tried_again(status: int) -> None:
    with scripted_llm(failure(status, "busy"), failure(status, "busy"), stream(ANSWER)) as llm:
        assert with_model(llm, streamed) == ANSWER
    assert len(llm.requests) == 3


def test_it_gives_up_after_three_tries() -> None:
    with scripted_llm(failure(500, "broken")) as llm, pytest.raises(ChatServerError):
        with_model(llm, streamed)
    assert len(llm.requests) == 3


@pytest.mark.parametrize(
    "when",
    [
        lambda: "1",
        lambda: format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True),
    ],
    ids=["seconds", "date"],
)
def test_it_waits_as_long_as_it_is_told(when: Callable[[], str]) -> None:
    with scripted_llm(failure(429, "slow down", Retry_After=when()), stream(ANSWER)) as llm:
        started = time.monotonic()
        assert with_model(llm, streamed) == ANSWER
    assert time.monotonic() - started > 0.9


def test_nobody_listening_is_said_at_once() -> None:
    with scripted_llm(stream(ANSWER)) as llm:
        pass
    started = time.monotonic()
    with pytest.raises(ChatUnreachable):
        with_model(llm, streamed)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("name", "value"),
    [("SSL_CERT_FILE", "/nowhere.pem"), ("ALL_PROXY", "socks5://127.0.0.1:1"), ("ALL_PROXY", "x")],
)
def test_what_the_environment_gets_wrong_is_said(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with scripted_llm(stream(ANSWER)) as llm, pytest.raises(ChatUnreachable):
        with_model(llm, streamed)


@pytest.mark.parametrize(
    ("reply", "setting"),
    [
        (Reply([HANG]), "YOUJU_LLM_FIRST_TOKEN_TIMEOUT"),
        (Reply([STREAM_HEAD, HANG]), "YOUJU_LLM_FIRST_TOKEN_TIMEOUT"),
        (Reply([STREAM_HEAD, *[chunk(b": ping\n\n"), 0.2] * 50]), "YOUJU_LLM_FIRST_TOKEN_TIMEOUT"),
        (stream("优良天数", before=[chunk(event({"content": "达"})), HANG]),
         "YOUJU_LLM_TOKEN_TIMEOUT"),
        (stream("好" * 400, size=1, delay=0.1), "YOUJU_LLM_TIMEOUT"),
        (Reply([*[part for byte in slowly(completion(ANSWER)) for part in (byte, 0.2)]]),
         "YOUJU_LLM_TIMEOUT"),
    ],
    ids=["silent", "headers only", "comments only", "stalled", "endless", "dripping"],
)  # fmt: skip
def test_a_slow_endpoint_is_not_waited_for(reply: Reply, setting: str) -> None:
    patience = Patience(connect=1, first_token=1.0, between=0.5, whole=2.0)
    with scripted_llm(reply) as llm, pytest.raises(ChatTimeout) as raised:
        with_model(llm, streamed, patience)
    assert raised.value.values["setting"] == setting


def test_an_asker_who_goes_away_ends_the_request_upstream() -> None:
    async def leave(model: ChatModel) -> None:
        async with aclosing(model.stream(ASKED, max_tokens=100)) as deltas:
            async for _ in deltas:
                break

    with scripted_llm(stream("好" * 1000, size=1, delay=0.05)) as llm:
        with_model(llm, leave)
        deadline = time.monotonic() + 5
        while not llm.gone and time.monotonic() < deadline:
            time.sleep(0.02)
    assert llm.gone == 1


def test_an_option_that_the_endpoint_will_not_have_is_left_out_from_then_on() -> None:
    refusal = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    replies = failure(400, refusal), stream(ANSWER), stream(ANSWER)

    async def twice(model: ChatModel) -> list[str]:
        return [await streamed(model), await streamed(model)]

    with scripted_llm(*replies) as llm:
        assert with_model(llm, twice) == [ANSWER, ANSWER]
    assert len(llm.requests) == 3
    assert "max_tokens" not in llm.requests[2]
    assert llm.requests[2]["max_completion_tokens"] == 100


def test_an_option_whose_value_is_refused_is_kept() -> None:
    with (
        scripted_llm(failure(400, "max_tokens is too large: 100 > 64")) as llm,
        pytest.raises(ChatMalformed, match="too large"),
    ):
        with_model(llm, streamed)
    assert len(llm.requests) == 1


def test_an_address_keeps_its_query() -> None:
    async def ask(_: ChatModel) -> str:
        endpoint = Endpoint(f"{llm.base_url}?api-version=1", "test")
        model = ChatModel(endpoint)
        try:
            return await streamed(model)
        finally:
            await model.aclose()

    with scripted_llm(stream(ANSWER)) as llm:
        assert with_model(llm, ask) == ANSWER
    assert llm.headers[0].startswith("POST /v1/chat/completions?api-version=1 ")


def test_an_answer_cut_at_the_token_limit_says_so() -> None:
    async def cuts(model: ChatModel) -> list[bool]:
        async with aclosing(model.stream(ASKED, max_tokens=100)) as pieces:
            return [piece.cut async for piece in pieces]

    reply = Reply([STREAM_HEAD, chunk(event({"content": "优良"})), chunk(event({}, "length"))])
    with scripted_llm(reply) as llm:
        assert with_model(llm, cuts) == [False, True]


def test_whatever_is_asked_an_endpoint_that_fails_is_left_alone() -> None:
    async def often(model: ChatModel) -> list[str]:
        said = []
        for ask in (streamed, completed, streamed, completed, streamed):
            try:
                await ask(model)
            except ChatModelError as error:
                said.append(error.code)
        return said

    with scripted_llm(failure(422, "nonsense")) as llm:
        assert with_model(llm, often) == ["llm_malformed"] * 3 + ["llm_paused"] * 2
    assert len(llm.requests) == 3


def test_a_hundred_streams_at_once_are_not_mixed() -> None:
    def echo(request: dict[str, object]) -> Reply:
        messages = request["messages"]
        assert isinstance(messages, list)
        return stream(messages[-1]["content"], size=2, delay=0.001)

    async def ask(model: ChatModel, number: int) -> str:
        text = ""
        asked: list[Message] = [{"role": "user", "content": f"第{number}个回答。" * 5}]
        async for delta in model.stream(asked, max_tokens=100):
            text += delta.text
        return text

    async def all_of_them(model: ChatModel) -> list[str]:
        return list(await asyncio.gather(*(ask(model, number) for number in range(100))))

    with scripted_llm(script=echo) as llm:
        answers = with_model(llm, all_of_them)
    assert answers == [f"第{number}个回答。" * 5 for number in range(100)]
