from __future__ import annotations

import signal

from tests.server.conftest import Serve
from tests.server.helpers import ask


def test_answers_outlive_a_server_that_was_killed(serve: Serve, postgres_url: str) -> None:
    with serve(YOUJU_DATABASE_URL=postgres_url) as first, first.client() as client:
        answers = [ask(client) for _ in range(3)]
        cookies = client.cookies
        assert first.stop(signal.SIGKILL) == -signal.SIGKILL
    with (
        serve(YOUJU_DATABASE_URL=postgres_url) as second,
        second.client(cookies=cookies) as client,
        second.client() as stranger,
    ):
        listed = client.get("/api/conversations").json()["conversations"]
        assert [row["id"] for row in listed] == [one["conversation_id"] for one in answers[::-1]]
        for answer in answers:
            kept = client.get(f"/api/answers/{answer['id']}").json()
            assert (kept["answer"], kept["claims"]) == (answer["answer"], answer["claims"])
            assert stranger.get(f"/api/answers/{answer['id']}").status_code == 404
