"""``GET /api/answers/{id}/proof``."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.proofsheet.helpers import Element, read
from tests.scripted_llm import completion, scripted_llm, stream
from tests.server.conftest import Serve, Served
from tests.server.helpers import PROVEN, QUESTION, ask, behind, problem

UNPROVEN = f"{PROVEN}优良天数达271天[1]。"
LEFT_OUT = completion("1. 删去")


def proof(client: httpx.Client, answer: dict[str, Any], **options: Any) -> httpx.Response:
    return client.get(f"/api/answers/{answer['id']}/proof", **options)


def sheet(client: httpx.Client, answer: dict[str, Any]) -> Element:
    response = proof(client, answer)
    assert response.status_code == 200, response.text
    return read(response.text)


def test_an_answer_is_given_as_a_sheet_with_its_quotes(client: httpx.Client) -> None:
    answer = ask(client)
    response = proof(client, answer)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    root = read(response.text)
    assert root.quotes() == {c["marker"]: c["quote"] for c in answer["citations"]}
    assert QUESTION in root.text
    kept = client.get(f"/api/answers/{answer['id']}").json()
    assert f"{kept['created_at'][:19].replace('T', ' ')} UTC" in root.text
    assert "完全一致" in root.checks()[0]


def test_a_refusal_is_given_as_a_sheet(client: httpx.Client) -> None:
    root = sheet(client, ask(client, "2020年新增养老床位多少张？"))
    assert "没有据可依" in root.text
    assert "最接近的原文" in root.text


def test_the_policy_of_the_response_is_that_of_the_sheet(client: httpx.Client) -> None:
    response = proof(client, ask(client))
    policy = read(response.text).find("meta", **{"http-equiv": "Content-Security-Policy"})[0]
    sent = response.headers["content-security-policy"]
    assert sent == f"{policy.attributes['content']}; frame-ancestors 'none'"
    assert {"default-src 'none'", "base-uri 'none'", "form-action 'none'"} <= set(sent.split("; "))
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("options", "title"),
    [
        ({}, "核验单"),
        ({"params": {"lang": "en"}}, "Proof sheet"),
        ({"headers": {"Accept-Language": "en-GB,zh"}}, "Proof sheet"),
        ({"params": {"lang": "zh"}, "headers": {"Accept-Language": "en"}}, "核验单"),
    ],
    ids=["by default", "parameter", "browser", "parameter wins"],
)
def test_the_sheet_speaks_the_language_asked_for(
    client: httpx.Client, options: dict[str, Any], title: str
) -> None:
    root = read(proof(client, ask(client), **options).text)
    assert [one.text for one in root.find("h1")] == [title]


@pytest.mark.parametrize(
    ("params", "how"),
    [({}, "inline"), ({"download": "1"}, "attachment"), ({"download": "0"}, "inline")],
    ids=["shown", "saved", "not saved"],
)
def test_a_sheet_is_shown_or_saved_under_a_name_of_its_own(
    client: httpx.Client, params: dict[str, str], how: str
) -> None:
    answer = ask(client)
    disposition = proof(client, answer, params=params).headers["content-disposition"]
    plain, named = f"proof-{answer['id']}.html", f"%E6%A0%B8%E9%AA%8C%E5%8D%95-{answer['id']}.html"
    assert disposition == f"{how}; filename=\"{plain}\"; filename*=UTF-8''{named}"


@pytest.mark.parametrize(
    "params", [{"lang": "fr"}, {"download": "maybe"}], ids=["lang", "download"]
)
def test_a_sheet_that_cannot_be_given_is_a_problem(
    client: httpx.Client, params: dict[str, str]
) -> None:
    problem(proof(client, ask(client), params=params), 422)


def test_another_browser_gets_no_sheet(server: Served, client: httpx.Client) -> None:
    answer = ask(client)
    with server.client() as other:
        problem(proof(other, answer), 404)
    problem(proof(client, {"id": "ans_0"}), 404)


def test_without_a_key_there_is_no_sheet(serve: Serve) -> None:
    with serve(YOUJU_API_KEYS="key-of-the-one-asker") as server, server.client() as client:
        problem(proof(client, {"id": "ans_0"}), 401)


def test_what_an_llm_wrote_and_was_struck_is_on_the_sheet(serve: Serve) -> None:
    with (
        scripted_llm(stream(UNPROVEN), LEFT_OUT) as llm,
        serve(**behind(llm)) as server,
        server.client() as client,
    ):
        root = sheet(client, ask(client))
    assert "由大模型 scripted 撰写" in root.text
    assert "另删去 1 句" in root.text
    assert "271天" in root.find("s")[0].text
    assert "数字不符：271天" in root.find("ul", class_="struck")[0].text


def test_what_an_llm_wrote_and_is_unproven_is_marked_on_the_sheet(serve: Serve) -> None:
    with (
        scripted_llm(stream(UNPROVEN), LEFT_OUT) as llm,
        serve(**behind(llm), YOUJU_STRICTNESS="lenient") as server,
        server.client() as client,
    ):
        root = sheet(client, ask(client))
    (unproven,) = root.find("li", class_="unproven")
    assert "✗ 未证实" in unproven.text
    assert "数字不符：271天" in unproven.text
    assert len(root.find("li", class_="proven")) == 1


def test_a_sheet_made_after_the_report_was_replaced_says_so(serve: Serve) -> None:
    with serve() as server, server.client() as client:
        answer = ask(client)
        report_id = answer["citations"][0]["report_id"]
        source = client.get(f"/api/reports/{report_id}").json()["source"]
        text = client.get(f"/api/reports/{report_id}/text").json()["text"]
        changed = re.sub("217天", "271天", text).encode()
        replaced = client.post("/api/reports", files={"file": (source, changed)})
        assert replaced.status_code in (200, 201), replaced.text
        root = sheet(client, answer)
        assert "现在没有这些话" in root.checks()[0]
        assert client.delete(f"/api/reports/{report_id}").status_code == 204
        assert "报告已不在索引中" in sheet(client, answer).checks()[0]
