"""The command line: ``youju``."""

from __future__ import annotations

from youju.cli.main import main

__all__ = ["main"]
