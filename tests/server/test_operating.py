"""What operators rely on: health, figures, logs, an end without a cut, several workers."""

from __future__ import annotations

import json
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.scripted_llm import scripted_llm, stream
from tests.server.conftest import Serve, Served
from tests.server.helpers import (
    LLM_KEY,
    PROVEN,
    QUESTION,
    ask,
    ask_streaming,
    bearer,
    behind,
    problem,
    until,
)

KEY = "key-of-the-operator-0123"
OUTSIDE = re.compile(r"(?:https?:)?//(?!127\.0\.0\.1|localhost)[\w.-]+\.\w+")
Break = Callable[[Path], object]


def figure(client: httpx.Client, name: str) -> float:
    """The sum over all series whose line begins so."""
    lines = client.get("/metrics").text.splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(name))


def is_ready(client: httpx.Client) -> bool:
    return client.get("/readyz").status_code == 200


def cut_manifest(index: Path) -> None:
    path = index / "manifest.json"
    path.write_bytes(path.read_bytes()[:40])


def lose_report(index: Path) -> None:
    (path,) = index.glob("generation-*/reports/zhongyuan-2023")
    shutil.rmtree(path)


def test_it_lives_at_once_and_is_ready_a_little_later(serve: Serve) -> None:
    with serve(ready=False) as server, server.client() as client:
        assert client.get("/healthz").json() == {"status": "ok"}
        seen = [client.get("/readyz")]
        while seen[-1].status_code != 200 and len(seen) < 2000:
            seen.append(client.get("/readyz"))
        assert seen[-1].json() == {"status": "ready", "reports": 1}
        problem(seen[0], 503)
        assert all(int(response.headers["retry-after"]) >= 1 for response in seen[:-1])


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda index: shutil.rmtree(index), id="no folder"),
        pytest.param(lose_report, id="report lost"),
    ],
)
def test_a_broken_index_is_told_and_once_mended_it_answers(
    serve: Serve, tmp_path: Path, shipped_index: Path, damage: Break
) -> None:
    index = tmp_path / "index"
    damage(index)
    with serve(ready=False) as server, server.client() as client:

        def why() -> dict[str, Any] | None:
            told = problem(client.get("/readyz"), 503)
            return None if told["type"].endswith(":not_ready") else told

        told = until(why)
        assert told
        assert str(index) in told["detail"]
        assert client.get("/healthz").status_code == 200
        problem(client.post("/api/ask", json={"question": QUESTION}), 503)
        problem(client.get("/api/reports"), 503)
        assert client.get("/api/conversations").status_code == 200
        shutil.copytree(shipped_index, index, dirs_exist_ok=True)
        assert until(lambda: client.get("/readyz").status_code == 200, 6)
        assert ask(client)["status"] == "answered"
        assert "Traceback" not in "".join(server.lines)


def test_a_setting_that_keeps_it_from_loading_is_told_as_not_being_ready(
    serve: Serve, tmp_path: Path
) -> None:
    settings = {
        "YOUJU_LLM_BASE_URL": "http://127.0.0.1:9/v1",
        "YOUJU_LLM_MODEL": "scripted",
        "YOUJU_PROMPTS_DIR": str(tmp_path / "no-such-folder"),
    }
    with serve(ready=False, **settings) as server, server.client() as client:

        def why() -> httpx.Response | None:
            response = client.get("/readyz")
            return None if response.json()["type"].endswith(":not_ready") else response

        response = until(why)
        assert response
        assert "no-such-folder" in problem(response, 503)["detail"]
        problem(client.post("/api/ask", json={"question": QUESTION}), 503)


def test_an_index_that_breaks_under_a_running_server_leaves_it_answering(
    serve: Serve, tmp_path: Path
) -> None:
    with serve() as server, server.client() as client:
        cut_manifest(tmp_path / "index")
        assert until(lambda: any("index_not_loaded" in line for line in server.lines))
        assert ask(client)["status"] == "answered"
        assert client.get("/readyz").status_code == 200


def test_the_figures_have_their_names(client: httpx.Client) -> None:
    ask(client)
    response = client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain")
    families = set(re.findall(r"^# TYPE (\w+) (?:counter|gauge|histogram)$", response.text, re.M))
    assert families >= {
        "youju_requests_total",
        "youju_request_seconds",
        "youju_stage_seconds",
        "youju_answers_total",
        "youju_unsupported_claims_total",
        "youju_llm_errors_total",
        "youju_answers_under_way",
        "youju_refused_total",
    }


def test_the_figures_grow_with_what_is_asked(client: httpx.Client) -> None:
    counted = [
        'youju_requests_total{method="POST",route="/api/ask",status="200"}',
        'youju_requests_total{method="POST",route="/api/ask",status="422"}',
        'youju_answers_total{mode="extractive",reason="",status="answered"}',
        'youju_answers_total{mode="extractive",reason="off_topic",status="abstained"}',
        'youju_stage_seconds_count{stage="retrieve"}',
        'youju_request_seconds_count{route="/api/ask"}',
    ]
    before = [figure(client, name) for name in counted]
    ask(client)
    ask_streaming(client, "今天晚饭吃什么？")
    client.post("/api/ask", json={"question": ""})
    grown = [2, 1, 1, 1, 2, 3]
    wanted = [a + b for a, b in zip(before, grown, strict=True)]
    assert until(lambda: [figure(client, name) for name in counted] == wanted), [
        figure(client, name) for name in counted
    ]
    assert figure(client, "youju_answers_under_way") == 0


def test_what_is_asked_for_by_hand_makes_no_figures_of_its_own(client: httpx.Client) -> None:
    client.get("/no-such-page-1234")
    client.get("/api/answers/ans_1234567")
    client.get("/static/no-such-file-1234.js")
    text = client.get("/metrics").text
    assert "1234" not in re.sub(r" [\d.e+]+$", "", text, flags=re.M)


def test_the_api_describes_itself_and_nothing_comes_from_outside(client: httpx.Client) -> None:
    document = client.get("/openapi.json")
    paths = set(document.json()["paths"])
    assert {"/api/ask", "/api/search", "/api/reports", "/api/reports/{report_id}/text"} <= paths
    assert {"/api/conversations", "/api/feedback", "/v1/chat/completions", "/healthz"} <= paths
    assert not OUTSIDE.findall(document.text)
    page = client.get("/docs")
    assert page.status_code == 200
    assert not OUTSIDE.findall(page.text)
    used = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(used) >= 4
    for address in used:
        assert address.startswith("/static/")
        assert client.get(address).status_code == 200, address
    assert not OUTSIDE.findall(client.get("/static/docs.js").text)


def test_no_question_is_in_the_log(server: Served, client: httpx.Client) -> None:
    question = "请问暗语青鸟是什么意思？"
    answer = ask(client, question)
    ask_streaming(client, question)
    client.post("/api/search", json={"query": question})
    client.get("/api/conversations", params={"query": question})
    client.post("/api/ask", json={"question": question, "top_k": 0})
    assert until(lambda: any(answer["id"] in line for line in server.lines))
    log = "".join(server.lines)
    assert "青鸟" not in log
    assert "%E9%9D%92%E9%B8%9F" not in log


def test_a_log_for_machines_is_json_with_ids_and_without_keys(serve: Serve) -> None:
    settings = {"YOUJU_LOG_FORMAT": "json", "YOUJU_API_KEYS": KEY, "YOUJU_LOG_QUESTIONS": "1"}
    with (
        scripted_llm(stream(PROVEN)) as llm,
        serve(**behind(llm), **settings) as server,
        server.client(headers=bearer(KEY)) as client,
    ):
        response = client.post(
            "/api/ask", json={"question": QUESTION}, headers={"X-Request-ID": "seen-in-the-log"}
        )
        assert response.json()["mode"] == "llm"
        client.get("/api/reports", headers=bearer("wrong-key-0123456789"))
        client.get(f"/api/reports?key={KEY}")
        with socket.create_connection(("127.0.0.1", client.base_url.port or 0)) as raw:
            raw.sendall(b"THIS IS NO HTTP\r\n\r\n")
            raw.recv(1000)
        client.get("/api/reports", headers={"X-Request-ID": "the-last-one"})
        assert until(lambda: any("the-last-one" in line for line in server.lines))
    log = "".join(server.lines)
    assert KEY not in log
    assert LLM_KEY not in log
    assert "wrong-key" not in log
    told = [json.loads(line) for line in server.lines[1:]]
    of_request = {one["event"]: one for one in told if one.get("request_id") == "seen-in-the-log"}
    assert of_request["answer"]["question"] == QUESTION
    assert of_request["answer"]["answer_id"] == response.json()["id"]
    assert of_request["request"]["route"] == "/api/ask"
    assert of_request["request"]["status"] == 200
    assert {"timestamp", "level"} <= set(of_request["request"])
    assert len({one["request_id"] for one in told if one["event"] == "request"}) >= 4


