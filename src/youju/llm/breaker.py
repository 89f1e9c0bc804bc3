"""A circuit breaker: an endpoint that failed again and again is left alone for a while.

The pattern is Nygard's ("Release It!", 2007): closed, open, half open. The libraries for asyncio
that exist were last released years ago.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from youju.errors import ChatModelError, ChatPaused

_THRESHOLD = 3
_PAUSE = 30.0


class CircuitBreaker:
    """Opens after ``threshold`` failures in a row; lets one call try again after ``pause`` s."""

    def __init__(
        self,
        threshold: int = _THRESHOLD,
        pause: float = _PAUSE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._threshold = threshold
        self._pause = pause
        self._clock = clock
        self._failures = 0
        self._closed_again = 0.0

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Raises ``ChatPaused`` while open; counts the body's retryable failures."""
        waiting = self._closed_again - self._clock()
        if self._failures >= self._threshold:
            if waiting > 0:
                raise ChatPaused(seconds=math.ceil(waiting))
            self._closed_again = self._clock() + self._pause
        try:
            yield
        except ChatModelError as error:
            if error.retryable:
                self._failures += 1
                self._closed_again = self._clock() + self._pause
            raise
        self._failures = 0
