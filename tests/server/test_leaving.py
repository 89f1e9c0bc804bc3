"""An asker who goes away costs nothing more: the request to the LLM ends, too."""

from __future__ import annotations

import json
import socket

import pytest

from tests.scripted_llm import HANG, ScriptedLLM, scripted_llm, stream
from tests.server.conftest import Serve, Served
from tests.server.helpers import until

QUESTION = "2023年优良天数是多少？"
CHAT = {"messages": [{"role": "user", "content": QUESTION}]}


def leave_after_asking(server: Served, path: str, content: object, llm: ScriptedLLM) -> None:
    body = json.dumps(content).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    port = int(server.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as asker:
        asker.sendall(head.encode() + body)
        until(lambda: bool(llm.requests))


@pytest.mark.parametrize(
    ("path", "content"),
    [
        pytest.param("/api/ask", {"question": QUESTION}, id="whole"),
        pytest.param("/api/ask", {"question": QUESTION, "stream": True}, id="streamed"),
        pytest.param("/v1/chat/completions", CHAT, id="OpenAI"),
        pytest.param("/v1/chat/completions", CHAT | {"stream": True}, id="OpenAI, streamed"),
    ],
)
def test_who_leaves_ends_the_request_upstream(serve: Serve, path: str, content: object) -> None:
    with scripted_llm(stream("优良天数", before=[HANG])) as llm:
        behind = {
            "YOUJU_LLM_BASE_URL": llm.base_url,
            "YOUJU_LLM_MODEL": "scripted",
            "YOUJU_LLM_CITING": "prose",
        }
        with serve(**behind) as server:
            leave_after_asking(server, path, content, llm)
            until(lambda: llm.gone == 1)
            assert llm.gone == 1
            with server.client() as client:
                assert "youju_answers_under_way 0.0" in client.get("/metrics").text
