"""Questions of one run: straight to the report's words, or on an event loop with the LLM."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from youju.cli.state import STATE
from youju.errors import ChatModelMissing

if TYPE_CHECKING:
    import asyncio

    from youju.answering.answerer import Answerer
    from youju.answering.assistant import Assistant
    from youju.answering.conversation import Turn
    from youju.model import Answer


class Session:
    """``mode``: auto, llm or extractive; ``live``: show the draft on the terminal as it is written.

    Nothing of asyncio or of HTTP is imported where no LLM takes part.
    """

    def __init__(self, mode: str, reports: Sequence[str], top_k: int | None, *, live: bool) -> None:
        settings = STATE.settings()
        self._reports = reports
        self._top_k = top_k or settings.top_k
        self._live = live and sys.stdout.isatty()
        self._runner: asyncio.Runner | None = None
        if mode == "llm" and not settings.llm_base_url:
            raise ChatModelMissing
        self._mode = mode
        self._with_llm = bool(settings.llm_base_url) and mode != "extractive"
        self._answerer: Answerer | None = None
        self._assistant: Assistant | None = None
        if self._with_llm:
            from youju.assembly import build_assistant

            self._assistant = build_assistant(settings)
        else:
            from youju.assembly import build_answerer

            self._answerer = build_answerer(settings)

    def __enter__(self) -> Session:
        if self._with_llm:
            import asyncio

            self._runner = asyncio.Runner()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._runner and self._assistant:
            self._runner.run(self._assistant.aclose())
            self._runner.close()

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        if self._runner:
            return self._runner.run(self._asked(question, history))
        standalone = question
        if history:
            from youju.answering.conversation import recent, standalone_question

            standalone = standalone_question(question, recent(history))
        assert self._answerer is not None
        return self._answerer.answer(
            question, standalone=standalone, report_ids=self._reports, top_k=self._top_k
        )

    async def _asked(self, question: str, history: Sequence[Turn]) -> Answer:
        from contextlib import aclosing

        from youju.answering.events import Answered, Delta
        from youju.cli.live import Draft

        assert self._assistant is not None
        answering = self._assistant.stream(
            question,
            history=history,
            mode=self._mode,
            report_ids=self._reports,
            top_k=self._top_k,
        )
        answer = None
        with Draft(shown=self._live) as draft:
            async with aclosing(answering) as events:
                async for event in events:
                    if isinstance(event, Delta):
                        draft.add(event)
                    elif isinstance(event, Answered):
                        answer = event.answer
        assert answer is not None
        return answer
