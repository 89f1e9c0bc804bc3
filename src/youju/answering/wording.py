"""The sentences of an answer that are not the report's own, in the question's language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from youju.model import Reason

_REFUSALS = {
    "zh": {
        Reason.OFF_TOPIC: "这句话没有问到报告里的内容。",
        Reason.NO_EVIDENCE: "报告没有说到这一点。",
        Reason.NEAR_MISS: "报告没有这样说：{why}。",
        Reason.NOTHING_PROVEN: "没有一句话能由报告证实。",
    },
    "en": {
        Reason.OFF_TOPIC: "This asks for nothing that the report holds.",
        Reason.NO_EVIDENCE: "The report does not say.",
        Reason.NEAR_MISS: "The report does not say that: {why}.",
        Reason.NOTHING_PROVEN: "Nothing could be proven from the report.",
    },
}
_WHY = {
    "zh": {
        "other_year": "找到的内容说的是另一年",
        "other_place": "找到的内容说的是另一个地方",
        "other_office": "没有写到担任这个职务的人",
        "other_tense": "目标与完成情况不是一回事",
        "misfit": "提到了这件事，但没有给出所问的内容",
        "": "只有相近的内容",
    },
    "en": {
        "other_year": "what was found is about another year",
        "other_place": "what was found is about another place",
        "other_office": "it names nobody in that office",
        "other_tense": "a target and an outcome are not the same",
        "misfit": "it speaks of this, but does not give what is asked for",
        "": "there is only something near",
    },
}
_NEAREST = {"zh": "最接近的原文是：“{quote}”[1]。", "en": 'The nearest words are: "{quote}"[1].'}


NO_ANSWER = {"zh": "报告没有提到。", "en": "The report does not say."}
"""What an LLM is told to say where the passages do not answer."""
_WARNINGS = {
    "nothing_proven": (
        "大模型的话没有一句能由报告证实，改用报告原话",
        "Nothing that the LLM wrote could be proven: these are the report's own words",
    ),
    "beside_the_point": (
        "大模型没有答到所问的内容，改用报告原话",
        "The LLM did not give what was asked for: these are the report's own words",
    ),
    "refused": (
        "大模型说报告没有提到，但报告里有：以下是原话",
        "The LLM found no answer, but the report has one: these are its own words",
    ),
    "strict": (
        "大模型有 {count} 句话不能由报告证实，改用报告原话",
        "{count} of the LLM's sentences could not be proven: these are the report's own words",
    ),
    "struck": (
        "删去了大模型的 {count} 句话：报告不能证实",
        "{count} of the LLM's sentences were struck: the report does not prove them",
    ),
    "cut": (
        "大模型写到字数上限被截断，最后没写完的半句没有采用",
        "The LLM was cut off at its token limit; its last, unfinished sentence was dropped",
    ),
    "flagged": (
        "有 {count} 句话报告不能证实，已标出",
        "{count} sentences are not proven by the report, and marked",
    ),
}


def warn(key: str, language: str, **values: object) -> str:
    return _WARNINGS[key][language == "en"].format(**values)


def language_of(question: str) -> str:
    """zh where it has a Chinese word, or is written without a Latin letter (2023); en otherwise."""
    if re.search(r"[\u3400-\u9fff]{2}", question):
        return "zh"
    written = [char for char in question if char.isalnum()]
    has_latin = any(char.isascii() and char.isalpha() for char in written)
    return "zh" if written and not has_latin else "en"


def refusal(reason: Reason, why: str, nearest: str | None, language: str) -> str:
    """``why``: which near miss it is; ``nearest``: the words to show, marked [1], or None."""
    words = _WHY[language].get(why) or _WHY[language][""]
    text = _REFUSALS[language][reason].format(why=words)
    if nearest is None:
        return text
    gap = "" if language == "zh" else " "
    return text + gap + _NEAREST[language].format(quote=nearest)


_CLOSED = ("！", "？", "!", "?", "…")


def sentence(words: str, markers: Sequence[int], language: str) -> str:
    """A claim with its markers, closed as a sentence."""
    marked = words + "".join(f"[{marker}]" for marker in markers)
    if words.endswith(_CLOSED):
        return marked + ("" if language == "zh" else " ")
    return marked + ("。" if language == "zh" else ". ")
