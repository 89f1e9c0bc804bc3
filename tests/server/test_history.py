"""Conversations, answers and feedback: kept for the asker, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from markdown_it import MarkdownIt

from tests.server.conftest import Serve, Served
from tests.server.helpers import QUESTION, ask, ask_streaming, bearer, problem

HOSTILE = [
    pytest.param("# 优良天数是多少？", id="heading"),
    pytest.param("[点这里](https://evil.example) 优良天数是多少？", id="link"),
    pytest.param("![优良天数是多少？](https://evil.example/pixel.png)", id="image"),
    pytest.param("[优良天数][1]是多少？\n\n[1]: https://evil.example", id="link by reference"),
    pytest.param("<https://evil.example> 优良天数是多少？", id="address"),
    pytest.param("<script>alert(1)</script>优良天数是多少？", id="script"),
    pytest.param("&lt;b&gt; 优良天数是多少？", id="entity"),
    pytest.param("**优良天数** `是` ~~多少~~ _？_", id="emphasis"),
    pytest.param("优良天数\n===\n是多少？", id="underlined"),
    pytest.param("```\n优良天数是多少？\n```", id="fence"),
    pytest.param("1. 优良天数是多少？", id="list"),
    pytest.param("优良天数是多少？ \\", id="backslash"),
]
NOBODYS: list[Any] = [
    pytest.param(lambda c, a: c.get(f"/api/conversations/{a['conversation_id']}"), id="read"),
    pytest.param(
        lambda c, a: c.get(f"/api/conversations/{a['conversation_id']}/export"), id="export"
    ),
    pytest.param(
        lambda c, a: c.patch(
            f"/api/conversations/{a['conversation_id']}", json={"title": "别人的"}
        ),
        id="rename",
    ),
    pytest.param(lambda c, a: c.delete(f"/api/conversations/{a['conversation_id']}"), id="delete"),
    pytest.param(lambda c, a: c.get(f"/api/answers/{a['id']}"), id="answer"),
    pytest.param(
        lambda c, a: c.post("/api/feedback", json={"answer_id": a["id"], "rating": "down"}),
        id="feedback",
    ),
]
Do = Callable[[httpx.Client, dict[str, Any]], httpx.Response]


def listed(client: httpx.Client, **wanted: str) -> list[dict[str, Any]]:
    response = client.get("/api/conversations", params=wanted)
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["conversations"]
    return found


def export(client: httpx.Client, answer: dict[str, Any], form: str) -> httpx.Response:
    return client.get(
        f"/api/conversations/{answer['conversation_id']}/export", params={"format": form}
    )


def test_who_has_asked_nothing_has_no_history(client: httpx.Client) -> None:
    assert client.get("/api/conversations").json() == {"conversations": [], "next": None}


def test_conversations_are_listed_newest_first(client: httpx.Client) -> None:
    first, second = ask(client), ask(client, "新建了多少个公园游园？")
    ids = [second["conversation_id"], first["conversation_id"]]
    assert [found["id"] for found in listed(client)] == ids
    assert [found["title"] for found in listed(client)] == ["新建了多少个公园游园？", QUESTION]
    ask(client, "那2022年呢？", conversation_id=first["conversation_id"])
    assert [found["id"] for found in listed(client)] == ids[::-1]


def test_a_long_question_gives_a_short_title_of_one_line(client: httpx.Client) -> None:
    ask(client, "优良天数\n\n是多少？" * 20)
    title = listed(client)[0]["title"]
    assert len(title) == 41
    assert title.startswith("优良天数 是多少？优良天数 是多少？")


def test_pages_together_are_the_whole_list(client: httpx.Client) -> None:
    asked = [ask(client, f"第{number}个问题")["conversation_id"] for number in range(5)]
    found: list[str] = []
    sizes: list[int] = []
    before = ""
    while before is not None:
        wanted = {"limit": 2, "before": before}
        page = client.get("/api/conversations", params=wanted).json()
        found += [conversation["id"] for conversation in page["conversations"]]
        sizes.append(len(page["conversations"]))
        before = page["next"]
    assert found == asked[::-1]
    assert sizes == [2, 2, 1]


def test_a_last_page_that_is_full_has_no_next(client: httpx.Client) -> None:
    for number in range(2):
        ask(client, f"第{number}个问题")
    assert client.get("/api/conversations", params={"limit": 2}).json()["next"] is None


@pytest.mark.parametrize(
    "wanted",
    [{"limit": 0}, {"limit": 101}, {"limit": "x"}, {"query": "优" * 201}, {"before": "0" * 41}],
    ids=["none", "too many", "no number", "long query", "long before"],
)
def test_a_list_that_cannot_be_given_is_a_problem(
    client: httpx.Client, wanted: dict[str, Any]
) -> None:
    problem(client.get("/api/conversations", params=wanted), 422)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("优良天数是", ["air"], id="in a question"),
        pytest.param("达217天", ["air"], id="in an answer"),
        pytest.param("公园", ["park"], id="of another"),
        pytest.param("多少", ["park", "air"], id="of both"),
        pytest.param("没有这样的词", [], id="of none"),
        pytest.param("%", [], id="percent sign"),
        pytest.param("_", [], id="underscore"),
        pytest.param("' OR 1=1 --", [], id="quote"),
        pytest.param("\\", [], id="backslash"),
    ],
)
def test_the_history_is_searched_in_questions_and_answers(
    client: httpx.Client, query: str, found: list[str]
) -> None:
    ids = {ask(client)["conversation_id"]: "air"}
    ids |= {ask(client, "新建了多少个公园游园？")["conversation_id"]: "park"}
    assert [ids[one["id"]] for one in listed(client, query=query)] == found


def test_the_history_is_searched_by_the_title_it_was_given(client: httpx.Client) -> None:
    answer = ask(client)
    path = f"/api/conversations/{answer['conversation_id']}"
    assert client.patch(path, json={"title": "蓝天 Sky"}).json()["title"] == "蓝天 Sky"
    assert [one["title"] for one in listed(client, query="sky")] == ["蓝天 Sky"]
    assert client.get(path).json()["title"] == "蓝天 Sky"


@pytest.mark.parametrize("title", ["", "题" * 201, None, 7], ids=["none", "long", "null", "number"])
def test_a_title_that_is_none_is_refused(client: httpx.Client, title: object) -> None:
    answer = ask(client)
    path = f"/api/conversations/{answer['conversation_id']}"
    problem(client.patch(path, json={"title": title}), 422)
    assert client.get(path).json()["title"] == QUESTION


def test_an_answer_is_shown_again_as_it_was(client: httpx.Client) -> None:
    answer = ask(client)
    again = client.get(f"/api/answers/{answer['id']}").json()
    assert {name: again[name] for name in answer} == answer
    assert (again["rating"], again["comment"]) == (None, None)
    whole = client.get(f"/api/conversations/{answer['conversation_id']}").json()
    assert whole["answers"] == [again]


def test_what_is_deleted_is_gone_with_its_answers(client: httpx.Client) -> None:
    answer, kept = ask(client), ask(client)
    client.post("/api/feedback", json={"answer_id": answer["id"], "rating": "up"})
    path = f"/api/conversations/{answer['conversation_id']}"
    assert client.delete(path).status_code == 204
    problem(client.get(path), 404)
    problem(client.delete(path), 404)
    problem(client.get(f"/api/answers/{answer['id']}"), 404)
    problem(client.post("/api/ask", json={"question": "那呢", "conversation_id": path[-29:]}), 404)
    assert [one["id"] for one in listed(client)] == [kept["conversation_id"]]


def test_the_last_word_of_feedback_counts(client: httpx.Client) -> None:
    answer = ask(client)
    told = {"answer_id": answer["id"], "rating": "down", "comment": "答的是另一年 😀"}
    assert client.post("/api/feedback", json=told).status_code == 204
    again = client.get(f"/api/answers/{answer['id']}").json()
    assert (again["rating"], again["comment"]) == ("down", "答的是另一年 😀")
    changed = {"answer_id": answer["id"], "rating": "up"}
    assert client.post("/api/feedback", json=changed).status_code == 204
    again = client.get(f"/api/answers/{answer['id']}").json()
    assert (again["rating"], again["comment"]) == ("up", None)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        pytest.param({"rating": "great"}, 422, id="unknown rating"),
        pytest.param({"comment": "长" * 4001}, 422, id="long comment"),
        pytest.param({"answer_id": "ans_0"}, 404, id="unknown answer"),
    ],
)
def test_feedback_that_cannot_be_kept_is_a_problem(
    client: httpx.Client, more: dict[str, str], status: int
) -> None:
    answer = ask(client)
    told = {"answer_id": answer["id"], "rating": "up"} | more
    problem(client.post("/api/feedback", json=told), status)
    assert client.get(f"/api/answers/{answer['id']}").json()["rating"] is None


@pytest.mark.parametrize("do", NOBODYS)
def test_another_browser_sees_and_changes_nothing(
    server: Served, client: httpx.Client, do: Do
) -> None:
    answer = ask(client)
    with server.client() as other:
        assert listed(other) == listed(other, query="优良天数") == []
        problem(do(other, answer), 404)
    again = client.get(f"/api/answers/{answer['id']}").json()
    assert again["rating"] is None
    assert [one["title"] for one in listed(client)] == [QUESTION]


def test_another_key_sees_and_changes_nothing(serve: Serve) -> None:
    mine, theirs = "key-of-the-one-asker", "key-of-another-asker"
    with serve(YOUJU_API_KEYS=f"{mine},{theirs}") as server:
        with server.client(headers=bearer(mine)) as client:
            answer = ask(client)
            cookies = client.cookies
        with server.client(headers=bearer(theirs), cookies=cookies) as other:
            assert listed(other) == []
            for parameters in NOBODYS:
                problem(parameters.values[0](other, answer), 404)
        with server.client(headers={"X-API-Key": mine}) as elsewhere:
            assert [one["title"] for one in listed(elsewhere)] == [QUESTION]


@pytest.mark.parametrize(
    "cookie",
    ["", "x", "A" * 42, "A" * 44, "../../etc/passwd", "A" * 43 + "\\"],
    ids=["empty", "short", "one less", "one more", "path", "escaped"],
)
def test_a_cookie_that_is_none_of_ours_is_replaced(server: Served, cookie: str) -> None:
    with server.client() as browser:
        response = browser.get("/api/conversations", headers={"Cookie": f"youju_asker={cookie}"})
        assert response.status_code == 200
        assert len(response.cookies["youju_asker"]) == 43
        set_cookie = response.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(set_cookie.split("; "))


def test_a_browser_keeps_its_cookie(client: httpx.Client) -> None:
    assert "set-cookie" in client.get("/api/conversations").headers
    assert "set-cookie" not in client.get("/api/conversations").headers


def test_the_export_in_json_is_the_conversation(client: httpx.Client) -> None:
    answer = ask(client)
    response = export(client, answer, "json")
    assert response.headers["content-type"] == "application/json"
    name = f"{answer['conversation_id']}.json"
    assert response.headers["content-disposition"] == f'attachment; filename="{name}"'
    path = f"/api/conversations/{answer['conversation_id']}"
    assert response.json() == client.get(path).json()


def test_the_export_in_markdown_holds_questions_answers_and_quotes(client: httpx.Client) -> None:
    answer = ask(client)
    ask_streaming(client, "那2022年呢？", conversation_id=answer["conversation_id"])
    response = export(client, answer, "markdown")
    assert response.headers["content-type"] == "text/markdown; charset=utf-8"
    assert response.headers["content-disposition"].endswith('.md"')
    citation = answer["citations"][0]
    shown = MarkdownIt("commonmark").render(response.text)
    assert f"<h2>{QUESTION}</h2>" in shown
    assert "<h2>那2022年呢？</h2>" in shown
    assert "<em>2022年优良天数是多少？</em>" in shown
    assert answer["answer"] in shown
    assert f"“{citation['quote']}”" in shown
    assert f"{citation['start']}–{citation['end']}" in shown


@pytest.mark.parametrize("form", ["html", "", "../markdown"], ids=["html", "none", "path"])
def test_a_form_of_export_that_there_is_not_is_a_problem(client: httpx.Client, form: str) -> None:
    problem(export(client, ask(client), form), 422)


@pytest.mark.parametrize("question", HOSTILE)
def test_no_question_is_markup_in_the_export(client: httpx.Client, question: str) -> None:
    answer = ask(client, question)
    tokens = (
        MarkdownIt("commonmark")
        .enable("strikethrough")
        .parse(export(client, answer, "markdown").text)
    )
    headings = [i + 1 for i, token in enumerate(tokens) if token.type == "heading_open"]
    assert len(headings) == 2
    inline = tokens[headings[1]].children or []
    assert {token.type for token in inline} <= {"text", "text_special"}
    assert "".join(token.content for token in inline) == " ".join(question.split())


@pytest.mark.parametrize("question", HOSTILE)
def test_no_title_is_markup_in_the_export(client: httpx.Client, question: str) -> None:
    answer = ask(client)
    path = f"/api/conversations/{answer['conversation_id']}"
    client.patch(path, json={"title": question}).raise_for_status()
    tokens = MarkdownIt("commonmark").parse(export(client, answer, "markdown").text)
    inline = tokens[1].children or []
    assert tokens[0].type == "heading_open"
    assert {token.type for token in inline} <= {"text", "text_special"}
    assert "".join(token.content for token in inline) == " ".join(question.split())


def test_a_question_asked_anew_sets_the_old_answer_and_those_after_it_aside(
    client: httpx.Client,
) -> None:
    first = ask(client)
    conversation = first["conversation_id"]
    second = ask(client, "那二级网格呢？", conversation_id=conversation)
    anew = ask(client, "新增养老床位多少张？", conversation_id=conversation, replaces=second["id"])
    shown = client.get(f"/api/conversations/{conversation}").json()["answers"]
    assert [answer["id"] for answer in shown] == [first["id"], anew["id"]]
    assert client.get(f"/api/answers/{second['id']}").json()["id"] == second["id"]
    last = ask(client, conversation_id=conversation, replaces=first["id"])
    shown = client.get(f"/api/conversations/{conversation}").json()["answers"]
    assert [answer["id"] for answer in shown] == [last["id"]]


def test_what_is_set_aside_is_not_leant_on(client: httpx.Client) -> None:
    first = ask(client, "一级网格有多少个？")
    conversation = first["conversation_id"]
    anew = ask(client, "那2022年呢？", conversation_id=conversation, replaces=first["id"])
    assert anew["standalone_question"] == "那2022年呢？"


def test_nothing_is_asked_in_place_of_an_answer_that_there_is_not(client: httpx.Client) -> None:
    answer = ask(client)
    conversation = {"conversation_id": answer["conversation_id"]}
    question = {"question": "二级网格多少个？", "replaces": "ans_0000000000000000", **conversation}
    problem(client.post("/api/ask", json=question), 404)
    shown = client.get(f"/api/conversations/{answer['conversation_id']}").json()["answers"]
    assert [one["id"] for one in shown] == [answer["id"]]
