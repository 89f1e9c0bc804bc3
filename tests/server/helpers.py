"""What the tests of the service have in common."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

import httpx
from httpx_sse import ServerSentEvent, connect_sse

from tests.scripted_llm import ScriptedLLM

QUESTION = "2023年优良天数是多少？"
PROVEN = "2023年，中原区的优良天数达217天[1]。"
LLM_KEY = "sk-secret-0123456789"
_MEMBERS = ("type", "title", "status", "detail", "request_id")
Found = TypeVar("Found")


def ask(client: httpx.Client, question: str = QUESTION, **more: Any) -> dict[str, Any]:
    response = client.post("/api/ask", json={"question": question, **more})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def ask_streaming(
    client: httpx.Client, question: str = QUESTION, last_event_id: str = "", **more: Any
) -> list[ServerSentEvent]:
    body = {"question": question, "stream": True, **more}
    headers = {"Last-Event-ID": last_event_id} if last_event_id else {}
    with connect_sse(client, "POST", "/api/ask", json=body, headers=headers) as source:
        assert source.response.status_code == 200, source.response.read()
        return list(source.iter_sse())


def problem(response: httpx.Response, status: int) -> dict[str, Any]:
    """The problem document that the response is."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = response.json()
    assert all(told.get(name) for name in _MEMBERS), told
    assert told["status"] == status
    assert told["request_id"] == response.headers["x-request-id"]
    assert "Traceback" not in response.text
    return told


def until(look: Callable[[], Found], seconds: float = 10.0) -> Found:
    """What ``look`` finds, once it is true; else what it found last."""
    deadline = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def behind(llm: ScriptedLLM) -> dict[str, str]:
    return {
        "YOUJU_LLM_BASE_URL": llm.base_url,
        "YOUJU_LLM_MODEL": "scripted",
        "YOUJU_LLM_API_KEY": LLM_KEY,
        "YOUJU_LLM_CITING": "prose",
    }


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}
