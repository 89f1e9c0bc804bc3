"""The LLM's draft on the terminal while it is written; it makes room for the proven answer."""

from __future__ import annotations

from types import TracebackType

from youju.answering.events import Delta
from youju.cli.state import words
from youju.text import printable


class Draft:
    def __init__(self, *, shown: bool) -> None:
        self._text = ""
        self._live = None
        if shown:
            from rich.console import Console
            from rich.live import Live

            self._live = Live(console=Console(), transient=True, auto_refresh=False)

    def __enter__(self) -> Draft:
        if self._live:
            self._live.start()
            self._show()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live:
            self._live.stop()

    def add(self, delta: Delta) -> None:
        self._text = "" if delta.restart else self._text + delta.text
        self._show()

    def _show(self) -> None:
        if self._live:
            from rich.text import Text

            shown = f"{words('drafting')}\n{printable(self._text)}"
            self._live.update(Text(shown, style="dim"), refresh=True)