@pytest.mark.parametrize("arguments", [(), ("--workers", "2")], ids=["one process", "two workers"])
def test_who_is_told_to_stop_finishes_the_answers_under_way(
    serve: Serve, arguments: tuple[str, ...]
) -> None:
    answers: list[Any] = []
    with (
        scripted_llm(stream(PROVEN, delay=0.15)) as llm,
        serve(*arguments, **behind(llm)) as server,
    ):

        def read(streamed: bool) -> None:
            with server.client() as client:
                found = ask_streaming(client)[-1].json() if streamed else ask(client)
                answers.append((found["mode"], found["answer"]))

        reading = [threading.Thread(target=read, args=(streamed,)) for streamed in (True, False)]
        for thread in reading:
            thread.start()
        assert until(lambda: len(llm.requests) == 2)
        started = time.monotonic()
        server.stop()
        took = time.monotonic() - started
        for thread in reading:
            thread.join()
    assert answers == [("llm", PROVEN)] * 2
    assert took < 10
    assert "Traceback" not in "".join(server.lines)


def test_an_answer_that_was_finished_outlives_the_process(serve: Serve) -> None:
    with serve() as server, server.client() as client:
        answer, cookies = ask(client), client.cookies
        server.process.kill()
        server.process.wait()
    with serve() as server, server.client(cookies=cookies) as client:
        assert client.get(f"/api/answers/{answer['id']}").json()["answer"] == answer["answer"]


def test_two_workers_answer_add_up_their_figures_and_leave_nothing_behind(
    serve: Serve, tmp_path: Path
) -> None:
    (tmp_path / "tmp").mkdir()
    with serve("--workers", "2", TMPDIR=str(tmp_path / "tmp")) as server:
        for _ in range(8):
            with server.client() as client:
                assert until(partial(is_ready, client))
        cookies = None
        for _ in range(12):
            with server.client(cookies=cookies) as client:
                ask(client)
                cookies = cookies or client.cookies
        name = 'youju_answers_total{mode="extractive",reason="",status="answered"}'
        totals = []
        for _ in range(6):
            with server.client(cookies=cookies) as client:
                totals.append(figure(client, name))
                listed = client.get("/api/conversations").json()["conversations"]
                assert len(listed) == 12
                assert figure(client, "youju_answers_under_way") == 0
        assert totals == [12.0] * 6
    assert list((tmp_path / "tmp").glob("youju-*")) == []


def test_the_page_is_there_and_its_files_are_checked_for_changes(client: httpx.Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "unsafe-" not in page.headers["content-security-policy"]
    assert "youju_asker" in page.cookies
    assert "set-cookie" not in client.get("/api/conversations").headers
    module = client.get("/static/page/app.js", headers={"Accept-Encoding": "gzip"})
    assert module.headers["content-encoding"] == "gzip"
    assert module.headers["cache-control"] == "no-cache"
    unchanged = {"If-None-Match": module.headers["etag"]}
    assert client.get("/static/page/app.js", headers=unchanged).status_code == 304


def test_a_page_learns_what_it_must_know_before_the_first_question(client: httpx.Client) -> None:
    about = client.get("/api/about").json()
    assert about["version"] == version("youju")
    assert about["model"] is None
    assert about["problems"]["figure"] == {"zh": "数字不符", "en": "figure"}
