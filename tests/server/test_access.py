"""Who may ask what, how often and from where; and that every refusal is a problem document."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.scripted_llm import scripted_llm, stream
from tests.server.conftest import Serve, Served, served
from tests.server.helpers import PROVEN, QUESTION, ask, bearer, behind, problem, until

Youju = Callable[..., subprocess.CompletedProcess[str]]
CONFIGURED = "configured-key-0123456789"
SECURITY_HEADERS = (
    "content-security-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "referrer-policy",
    "x-content-type-options",
    "x-frame-options",
    "x-request-id",
)
UPLOADS = ("/api/reports", "/api/check")
ASK: dict[str, Any] = {"method": "POST", "url": "/api/ask", "json": {"question": QUESTION}}
NO_CONTENT: dict[str, Any] = {
    "method": "POST",
    "url": "/api/ask",
    "headers": {"Content-Type": "application/json"},
}
REFUSED = [
    pytest.param({"method": "GET", "url": "/no/such/page"}, 404, id="unknown route"),
    pytest.param({"method": "GET", "url": "/api/no-such"}, 404, id="unknown route of the API"),
    pytest.param({"method": "GET", "url": "/static/no-such.js"}, 404, id="unknown file"),
    pytest.param({"method": "GET", "url": "/static/..%2f..%2fREADME.md"}, 404, id="path"),
    pytest.param({"method": "GET", "url": "/%00%FF"}, 404, id="odd path"),
    pytest.param({"method": "PUT", "url": "/api/ask"}, 405, id="wrong method"),
    pytest.param({"method": "POST", "url": "/healthz"}, 405, id="wrong method of operations"),
    pytest.param(NO_CONTENT, 422, id="nothing"),
    pytest.param(NO_CONTENT | {"content": b'{"question":'}, 422, id="cut JSON"),
    pytest.param(NO_CONTENT | {"content": b"[1, 2]"}, 422, id="a list"),
    pytest.param(NO_CONTENT | {"content": b"null"}, 422, id="null"),
    pytest.param(NO_CONTENT | {"content": b'{"question": NaN}'}, 422, id="NaN"),
    pytest.param(NO_CONTENT | {"content": b'{"question": "\xff"}'}, 4, id="no UTF-8"),
    pytest.param(NO_CONTENT | {"content": b"\xff\xfe{\x00}\x00"}, 4, id="UTF-16"),
    pytest.param(
        NO_CONTENT | {"content": b'{"question": "x", "top_k": 1e999}'}, 422, id="infinite"
    ),
    pytest.param(
        NO_CONTENT | {"content": b'{"question": "x", "top_k": ' + b"9" * 5000 + b"}"},
        4,
        id="huge number",
    ),
    pytest.param(NO_CONTENT | {"content": b"[" * 200_000}, 4, id="deep JSON, cut"),
    pytest.param(
        NO_CONTENT | {"content": b'{"question": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"},
        4,
        id="deep JSON",
    ),
    pytest.param(
        NO_CONTENT | {"content": b'{"question": "x", "report_ids": ["\\ud800"]}'},
        4,
        id="lone surrogate in a report's id",
    ),
    pytest.param(
        NO_CONTENT | {"content": b'{"question": "x", "conversation_id": "\\ud800"}'},
        4,
        id="lone surrogate in a conversation's id",
    ),
    pytest.param(
        NO_CONTENT | {"content": b'{"question": "x", "conversation_id": "\\u0000"}'},
        404,
        id="NUL in a conversation's id",
    ),
    pytest.param(
        {"method": "POST", "url": "/api/ask", "data": {"question": "x"}}, 4, id="form for JSON"
    ),
    pytest.param(
        {
            "method": "POST",
            "url": "/api/ask",
            "content": json.dumps({"question": "x"}),
            "headers": {"Content-Type": "text/plain"},
        },
        4,
        id="text for JSON",
    ),
    pytest.param(ASK | {"headers": {"Host": "evil.example"}}, 400, id="foreign host"),
    pytest.param(ASK | {"headers": {"Host": ""}}, 400, id="no host"),
    pytest.param(ASK | {"headers": {"Host": "127.0.0.1.evil.example"}}, 400, id="host like ours"),
    pytest.param(ASK | {"headers": {"Host": "evil.example@[::1"}}, 400, id="broken host"),
    pytest.param(ASK | {"headers": {"Origin": "https://evil.example"}}, 403, id="foreign origin"),
    pytest.param(ASK | {"headers": {"Origin": "null"}}, 403, id="origin null"),
    pytest.param(ASK | {"headers": {"Origin": "http://127.0.0.1.evil.example"}}, 403, id="like us"),
]
FAILING_STARTS = [
    pytest.param(("--host", "0.0.0.0"), {}, "keys add", id="all addresses, no keys"),
    pytest.param(("--host", "192.0.2.1"), {}, "192.0.2.1", id="an address that is not ours"),
    pytest.param(("--host", "no-such.invalid"), {}, "no-such.invalid", id="an unknown name"),
    pytest.param((), {"YOUJU_API_KEYS": "short"}, "YOUJU_API_KEYS", id="a short key"),
    pytest.param((), {"YOUJU_RATE_LIMIT": "often"}, "YOUJU_RATE_LIMIT", id="an unknown rate"),
    pytest.param((), {"YOUJU_MAX_CONCURRENT": "0"}, "YOUJU_MAX_CONCURRENT", id="no answer at all"),
    pytest.param((), {"YOUJU_LOG_FORMAT": "xml"}, "YOUJU_LOG_FORMAT", id="an unknown log"),
    pytest.param(
        (), {"YOUJU_DATABASE_URL": "sqlite:////proc/no/such.db"}, "YOUJU_DATABASE_URL", id="folder"
    ),
    pytest.param((), {"YOUJU_DATABASE_URL": "sqlite:////"}, "YOUJU_DATABASE_URL", id="database"),
    pytest.param(
        (),
        {"YOUJU_DATABASE_URL": "postgresql://me:secret-word@127.0.0.1:1/youju"},
        "YOUJU_DATABASE_URL",
        id="a database that nobody serves",
    ),
]


@dataclass
class Locked:
    """A server that asks for keys; ``keys``: one for each scope."""

    server: Served
    keys: dict[str, str]
    environment: dict[str, str]

    def client(self, scope: str) -> httpx.Client:
        return self.server.client(headers=bearer(self.keys[scope]))


def add_key(youju: Youju, environment: dict[str, str], name: str, *scopes: str) -> dict[str, Any]:
    chosen = [part for scope in scopes for part in ("--scope", scope)]
    done = youju("keys", "add", name, *chosen, "--json", **environment)
    assert done.returncode == 0, done.stderr
    key: dict[str, Any] = json.loads(done.stdout)
    return key


@pytest.fixture(scope="module")
def locked(
    tmp_path_factory: pytest.TempPathFactory, server_environment: dict[str, str]
) -> Iterator[Locked]:
    folder = tmp_path_factory.mktemp("locked")
    own = {"YOUJU_DATABASE_URL": f"sqlite:///{folder / 'youju.db'}"}
    settings = own | {"YOUJU_API_KEYS": CONFIGURED, "YOUJU_MAX_UPLOAD_MB": "1"}
    with served(server_environment | settings) as server:
        yield Locked(server, {"configured": CONFIGURED}, own)


@pytest.fixture
def database(tmp_path: Path) -> dict[str, str]:
    """Of the server that ``serve`` starts."""
    return {"YOUJU_DATABASE_URL": f"sqlite:///{tmp_path / 'youju.db'}"}


def test_without_keys_everybody_on_this_machine_may_do_all(client: httpx.Client) -> None:
    assert ask(client)["status"] == "answered"
    assert client.get("/api/reports").status_code == 200
    assert client.delete("/api/reports/no-such").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="none"),
        pytest.param({"Authorization": f"Basic {CONFIGURED}"}, id="basic"),
        pytest.param({"Authorization": "Bearer"}, id="empty"),
        pytest.param({"Authorization": f"Bearer {CONFIGURED}x"}, id="wrong"),
        pytest.param({"Authorization": f"Bearer {CONFIGURED[:-1]}"}, id="cut"),
        pytest.param({"Authorization": "Bearer 密钥".encode()}, id="not ASCII"),
        pytest.param({"Authorization": b"Bearer \xff\xfe"}, id="bytes"),
        pytest.param({"X-API-Key": "x" * 5000}, id="long"),
    ],
)
def test_with_keys_nobody_else_asks_or_reads(locked: Locked, headers: dict[str, Any]) -> None:
    with locked.server.client(headers=headers) as client:
        for method, path in (
            ("POST", "/api/search"),
            ("POST", "/api/check"),
            ("GET", "/api/reports"),
            ("GET", "/api/conversations"),
            ("GET", "/api/suggestions"),
            ("DELETE", "/api/reports/zhongyuan-2023"),
            ("GET", "/metrics"),
        ):
            response = client.request(method, path, json={"query": "x"})
            assert problem(response, 401)["type"].startswith("urn:youju:problem:key_")
            assert response.headers["www-authenticate"] == "Bearer"
        problem(client.request(**ASK), 401)
        assert client.post("/mcp", json={}).status_code == 401
        assert client.get("/v1/models").status_code == 401


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_who_watches_the_service_needs_no_key(locked: Locked, path: str) -> None:
    with locked.server.client() as client:
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("header", ["Authorization", "authorization", "X-API-Key"])
def test_a_key_of_the_settings_asks_and_reads_and_changes_nothing(
    locked: Locked, header: str
) -> None:
    secret = CONFIGURED if header == "X-API-Key" else f"Bearer {CONFIGURED}"
    with locked.server.client(headers={header: secret}) as client:
        answer = ask(client)
        assert client.get(f"/api/answers/{answer['id']}").status_code == 200
        assert client.get("/metrics").status_code == 200
        told = problem(client.delete("/api/reports/zhongyuan-2023"), 403)
        assert told["type"] == "urn:youju:problem:scope_missing"
        assert "admin" in told["detail"]
        assert "set-cookie" not in client.get("/api/conversations").headers


def test_a_key_does_what_its_scopes_say_and_nothing_once_it_is_revoked(
    locked: Locked, youju: Youju
) -> None:
    keys = {
        scope: add_key(youju, locked.environment, f"for-{scope}", scope)
        for scope in ("ask", "read", "admin")
    }
    uses: dict[str, Callable[[httpx.Client], httpx.Response]] = {
        "ask": lambda client: client.request(**ASK),
        "read": lambda client: client.get("/api/reports"),
        "admin": lambda client: client.delete("/api/reports/no-such"),
    }
    clients = {s: locked.server.client(headers=bearer(key["key"])) for s, key in keys.items()}
    try:
        assert until(lambda: uses["read"](clients["read"]).status_code == 200, 4)
        for scope, client in clients.items():
            for wanted, use in uses.items():
                allowed = scope in (wanted, "admin")
                assert (use(client).status_code == 403) != allowed, (scope, wanted)
        listed = json.loads(youju("keys", "list", "--json", **locked.environment).stdout)
        assert {key["id"]: key["scopes"] for key in listed} == {
            key["id"]: [scope] for scope, key in keys.items()
        }
        assert not any(key["key"] in json.dumps(listed) for key in keys.values())
        done = youju("keys", "revoke", "for-read", **locked.environment)
        assert done.returncode == 0, done.stderr
        assert until(lambda: uses["read"](clients["read"]).status_code == 401, 3)
        assert uses["read"](clients["admin"]).status_code == 200
        assert youju("keys", "revoke", "for-read", **locked.environment).returncode == 1
    finally:
        for client in clients.values():
            client.close()


def test_a_service_that_began_with_keys_is_not_open_once_the_last_is_revoked(
    serve: Serve, youju: Youju, database: dict[str, str]
) -> None:
    key = add_key(youju, database, "only", "ask", "read")
    with (
        serve("--host", "0.0.0.0") as server,
        server.client(headers=bearer(key["key"])) as client,
        server.client() as stranger,
    ):
        assert client.get("/api/reports").status_code == 200
        problem(stranger.get("/api/reports"), 401)
        assert youju("keys", "revoke", "only", **database).returncode == 0
        assert until(lambda: client.get("/api/reports").status_code != 200, 4)
        problem(stranger.get("/api/reports"), 401)
        problem(stranger.delete("/api/reports/no-such"), 401)


@pytest.mark.parametrize(("arguments", "environment", "named"), FAILING_STARTS)
def test_what_cannot_start_says_so_in_one_line(
    youju: Youju,
    database: dict[str, str],
    arguments: tuple[str, ...],
    environment: dict[str, str],
    named: str,
) -> None:
    done = youju("serve", "--port", "0", *arguments, **database | environment)
    said = done.stderr.splitlines()
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert said[-1].startswith("youju: ")
    assert len([line for line in said if not line.startswith("有据在")]) == 1
    assert named in said[-1]
    assert "secret-word" not in done.stderr


def test_a_port_that_is_taken_is_told_in_one_line(youju: Youju, database: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = youju("serve", "--port", str(port), **database)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"127.0.0.1:{port}" in done.stderr


def test_who_says_so_may_listen_to_all_without_keys_and_under_any_name(serve: Serve) -> None:
    with serve("--host", "0.0.0.0", "--open") as server, server.client() as client:
        assert client.get("/api/reports", headers={"Host": "any.example"}).status_code == 200
        headers = {"Host": "any.example", "Origin": "https://evil.example"}
        problem(client.get("/api/reports", headers=headers), 403)


def test_who_asks_too_often_is_told_when_to_come_again(serve: Serve) -> None:
    # By the day: where a shorter window turns during the test, one more is let in.
    with serve(YOUJU_RATE_LIMIT="3/day") as server, server.client() as client:
        for _ in range(3):
            ask(client)
        for number in range(3):
            forged = {"X-Forwarded-For": f"192.0.2.{number}", "Accept-Language": "en"}
            response = client.request(**ASK | {"headers": forged})
            told = problem(response, 429)
            assert 1 <= int(response.headers["retry-after"]) <= 86_400
            assert told["detail"].isascii()
        problem(client.post("/api/search", json={"query": "空气"}), 429)
        assert client.post("/v1/chat/completions", json=chat()).status_code == 429
        with server.client() as without_cookie:
            problem(
                without_cookie.request(**ASK | {"json": {"question": "x", "stream": True}}), 429
            )
        assert client.get("/api/conversations").status_code == 200


def chat() -> dict[str, Any]:
    return {"model": "youju", "messages": [{"role": "user", "content": QUESTION}]}


def test_more_questions_at_once_than_allowed_are_told_to_come_again(serve: Serve) -> None:
    statuses: list[int] = []
    with (
        scripted_llm(stream(PROVEN, delay=0.25), stream(PROVEN)) as llm,
        serve(**behind(llm), YOUJU_MAX_CONCURRENT="1") as server,
        server.client() as client,
    ):

        def ask_first() -> None:
            with server.client() as first:
                statuses.append(first.request(**ASK).status_code)

        asking = threading.Thread(target=ask_first)
        asking.start()
        assert until(lambda: llm.requests)
        for streamed in (False, True):
            body = {"question": QUESTION, "stream": streamed}
            response = client.post("/api/ask", json=body)
            problem(response, 503)
            assert int(response.headers["retry-after"]) >= 1
        assert client.post("/v1/chat/completions", json=chat()).status_code == 503
        assert client.get("/healthz").status_code == 200
        asking.join()
        assert statuses == [200]
        assert ask(client)["answer"] == PROVEN
        assert 'youju_refused_total{why="overloaded"} 3.0' in client.get("/metrics").text


@pytest.mark.parametrize(("request_", "status"), REFUSED)
def test_every_refusal_is_a_problem_document(
    client: httpx.Client, request_: dict[str, Any], status: int
) -> None:
    """``4``: any of the client's faults will do."""
    response = client.request(**request_)
    problem(response, response.status_code)
    assert response.status_code == status or (status == 4 and response.status_code // 100 == 4)


@pytest.mark.parametrize("question", ["优\\ud800良天数", "优\\u0000良天数", "\\udc00\\ud800"])
def test_what_no_text_can_hold_is_replaced(client: httpx.Client, question: str) -> None:
    content = f'{{"question": "{question}"}}'.encode()
    response = client.request(**NO_CONTENT | {"content": content})
    if response.status_code != 422:
        assert response.status_code == 200
        answer = response.json()
        assert not set(answer["question"]) & {"\x00", "\ud800"}
        assert client.get(f"/api/answers/{answer['id']}").status_code == 200
    assert client.get("/api/conversations").status_code == 200


@pytest.mark.parametrize("chunked", [False, True], ids=["of known length", "chunked"])
@pytest.mark.parametrize("path", ["/api/ask", "/api/search", *UPLOADS])
def test_a_request_that_is_too_large_is_a_problem_and_no_failure_in_the_log(
    locked: Locked, path: str, chunked: bool
) -> None:
    form = b'--x\r\nContent-Disposition: form-data; name="file"; filename="x.txt"\r\n\r\n'
    content: Any = (form if path in UPLOADS else b"") + b" " * 3 * 2**20
    if chunked:
        content = iter([content])
    kind = "multipart/form-data; boundary=x" if path in UPLOADS else "application/json"
    logged = len(locked.server.lines)
    with locked.client("configured") as client:
        response = client.post(path, content=content, headers={"Content-Type": kind})
    problem(response, 413)
    assert until(lambda: "status=413" in "".join(locked.server.lines[logged:]))
    assert "Traceback" not in "".join(locked.server.lines[logged:])


@pytest.mark.parametrize(
    ("language", "is_english"),
    [
        pytest.param("en", True, id="English"),
        pytest.param("en-GB,en;q=0.9,zh;q=0.5", True, id="British"),
        pytest.param("zh-CN,zh;q=0.9,en;q=0.8", False, id="Chinese"),
        pytest.param("", False, id="none"),
    ],
)
@pytest.mark.parametrize(
    "request_",
    [
        pytest.param({"method": "GET", "url": "/api/answers/ans_0"}, id="not found"),
        pytest.param({"method": "GET", "url": "/no/such/page"}, id="unknown route"),
        pytest.param({"method": "PUT", "url": "/api/ask"}, id="wrong method"),
        pytest.param({"method": "POST", "url": "/api/ask", "json": {"question": ""}}, id="empty"),
        pytest.param({"method": "DELETE", "url": "/api/reports/no-such"}, id="report"),
    ],
)
def test_a_problem_is_told_in_the_language_of_the_client(
    client: httpx.Client, request_: dict[str, Any], language: str, is_english: bool
) -> None:
    detail = client.request(**request_, headers={"Accept-Language": language}).json()["detail"]
    assert detail[0].isascii() == is_english, detail


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param({"method": "GET", "url": "/healthz"}, id="healthz"),
        pytest.param({"method": "GET", "url": "/docs"}, id="docs"),
        pytest.param({"method": "GET", "url": "/static/docs.js"}, id="a file"),
        pytest.param(ASK, id="an answer"),
        pytest.param(ASK | {"json": {"question": QUESTION, "stream": True}}, id="a stream"),
        pytest.param({"method": "GET", "url": "/api/reports/no-such"}, id="not found"),
        pytest.param({"method": "GET", "url": "/no/such/page"}, id="unknown route"),
        pytest.param({"method": "PUT", "url": "/api/ask"}, id="wrong method"),
        pytest.param(NO_CONTENT | {"content": b"{"}, id="cut JSON"),
        pytest.param(ASK | {"headers": {"Host": "evil.example"}}, id="foreign host"),
        pytest.param(ASK | {"headers": {"Origin": "https://evil.example"}}, id="foreign origin"),
        pytest.param({"method": "POST", "url": "/mcp", "json": {}}, id="MCP"),
        pytest.param({"method": "GET", "url": "/v1/models"}, id="OpenAI"),
    ],
)
def test_every_response_has_the_security_headers(
    client: httpx.Client, request_: dict[str, Any]
) -> None:
    response = client.request(**request_)
    assert [name for name in SECURITY_HEADERS if name not in response.headers] == []
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
    assert "server" not in response.headers


