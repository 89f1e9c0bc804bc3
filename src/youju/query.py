"""A question as it was typed → the text that is searched."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from youju.errors import QuestionEmpty, QuestionError
from youju.text import parse_chinese_numeral

LONGEST_QUESTION = 2_000
_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
_COUNT = re.compile(
    r"(?<![几数好多上成〇零一二两三四五六七八九十百千万亿])[一二两三四五六七八九十][〇零一二两三四五六七八九十百千万亿]{1,15}"
    r"(?=[元人个家户项条件场所张名亩吨公里])"
)
_PERCENT = re.compile(r"百分之([一二三四五六七八九十百零〇两]+(?:点[一二三四五六七八九零〇]+)?)")


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def normalise_question(question: str) -> str:
    """Half width, simplified, numerals as digits, one line.

    Raises ``QuestionError`` if it is empty or longer than 2,000 characters.
    """
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(length=len(question), limit=LONGEST_QUESTION)
    text = unicodedata.normalize("NFKC", question)
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(length=len(text), limit=LONGEST_QUESTION)
    text = " ".join(text.split())
    text = "".join(char for char in text if unicodedata.category(char)[0] != "C")
    if not any(char.isalnum() for char in text):
        raise QuestionEmpty
    if not _is_simplified(text):
        text = _converter().convert(text)
    text = _PERCENT.sub(lambda m: f"{_digits(m[1])}%", text)
    return _COUNT.sub(lambda m: _digits(m[0]), _YEAR.sub(lambda m: _digits(m[0]), text))


def simplified(text: str) -> str:
    """As long as it was: where conversion would change that, or it is no text, as it was."""
    if _is_simplified(text) or any("\ud800" <= char <= "\udfff" for char in text):
        return text
    converted: str = _converter().convert(text)
    return converted if len(converted) == len(text) else text


def _is_simplified(text: str) -> bool:
    """GB 2312 has no traditional characters; what fits into it need not wake OpenCC."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _digits(numeral: str) -> str:
    value = parse_chinese_numeral(numeral)
    return numeral if value is None else f"{value.normalize():f}"
