"""``POST /api/check``."""

from __future__ import annotations

import io
import json
from typing import Any

import httpx
import pytest
from docx import Document
from httpx_sse import ServerSentEvent, connect_sse

from tests.proofsheet.helpers import read
from tests.server.conftest import Serve, Served
from tests.server.helpers import problem

SHIPPED = "zhongyuan-2023"
DRAFT = (
    "各位代表：\n优良天数达217天。全年民生支出达29.45亿元，增长12.5%。\n\n"
    "全年新建了九座海水淡化厂。\r\n😀全年民生支出达29.45万元。"
)
SLIP = "优良天数达271天。"
VERDICTS = {"supported", "contradicted", "unsupported", "not_checked"}
SECRET = "海马牙科诊所"


def checked(client: httpx.Client, text: str, **more: Any) -> dict[str, Any]:
    response = client.post("/api/check", json={"text": text, **more})
    assert response.status_code == 200, response.text
    check: dict[str, Any] = response.json()
    assert check["text"] == text
    assert sum(check["counts"].values()) == len(check["claims"])
    return check


def steps(client: httpx.Client, **request: Any) -> list[ServerSentEvent]:
    with connect_sse(client, "POST", "/api/check", **request) as source:
        assert source.response.status_code == 200, source.response.read()
        return list(source.iter_sse())


def uploaded(client: httpx.Client, name: str, data: bytes, **fields: Any) -> httpx.Response:
    return client.post("/api/check", files={"file": (name, data)}, data=fields)


def comparable(check: dict[str, Any]) -> dict[str, Any]:
    """What is the same each time."""
    return {name: check[name] for name in ("text", "start", "end", "claims", "citations", "counts")}


def test_every_offset_is_that_of_the_words(client: httpx.Client) -> None:
    check = checked(client, DRAFT)
    report = client.get(f"/api/reports/{SHIPPED}/text").json()["text"]
    assert {claim["verdict"] for claim in check["claims"]} == VERDICTS
    assert set(check["counts"]) == VERDICTS
    assert (check["start"], check["end"]) == (0, len(DRAFT))
    markers = [citation["marker"] for citation in check["citations"]]
    assert markers == list(range(1, len(markers) + 1))
    for citation in check["citations"]:
        assert report[citation["start"] : citation["end"]] == citation["quote"]
    for claim in check["claims"]:
        assert DRAFT[claim["start"] : claim["end"]] == claim["text"]
        assert set(claim["citations"]) <= set(markers)
        assert (claim["reason"] is not None) == (claim["verdict"] == "not_checked")
        for finding in claim["findings"]:
            assert DRAFT[finding["start"] : finding["end"]] == finding["found"]
            assert finding["citation"] in (None, *claim["citations"])
    found = [
        (finding["found"], finding["kind"], finding["expected"])
        for claim in check["claims"]
        for finding in claim["findings"]
        if finding["expected"]
    ]
    assert found == [("12.5%", "figure", "21.5%"), ("29.45万元", "unit", "29.45亿元")]


def test_a_stream_tells_claim_by_claim_what_the_object_says(client: httpx.Client) -> None:
    events = steps(client, json={"text": DRAFT, "stream": True, "report_ids": [SHIPPED]})
    whole = checked(client, DRAFT, report_ids=[SHIPPED])
    names = [event.event for event in events]
    assert names == ["draft", *["claim"] * len(whole["claims"]), "check"]
    first, *told, last = (json.loads(event.data) for event in events)
    assert first == {"text": DRAFT}
    assert [step["claim"] for step in told] == whole["claims"]
    assert [one for step in told for one in step["citations"]] == whole["citations"]
    assert [step["done"] for step in told] == list(range(1, len(told) + 1))
    assert {step["total"] for step in told} == {len(told)}
    assert comparable(last) == comparable(whole)


