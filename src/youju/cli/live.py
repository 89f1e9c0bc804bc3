"""The LLM's draft on the terminal while it is written; it makes room for the proven answer."""

from __future__ import annotations

from types import TracebackType

from youju.answering.events import Delta
from youju.cli.state import words
from youju.text import printable

_MARGIN = 3
"""Lines of the terminal that a draft leaves free: what scrolls away cannot be taken back."""


class Draft:
    """Shows the last lines of what is being written."""

    def __init__(self, *, shown: bool) -> None:
        self._text = ""
        self._live = None
        if shown:
            from rich.console import Console
            from rich.live import Live

            self._console = Console()
            self._live = Live(console=self._console, transient=True, auto_refresh=False)

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

            lines = Text(printable(self._text), style="dim").wrap(
                self._console, self._console.width - 1
            )
            height = max(1, self._console.height - _MARGIN)
            shown = Text("\n").join([Text(words("drafting"), style="dim"), *lines[-height:]])
            self._live.update(shown, refresh=True)
