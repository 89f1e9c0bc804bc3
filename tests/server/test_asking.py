"""Questions over HTTP: answers, their proof, streams, follow-ups; search and suggestions."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import pytest
from httpx_sse import connect_sse

from tests.scripted_llm import scripted_llm, stream
from tests.server.conftest import Serve, Served
from tests.server.helpers import PROVEN, QUESTION, ask, ask_streaming, behind, problem, until

ASKED = [
    pytest.param(QUESTION, id="figure"),
    pytest.param("新建了多少个公园游园？", id="count"),
    pytest.param("如何推进基层治理？", id="how"),
    pytest.param("介紹一下生態環境的改善", id="traditional"),
    pytest.param("How many days of good air were there in 2023?", id="English"),
    pytest.param("２０２３年優良天數😀是多少？", id="full-width and an emoji"),
    pytest.param("2022年优良天数是多少？", id="near miss"),
]


def text_of(client: httpx.Client, report_id: str) -> str:
    text: str = client.get(f"/api/reports/{report_id}/text").json()["text"]
    return text


def test_an_answer_has_the_shape_of_the_contract(client: httpx.Client) -> None:
    answer = ask(client)
    assert re.fullmatch(r"ans_\w+", answer["id"])
    assert (answer["question"], answer["status"], answer["reason"]) == (QUESTION, "answered", None)
    assert (answer["mode"], answer["model"], answer["warnings"]) == ("extractive", None, [])
    assert {"text", "start", "end", "citations", "verdict"} <= set(answer["claims"][0])
    assert set(answer["citations"][0]) >= {
        *("marker", "report_id", "report_title", "section", "passage_id"),
        *("start", "end", "quote", "page"),
    }
    assert set(answer["passages"][0]) >= {
        *("passage_id", "report_id", "section", "start", "end", "text"),
        *("score", "dense_score", "lexical_score"),
    }
    assert {"embed", "retrieve", "generate", "verify", "total"} <= set(answer["timings_ms"])


@pytest.mark.parametrize("question", ASKED)
def test_every_quote_and_passage_is_where_it_says(client: httpx.Client, question: str) -> None:
    answer = ask(client, question)
    assert answer["passages"]
    for place in answer["passages"]:
        text = text_of(client, place["report_id"])
        assert text[place["start"] : place["end"]] == place["text"]
    for place in answer["citations"]:
        text = text_of(client, place["report_id"])
        assert text[place["start"] : place["end"]] == place["quote"]
    for claim in answer["claims"]:
        assert answer["answer"][claim["start"] : claim["end"]] == claim["text"]


@pytest.mark.parametrize("question", ASKED)
def test_markers_and_citations_belong_to_each_other(client: httpx.Client, question: str) -> None:
    answer = ask(client, question)
    used = list(dict.fromkeys(int(found) for found in re.findall(r"\[(\d+)\]", answer["answer"])))
    assert used == [citation["marker"] for citation in answer["citations"]]
    assert used == list(range(1, len(used) + 1))


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        pytest.param("今天晚饭吃什么？", "off_topic", id="off topic"),
        pytest.param("2022年优良天数是多少？", "near_miss", id="another year"),
        pytest.param("2023年新开通了几条地铁？", "no_evidence", id="nothing about it"),
    ],
)
def test_what_the_report_does_not_say_is_not_answered(
    client: httpx.Client, question: str, reason: str
) -> None:
    answer = ask(client, question)
    assert (answer["status"], answer["reason"], answer["claims"]) == ("abstained", reason, [])
    assert answer["answer"]


def test_an_abstention_is_in_the_language_of_the_question(client: httpx.Client) -> None:
    assert ask(client, "What is the capital of France?")["answer"].isascii()
    assert not ask(client, "法国的首都是哪里？")["answer"].isascii()


def test_a_stream_tells_passages_then_words_then_verdicts_then_the_whole_answer(
    client: httpx.Client,
) -> None:
    events = ask_streaming(client)
    names = [event.event for event in events]
    assert names[0] == "retrieval"
    assert names[-1] == "answer"
    assert set(names[1:-1]) == {"delta", "claim"}
    assert names.index("delta") < names.index("claim")
    answer = events[-1].json()
    assert "".join(e.json()["text"] for e in events if e.event == "delta") == answer["answer"]
    assert [e.json() for e in events if e.event == "claim"] == answer["claims"]
    retrieval = events[0].json()
    assert retrieval["standalone_question"] == QUESTION
    assert retrieval["passages"][0] == answer["passages"][0]


def test_a_streamed_answer_is_the_one_that_comes_whole(client: httpx.Client) -> None:
    streamed, whole = ask_streaming(client)[-1].json(), ask(client)
    own = ("id", "conversation_id", "timings_ms")
    assert {k: v for k, v in streamed.items() if k not in own} == {
        k: v for k, v in whole.items() if k not in own
    }
    assert client.get(f"/api/answers/{streamed['id']}").json()["answer"] == streamed["answer"]


def test_the_events_of_a_stream_are_numbered_from_one(client: httpx.Client) -> None:
    named = [event.id.rpartition(".") for event in ask_streaming(client)]
    assert len({name for name, _, _ in named}) == 1
    assert [int(number) for _, _, number in named] == list(range(1, len(named) + 1))


def test_a_quick_stream_has_no_heartbeat_and_is_not_kept_by_anybody(client: httpx.Client) -> None:
    response = client.post("/api/ask", json={"question": QUESTION, "stream": True})
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-accel-buffering"] == "no"
    assert not [line for line in response.text.splitlines() if line.startswith(":")]
    assert response.text.endswith("\n\n")


def test_an_abstention_streams_too(client: httpx.Client) -> None:
    events = ask_streaming(client, "今天晚饭吃什么？")
    assert events[-1].event == "answer"
    assert events[-1].json()["status"] == "abstained"
    assert "claim" not in [event.event for event in events]


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param({"question": ""}, 422, id="no question"),
        pytest.param({"question": " \n\t"}, 422, id="blanks"),
        pytest.param({"question": "优" * 10_001}, 422, id="too long"),
        pytest.param({"question": 7}, 422, id="a number"),
        pytest.param({}, 422, id="nothing"),
        pytest.param({"question": QUESTION, "top_k": 0}, 422, id="no passage"),
        pytest.param({"question": QUESTION, "mode": "guess"}, 422, id="unknown mode"),
        pytest.param({"question": QUESTION, "mode": "llm"}, 409, id="an LLM that is not there"),
        pytest.param({"question": QUESTION, "report_ids": ["no-such"]}, 404, id="unknown report"),
        pytest.param({"question": QUESTION, "conversation_id": "conv_0"}, 404, id="conversation"),
    ],
)
def test_what_cannot_be_asked_is_a_problem_before_any_event(
    client: httpx.Client, body: dict[str, Any], status: int, streamed: bool
) -> None:
    problem(client.post("/api/ask", json={**body, "stream": streamed}), status)
    assert client.get("/api/conversations").json()["conversations"] == []


def test_a_question_is_kept_to_the_reports_it_names(client: httpx.Client) -> None:
    answer = ask(client, report_ids=["zhongyuan-2023"], top_k=2)
    assert len(answer["passages"]) == 2
    assert {passage["report_id"] for passage in answer["passages"]} == {"zhongyuan-2023"}


def test_a_follow_up_is_understood_from_the_turn_before(client: httpx.Client) -> None:
    first = ask(client, "2022年优良天数是多少？")
    second = ask(client, "那2023年呢？", conversation_id=first["conversation_id"])
    assert second["question"] == "那2023年呢？"
    assert second["standalone_question"] == QUESTION
    assert "217天" in second["answer"]
    third = ask_streaming(client, "那2022年呢？", conversation_id=first["conversation_id"])[
        -1
    ].json()
    assert third["standalone_question"] == "2022年优良天数是多少？"
    found = client.get(f"/api/conversations/{first['conversation_id']}").json()
    assert [a["id"] for a in found["answers"]] == [first["id"], second["id"], third["id"]]


def test_a_question_without_a_conversation_knows_of_none(client: httpx.Client) -> None:
    first = ask(client)
    alone = ask(client, "那2022年呢？")
    assert alone["standalone_question"] == "那2022年呢？"
    assert alone["conversation_id"] != first["conversation_id"]


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
def test_nobody_can_go_on_with_the_conversation_of_another(
    server: Served, client: httpx.Client, streamed: bool
) -> None:
    mine = ask(client)["conversation_id"]
    body = {"question": "那2022年呢？", "conversation_id": mine, "stream": streamed}
    with server.client() as other:
        problem(other.post("/api/ask", json=body), 404)
    assert len(client.get(f"/api/conversations/{mine}").json()["answers"]) == 1


@pytest.mark.parametrize("read", [1, 2, 3])
def test_a_finished_answer_is_read_on_from_where_it_broke_off(
    client: httpx.Client, read: int
) -> None:
    events = ask_streaming(client)
    again = ask_streaming(client, last_event_id=events[read - 1].id)
    assert [(e.id, e.event, e.data) for e in again] == [
        (e.id, e.event, e.data) for e in events[read:]
    ]
    assert len(client.get("/api/conversations").json()["conversations"]) == 1


def test_an_answer_read_to_its_end_has_nothing_more(client: httpx.Client) -> None:
    assert ask_streaming(client, last_event_id=ask_streaming(client)[-1].id) == []


@pytest.mark.parametrize(
    "last", ["nothing", "x.1", ".", "1", "999999999999999999999.1"], ids=lambda last: last
)
def test_an_event_that_nobody_knows_has_the_question_asked_anew(
    client: httpx.Client, last: str
) -> None:
    events = ask_streaming(client, last_event_id=last)
    assert [events[0].event, events[-1].event] == ["retrieval", "answer"]


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "1e9", "²"], ids=str)
def test_a_number_that_no_event_had_is_no_failure(client: httpx.Client, number: str) -> None:
    name = ask_streaming(client)[0].id.rpartition(".")[0]
    body = {"question": QUESTION, "stream": True}
    headers: Any = {"Last-Event-ID": f"{name}.{number}".encode("latin-1")}
    assert client.post("/api/ask", json=body, headers=headers).status_code == 200


def test_another_browser_cannot_read_on_in_an_answer(server: Served, client: httpx.Client) -> None:
    events = ask_streaming(client)
    with server.client() as other:
        theirs = ask_streaming(other, "新建了多少个公园游园？", last_event_id=events[0].id)
    assert theirs[0].event == "retrieval"
    assert theirs[0].id.rpartition(".")[0] != events[0].id.rpartition(".")[0]
    assert theirs[-1].json()["question"] == "新建了多少个公园游园？"


def test_an_answer_under_way_is_read_on_and_one_left_for_good_is_given_up(serve: Serve) -> None:
    body = {"question": QUESTION, "stream": True}
    replies = [stream(PROVEN, delay=0.15), stream(PROVEN * 40, delay=0.2)]
    with scripted_llm(*replies) as llm, serve(**behind(llm)) as server, server.client() as client:
        with connect_sse(client, "POST", "/api/ask", json=body) as source:
            reading = source.iter_sse()
            seen = [next(reading), next(reading)]
        rest = ask_streaming(client, last_event_id=seen[-1].id)
        events = seen + rest
        assert [int(e.id.rpartition(".")[2]) for e in events] == list(range(1, len(events) + 1))
        assert events[-1].json()["answer"] == PROVEN
        written = "".join(json.loads(e.data)["text"] for e in events if e.event == "delta")
        assert written == PROVEN
        assert len(llm.requests) == 1
        with connect_sse(client, "POST", "/api/ask", json=body) as source:
            next(source.iter_sse())
        assert until(lambda: llm.gone, 6) == 1
        under_way = "youju_answers_under_way 0.0"
        assert until(lambda: under_way in client.get("/metrics").text)


def test_an_answer_of_which_no_event_came_is_taken_up_and_not_asked_for_twice(serve: Serve) -> None:
    with (
        scripted_llm(stream(PROVEN)) as llm,
        serve(**behind(llm)) as server,
        server.client() as client,
    ):
        first = ask_streaming(client, last_event_id="a-name-of-the-asker-1.0")
        again = ask_streaming(client, last_event_id="a-name-of-the-asker-1.0")
        assert first[-1].event == "answer"
        assert [(e.id, e.data) for e in again] == [(e.id, e.data) for e in first]
        assert len(llm.requests) == 1
        assert len(client.get("/api/conversations").json()["conversations"]) == 1


@pytest.mark.parametrize(("length", "is_taken"), [(20, True), (40, True), (60, False)])
def test_a_name_is_taken_that_leaves_room_for_the_number_of_any_event(
    client: httpx.Client, length: int, is_taken: bool
) -> None:
    given = f"{length}-" + "n" * (length - 3)
    name = ask_streaming(client, last_event_id=f"{given}.0")[0].id.rpartition(".")[0]
    assert (name == given) == is_taken
    assert ask_streaming(client, last_event_id=f"{name}.123456") == []


def test_search_gives_passages_best_first(client: httpx.Client) -> None:
    found = client.post("/api/search", json={"query": "空气质量", "top_k": 4}).json()
    assert found["query"] == "空气质量"
    scores = [passage["score"] for passage in found["passages"]]
    assert len(scores) == 4
    assert scores == sorted(scores, reverse=True)
    assert "优良天数" in found["passages"][0]["text"]
    for place in found["passages"]:
        text = text_of(client, place["report_id"])
        assert text[place["start"] : place["end"]] == place["text"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param({"query": ""}, 422, id="nothing"),
        pytest.param({"query": "优" * 10_001}, 422, id="too long"),
        pytest.param({"query": "空气", "top_k": 51}, 422, id="too many"),
        pytest.param({"query": "空气", "report_ids": ["no-such"]}, 404, id="unknown report"),
    ],
)
def test_what_cannot_be_searched_is_a_problem(
    client: httpx.Client, body: dict[str, Any], status: int
) -> None:
    problem(client.post("/api/search", json=body), status)


def test_search_leaves_no_trace_in_the_history(client: httpx.Client) -> None:
    client.post("/api/search", json={"query": "空气质量"}).raise_for_status()
    assert client.get("/api/conversations").json()["conversations"] == []


def test_every_suggestion_is_answered(client: httpx.Client) -> None:
    questions = client.get("/api/suggestions", params={"count": 4}).json()["questions"]
    assert len(set(questions)) == 4
    assert [ask(client, question)["status"] for question in questions] == ["answered"] * 4


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        pytest.param({"count": 0}, 422, id="none"),
        pytest.param({"count": 21}, 422, id="too many"),
        pytest.param({"report_id": "no-such"}, 404, id="unknown report"),
    ],
)
def test_suggestions_that_cannot_be_made_are_a_problem(
    client: httpx.Client, wanted: dict[str, Any], status: int
) -> None:
    problem(client.get("/api/suggestions", params=wanted), status)