def test_only_what_was_changed_is_checked_again(client: httpx.Client) -> None:
    start = DRAFT.index("全年民生")
    again = checked(client, DRAFT, changed=[start + 2, start + 4])
    assert (again["start"], again["end"]) == (start, DRAFT.index("\n\n"))
    assert [claim["text"] for claim in again["claims"]] == ["全年民生支出达29.45亿元，增长12.5%。"]
    beyond = checked(client, DRAFT, changed=[10**6, 10**7])
    assert len(beyond["claims"]) <= 1


def test_a_file_is_read_and_checked(client: httpx.Client) -> None:
    document = Document()
    document.add_paragraph(SLIP)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "全年民生支出达29.45亿元。", "说明"
    written = io.BytesIO()
    document.save(written)
    files = {
        "稿.docx": written.getvalue(),
        "C:\\稿\\a.txt": f"{SLIP}\r\n".encode("gb18030"),
        "a.md": SLIP.encode("utf-16"),
    }
    texts = []
    for name, data in files.items():
        response = uploaded(client, name, data, report_ids=SHIPPED)
        assert response.status_code == 200, response.text
        check = response.json()
        texts.append(check["text"])
        (slip,) = (claim for claim in check["claims"] if claim["text"] == SLIP)
        assert [finding["expected"] for finding in slip["findings"]] == ["217天"]
    assert texts == [f"{SLIP}\n全年民生支出达29.45亿元。\n说明", f"{SLIP}\n", SLIP]


def test_a_file_is_streamed_with_its_text_first(client: httpx.Client) -> None:
    file = {"file": ("a.txt", SLIP.encode())}
    events = steps(client, files=file, data={"stream": "true"})
    assert [event.event for event in events] == ["draft", "claim", "check"]
    assert json.loads(events[0].data) == {"text": SLIP}


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"text": ""}, 422, "没有文字"),
        ({"text": "\u3000…\n"}, 422, "没有文字"),
        ({"text": "稿" * 200_001}, 413, "最多 200000 字"),
        ({"text": SLIP, "report_ids": ["nowhere"]}, 404, "没有报告 nowhere"),
        ({"text": SLIP, "words": 1}, 422, "没有 words 这一项"),
        ({"text": 7}, 422, "text 要是文字"),
        ({}, 422, "缺少 text"),
        ({"text": SLIP, "changed": [3]}, 422, "changed"),
        ({"text": SLIP, "changed": [-1, 3]}, 422, "至少是 0"),
        ({"text": SLIP, "changed": [0, True]}, 422, "要是整数"),
    ],
    ids=[
        "empty",
        "no letter",
        "too long",
        "unknown report",
        "unknown field",
        "a number",
        "no text",
        "half a place",
        "before the start",
        "no number",
    ],
)
def test_what_cannot_be_checked_is_a_problem(
    client: httpx.Client, body: dict[str, Any], status: int, said: str, stream: bool
) -> None:
    told = problem(client.post("/api/check", json={**body, "stream": stream}), status)
    assert said in json.dumps(told, ensure_ascii=False)


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [
        ("a.txt", b" \n", 422, "empty_document"),
        ("a.docx", b"", 422, "empty_document"),
        ("a.docx", b"PK\x03\x04 no zip", 415, "draft_format"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", 415, "draft_format"),
        ("a.txt", bytes(range(256)) * 20, 422, "undecodable_text"),
        ("a.pdf", SLIP.encode(), 415, "draft_format"),
        ("", SLIP.encode(), 422, "about:blank"),
        ("a.txt", ("稿" * 1_700_000).encode(), 413, "draft"),
    ],
    ids=["empty", "empty docx", "broken docx", "png", "binary", "pdf", "no name", "5 MB"],
)
def test_a_file_that_is_no_draft_is_a_problem(
    client: httpx.Client, name: str, data: bytes, status: int, code: str
) -> None:
    assert problem(uploaded(client, name, data), status)["type"].endswith(code)


