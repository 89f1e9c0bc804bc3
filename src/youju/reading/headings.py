"""Which line is a heading, and of what level."""

from __future__ import annotations

import re

LONGEST_HEADING = 60
_HASHES = re.compile(r"^(#{1,6})\s+(?=\S)")
_NUMBER = "一二三四五六七八九十"
_NUMBERED = (
    (1, re.compile(rf"^第[{_NUMBER}百\d]{{1,4}}(?:部分|章|编|篇)")),
    (1, re.compile(rf"^[{_NUMBER}]{{1,3}}[、．.]")),
    (2, re.compile(rf"^第[{_NUMBER}百\d]{{1,4}}节")),
    (2, re.compile(rf"^[（(][{_NUMBER}]{{1,3}}[）)]")),
    (3, re.compile(r"^\d{1,2}(?:[、．]|\.(?!\d))")),
    (3, re.compile(r"^[（(]\d{1,2}[）)]")),
)
_SPACED = re.compile(r"(?:[\u4e00-\u9fff]\s+){3,}[\u4e00-\u9fff]{1,2}")
"""A title set wide: 政 府 工 作 报 告."""
_DASHED = re.compile(r"^(?:——|--|－－)\s*(?=\S)")
_ENDS_SENTENCE = re.compile(r"[。！？；，,;：:、]$")
_RUN_IN = re.compile(
    rf"^(?:[（(][{_NUMBER}]{{1,3}}[）)]|[{_NUMBER}]{{1,3}}、)[^。；：:]{{2,40}}[。：:]"
)
_ENDS_IN_FIGURES = re.compile(r"\s[-\d.,]+$")
_OFFICIAL = re.compile(r"[。，；：]|\d{4}年\d|^[（(]?\d|会议上|^\S{2,4}\s\S{2,4}$")


def heading_level(line: str) -> int:
    """1 (outermost) to 6, or 0: a Markdown heading, a numbered or a dashed one."""
    hashes = _HASHES.match(line)
    if hashes:
        return len(hashes[1])
    if len(line) > LONGEST_HEADING or _ENDS_IN_FIGURES.search(line):
        return 0
    for level, pattern in _NUMBERED:
        if pattern.match(line):
            whole = not _ENDS_SENTENCE.search(line) and "。" not in line
            single = line.count("。") == 1 and line.endswith("。") and len(line) <= 45
            return level if whole or (single and level < 3) else 0
    if _DASHED.match(line) and len(line) <= 30 and not _OFFICIAL.search(line):
        return 2
    return 0


def is_numbered(line: str) -> bool:
    """Begins as a heading does, be it one or a paragraph with a heading run in."""
    return any(pattern.match(line) for level, pattern in _NUMBERED if level < 3)


def run_in_heading(paragraph: str) -> tuple[int, int] | None:
    """``（一）主动公开情况。2024年，…`` → level and length of the heading that it begins with."""
    match = _RUN_IN.match(paragraph)
    if match is None or match.end() == len(paragraph):
        return None
    level = 2 if paragraph[0] in "（(" else 1
    return level, match.end() - 1


def is_bare_heading(line: str) -> bool:
    """A short line of words without number or sentence mark, as headings in plain files are."""
    return 2 <= len(line) <= 20 and not re.search(r"[。，；：,;:\d“（(、]", line)


def heading_text(line: str) -> str:
    """The words of a heading: no hashes, no dashes, no spaces set between its characters."""
    text = _HASHES.sub("", line).rstrip("#").strip()
    text = _DASHED.sub("", text) if not _HASHES.match(line) else text
    if _SPACED.fullmatch(text):
        text = re.sub(r"\s", "", text)
    return re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000](?=[\u4e00-\u9fff]$)", "", text).rstrip("。：:")
