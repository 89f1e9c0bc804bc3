"""A follow-up question → one that stands alone, by rule; no LLM is needed for the common ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from youju.answering.places import places_in

TURNS_KEPT = 6
_YEAR = re.compile(r"(?:19|20)\d{2}年|去年|今年|明年|前年")
_WHAT_ABOUT = re.compile(
    r"^(?:那|那么|还有|and|what about|how about)?[，,\s]*(.{1,20}?)(?:呢|怎么样|如何)?[？?。\s]*$",
    re.IGNORECASE,
)
_IS_FOLLOW_UP = re.compile(r"^(?:那|那么|还有|what about|how about|and )|呢[？?]?$", re.IGNORECASE)
_ASKING = re.compile(
    r"(?:(?:一共|总共|共)?(?:有|是|为|达到|达)?(?:多少|几|什么|哪些|谁|怎么|如何)|增长了|下降了).*$"
)
_POINTING = re.compile(r"^(?:它|他|她|其|这个|那个|这|该|此|上述)(?!年)(?:的)?")
_TOPIC_END = re.compile(r"(?:是|有|为|达到|达|了)?(?:多少|几|什么|哪些|怎么|如何|谁).*$|[？?。]$")


@dataclass(frozen=True)
class Turn:
    """``question``: as it was understood, standing alone."""

    question: str
    answer: str = ""


def recent(history: Sequence[Turn]) -> Sequence[Turn]:
    return history[-TURNS_KEPT:]


def leans_on_history(question: str, history: Sequence[Turn]) -> bool:
    """Whether it may need the turns before to be understood."""
    return bool(history) and standalone_question(question, history) != question


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """``history``: the turns before, oldest first."""
    if not history:
        return question
    before = history[-1].question
    if _IS_FOLLOW_UP.search(question.strip()):
        asked = _WHAT_ABOUT.match(question.strip())
        if asked:
            return _substituted(before, asked[1].strip("的"))
    if _POINTING.match(question):
        topic = _TOPIC_END.sub("", before).strip("的")
        return _POINTING.sub(f"{topic}的", question, count=1)
    return question


def _substituted(before: str, item: str) -> str:
    """那2022年呢 after 2023年优良天数是多少 → 2022年优良天数是多少."""
    year = _YEAR.search(item)
    if year and len(item) - len(year[0]) <= 1:
        if _YEAR.search(before):
            return _YEAR.sub(year[0], before, count=1)
        return f"{year[0]}{before}"
    if re.search(r"多少|几|什么|哪|谁|怎|吗$", item):
        return item
    there, here = places_in(before), places_in(item)
    if there and here:
        return re.sub(rf"{re.escape(there[0])}[省市]?", item, before, count=1)
    asking = _ASKING.search(before)
    lead = _YEAR.search(before)
    return f"{lead[0] if lead else ''}{item}{asking[0] if asking else ''}"
