"""One more round with the LLM for the sentences that are not proven: mended, or left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from youju.answering.assembling import Judged
from youju.answering.drafting import Sentence, markers_in, without_markers

_LINE = re.compile(
    r"^[\s*#>\-]*[（(\[【]?(\d{1,2})(?:[）)\]】](?:\s*[.．、:：])?|\s*[.．、:：](?!\d{1,2}(?:\D|$)))[\s*]*(.+)$"
)
_LEFT_OUT = re.compile(r"^(?:删去|删除|去掉|delete|drop|remove)", re.IGNORECASE)


def wanted(judged: Sequence[Judged]) -> list[dict[str, object]]:
    """The sentences as the prompt shows them: ``number`` (from 1), ``text``, ``why``."""
    return [
        {"number": number, "text": one.sentence.text, "why": "、".join(_words(one))}
        for number, one in enumerate(judged, 1)
    ]


def _words(one: Judged) -> list[str]:
    found = (problem.partition(":")[2] for problem in one.checked.problems)
    return [words for words in dict.fromkeys(found) if words and words != one.sentence.text]


def repaired_sentences(reply: str, judged: Sequence[Judged]) -> dict[int, Sentence]:
    """By index in ``judged``; those that the LLM leaves out, or does not name, are missing."""
    found: dict[int, Sentence] = {}
    for line in reply.splitlines():
        match = _LINE.match(line)
        if match is None or _LEFT_OUT.match(match[2]):
            continue
        index = int(match[1]) - 1
        if 0 <= index < len(judged):
            before = judged[index].sentence
            text = without_markers(match[2])
            if text:
                found[index] = Sentence(
                    text, markers_in(match[2]), before.start, before.end, before.opens_line
                )
    return found
