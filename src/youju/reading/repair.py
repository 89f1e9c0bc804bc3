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
_OPENS = "（(《“、，,·/"
_CLOSES = "）)》”’」』】]、，,。；;：:！？%％"
_GOES_ON = "、，。；,;"
_PAIRS = (("（", "）"), ("《", "》"), ("“", "”"), ("(", ")"), ("【", "】"))
_SENTENCE_LIKE = re.compile(r"[，,。；;：]")
_NEW_ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十]{1,3}[，,、]|(?:[-*+•●◆]|\d{1,2}[.)])\s)"
)
_INDENT = re.compile(r"^(?:\u3000|  |\t)")
_WIDE = re.compile(r"[^\x00-\x7f]")
_NARROWEST, _WIDEST = 12, 60
"""Characters of a hard-wrapped line."""
_MOST_LINES = 2_000
_TAIL = 400
"""Characters of a paragraph that say whether it goes on."""
_SCRAP = 2
"""Characters of a line that can be no paragraph of its own."""
_SLACK = 2.5
"""Characters by which a full line may fall short: a number is not cut."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file sets its paragraphs.

    ``spaced``: an empty line after each, so that lines without one between belong together.
    ``width``: that of its hard-wrapped lines, or 0.
    """

    indented: bool
    spaced: bool
    width: int


@dataclass(frozen=True, slots=True)
class Seam:
    """Between the paragraph so far, whose last line was ``last_line``, and the next line.

    ``gap``: empty lines between; ``indent``: the next line is indented.
    """

    before: str
    last_line: str
    after: str
    gap: bool
    indent: bool


def join_torn_lines(lines: list[str]) -> list[str]:
    """Lines as they were cut → whole paragraphs and headings, one a string, none empty."""
    layout = _layout(lines)
    paragraphs: list[list[str]] = []
    tail = last_line = ""
    gap = False
    for line in lines:
        text = line.strip()
        if not text:
            gap = True
            continue
        seam = Seam(tail, last_line, text, gap, bool(_INDENT.match(line)))
        if tail and len(paragraphs[-1]) < _MOST_LINES and _goes_on(seam, layout):
            paragraphs[-1].append(_space_between(tail, text) + text)
            tail = (tail + text)[-_TAIL:]
        else:
            paragraphs.append([text])
            tail = text[-_TAIL:]
        last_line, gap = text, False
    return ["".join(pieces) for pieces in paragraphs]


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
    wrapped = _NARROWEST <= typical <= _WIDEST and near >= 0.45 * len(widths)
    return Layout(indented, spaced, round(typical) if wrapped else 0)


def _goes_on(seam: Seam, layout: Layout) -> bool:
    """Whether the lines on both sides of the seam are one paragraph."""
    told = _told_by_text(seam, layout)
    if told is not None:
        return told
    return _goes_on_wrapped(seam, layout) if layout.width else _goes_on_unwrapped(seam, layout)


def _told_by_text(seam: Seam, layout: Layout) -> bool | None:
    """What headings, open quotes, list items and table rows say; None if they say nothing."""
    before, after = seam.before, seam.after
    labelled = LABELLED.match(before) or LABELLED.match(after)
    if is_numbered(after) or heading_level(after) or labelled:
        return False
    if _is_open(before) and not (seam.gap and _TERMINATED.search(before)):
        return True
    if _NEW_ITEM.match(after):
        return False
    if after[0] in _GOES_ON:
        return True
    if after[0] in _CLOSES or before[-1] in _OPENS:
        return not is_bare_heading(before)
    if heading_level(before) and not _continues_heading(seam, layout):
        return False
    return False if TABLE_ROW.fullmatch(before) or TABLE_ROW.fullmatch(after) else None


def _goes_on_wrapped(seam: Seam, layout: Layout) -> bool:
    """A full line goes on; a short one ends its paragraph, if it ends a sentence."""
    full = _display_width(seam.last_line) >= layout.width - _SLACK
    if is_bare_heading(seam.before):
        return full
    if _TERMINATED.search(seam.before):
        return full and not seam.indent
    return full or _SENTENCE_LIKE.search(seam.before) is not None


def _goes_on_unwrapped(seam: Seam, layout: Layout) -> bool:
    """Torn by a page's end or an inline element: the words before break off."""
    introduces = seam.before[-1] in "：:"
    if layout.spaced and not seam.gap:
        return not seam.indent and not introduces
    if _TERMINATED.search(seam.before):
        return layout.indented and not seam.indent and not seam.gap and not introduces
    if len(seam.after) <= _SCRAP:
        return True
    new_paragraph = seam.indent and seam.gap and layout.indented
    return _SENTENCE_LIKE.search(seam.before) is not None and not new_paragraph


def _continues_heading(seam: Seam, layout: Layout) -> bool:
    """A heading cut by a line end: ``（三）加强和改 / 善宏观调控``."""
    if _TERMINATED.search(seam.before):
        return False
    if layout.width:
        return _display_width(seam.before) >= layout.width - _SLACK
    dashed_and_adjacent = layout.spaced and not seam.gap and seam.before.startswith("——")
    return len(seam.after) <= _SCRAP or dashed_and_adjacent


def _is_open(text: str) -> bool:
    """A quote or bracket near the end that has not closed yet."""
    tail = text[-80:]
    return any(tail.rfind(a) > tail.rfind(b) and text.count(a) > text.count(b) for a, b in _PAIRS)


def _space_between(before: str, after: str) -> str:
    """Between Latin words; Chinese has none."""
    both_latin = before[-1].isascii() and after[0].isascii()
    return " " if both_latin and before[-1].isalpha() and after[0].isalpha() else ""
