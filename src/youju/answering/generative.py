"""The answer of an LLM, of which only what the report proves is kept.

Passages → draft, streamed → each sentence verified as it completes → one repair round → the answer.
Where the evidence says no, the LLM is not called; where it fails, or nothing that it wrote is
proven, the extractive answer takes over and says so.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from youju.answering.answerer import Answerer, Examined, blank_answer
from youju.answering.assembling import Judged, assembled
from youju.answering.composing import Composer, Task
from youju.answering.drafting import Reader, Sentence
from youju.answering.events import Answered, ClaimChecked, Delta, Event, Retrieved
from youju.answering.relevance import is_answered
from youju.answering.repairing import repaired_sentences, wanted
from youju.answering.verification import Proof, Unit, Verifier
from youju.answering.wording import warn
from youju.errors import ChatContextTooLong, ChatFormatRefused, ChatModelError, ChatTimeout
from youju.llm import ChatModel, Piece
from youju.model import Answer, Reason
from youju.prompting import Prompts
from youju.wording import explain

_SURE = 0.8
"""Probability of the evidence from which an LLM's refusal is no answer."""
_LEAST_FOR_REPAIR = 2.0
"""Seconds that must be left for a repair round."""


@dataclass(frozen=True)
class Options:
    """``citing``: auto, schema or prose; ``strictness``: lenient, standard or strict."""

    citing: str = "auto"
    strictness: str = "standard"
    context_tokens: int = 8192
    answer_tokens: int = 1024
    whole_seconds: float = 120.0


