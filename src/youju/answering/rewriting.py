"""A follow-up → a question that stands alone, by the LLM; by rule where it fails, drops what was
asked, or says what nobody asked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from youju.answering.conversation import Turn, leans_on_history, standalone_question
from youju.errors import ChatModelError
from youju.llm import ChatModel
from youju.prompting import Prompts
from youju.text import figures, fold

_TOKENS = 200
_LONGEST = 200
_SECONDS = 20.0
_LONGEST_ANSWER = 300
_HEARD = 0.6
"""Of the pairs of characters of a rewritten question, the share that somebody said."""


class Rewriter:
    def __init__(self, chat: ChatModel, prompts: Prompts) -> None:
        self._chat = chat
        self._prompts = prompts

    async def rewrite(self, question: str, history: Sequence[Turn]) -> str:
        """``history``: the turns before, oldest first. A question that is whole is left alone."""
        if not leans_on_history(question, history):
            return question
        by_rule = standalone_question(question, history)
        turns = [
            {"question": turn.question, "answer": turn.answer[:_LONGEST_ANSWER]} for turn in history
        ]
        messages = self._prompts["rewrite"].messages(history=turns, question=question)
        try:
            reply = await self._chat.complete(messages, max_tokens=_TOKENS, seconds=_SECONDS)
        except ChatModelError:
            return by_rule
        written = _written(reply)
        return written if _is_faithful(written, question, history) else by_rule


def _written(reply: str) -> str:
    lines = [line.strip() for line in reply.strip().splitlines() if line.strip()]
    last = lines[-1] if lines else ""
    for lead in ("输出：", "改写：", "问题：", "Output:", "Question:"):
        last = last.removeprefix(lead)
    return last.strip(" “”\"'")


def _is_faithful(written: str, question: str, history: Sequence[Turn]) -> bool:
    """One short question in words that were said: every figure of ``question``, none that nobody
    asked about, and no more than a few new words."""
    if not 2 <= len(written) <= _LONGEST or written.endswith(("。", ".", "]")):
        return False
    asked = " ".join([question, *(turn.question for turn in history)])
    mine, known = ({f.text for f in figures(text)} for text in (written, asked))
    if not {f.text for f in figures(question)} <= mine <= known:
        return False
    said = fold(" ".join([asked, *(turn.answer for turn in history)]))
    pairs = [pair for pair in pairwise(fold(written)) if "".join(pair).isalnum()]
    heard = sum("".join(pair) in said for pair in pairs)
    return heard >= _HEARD * len(pairs)
