"""A crowd: 500 clients at once, ten that read a byte now and then, a hundred that vanish."""

from __future__ import annotations

import asyncio

from bench.service import CROWD, SLOW, VANISHING, crowd, memory_of, questions, request_of
from tests.server.conftest import Serve

MEBIBYTES = 60


def test_a_crowd_is_answered_or_told_to_come_again_and_leaves_nothing_behind(serve: Serve) -> None:
    requests = [request_of(question) for question in questions()]
    with serve() as server:
        port = int(server.url.rpartition(":")[2])
        asyncio.run(crowd(port, requests))
        before = memory_of(server.process.pid)
        ends = asyncio.run(crowd(port, requests))
        after = memory_of(server.process.pid)
        with server.client() as client:
            assert client.post("/api/ask", json={"question": "优良天数？"}).status_code == 200
            assert "youju_answers_under_way 0.0" in client.get("/metrics").text
    assert ends["200"] + ends["503"] == CROWD
    assert ends["200"] > 0
    assert (ends["slow"], ends["vanished"]) == (SLOW, VANISHING)
    assert after - before < MEBIBYTES
