"""What attackers and newcomers found, each as it was found."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.server.conftest import Serve, Served
from tests.server.helpers import until

LISTING = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
ACCEPTED = {"Accept": "application/json, text/event-stream"}
MARKUP = """# ![t](http://evil.example/t.png)报告

## 一、[这里](http://evil.example/)

新增公共厕所58座，详见[这里](http://evil.example/)和<b>附件</b>。
"""


@pytest.mark.parametrize("host", ["server.lan:8000", "server.lan", "localhost"])
def test_agents_are_let_in_under_every_name_of_the_service(serve: Serve, host: str) -> None:
    with serve(YOUJU_ALLOWED_HOSTS="server.lan") as server, server.client() as client:
        response = client.post("/mcp", json=LISTING, headers=ACCEPTED | {"Host": host})
        assert response.status_code == 200
        assert "ask_report" in response.text
        foreign = client.post("/mcp", json=LISTING, headers=ACCEPTED | {"Host": "evil.example"})
        assert foreign.status_code == 400


def test_the_mcp_address_opened_in_a_browser_says_no_at_once(client: httpx.Client) -> None:
    assert client.get("/mcp").status_code == 405


@pytest.mark.parametrize(
    "text",
    [
        " " * 190_000 + "x",
        "\n" * 190_000 + "x",
        "<user_query>" * 15_000,
        "## My question is:" * 10_000,
        "<chat_history>" * 10_000,
        "### Task: Generate a concise" + "\n" * 190_000,
        "user:" * 30_000,
    ],
    ids=["spaces", "lines", "queries", "questions", "histories", "task", "users"],
)
def test_no_text_keeps_the_others_waiting(client: httpx.Client, text: str) -> None:
    said = {"role": "assistant", "content": text}
    asked = {"role": "user", "content": text}
    last = {"role": "user", "content": "优良天数是多少？"}
    for messages in ([asked], [asked, said, last]):
        response = client.post("/v1/chat/completions", json={"messages": messages}, timeout=15)
        assert response.status_code in (200, 422)


def test_a_misspelt_field_is_not_passed_over(client: httpx.Client) -> None:
    body = {"question": "优良天数是多少？", "repor_ids": ["zhongyuan-2023"]}
    response = client.post("/api/ask", json=body)
    assert response.status_code == 422
    assert response.json()["detail"] == "没有 repor_ids 这一项"


def test_a_form_in_place_of_json_is_told_what_to_send(client: httpx.Client) -> None:
    response = client.post("/api/ask", data={"question": "优良天数是多少？"})
    assert response.status_code == 422
    assert "Content-Type: application/json" in response.json()["detail"]


def test_a_page_on_another_port_may_not_change_the_library(server: Served) -> None:
    with server.client() as client:
        origin = {"Origin": "http://127.0.0.1:3000"}
        files = {"file": ("x.txt", "绿地增加31万平方米。".encode())}
        assert client.post("/api/reports", files=files, headers=origin).status_code == 403
        assert client.get("/api/reports", headers={"Origin": server.url}).status_code == 200


def test_markup_of_a_report_is_no_markup_in_a_chat_page(serve: Serve) -> None:
    with serve() as server, server.client() as client:
        added = client.post("/api/reports", files={"file": ("hostile.md", MARKUP.encode())})
        body = {
            "model": f"youju:{added.json()['id']}",
            "messages": [{"role": "user", "content": "新增公共厕所多少座？"}],
        }
        content = client.post("/v1/chat/completions", json=body).json()["choices"][0]["message"][
            "content"
        ]
    assert "58座" in content
    assert "](http" not in content.replace("\\]", "")
    assert "![" not in content.replace("!\\[", "")
    assert "<b>" not in content.replace("\\<", "")


def test_another_file_does_not_replace_a_report_unasked(serve: Serve) -> None:
    report = "# 青石区报告\n\n新增公共厕所{}座。\n"
    with serve() as server, server.client() as client:

        def add(name: str, count: int) -> httpx.Response:
            return client.post(
                "/api/reports", files={"file": (name, report.format(count).encode())}
            )

        first = add("q1?.txt", 58)
        assert first.status_code == 201
        assert add("q1!.txt", 59).status_code == 409
        assert add("q1?.txt", 60).status_code == 201
        text = client.get(f"/api/reports/{first.json()['id']}/text").json()["text"]
    assert "60座" in text


def test_a_manifest_that_cannot_be_read_does_not_end_the_watch(
    serve: Serve, tmp_path: Path
) -> None:
    manifest = tmp_path / "index" / "manifest.json"
    with serve() as server, server.client() as client:
        kept = shutil.copy(manifest, tmp_path / "kept.json")
        manifest.write_text("[" * 100_000)
        assert until(lambda: any("failed" in line or "not_loaded" in line for line in server.lines))
        shutil.copy(kept, manifest)
        add = [sys.executable, "-m", "youju", "index", "add", "b.md", "--index", tmp_path / "index"]
        (tmp_path / "b.md").write_text(
            "# 青石区2022年报告\n\n新增绿地3万平方米。\n", encoding="utf-8"
        )
        subprocess.run(add, cwd=tmp_path, check=True, capture_output=True)
        assert until(lambda: len(client.get("/api/reports").json()["reports"]) == 2)
