"""Questions worth asking: written by the LLM, or made of the report's figures; each is kept only if
the report answers it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from youju.answering.answerer import Answerer
from youju.answering.numbering import numbered_passages
from youju.answering.verification import SHARES, Words, frames_of
from youju.errors import ChatModelError
from youju.llm import ChatModel
from youju.model import Hit, Passage, Status
from youju.prompting import Prompts
from youju.text import fold

_PASSAGES = 60
_TOKENS = 300
_BUDGET = 3000
_SECONDS = 30.0
_SUBJECT = re.compile(
    r"^(?:全年|累计|共|已)?([\u4e00-\u9fff]{4,16}?)(?P<end>下降|增长)?(?:共?达到?|为|是|突破|超过|约|了)?$"
)
_NO_SUBJECT = re.compile(
    r"^(?:其中|均|严格|各|比|同比|占|较|居|列|按|在|对|由|从|将|并|等|和|与|以|其|方面|有效应对|优化设置|扩大到|我们|力争|实现|今年拟)|[的了等]$|已|完成"
)
_SHORTEST_FIGURE = 2


class Suggester:
    """``chat`` and ``prompts`` are None where no LLM is configured."""

    def __init__(
        self,
        answerer: Answerer,
        words: Words | None = None,
        chat: ChatModel | None = None,
        prompts: Prompts | None = None,
    ) -> None:
        """``words``: of the answerer's index, where they are already loaded."""
        self._answerer = answerer
        self._words = words or Words(answerer.lexicon)
        self._chat = chat
        self._prompts = prompts

    async def suggest(self, count: int, report_ids: Sequence[str] | None = None) -> list[str]:
        passages = self._answerer.spread(_PASSAGES, report_ids)
        written = await self._written(count, passages) if self._chat else []
        return await asyncio.to_thread(self._chosen, count, written, passages, report_ids)

    def _chosen(
        self,
        count: int,
        written: Sequence[str],
        passages: Sequence[Passage],
        report_ids: Sequence[str] | None,
    ) -> list[str]:
        chosen: list[str] = []
        for question, figure in chain(((q, "") for q in written), self._from_figures(passages)):
            if question not in chosen and self._is_answered(question, figure, report_ids):
                chosen.append(question)
            if len(chosen) == count:
                break
        return chosen

    async def _written(self, count: int, passages: Sequence[Passage]) -> list[str]:
        assert self._chat is not None
        assert self._prompts is not None
        hits = [Hit(passage, 0.0, 0.0, 0.0) for passage in passages]
        messages = self._prompts["suggest"].messages(
            passages=numbered_passages(hits, _BUDGET), count=count
        )
        try:
            reply = await self._chat.complete(messages, max_tokens=_TOKENS, seconds=_SECONDS)
        except ChatModelError:
            return []
        lines = (re.sub(r"^\s*(?:[-*•]|\d{1,2}[.、)])\s*", "", line) for line in reply.splitlines())
        return [line.strip() for line in lines if line.strip().endswith(("？", "?"))]

    def _is_answered(self, question: str, figure: str, report_ids: Sequence[str] | None) -> bool:
        """With the figure that it was made of, if it was."""
        answer = self._answerer.answer(question, report_ids=report_ids)
        return answer.status is Status.ANSWERED and figure in fold(answer.answer)

    def _from_figures(self, passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
        """新增养老床位346张 → 新增养老床位多少张？, and the figure; one of each passage in turn."""
        asked = [list(self._asked_about(passage)) for passage in passages]
        for turn in zip_longest(*asked):
            yield from (found for found in turn if found)

    def _asked_about(self, passage: Passage) -> Iterator[tuple[str, str]]:
        for frame in frames_of(fold(passage.text)):
            figure = frame.figure
            before = re.split(r"[。；;、，, ]", frame.own.partition(figure.text)[0])[-1]
            subject = _SUBJECT.match(before)
            is_told = subject and figure.unit and len(figure.text) > _SHORTEST_FIGURE
            if subject and is_told and self._is_thing(subject[1]):
                is_share = figure.unit in SHARES or figure.unit.endswith("元")
                unit = "" if is_share else figure.unit
                yield f"{subject[1]}{subject['end'] or ''}多少{unit}？", figure.text

    def _is_thing(self, subject: str) -> bool:
        """Closed by a noun, as what is counted or measured is."""
        words = self._words.cut(subject)
        return bool(words) and self._words.is_noun(words[-1]) and not _NO_SUBJECT.search(subject)