def test_a_body_that_is_neither_json_nor_a_file_is_a_problem(client: httpx.Client) -> None:
    for content, kind in ((b"{", "application/json"), (SLIP.encode(), "text/plain"), (b"", "")):
        headers = {"Content-Type": kind} if kind else {}
        problem(client.post("/api/check", content=content, headers=headers), 422)
    told = problem(client.post("/api/check", data={"a": "b"}, files={"other": b"x"}), 422)
    assert "file" in told["detail"] + json.dumps(told["errors"])


# ---------------------------------------------------------------- as HTML


def test_a_draft_is_given_with_its_marks_as_a_file(client: httpx.Client) -> None:
    response = client.post("/api/check", params={"format": "html"}, json={"text": DRAFT})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    disposition = response.headers["content-disposition"]
    assert disposition.startswith('attachment; filename="chk_')
    assert "filename*=UTF-8''%E6%A0%B8%E7%A8%BF%E5%8D%95-chk_" in disposition
    root = read(response.text)
    assert root.find("div", class_="draft")[0].text == DRAFT.replace("\r", "")
    assert root.find("h1")[0].text == "核稿单"
    policy = root.find("meta", **{"http-equiv": "Content-Security-Policy"})[0]
    sent = response.headers["content-security-policy"]
    assert sent == f"{policy.attributes['content']}; frame-ancestors 'none'"
    assert response.headers["cache-control"] == "no-store"


def test_a_file_is_given_with_its_marks_in_the_readers_language(client: httpx.Client) -> None:
    response = client.post(
        "/api/check",
        params={"format": "html"},
        files={"file": ("a.txt", SLIP.encode())},
        headers={"Accept-Language": "en"},
    )
    root = read(response.text)
    assert root.find("h1")[0].text == "Checked draft"
    assert [one.text for one in root.find("a", class_="off-contradicted")] == ["271天"]


@pytest.mark.parametrize(
    ("form", "more", "said"),
    [("html", {"stream": True}, "stream 只能是 false"), ("pdf", {}, "format")],
    ids=["with a stream", "unknown"],
)
def test_a_form_that_cannot_be_given_is_refused(
    client: httpx.Client, form: str, more: dict[str, Any], said: str
) -> None:
    body = {"text": SLIP, **more}
    told = problem(client.post("/api/check", params={"format": form}, json=body), 422)
    assert said in json.dumps(told, ensure_ascii=False)


# ---------------------------------------------------------------- what is kept, and for how long


def test_nothing_of_a_draft_is_logged_or_kept(serve: Serve) -> None:
    draft = f"{SECRET}的优良天数达271天。"
    with serve(YOUJU_LOG_QUESTIONS="1") as server, server.client() as client:
        checked(client, draft)
        steps(client, json={"text": draft, "stream": True})
        client.post("/api/check", params={"format": "html"}, json={"text": draft})
        uploaded(client, f"{SECRET}.txt", draft.encode())
        uploaded(client, f"{SECRET}.pdf", draft.encode())
        client.post("/api/check", json={"text": draft, SECRET: 1})
        problem(client.post("/api/check", json={"text": f"{SECRET}" * 40_000}), 413)
        assert client.get("/api/conversations").json()["conversations"] == []
        assert SECRET not in client.get("/metrics").text
        server.stop()
        log = "".join(server.lines)
    assert log.count("/api/check") == 7
    assert SECRET not in log


def test_a_reader_who_goes_away_leaves_the_place_to_others(server: Served) -> None:
    long = "".join(f"第{n}段优良天数达{n}天。\n" for n in range(3000))
    body = {"text": long, "stream": True}
    with (
        server.client() as client,
        client.stream("POST", "/api/check", json=body) as response,
    ):
        assert response.status_code == 200
        next(response.iter_lines())
    with server.client() as client:
        assert checked(client, SLIP)["counts"]["contradicted"] == 1
