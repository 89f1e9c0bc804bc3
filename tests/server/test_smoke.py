from __future__ import annotations

import httpx


def test_a_question_is_answered(client: httpx.Client) -> None:
    answer = client.post("/api/ask", json={"question": "2023年优良天数是多少？"}).json()
    assert answer["answer"] == "优良天数达217天[1]。"
