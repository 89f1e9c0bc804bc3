from __future__ import annotations

import pytest

from youju.errors import ChatModelError, ChatPaused, ChatServerError, ChatUnauthorised
from youju.llm.breaker import CircuitBreaker


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def fail(breaker: CircuitBreaker, error: type[ChatModelError] = ChatServerError) -> None:
    with pytest.raises(error), breaker.guard():
        raise error(detail="broken")


def test_after_three_failures_nobody_waits_any_more() -> None:
    clock = Clock()
    breaker = CircuitBreaker(threshold=3, pause=30, clock=clock)
    for _ in range(3):
        fail(breaker)
    with pytest.raises(ChatPaused) as raised, breaker.guard():
        raise AssertionError
    assert raised.value.values["seconds"] == 30


def test_one_call_tries_again_after_the_pause() -> None:
    clock = Clock()
    breaker = CircuitBreaker(threshold=1, pause=30, clock=clock)
    fail(breaker)
    clock.now = 31
    with breaker.guard(), pytest.raises(ChatPaused), breaker.guard():
        raise AssertionError
    with breaker.guard():
        pass


def test_a_success_closes_it_and_a_failure_opens_it_anew() -> None:
    clock = Clock()
    breaker = CircuitBreaker(threshold=2, pause=30, clock=clock)
    fail(breaker)
    with breaker.guard():
        pass
    fail(breaker)
    with breaker.guard():
        pass


def test_what_another_try_would_not_mend_does_not_count() -> None:
    breaker = CircuitBreaker(threshold=1, pause=30, clock=Clock())
    fail(breaker, ChatUnauthorised)
    with breaker.guard():
        pass
