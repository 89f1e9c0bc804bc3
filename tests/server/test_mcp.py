"""The Model Context Protocol, spoken by the official SDK's client: over HTTP and over stdio."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

from tests.server.conftest import Serve, Served
from tests.server.helpers import QUESTION, bearer, until

SAID = "优良天数达217天[1]。"
SECTION = "以新形象展示中心城区品质内涵"
KEY = "sk-youju-0123456789abcdef"
LONG = f"{'养老服务持续改善，' * 20}不断完善。" * 120
REPORT = f"""# 青石区2022年政府工作报告

## 一、经济发展

全年地区生产总值达到386.2亿元，增长4.1%。

## 二、民生保障

{LONG}

## 三、经济发展

明年地区生产总值预期增长5.5%。
"""
Found = TypeVar("Found")
Work = Callable[[Client], Awaitable[Found]]
Talk = Callable[[Work[Any]], Any]


PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}


def over_http(url: str, mode: str = "auto", key: str = "") -> Talk:
    """Waits until agents are answered, which is a moment later than people are."""
    headers = bearer(key) if key else {}
    assert until(lambda: httpx.post(f"{url}/mcp", json=PING, headers=headers).status_code != 503)

    async def talk(work: Work[Found]) -> Found:
        async with httpx2.AsyncClient(headers=headers, timeout=30) as http:
            transport = streamable_http_client(f"{url}/mcp", http_client=http)
            async with Client(transport, mode=mode) as client:
                return await work(client)

    return lambda work: asyncio.run(talk(work))


@asynccontextmanager
async def on_stdio(environment: dict[str, str], log: Path, mode: str) -> AsyncIterator[Client]:
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "youju", "mcp"], env=environment
    )
    with log.open("w", encoding="utf-8") as errors:
        async with Client(stdio_client(command, errlog=errors), mode=mode) as client:
            yield client


def over_stdio(environment: dict[str, str], log: Path, mode: str = "auto") -> Talk:
    async def talk(work: Work[Found]) -> Found:
        async with on_stdio(environment, log, mode) as client:
            return await work(client)

    return lambda work: asyncio.run(talk(work))


@pytest.fixture
def http(server: Served) -> Talk:
    return over_http(server.url)


def result(talk: Talk, tool: str, **arguments: Any) -> dict[str, Any]:
    done = talk(lambda client: client.call_tool(tool, arguments))
    assert not done.is_error, done.content
    told: dict[str, Any] = done.structured_content
    assert json.loads(done.content[0].text) == told
    return told


def refusal(talk: Talk, tool: str, **arguments: Any) -> str:
    done = talk(lambda client: client.call_tool(tool, arguments))
    assert done.is_error
    text = done.content[0].text
    assert isinstance(text, str)
    assert "Traceback" not in text
    assert "site-packages" not in text
    return text


async def tour(client: Client) -> dict[str, Any]:
    """A call of everything there is, for faces that are to be alike."""
    tools = await client.list_tools()
    resources = await client.list_resources()
    answer = await client.call_tool("ask_report", {"question": QUESTION})
    found = await client.call_tool("search_report", {"query": "空气质量", "top_k": 1})
    section = {"report_id": "zhongyuan-2023", "section": SECTION}
    read = await client.call_tool("read_section", section)
    whole = await client.read_resource("report://zhongyuan-2023")
    checked = await client.call_tool("check_text", {"text": "优良天数达271天。"})
    empty = await client.call_tool("ask_report", {"question": ""})
    return {
        "name": client.server_info.name,
        "instructions": client.instructions,
        "tools": [tool.name for tool in tools.tools],
        "schemas": [tool.input_schema for tool in tools.tools],
        "resources": [str(one.uri) for one in resources.resources],
        "answer": answer.structured_content["answer"],
        "passages": found.structured_content["passages"],
        "section": read.structured_content,
        "text": whole.contents[0].text,
        "claims": checked.structured_content["claims"],
        "empty": (empty.is_error, empty.content[0].text),
    }


def test_an_agent_is_told_what_there_is(http: Talk) -> None:
    async def look(client: Client) -> Any:
        return client.server_info, client.instructions, (await client.list_tools()).tools

    info, instructions, tools = http(look)
    assert (info.name, bool(info.version)) == ("youju", True)
    assert "abstained" in instructions
    named = {tool.name for tool in tools}
    assert {"ask_report", "search_report", "read_section", "check_text"} <= named
    for tool in tools:
        assert tool.description
        assert tool.title
        assert tool.annotations.read_only_hint
        assert tool.input_schema["type"] == "object"


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_both_generations_of_the_protocol_are_spoken(server: Served, mode: str) -> None:
    toured = over_http(server.url, mode)(tour)
    assert toured["answer"] == SAID
    assert toured["empty"][0]


def test_an_answer_comes_with_its_proof(http: Talk, client: httpx.Client) -> None:
    answer = result(http, "ask_report", question=QUESTION)
    assert (answer["status"], answer["answer"]) == ("answered", SAID)
    (citation,) = answer["citations"]
    text = client.get("/api/reports/zhongyuan-2023/text").json()["text"]
    assert text[citation["start"] : citation["end"]] == citation["quote"] == "优良天数达217天"
    assert not {"passages", "draft", "timings_ms"} & set(answer)


def test_an_english_question_of_one_report_is_answered(http: Talk) -> None:
    question = "How many days of good air were there in 2023?"
    answer = result(http, "ask_report", question=question, report_ids=["zhongyuan-2023"])
    assert "217" in answer["answer"]


def test_a_text_is_checked_sentence_by_sentence(http: Talk, client: httpx.Client) -> None:
    text = "优良天数达271天。\n全年民生支出达29.45亿元。"
    check = result(http, "check_text", text=text, report_ids=["zhongyuan-2023"])
    assert [claim["verdict"] for claim in check["claims"]] == ["contradicted", "supported"]
    (finding,) = check["claims"][0]["findings"]
    assert text[finding["start"] : finding["end"]] == finding["found"] == "271天"
    assert finding["expected"] == "217天"
    report = client.get("/api/reports/zhongyuan-2023/text").json()["text"]
    for citation in check["citations"]:
        assert report[citation["start"] : citation["end"]] == citation["quote"]
    assert check["counts"]["supported"] == check["counts"]["contradicted"] == 1
    assert not {"text", "timings_ms"} & set(check)


def test_silence_of_the_report_is_told(http: Talk) -> None:
    answer = result(http, "ask_report", question="2020年新增养老床位多少张？")
    assert (answer["status"], answer["claims"]) == ("abstained", [])


def test_passages_are_found_best_first(http: Talk, client: httpx.Client) -> None:
    found = result(http, "search_report", query="空气质量", top_k=3)
    assert found["query"] == "空气质量"
    scores = [passage["score"] for passage in found["passages"]]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 3
    text = client.get("/api/reports/zhongyuan-2023/text").json()["text"]
    for passage in found["passages"]:
        assert text[passage["start"] : passage["end"]] == passage["text"]


def test_a_report_is_read_by_its_outline(http: Talk, client: httpx.Client) -> None:
    outline = result(http, "read_section", report_id="zhongyuan-2023")
    told = client.get("/api/reports/zhongyuan-2023/text").json()
    assert outline["sections"] == told["sections"]
    for section in outline["sections"]:
        read = result(http, "read_section", report_id="zhongyuan-2023", section=section["title"])
        assert read["text"] == told["text"][section["start"] : section["end"]]
        assert read["next_offset"] is None


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("ask_report", {"question": ""}, "no question"),
        ("ask_report", {"question": "？！"}, "no question"),
        ("ask_report", {"question": "长" * 2001}, "2001"),
        ("ask_report", {"question": QUESTION, "report_ids": ["nowhere"]}, "zhongyuan-2023"),
        ("ask_report", {}, "question"),
        ("ask_report", {"question": 7}, "question"),
        ("search_report", {"query": " "}, "no question"),
        ("search_report", {"query": "空气", "top_k": 0}, "top_k"),
        ("search_report", {"query": "空气", "top_k": 51}, "top_k"),
        ("search_report", {"query": "空气", "report_ids": ["nowhere"]}, "zhongyuan-2023"),
        ("check_text", {"text": "…"}, "draft has no text"),
        ("check_text", {"text": "稿" * 200_001}, "200000"),
        ("check_text", {"text": "稿", "report_ids": ["nowhere"]}, "zhongyuan-2023"),
        ("read_section", {"report_id": "nowhere"}, "zhongyuan-2023"),
        ("read_section", {"report_id": "../manifest.json"}, "zhongyuan-2023"),
        ("read_section", {"report_id": "zhongyuan-2023", "section": "没有这一节"}, SECTION),
        ("read_section", {"report_id": "zhongyuan-2023", "offset": -1}, "offset"),
    ],
    ids=[
        "empty question",
        "no word in it",
        "too long",
        "unknown report",
        "no question",
        "a number",
        "empty query",
        "no passages",
        "too many passages",
        "search in an unknown report",
        "empty text",
        "too long a text",
        "check against an unknown report",
        "read an unknown report",
        "a path",
        "unknown section",
        "offset before the start",
    ],
)
def test_what_cannot_be_done_is_said_to_the_agent(
    http: Talk, tool: str, arguments: dict[str, Any], said: str
) -> None:
    assert said in refusal(http, tool, **arguments)


def test_an_agent_is_not_told_what_to_type_into_a_terminal(http: Talk) -> None:
    assert "youju ask" not in refusal(http, "ask_report", question="")


def test_an_unknown_tool_is_refused(http: Talk) -> None:
    assert "drop_tables" in refusal(http, "drop_tables")


def test_a_character_that_no_database_holds_is_no_failure(http: Talk) -> None:
    assert result(http, "ask_report", question=f"{QUESTION}\x00")["answer"] == SAID


def test_each_report_is_a_resource(http: Talk, client: httpx.Client) -> None:
    async def read(client: Client) -> Any:
        listed = (await client.list_resources()).resources
        return listed, [await client.read_resource(str(one.uri)) for one in listed]

    (listed,), (read_back,) = http(read)
    assert str(listed.uri) == "report://zhongyuan-2023"
    assert listed.title
    assert listed.mime_type == "text/plain"
    text = client.get("/api/reports/zhongyuan-2023/text").json()["text"]
    assert read_back.contents[0].text == text


@pytest.mark.parametrize("uri", ["report://nowhere", "file:///etc/passwd"])
def test_an_unknown_resource_is_refused_and_is_no_failure_of_the_service(
    server: Served, http: Talk, uri: str
) -> None:
    async def read(client: Client) -> None:
        with pytest.raises(MCPError, match=r"nowhere|passwd"):
            await client.read_resource(uri)

    before = len(server.lines)
    http(read)
    with server.client() as client:
        client.get("/api/reports")  # a line of the log behind those of the resource
    assert "Traceback" not in "".join(server.lines[before:])


def test_a_long_section_is_read_in_pieces(serve: Serve) -> None:
    with serve() as server:
        with server.client() as browser:
            files = {"file": ("qingshi_2022.md", REPORT.encode())}
            report_id = browser.post("/api/reports", files=files).json()["id"]
            told = browser.get(f"/api/reports/{report_id}/text").json()
        sections = {section["title"]: section for section in told["sections"]}
        (title,) = (title for title in sections if "民生保障" in title)
        section = sections[title]

        async def read_all(client: Client) -> tuple[list[str], list[str]]:
            parts: list[str] = []
            offset: int | None = 0
            while offset is not None:
                arguments = {"report_id": report_id, "section": title, "offset": offset}
                done = (await client.call_tool("read_section", arguments)).structured_content
                parts.append(done["text"])
                offset = done["next_offset"]
            return parts, [str(r.uri) for r in (await client.list_resources()).resources]

        parts, uris = over_http(server.url)(read_all)
        assert "".join(parts) == told["text"][section["start"] : section["end"]]
        assert len(parts) == 2
        assert sorted(uris) == [f"report://{report_id}", "report://zhongyuan-2023"]
        past = result(
            over_http(server.url), "read_section", report_id=report_id, section=title, offset=99_999
        )
        assert (past["text"], past["next_offset"]) == ("", None)


def test_of_two_sections_with_one_title_both_can_be_read(serve: Serve) -> None:
    report = REPORT.replace(LONG, "").replace("一、经济发展", "经济发展")
    report = report.replace("三、经济发展", "经济发展")
    with serve() as server:
        with server.client() as browser:
            files = {"file": ("qingshi_2022.md", report.encode())}
            report_id = browser.post("/api/reports", files=files).json()["id"]
            told = browser.get(f"/api/reports/{report_id}/text").json()
        assert [s["title"] for s in told["sections"]].count("经济发展") == 2
        talk = over_http(server.url)
        starts = [s["start"] for s in told["sections"] if s["title"] == "经济发展"]
        read = [
            result(talk, "read_section", report_id=report_id, section="经济发展", starts_at=start)
            for start in starts
        ]
        assert "386.2" in json.dumps(read[0], ensure_ascii=False)
        assert "5.5%" in json.dumps(read[1], ensure_ascii=False)


def test_two_agents_at_once_each_get_their_own_answer(server: Served) -> None:
    questions = {QUESTION: SAID, "新增公共停车场多少处？": "新增公共停车场73处[1]。"}

    async def ask(question: str) -> list[str]:
        async with Client(f"{server.url}/mcp") as client:
            calls = (client.call_tool("ask_report", {"question": question}) for _ in range(5))
            done = await asyncio.gather(*calls)
            return [one.structured_content["answer"] for one in done]

    async def both() -> list[list[str]]:
        return await asyncio.gather(*map(ask, questions))

    assert asyncio.run(both()) == [[answer] * 5 for answer in questions.values()]


def test_keys_and_limits_hold_for_agents_too(serve: Serve) -> None:
    with serve(YOUJU_API_KEYS=KEY, YOUJU_RATE_LIMIT="200/day") as server:
        with server.client() as stranger:
            refused = stranger.post("/mcp", json=PING)
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"] == "Bearer"
            assert refused.headers["content-type"] == "application/problem+json"
            refused = stranger.post("/mcp", json=PING, headers=bearer("wrong"))
            assert refused.status_code == 401
        with pytest.raises(BaseExceptionGroup) as failed:
            over_http(server.url, key="wrong")(lambda client: client.list_tools())
        assert failed.group_contains(MCPError)
        talk = over_http(server.url, key=KEY)
        assert result(talk, "ask_report", question=QUESTION)["answer"] == SAID
        with server.client(headers=bearer(KEY)) as agent:
            codes = [agent.post("/mcp", json=PING).status_code for _ in range(201)]
        assert codes[-1] == 429


def test_a_page_of_another_site_cannot_use_the_tools(client: httpx.Client) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    refused = client.post("/mcp", json=body, headers={"Origin": "https://evil.example"})
    assert refused.status_code == 403


def test_stdio_says_what_http_says(
    server: Served, server_environment: dict[str, str], tmp_path: Path
) -> None:
    log = tmp_path / "log"
    assert over_stdio(server_environment, log)(tour) == over_http(server.url)(tour)
    assert "Traceback" not in log.read_text(encoding="utf-8")


def _stdio(
    environment: dict[str, str], log: Path, *messages: dict[str, Any] | str, answers: int
) -> tuple[int, list[str]]:
    """Its exit status and the lines of its standard output; input ends after so many answers."""
    lines = [m if isinstance(m, str) else json.dumps({"jsonrpc": "2.0"} | m) for m in messages]
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "youju", "mcp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment,
            encoding="utf-8",
        ) as process,
    ):
        assert process.stdin
        assert process.stdout
        process.stdin.write("".join(f"{line}\n" for line in lines))
        process.stdin.flush()
        said = [process.stdout.readline() for _ in range(answers)]
        process.stdin.close()
        said += process.stdout
        return process.wait(30), said


INITIALIZE: dict[str, Any] = {
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
INITIALIZED: dict[str, Any] = {"method": "notifications/initialized"}


def test_nothing_but_the_protocol_is_on_standard_output(
    server_environment: dict[str, str], tmp_path: Path
) -> None:
    asking = {"name": "ask_report", "arguments": {"question": QUESTION}}
    failing = {"name": "ask_report", "arguments": {"question": ""}}
    status, said = _stdio(
        server_environment,
        tmp_path / "log",
        INITIALIZE,
        INITIALIZED,
        {"id": 2, "method": "tools/list"},
        {"id": 3, "method": "tools/call", "params": asking},
        {"id": 4, "method": "tools/call", "params": failing},
        {"id": 5, "method": "resources/read", "params": {"uri": "report://nowhere"}},
        {"id": 6, "method": "no/such"},
        answers=6,
    )
    told = [json.loads(line) for line in said]
    assert status == 0
    assert all(one["jsonrpc"] == "2.0" for one in told)
    assert sorted(one["id"] for one in told) == [1, 2, 3, 4, 5, 6]
    assert any("217天" in line for line in said)


def test_a_line_that_is_no_json_does_not_end_stdio(
    server_environment: dict[str, str], tmp_path: Path
) -> None:
    listing = {"id": 2, "method": "tools/list"}
    status, said = _stdio(
        server_environment, tmp_path / "log", INITIALIZE, INITIALIZED, "no JSON", listing, answers=2
    )
    told = [json.loads(line) for line in said]
    assert status == 0
    assert {1, 2} <= {one.get("id") for one in told}


def test_standard_error_of_stdio_holds_no_traceback_for_a_slip_of_the_agent(
    server_environment: dict[str, str], tmp_path: Path
) -> None:
    reading = {"id": 2, "method": "resources/read", "params": {"uri": "report://nowhere"}}
    log = tmp_path / "log"
    status, _ = _stdio(server_environment, log, INITIALIZE, INITIALIZED, reading, answers=2)
    assert status == 0
    assert "Traceback" not in log.read_text(encoding="utf-8")


def test_stdio_with_a_broken_library_says_so_to_the_agent(
    server_environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "manifest.json").write_text("{", encoding="utf-8")
    broken = server_environment | {"YOUJU_INDEX_DIR": str(tmp_path / "index")}
    talk = over_stdio(broken, tmp_path / "log")
    assert str(tmp_path / "index") in refusal(talk, "ask_report", question=QUESTION)


def test_stdio_ends_with_its_input(server_environment: dict[str, str], tmp_path: Path) -> None:
    assert _stdio(server_environment, tmp_path / "log", answers=0) == (0, [])


def test_who_is_ready_is_ready_for_agents(serve: Serve) -> None:
    with serve() as server:
        assert httpx.post(f"{server.url}/mcp", json=PING).status_code != 503