class GenerativeAnswerer:
    """Belongs to one event loop; verification runs in threads beside it."""

    def __init__(
        self,
        answerer: Answerer,
        verifier: Verifier,
        chat: ChatModel,
        prompts: Prompts,
        options: Options,
    ) -> None:
        self._answerer = answerer
        self._verifier = verifier
        self._chat = chat
        self._options = options
        self._composer = Composer(prompts, options.context_tokens, options.answer_tokens)
        self._constrained = options.citing != "prose"

    async def aclose(self) -> None:
        await self._chat.aclose()

    async def stream(
        self,
        question: str,
        *,
        standalone: str | None = None,
        report_ids: Sequence[str] | None = None,
        top_k: int = 6,
    ) -> AsyncGenerator[Event]:
        """The last event is ``Answered``. Raises what ``Answerer.answer`` does."""
        examine = self._answerer.examine
        examined = await asyncio.to_thread(examine, question, standalone, report_ids, top_k)
        yield Retrieved(examined.standalone, tuple(examined.hits))
        if examined.decision.reason is not None:
            yield Answered(self._answerer.extractive(examined))
            return
        try:
            async with aclosing(self._drafted(examined)) as events:
                async for event in events:
                    yield event
        except ChatModelError as error:
            yield Answered(self._extractive(examined, explain(error, examined.language)))

    async def _drafted(self, examined: Examined) -> AsyncGenerator[Event]:
        """With fewer passages where the context is too small, in prose where JSON is refused."""
        hits = list(examined.hits)
        while True:
            task = self._composer.task(examined, hits, constrained=self._constrained)
            try:
                async with aclosing(self._attempt(examined, task)) as events:
                    async for event in events:
                        yield event
                return
            except ChatContextTooLong:
                if len(task.hits) == 1:
                    raise
                hits = list(task.hits[: len(task.hits) // 2])
            except ChatFormatRefused:
                if self._options.citing == "schema":
                    raise
                self._constrained = False
            yield Delta("", restart=True)

    async def _attempt(self, examined: Examined, task: Task) -> AsyncGenerator[Event]:
        started = time.monotonic()
        preparing = asyncio.create_task(asyncio.to_thread(self._verifier.evidence, task.hits))
        deadline = started + self._options.whole_seconds
        judged: list[Judged] = []
        reader = task.reader()
        cut = False
        pieces = self._chat.stream(
            task.messages,
            max_tokens=self._options.answer_tokens,
            response_format=task.response_format,
        )
        async with aclosing(pieces):
            while piece := await self._next_piece(pieces, examined):
                cut |= piece.cut
                if piece.restart:
                    reader, judged = task.reader(), []
                    yield Delta("", restart=True)
                added = reader.feed(piece.text) if piece.text else ""
                if added:
                    yield Delta(added)
                for sentence in _worth_judging(reader.sentences(ended=False), judged):
                    self._check(deadline)
                    judged.append(
                        await self._judge(examined, task, reader, sentence, await preparing)
                    )
                    yield ClaimChecked(judged[-1].claim)
        for sentence in _worth_judging(reader.sentences(ended=True, cut=cut), judged):
            self._check(deadline)
            judged.append(await self._judge(examined, task, reader, sentence, await preparing))
            yield ClaimChecked(judged[-1].claim)
        if reader.broke_format and self._options.citing == "auto":
            self._constrained = False
        left = deadline - time.monotonic()
        judged = await self._repaired(examined, task, judged, await preparing, left)
        answer = self._concluded(examined, reader.draft, judged)
        if cut:
            answer = replace(answer, warnings=(*answer.warnings, warn("cut", examined.language)))
        yield Answered(replace(answer, timings_ms=examined.timings.total()))

    def _check(self, deadline: float) -> None:
        if time.monotonic() > deadline:
            seconds = round(self._options.whole_seconds, 1)
            raise ChatTimeout(seconds=seconds, setting="YOUJU_LLM_TIMEOUT")

    @staticmethod
    async def _next_piece(pieces: AsyncGenerator[Piece], examined: Examined) -> Piece | None:
        with examined.timings.of("generate"):
            return await anext(pieces, None)

    async def _judge(
        self,
        examined: Examined,
        task: Task,
        reader: Reader,
        sentence: Sentence,
        evidence: Sequence[Unit],
    ) -> Judged:
        """In a draft that is prose against the schema, markers are numbers of items."""
        if reader.broke_format:
            sentence = task.numbered(sentence)
        return await self._checked(examined, task, sentence, evidence)

    async def _checked(
        self, examined: Examined, task: Task, sentence: Sentence, evidence: Sequence[Unit]
    ) -> Judged:
        with examined.timings.of("verify"):
            cited = [u for u in evidence if u.hit in task.cited(sentence.markers)]
            checked = await asyncio.to_thread(
                self._verifier.attributed, sentence.text, cited, evidence, examined.text
            )
        return Judged(sentence, checked)

    async def _repaired(
        self,
        examined: Examined,
        task: Task,
        judged: list[Judged],
        evidence: Sequence[Unit],
        seconds: float,
    ) -> list[Judged]:
        """Once; what fails or stays unproven is as before."""
        wrong = [one for one in judged if not one.is_proven and not one.sentence.is_refusal]
        if not wrong or seconds < _LEAST_FOR_REPAIR:
            return judged
        messages = self._composer.repair(examined, task, wanted(wrong))
        try:
            with examined.timings.of("repair"):
                tokens = self._options.answer_tokens
                reply = await self._chat.complete(messages, max_tokens=tokens, seconds=seconds)
        except ChatModelError:
            return judged
        mended: dict[int, Judged] = {}
        for index, sentence in repaired_sentences(reply, wrong).items():
            again = await self._checked(examined, task, task.numbered(sentence), evidence)
            if again.is_proven:
                mended[id(wrong[index])] = again
        return [mended.get(id(one), one) for one in judged]

    def _concluded(self, examined: Examined, draft: str, judged: Sequence[Judged]) -> Answer:
        said = [one for one in judged if not one.sentence.is_refusal or one.is_proven]
        proven = [one for one in said if one.is_proven]
        language = examined.language
        if not said:
            return self._refused(examined, draft)
        if not proven:
            return self._extractive(examined, warn("nothing_proven", language), said, draft)
        claims = [one.sentence.text for one in proven]
        quotes = [self._quote(proof) for one in proven for proof in one.checked.proofs]
        if not is_answered(examined.evidence, claims, quotes):
            return self._extractive(examined, warn("beside_the_point", language), said, draft)
        wrong = len(said) - len(proven)
        if wrong and self._options.strictness == "strict":
            return self._extractive(examined, warn("strict", language, count=wrong), said, draft)
        flagging = self._options.strictness == "lenient"
        reports = {
            h.passage.report_id: self._answerer.report(h.passage.report_id) for h in examined.hits
        }
        answer = self._generated(examined, draft)
        answer = assembled(answer, said, reports, language, flagging=flagging)
        cited = {citation.passage_id for citation in answer.citations}
        shown = [
            hit
            for number, hit in enumerate(examined.hits)
            if number < examined.shown or hit.passage.id in cited
        ]
        answer = replace(answer, passages=tuple(shown))
        if wrong:
            key = "flagged" if flagging else "struck"
            answer = replace(answer, warnings=(warn(key, language, count=wrong),))
        return answer

    def _quote(self, proof: Proof) -> str:
        return self._answerer.report(proof.hit.passage.report_id).text[proof.start : proof.end]

    def _refused(self, examined: Examined, draft: str) -> Answer:
        """The LLM found no answer: the evidence decides whether there is one."""
        if examined.decision.probability >= _SURE:
            return self._extractive(examined, warn("refused", examined.language), (), draft)
        answer = self._generated(examined, draft)
        return self._answerer.abstained(answer, examined, Reason.NO_EVIDENCE)

    def _generated(self, examined: Examined, draft: str) -> Answer:
        return replace(blank_answer(examined), mode="llm", model=self._chat.model, draft=draft)

    def _extractive(
        self,
        examined: Examined,
        warning: str,
        judged: Sequence[Judged] = (),
        draft: str | None = None,
    ) -> Answer:
        """The report's own words take over; what the LLM wrote is kept with the reasons."""
        answer = self._answerer.extractive(examined)
        struck = tuple(one.struck for one in judged if not one.is_proven)
        return replace(answer, warnings=(warning,), struck=struck, draft=draft)


def _worth_judging(sentences: Iterator[Sentence], judged: Sequence[Judged]) -> Iterator[Sentence]:
    """Those that say something, and something new: an LLM that is stuck repeats itself."""
    for sentence in sentences:
        known = any(one.sentence.text == sentence.text for one in judged)
        if not known and not sentence.is_chatter:
            yield sentence
