"""The command line: ``youju``."""

from __future__ import annotations

import gc

__all__ = ["main"]

_COLLECT_AFTER = 100_000


def main() -> None:
    """Run the command line. Start-up makes many objects and little garbage: collecting at Python's
    pace would cost a cold question a tenth of its time."""
    gc.set_threshold(_COLLECT_AFTER)
    from youju.cli.main import run

    run()
