"""Questions of one run: one, straight to the report's words; or turn by turn, on an event loop."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from youju.cli.state import STATE
from youju.errors import ChatModelMissing

if TYPE_CHECKING:
    import asyncio

    from youju.answering.assistant import Assistant
    from youju.answering.conversation import Turn
    from youju.model import Answer


@dataclass(frozen=True)
class Wishes:
    """What was asked for: ``mode`` is auto, llm or extractive; ``live``: show the LLM's draft on
    the terminal while it is written."""

    mode: str
    reports: Sequence[str]
    top_k: int | None
    live: bool


def ask_once(question: str, wishes: Wishes) -> Answer:
    """Nothing of asyncio or of HTTP is imported where no LLM takes part."""
    settings = STATE.settings()
    if settings.llm_base_url and wishes.mode != "extractive":
        with conversation(wishes) as talk:
            return talk.ask(question)
    if wishes.mode == "llm":
        raise ChatModelMissing
    from youju.assembly import build_answerer

    return build_answerer(settings).answer(
        question, report_ids=wishes.reports, top_k=wishes.top_k or settings.top_k
    )


@contextmanager
def conversation(wishes: Wishes) -> Iterator[Conversation]:
    import asyncio

    from youju.assembly import build_assistant

    settings = STATE.settings()
    if wishes.mode == "llm" and not settings.llm_base_url:
        raise ChatModelMissing
    assistant = build_assistant(settings)
    asks_llm = bool(settings.llm_base_url) and wishes.mode != "extractive"
    wishes = replace(wishes, live=wishes.live and asks_llm and sys.stdout.isatty())
    with asyncio.Runner() as runner:
        try:
            yield Conversation(assistant, runner, wishes, wishes.top_k or settings.top_k)
        finally:
            runner.run(assistant.aclose())


class Conversation:
    def __init__(
        self, assistant: Assistant, runner: asyncio.Runner, wishes: Wishes, top_k: int
    ) -> None:
        self._assistant = assistant
        self._runner = runner
        self._wishes = wishes
        self._top_k = top_k

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        return self._runner.run(self._asked(question, history))

    def suggestions(self, count: int) -> list[str]:
        return self._runner.run(self._assistant.suggest(count, self._wishes.reports))

    async def _asked(self, question: str, history: Sequence[Turn]) -> Answer:
        from contextlib import aclosing

        from youju.answering.events import Answered, Delta
        from youju.cli.live import Draft

        answering = self._assistant.stream(
            question,
            history=history,
            mode=self._wishes.mode,
            report_ids=self._wishes.reports,
            top_k=self._top_k,
        )
        with Draft(shown=self._wishes.live) as draft:
            async with aclosing(answering) as events:
                async for event in events:
                    if isinstance(event, Delta):
                        draft.add(event)
                    elif isinstance(event, Answered):
                        return event.answer
        raise AssertionError
