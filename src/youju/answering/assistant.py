"""The one way in for every face: follow-ups understood, the LLM where there is one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from youju.answering.answerer import Answerer
from youju.answering.conversation import Turn, recent, standalone_question
from youju.answering.events import Answered, ClaimChecked, Delta, Event, Retrieved
from youju.answering.generative import GenerativeAnswerer
from youju.answering.rewriting import Rewriter
from youju.answering.suggesting import Suggester
from youju.errors import ChatModelMissing
from youju.model import Answer

AUTO, LLM, EXTRACTIVE = "auto", "llm", "extractive"


class Assistant:
    """``generative`` and ``rewriter`` are None where no LLM is configured."""

    def __init__(
        self,
        answerer: Answerer,
        generative: GenerativeAnswerer | None = None,
        rewriter: Rewriter | None = None,
        suggester: Suggester | None = None,
    ) -> None:
        self.answerer = answerer
        self._suggester = suggester or Suggester(answerer)
        self._generative = generative
        self._rewriter = rewriter

    async def aclose(self) -> None:
        if self._generative:
            await self._generative.aclose()

    async def suggest(self, count: int, report_ids: Sequence[str] | None = None) -> list[str]:
        """Questions that the reports answer."""
        return await self._suggester.suggest(count, report_ids)

    async def answer(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        mode: str = AUTO,
        report_ids: Sequence[str] | None = None,
        top_k: int = 6,
    ) -> Answer:
        """What ``stream`` ends with."""
        answering = self.stream(
            question, history=history, mode=mode, report_ids=report_ids, top_k=top_k
        )
        async with aclosing(answering) as events:
            async for event in events:
                if isinstance(event, Answered):
                    return event.answer
        raise AssertionError

    async def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        mode: str = AUTO,
        report_ids: Sequence[str] | None = None,
        top_k: int = 6,
    ) -> AsyncGenerator[Event]:
        """``history``: the turns before, oldest first; only the last few are looked at.

        The last event is ``Answered``. Raises ``ChatModelMissing``, ``QuestionError``,
        ``ReportUnknown`` or, where a prompt fails on what fills it in, ``PromptError``.
        """
        if mode == LLM and self._generative is None:
            raise ChatModelMissing
        turns = recent(history)
        if self._generative is None or mode == EXTRACTIVE:
            standalone = standalone_question(question, turns)
            for event in await asyncio.to_thread(
                self._extractive, question, standalone, report_ids, top_k
            ):
                yield event
            return
        standalone = question
        if turns and self._rewriter:
            standalone = await self._rewriter.rewrite(question, turns)
        answering = self._generative.stream(
            question, standalone=standalone, report_ids=report_ids, top_k=top_k
        )
        async with aclosing(answering) as events:
            async for event in events:
                yield event

    def _extractive(
        self, question: str, standalone: str, report_ids: Sequence[str] | None, top_k: int
    ) -> list[Event]:
        examined = self.answerer.examine(question, standalone, report_ids, top_k)
        answer = self.answerer.extractive(examined)
        claims = [ClaimChecked(claim) for claim in answer.claims]
        found = Retrieved(standalone, answer.passages)
        return [found, Delta(answer.answer), *claims, Answered(answer)]
