"""Mend what page breaks and hard line ends tore apart, without joining real paragraphs.

Three layouts occur: a paragraph a line, empty lines between (torn where a page ended); the same
with indents, where an unindented line goes on from the line above; and hard-wrapped lines of one
width, where a short line ends a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from youju.reading.headings import heading_level, is_bare_heading, is_numbered
from youju.reading.lines import LABELLED, TABLE_ROW

_TERMINATED = re.compile(r"[。！？!?；;][”’」』）)》】]*$|[：:…]$|[.][”\")]?$")
_OPENS = "（(《“‘「『【[、，,·—/"
_CLOSES = "）)》”’」』】]、，,。；;：:！？%％"
_PAIRS = (("（", "）"), ("《", "》"), ("“", "”"), ("(", ")"), ("【", "】"))
_SENTENCE_LIKE = re.compile(r"[，,。；;：]")
_NEW_ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十]{1,3}[，,、]|(?:[-*+•●◆]|\d{1,2}[.)])\s)"
)
_INDENT = re.compile(r"^(?:\u3000|  |\t)")
_WIDE = re.compile(r"[^\x00-\x7f]")
_LONGEST_PARAGRAPH = 20_000


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file sets its paragraphs.

    ``spaced``: an empty line after each, so that lines without one between belong together.
    ``width``: that of its hard-wrapped lines, or 0.
    """

    indented: bool
    spaced: bool
    width: int


def join_torn_lines(lines: list[str]) -> list[str]:
    """Lines as they were cut → whole paragraphs and headings, one a string, none empty."""
    layout = _layout(lines)
    paragraphs: list[str] = []
    gap = indent = False
    last_line = ""
    for line in lines:
        text = line.strip()
        if not text:
            gap = True
            continue
        indent = bool(_INDENT.match(line))
        if paragraphs and _goes_on(paragraphs[-1], last_line, text, gap, indent, layout):
            paragraphs[-1] = _glue(paragraphs[-1], text)
        else:
            paragraphs.append(text)
        last_line, gap = text, False
    return paragraphs


def _display_width(text: str) -> float:
    wide = len(_WIDE.findall(text))
    return wide + (len(text) - wide) / 2


def _layout(lines: list[str]) -> Layout:
    filled = [line for line in lines if line.strip()]
    long_ones = [line for line in filled if len(line.strip()) > 20]
    indented = sum(1 for line in long_ones if _INDENT.match(line)) > 0.4 * max(1, len(long_ones))
    adjacent = sum(1 for a, b in pairwise(lines) if a.strip() and b.strip())
    ends = sum(1 for a, b in pairwise(lines) if len(a.strip()) > 20 and not b.strip())
    spaced = ends > 0.6 * max(1, len(long_ones))
    widths = sorted(_display_width(line.strip()) for line in filled)
    if len(widths) < 8 or adjacent < 0.5 * len(filled):
        return Layout(indented, spaced, 0)
    typical = widths[len(widths) * 3 // 4]
    near = sum(1 for width in widths if abs(width - typical) <= max(2, 0.12 * typical))
    wrapped = typical <= 60 and near >= 0.45 * len(widths)
    return Layout(indented, spaced, round(typical) if wrapped else 0)


def _goes_on(
    before: str, last_line: str, after: str, gap: bool, indent: bool, layout: Layout
) -> bool:
    """Whether ``after`` belongs to the paragraph ``before``, whose last line was ``last_line``."""
    if len(before) > _LONGEST_PARAGRAPH:
        return False
    if is_numbered(after) or heading_level(after) or LABELLED.match(after):
        return False
    if _is_open(before):
        return True
    if _NEW_ITEM.match(after):
        return False
    if after[0] in _CLOSES or before[-1] in "（(《“、，,·/":
        return not is_bare_heading(before)
    if heading_level(before) and not _continues_heading(before, after, gap, layout):
        return False
    if any(TABLE_ROW.fullmatch(line) or LABELLED.match(line) for line in (before, after)):
        return False
    terminated = bool(_TERMINATED.search(before))
    if layout.width:
        full = _display_width(last_line) >= layout.width - 2.5
        if is_bare_heading(before):
            return full
        return (full and not indent) if terminated else _is_prose(before, full)
    if layout.spaced and not gap:
        return not indent and before[-1] not in "：:"
    if terminated:
        return layout.indented and not indent and not gap and before[-1] not in "：:"
    if len(after) <= 2:
        return True
    return bool(_SENTENCE_LIKE.search(before)) and not (indent and gap and layout.indented)


def _is_prose(before: str, full: bool) -> bool:
    return full or _SENTENCE_LIKE.search(before) is not None


def _continues_heading(before: str, after: str, gap: bool, layout: Layout) -> bool:
    """A heading cut by a line end: ``（三）加强和改 / 善宏观调控``."""
    if _TERMINATED.search(before):
        return False
    if layout.width:
        return _display_width(before) >= layout.width - 2.5
    dashed_and_adjacent = layout.spaced and not gap and before.startswith("——")
    return len(after) <= 2 or dashed_and_adjacent


def _is_open(text: str) -> bool:
    """A quote or bracket near the end that has not closed yet."""
    tail = text[-80:]
    return any(tail.rfind(a) > tail.rfind(b) and text.count(a) > text.count(b) for a, b in _PAIRS)


def _glue(before: str, after: str) -> str:
    both_latin = before[-1].isascii() and after[0].isascii()
    words = before[-1].isalpha() and after[0].isalpha()
    return before + (" " if both_latin and words else "") + after
