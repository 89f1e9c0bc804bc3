"""One way to an answer for every protocol: a slot, the assistant, figures, a log line."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from youju.answering.assistant import Assistant
from youju.answering.conversation import Turn
from youju.answering.events import Answered, Event
from youju.errors import Overloaded
from youju.model import Answer, Check
from youju.server.engine import Engine
from youju.server.observing import Figures, log_answer
from youju.settings import Settings

if TYPE_CHECKING:
    from youju.answering.checking import Checker, Step


@dataclass(frozen=True)
class Question:
    """``top_k``: None for that of the settings."""

    text: str
    history: Sequence[Turn] = ()
    report_ids: Sequence[str] | None = None
    top_k: int | None = None
    mode: str = "auto"


class Service:
    """Belongs to one event loop."""

    def __init__(self, engine: Engine, figures: Figures, settings: Settings) -> None:
        self.engine = engine
        self._figures = figures
        self._settings = settings
        self._under_way = 0
        self.reading = asyncio.Semaphore(1)
        """A draft's file is read one at a time: it takes a thread of those that answer."""

    async def events(self, question: Question) -> AsyncGenerator[Event]:
        """As ``Assistant.stream``; also raises ``NotReady`` and ``Overloaded``."""
        with self._slot():
            assistant = await self.engine.ready()
            answering = assistant.stream(
                question.text,
                history=question.history,
                mode=question.mode,
                report_ids=question.report_ids,
                top_k=question.top_k or self._settings.top_k,
            )
            async with aclosing(answering) as events:
                async for event in events:
                    if isinstance(event, Answered):
                        self._note(question, event.answer)
                    yield event

    async def answer(self, question: Question) -> Answer:
        """What ``events`` ends with."""
        async with aclosing(self.events(question)) as events:
            async for event in events:
                if isinstance(event, Answered):
                    return event.answer
        raise AssertionError

    async def steps(
        self,
        draft: str,
        report_ids: Sequence[str] | None = None,
        changed: tuple[int, int] | None = None,
    ) -> AsyncGenerator[Step]:
        """As ``Checker.steps``, each worked out in a thread; nothing of the draft is kept or
        logged. Also raises ``NotReady`` and ``Overloaded``."""
        with self._slot():
            checker = await asyncio.to_thread(_checker, await self.engine.ready())
            steps = checker.steps(draft, report_ids=report_ids, changed=changed)
            while step := await asyncio.to_thread(next, steps, None):
                yield step

    async def check(
        self,
        draft: str,
        report_ids: Sequence[str] | None = None,
        changed: tuple[int, int] | None = None,
    ) -> Check:
        """All ``steps`` as one."""
        from youju.answering.checking import as_check

        started = time.perf_counter()
        async with aclosing(self.steps(draft, report_ids, changed)) as steps:
            done = [step async for step in steps]
        seconds = time.perf_counter() - started
        return await asyncio.to_thread(as_check, draft, done, changed, seconds)

    @contextmanager
    def _slot(self) -> Iterator[None]:
        """One answer under way; too many at once are told to come again, and do not pile up."""
        if self._under_way >= self._settings.max_concurrent:
            self._figures.refused.labels("overloaded").inc()
            raise Overloaded(seconds=1)
        self._under_way += 1
        self._figures.under_way.inc()
        try:
            yield
        finally:
            self._under_way -= 1
            self._figures.under_way.dec()

    def _note(self, question: Question, answer: Answer) -> None:
        asks_llm = bool(self._settings.llm_base_url) and question.mode != "extractive"
        self._figures.count(answer, llm_asked=asks_llm)
        log_answer(question.text, answer, wanted=self._settings.log_questions)


def _checker(assistant: Assistant) -> Checker:
    """Imported when the first draft comes."""
    return assistant.answerer.checker
