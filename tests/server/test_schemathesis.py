"""What ``/openapi.json`` promises, held against the running service by Schemathesis."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.server.conftest import Serve

_EXAMPLES = 25
_ACCEPTED = ["2xx", "3xx", 401, 403, 404, 409, 429, "5xx"]
"""What a request that fits the document may meet, as Schemathesis has it."""
_CONVERSATIONS = 8


def _configuration(ids: dict[str, list[str]]) -> str:
    """No schema can say what a file has to be, or that the last message is a question."""
    refused = {
        "POST /api/reports": [*_ACCEPTED, 415, 422],
        "POST /api/check": [*_ACCEPTED, 415, 422],
        "POST /v1/chat/completions": [*_ACCEPTED, 422],
    }
    lines = [
        f"[dictionaries.{name}]\nvalues = {json.dumps(values)}" for name, values in ids.items()
    ]
    lines.append("[parameters]")
    lines += [f'"path.{name}" = {{dictionary = "{name}", probability = 0.7}}' for name in ids]
    if "answer_id" in ids:
        lines.append('"body.answer_id" = {dictionary = "answer_id", probability = 0.7}')
    for name, statuses in refused.items():
        check = "[operations.checks.positive_data_acceptance]"
        lines.append(f'[[operations]]\ninclude-name = "{name}"\n{check}')
        lines.append(f"expected-statuses = {json.dumps(statuses)}")
    return "\n".join(lines)


def _examined(url: str, folder: Path, ids: dict[str, list[str]], *headers: str) -> str:
    """What Schemathesis has to say, who finds nothing wrong."""
    (folder / "schemathesis.toml").write_text(_configuration(ids), encoding="utf-8")
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{url}/openapi.json"]
    command += ["--checks", "all", "--max-examples", str(_EXAMPLES), "--generation-deterministic"]
    command += ["--continue-on-failure", "--no-color", "--workers", "1"]
    for header in headers:
        command += ["--header", header]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _operations(url: str) -> int:
    paths = httpx.get(f"{url}/openapi.json").json()["paths"]
    return sum(len(operations) for operations in paths.values())


def test_a_stranger_finds_the_service_as_its_document_says(serve: Serve, tmp_path: Path) -> None:
    with serve() as server:
        count = _operations(server.url)
        said = _examined(server.url, tmp_path, {"report_id": ["zhongyuan-2023"]})
        assert f"Tested: {count}\n" in said
        assert re.findall(r"(\w+) \(in ", said)[-4:] == [
            "Examples",
            "Coverage",
            "Fuzzing",
            "Stateful",
        ]
        assert server.process.poll() is None
        assert "Traceback" not in "".join(server.lines)


def test_a_key_holder_with_a_history_finds_it_too(
    serve: Serve, tmp_path: Path, server_environment: dict[str, str]
) -> None:
    own = {"YOUJU_DATABASE_URL": f"sqlite:///{tmp_path / 'youju.db'}"}
    command = [sys.executable, "-m", "youju", "keys", "add", "tester"]
    scopes = ["--scope", "ask", "--scope", "read", "--scope", "admin"]
    key = subprocess.run(
        [*command, *scopes],
        env=server_environment | own,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.strip()
    authorization = f"Bearer {key}"
    with serve(YOUJU_RATE_LIMIT="1000000/minute") as server:
        count = _operations(server.url)
        with server.client(headers={"Authorization": authorization}) as client:
            answers = [
                client.post("/api/ask", json={"question": f"{2016 + i}年优良天数是多少？"}).json()
                for i in range(_CONVERSATIONS)
            ]
        ids = {
            "report_id": ["zhongyuan-2023"],
            "conversation_id": [answer["conversation_id"] for answer in answers],
            "answer_id": [answer["id"] for answer in answers],
        }
        said = _examined(server.url, tmp_path, ids, f"Authorization: {authorization}")
        assert f"Tested: {count}\n" in said
        assert "Traceback" not in "".join(server.lines)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/api/reports", "GET, POST"),
        ("PUT", "/api/reports/zhongyuan-2023", "GET, DELETE"),
        ("POST", "/api/conversations/x", "GET, PATCH, DELETE"),
        ("DELETE", "/v1/models", "GET"),
        ("GET", "/v1/chat/completions", "POST"),
    ],
)
def test_a_refused_method_is_told_all_that_there_are(
    client: httpx.Client, method: str, path: str, allowed: str
) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