def test_what_is_too_large_has_the_security_headers_too(locked: Locked) -> None:
    with locked.client("configured") as client:
        response = client.post("/api/ask", content=b" " * 3 * 2**20)
    assert [name for name in SECURITY_HEADERS if name not in response.headers] == []


def test_a_request_keeps_the_id_it_brings(client: httpx.Client) -> None:
    response = client.get("/api/answers/ans_0", headers={"X-Request-ID": "my-id_1.2"})
    assert problem(response, 404)["request_id"] == "my-id_1.2"


@pytest.mark.parametrize(
    "given",
    ["", "a b", "x" * 65, "<script>", 'a"b', b"\xff", "a\tb"],
    ids=["empty", "blank", "long", "markup", "quote", "byte", "tab"],
)
def test_an_id_that_would_spoil_the_log_is_replaced(
    client: httpx.Client, given: str | bytes
) -> None:
    headers: Any = {"X-Request-ID": given}
    ids = {client.get("/healthz", headers=headers).headers["x-request-id"] for _ in range(2)}
    assert len(ids) == 2
    assert all(re.fullmatch(r"[0-9a-f]{16}", found) for found in ids)


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1", "null"])
def test_no_page_of_another_site_may_read_an_answer(client: httpx.Client, origin: str) -> None:
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    response = client.options("/api/ask", headers=headers)
    assert not [name for name in response.headers if name.startswith("access-control-")]
    response = client.get("/api/reports", headers={"Origin": origin})
    assert not [name for name in response.headers if name.startswith("access-control-")]


def test_a_page_of_an_allowed_origin_may_call_and_the_service_has_its_further_names(
    serve: Serve,
) -> None:
    origin = "https://intranet.example"
    settings = {"YOUJU_CORS_ORIGINS": origin, "YOUJU_ALLOWED_HOSTS": "youju.example"}
    with serve(**settings) as server, server.client() as client:
        asked = {
            "Origin": origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type,last-event-id",
        }
        response = client.options("/api/ask", headers=asked)
        assert response.status_code == 200, response.text
        assert response.headers["access-control-allow-origin"] == origin
        assert "POST" in response.headers["access-control-allow-methods"]
        for name, status in (("/api/reports", 200), ("/api/reports/no-such", 404)):
            response = client.get(name, headers={"Origin": origin})
            assert response.status_code == status
            assert response.headers["access-control-allow-origin"] == origin
        problem(client.get("/api/reports", headers={"Origin": "https://evil.example"}), 403)
        problem(client.get("/api/reports", headers={"Origin": f"{origin}.evil.example"}), 403)
        assert client.get("/api/reports", headers={"Host": "YOUJU.example:80"}).status_code == 200
        problem(client.get("/api/reports", headers={"Host": "evil.example"}), 400)
