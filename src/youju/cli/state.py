"""What every command needs: language, settings, JSON, a progress bar."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from youju.settings import Settings, load_settings
from youju.wording import detect_language, say

if TYPE_CHECKING:
    from youju.embedding import Progress

LANGUAGE = detect_language(sys.argv[1:])


@dataclass
class State:
    """The global options, as they were given."""

    index: str = ""
    config: Path | None = None
    verbose: bool = False

    def settings(self) -> Settings:
        settings = load_settings(config=self.config)
        return replace(settings, index_dir=self.index) if self.index else settings


STATE = State()


def words(key: str, **values: object) -> str:
    return say(key, LANGUAGE, **values)


def print_json(content: Any) -> None:
    import json

    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")


@contextmanager
def progress_bar(key: str) -> Iterator[Progress | None]:
    """A bar on the terminal's standard error; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words(key), total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance
