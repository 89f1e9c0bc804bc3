"""Which failures are tried again, and after how long."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime

from tenacity import RetryCallState
from tenacity.wait import wait_exponential_jitter

from youju.errors import ChatModelError, ChatQuota, ChatServerError, ChatUnreachable

_LONGEST_WAIT = 20.0
_backoff = wait_exponential_jitter(multiplier=0.3, max=4.0, jitter=0.3)


def may_pass(error: BaseException) -> bool:
    """What another try may mend; not a quota that is used up, nor one that asks for a long wait."""
    if not isinstance(error, ChatQuota | ChatServerError | ChatUnreachable):
        return False
    named = error.values.get("retry_after")
    if isinstance(named, float):
        return named <= _LONGEST_WAIT
    return not isinstance(error, ChatQuota) or error.values.get("status") == 429


def wait(state: RetryCallState) -> float:
    """Retry-After where the endpoint names it, else longer and longer, with jitter."""
    error = state.outcome.exception() if state.outcome else None
    named = error.values.get("retry_after") if isinstance(error, ChatModelError) else None
    return named if isinstance(named, float) else _backoff(state)


def retry_after(header: str | None) -> float | None:
    """Seconds to wait, from the header's seconds or date."""
    if not header:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except (TypeError, ValueError):
        return None
