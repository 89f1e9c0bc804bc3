"""Reports over HTTP: read, added and removed while questions are answered."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.server.conftest import Serve, Served
from tests.server.helpers import QUESTION, ask, problem, until

SHIPPED = "zhongyuan-2023"
Youju = Callable[..., subprocess.CompletedProcess[str]]
BAD_FILES = [
    pytest.param("empty.txt", b"", 422, id="empty"),
    pytest.param("blank.txt", b" \n\n\t ", 422, id="blank"),
    pytest.param("mark.txt", b"\xef\xbb\xbf", 422, id="nothing but a byte-order mark"),
    pytest.param("binary.txt", bytes(range(256)) * 64, 422, id="binary"),
    pytest.param("report.pdf", b"%PDF-1.7 ...", 415, id="PDF"),
    pytest.param("report.docx", b"PK\x03\x04", 415, id="Word"),
    pytest.param("report", "报告".encode(), 415, id="no ending"),
    pytest.param(".txt", "报告".encode(), 415, id="nothing but an ending"),
    pytest.param("..", "报告".encode(), 415, id="the folder above"),
]
ODD_NAMES = [
    pytest.param("../..\\qingshi_2022.txt", "qingshi_2022.txt", id="folders above"),
    pytest.param("青石区 2022（终稿）.TXT", "青石区 2022（终稿）.TXT", id="Chinese"),
    pytest.param("<img src=x>.md", "<img src=x>.md", id="markup"),
    pytest.param("a" * 300 + ".txt", None, id="long"),
    pytest.param("con\x1b[31m.txt", None, id="control characters"),
]


def upload(client: httpx.Client, name: str, content: bytes) -> httpx.Response:
    return client.post("/api/reports", files={"file": (name, content)})


def ids_of(client: httpx.Client) -> list[str]:
    return [report["id"] for report in client.get("/api/reports").json()["reports"]]


def add_elsewhere(youju: Youju, folder: Path, content: bytes) -> None:
    """``youju index add`` in a process of its own, into the library in ``folder``."""
    (folder / "qingshi_2022.txt").write_bytes(content)
    done = youju("index", "add", "qingshi_2022.txt", YOUJU_INDEX_DIR=str(folder / "index"))
    assert done.returncode == 0, done.stderr


def test_the_reports_are_listed(client: httpx.Client) -> None:
    (report,) = client.get("/api/reports").json()["reports"]
    assert report["id"] == SHIPPED
    assert report["passages"] > 10
    assert client.get(f"/api/reports/{SHIPPED}").json() == report


def test_the_text_is_whole_and_its_sections_are_in_it(client: httpx.Client) -> None:
    report = client.get(f"/api/reports/{SHIPPED}").json()
    text = client.get(f"/api/reports/{SHIPPED}/text").json()
    assert text["report_id"] == SHIPPED
    assert len(text["text"]) == report["characters"]
    assert text["sections"]
    for section in text["sections"]:
        assert 0 <= section["start"] < section["end"] <= len(text["text"])


@pytest.mark.parametrize(
    "report_id",
    ["no-such", "..%2F..%2Fetc%2Fpasswd", "%00", "%FF", "%ED%A0%80", "a" * 3000, SHIPPED.upper()],
    ids=["unknown", "path", "NUL", "no UTF-8", "surrogate", "long", "upper case"],
)
@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_report_that_there_is_not_is_a_problem(
    client: httpx.Client, method: str, report_id: str
) -> None:
    problem(client.request(method, f"/api/reports/{report_id}"), 404)
    assert ids_of(client) == [SHIPPED]


def test_the_text_of_a_report_that_there_is_not_is_a_problem(client: httpx.Client) -> None:
    problem(client.get("/api/reports/no-such/text"), 404)


@pytest.mark.parametrize(("name", "content", "status"), BAD_FILES)
def test_a_file_that_is_no_report_is_refused(
    client: httpx.Client, name: str, content: bytes, status: int
) -> None:
    problem(upload(client, name, content), status)
    assert ids_of(client) == [SHIPPED]


def test_a_file_that_is_too_large_is_refused(serve: Serve) -> None:
    with serve(YOUJU_MAX_UPLOAD_MB="1") as server, server.client() as client:
        told = problem(upload(client, "large.txt", b"x" * (2**20 + 1)), 413)
        assert told["type"] == "urn:youju:problem:document_too_large"
        assert "1 MB" in told["detail"]
        assert upload(client, "fits.txt", "工作报告。".encode() * 100).status_code == 201
        problem(upload(client, "huge.txt", b"x" * 3 * 2**20), 413)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({"files": {"other": ("x.txt", b"x")}}, id="another field"),
        pytest.param({"data": {"file": "x"}}, id="a field that is no file"),
        pytest.param({"json": {"file": "x"}}, id="JSON"),
        pytest.param({"content": b""}, id="nothing"),
    ],
)
def test_an_upload_without_a_file_is_a_problem(client: httpx.Client, sent: dict[str, Any]) -> None:
    problem(client.post("/api/reports", **sent), 422)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"--x\r\nContent-Disposition: form-data; name=", id="cut"),
        pytest.param(b"no boundary at all", id="no boundary"),
        pytest.param(b"--x\r\n\r\n\r\n--x--\r\n", id="no name"),
    ],
)
def test_a_broken_form_is_a_problem(client: httpx.Client, body: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    response = client.post("/api/reports", content=body, headers=headers)
    assert response.status_code in (400, 422)
    problem(response, response.status_code)


def test_a_report_is_added_asked_replaced_and_removed(
    serve: Serve, second_report_bytes: bytes
) -> None:
    asked = "2022年新增养老床位多少张？"
    with serve() as server, server.client() as client:
        response = upload(client, "qingshi_2022.txt", second_report_bytes)
        assert response.status_code == 201, response.text
        added = response.json()
        assert (added["source"], added["title"]) == (
            "qingshi_2022.txt",
            "青石区2022年政府工作报告",
        )
        assert ids_of(client) == sorted([SHIPPED, added["id"]])
        answer = ask(client, asked, report_ids=[added["id"]])
        assert "512张" in answer["answer"]
        assert ask(client)["status"] == "answered"
        changed = second_report_bytes.decode().replace("512张", "613张").encode("gb18030")
        again = upload(client, "qingshi_2022.txt", changed).json()
        assert again["id"] == added["id"]
        assert "613张" in ask(client, asked, report_ids=[added["id"]])["answer"]
        text = client.get(f"/api/reports/{added['id']}/text").json()["text"]
        assert "新增养老床位613张" in text
        assert client.delete(f"/api/reports/{added['id']}").status_code == 204
        problem(client.delete(f"/api/reports/{added['id']}"), 404)
        assert ids_of(client) == [SHIPPED]
        body = {"question": asked, "report_ids": [added["id"]]}
        problem(client.post("/api/ask", json=body), 404)
        kept = client.get(f"/api/answers/{answer['id']}").json()
        assert kept["citations"] == answer["citations"]


def test_no_name_of_a_file_leads_out_of_the_library(
    serve: Serve, tmp_path: Path, second_report_bytes: bytes
) -> None:
    def outside() -> set[Path]:
        inside = tmp_path / "index"
        return {
            path
            for path in tmp_path.rglob("*")
            if inside not in path.parents and "youju.db" not in path.name
        }

    with serve() as server, server.client() as client:
        before = outside()
        for parameters in ODD_NAMES:
            name, source = parameters.values
            assert isinstance(name, str)
            response = upload(client, name, second_report_bytes)
            assert response.status_code in (201, 415, 422), (name, response.text)
            if source:
                assert response.json()["source"] == source
            if response.status_code == 201:
                report_id = response.json()["id"]
                assert re.fullmatch(r"[\w.-]+", report_id), report_id
                assert client.get(f"/api/reports/{report_id}/text").status_code == 200
        assert outside() == before
        assert ask(client)["status"] == "answered"
        assert "\x1b" not in "".join(server.lines)


def test_reports_added_at_once_are_all_there(serve: Serve, second_report_bytes: bytes) -> None:
    statuses: list[int] = []

    def add(server: Served, number: int) -> None:
        with server.client() as client:
            name = f"qingshi_{number}.txt"
            statuses.append(upload(client, name, second_report_bytes).status_code)

    with serve() as server, server.client() as client:
        adding = [threading.Thread(target=add, args=(server, number)) for number in range(3)]
        for thread in adding:
            thread.start()
        for thread in adding:
            thread.join()
        assert statuses == [201] * 3
        assert len(ids_of(client)) == 4


def test_what_another_process_adds_is_seen_and_no_question_fails_meanwhile(
    serve: Serve, youju: Youju, tmp_path: Path, second_report_bytes: bytes
) -> None:
    wrong: list[Any] = []
    enough = threading.Event()

    def keep_asking(server: Served) -> None:
        with server.client() as client:
            while not enough.is_set():
                response = client.post("/api/ask", json={"question": QUESTION})
                if response.status_code != 200 or "217天" not in response.json()["answer"]:
                    wrong.append(response.text)

    with serve() as server, server.client() as client:
        asking = threading.Thread(target=keep_asking, args=(server,))
        asking.start()
        try:
            add_elsewhere(youju, tmp_path, second_report_bytes)
            assert until(lambda: len(ids_of(client)) == 2)
            new = next(found for found in ids_of(client) if found != SHIPPED)
            answer = ask(client, "2022年新增养老床位多少张？", report_ids=[new])
            assert "512张" in answer["answer"]
            done = youju("index", "remove", new, YOUJU_INDEX_DIR=str(tmp_path / "index"))
            assert done.returncode == 0, done.stderr
            assert until(lambda: ids_of(client) == [SHIPPED])
        finally:
            enough.set()
            asking.join()
        assert wrong == []


def test_a_library_of_no_report_is_a_problem_and_takes_one(
    serve: Serve, second_report_bytes: bytes
) -> None:
    with serve() as server, server.client() as client:
        assert client.delete(f"/api/reports/{SHIPPED}").status_code == 204
        response = client.post("/api/ask", json={"question": QUESTION})
        assert response.status_code < 500 or response.status_code == 503
        added = upload(client, "qingshi_2022.txt", second_report_bytes)
        assert added.status_code == 201, added.text
        assert ids_of(client) == [added.json()["id"]]


def test_a_text_that_is_damaged_on_disk_is_a_problem_that_says_so(
    serve: Serve, tmp_path: Path
) -> None:
    (path,) = tmp_path.glob(f"index/generation-*/reports/{SHIPPED}/report.json")
    path.write_text("[]")
    with serve(ready=False) as server, server.client() as client:
        told = until(lambda: problem_or_none(client.get(f"/api/reports/{SHIPPED}/text")))
        assert told
        assert told["type"] == "urn:youju:problem:index_damaged"


def problem_or_none(response: httpx.Response) -> dict[str, Any] | None:
    """None while the server is not ready yet."""
    told = problem(response, 503)
    return None if told["type"].endswith("not_ready") else told
