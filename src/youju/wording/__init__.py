"""All words that are said to people, in Chinese and English: a file a face. The words of answers are
in ``answering.wording``, the page's in ``web/page/words.js``."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from youju.errors import YoujuError
from youju.text import printable
from youju.wording import checking, cli, errors, figures, rules, sheet

__all__ = ["ERRORS", "WORDS", "called", "detect_language", "explain", "reasons", "say", "why"]

ERRORS = errors.WORDS
WORDS = {
    **cli.WORDS,
    **checking.WORDS,
    **figures.WORDS,
    **rules.WORDS,
    **sheet.WORDS,
}


def detect_language(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    """--lang, else YOUJU_LANG, else the locale: en where it says so, zh otherwise."""
    environment = os.environ if environment is None else environment
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return _known(arguments[index + 1])
        if argument.startswith("--lang="):
            return _known(argument.partition("=")[2])
    named = environment.get("YOUJU_LANG")
    if named:
        return _known(named)
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG")
    return "en" if (locale or "").lower().startswith("en") else "zh"


def _known(language: str) -> str:
    return "en" if language == "en" else "zh"


def say(key: str, language: str, **values: object) -> str:
    return printable(WORDS[key][language == "en"].format(**values))


def called(kind: str, name: str, language: str) -> str:
    """A verdict, a kind of finding or a reason in words; one without words by its name."""
    zh, en = WORDS.get(f"{kind}_{name}", (name, name))
    return printable(en if language == "en" else zh)


def why(problems: Sequence[str], language: str) -> str:
    """A claim's ``problems``, figure:271天 → 数字不符：271天; a rule without words by its name."""
    colon, semicolon = (": ", "; ") if language == "en" else ("：", "；")
    told = []
    for problem in problems:
        rule, _, said = problem.partition(":")
        zh, en = WORDS.get(f"why_{rule}", (rule, rule))
        told.append(f"{en if language == 'en' else zh}{said and colon + said}")
    return printable(semicolon.join(dict.fromkeys(told)))


def reasons() -> Iterator[tuple[str, str, str]]:
    """The rules by which a claim is found wanting, each in Chinese and English."""
    for key, (zh, en) in WORDS.items():
        if key.startswith("why_"):
            yield key.removeprefix("why_"), zh, en


_DETAILS = {
    "no such file": "没有这个文件",
    "no such folder": "没有这个文件夹",
    "the stream broke off": "回答没写完连接就断了",
    "All connection attempts failed": "没有谁在那里接听",
    "each has 16 characters at least": "每个至少 16 个字符",
    "… is not printable ASCII": "密钥里有不是 ASCII 的字符",
    "unknown setting": "没有这个设置",
    "is missing": "没有设置",
    "No such file or directory": "没有这个文件或文件夹",
    "Permission denied": "没有权限",
    "No space left on device": "磁盘已满",
    "File too large": "文件超过允许的大小",
    "Read-only file system": "文件系统只读",
    "Not a directory": "不是文件夹",
    "Is a directory": "是文件夹",
    "File exists": "已有同名文件",
    "its words cannot be replaced one by one": "文件里的字没法逐个替换",
    "folder": "文件夹",
    "too many paragraphs and pieces": "段落和片段太多",
    "it has tracked changes or content controls": "里面有修订或内容控件，请先接受修订再改",
}
"""What the system and the settings say, for Chinese lines."""


def explain(error: YoujuError, language: str) -> str:
    """One line: what is wrong, and the mend."""
    values = {name: str(value).replace("\n", " ") for name, value in error.values.items()}
    if language == "zh":
        values = {name: _DETAILS.get(value, value) for name, value in values.items()}
    return printable(ERRORS[error.code][language == "en"].format(**values))
