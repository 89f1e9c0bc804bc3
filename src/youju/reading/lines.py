"""Raw text → clean lines: inline HTML, invisible characters, page furniture, footnote marks."""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import pairwise

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]{0,500})?/?>|<!--.{0,2000}?-->", re.DOTALL)
_SCRIPT = re.compile(r"<(/?)(?:script|style)\b[^<>]{0,500}>", re.IGNORECASE)
_RULE = re.compile(r"\s*([-=_*—~])(?:\s*\1){2,}\s*")
_LINE_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]{0,100}>", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—－]\s*\d{1,4}\s*[-–—－]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4}|page\s+\d{1,4}(?:\s+of\s+\d{1,4})?)\s*",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\s*\d{1,3}\s*")
_FOOTNOTE_MARK = re.compile(r"\s?\[\d{1,3}\]|\s?［\d{1,3}］|[①-⑳](?=[，。；、])")
_MARKER = re.compile(r"[\[［]\d{1,3}[\]］]")
_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_PUNCTUATION = r"[，。；：、！？（）《》“”‘’—…％]"
_PROSE_SPACE = re.compile(
    rf"(?<={_HAN})[ \t]+(?=\d)|(?<=[\d%％‰])[ \t]+(?={_HAN}|{_PUNCTUATION})"
    rf"|(?<={_PUNCTUATION})[ \t]+(?=\d|{_HAN})|(?<={_HAN})[ \t]+(?={_PUNCTUATION})"
)
TABLE_ROW = re.compile(r"[^\s，。；、]+(?:\s+[^\s，。；]+){0,30}?(?:\s+[-\d.,%]+)+")
LABELLED = re.compile(
    r"^(?:标题|题目|发文单位|发文时间|发布时间|来源URL|来源|正文|作者|title|source|date)\s*[：:]"
)


def clean_lines(raw: str) -> list[str]:
    """Lines without what is not the report's text; their indents and empty lines are kept."""
    text = _without_scripts(raw)
    text = _LINE_BREAK.sub("\n", text)
    text = html.unescape(_TAG.sub("", text))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    text = "".join(char for char in text if char in "\n\t" or _is_visible(char))
    lines = [line.rstrip() for line in text.split("\n")]
    lines = [
        line for line in lines if not _PAGE_NUMBER.fullmatch(line) and not _RULE.fullmatch(line)
    ]
    return [_tidy(line) for line in _without_running_numbers(lines)]


def _without_scripts(text: str) -> str:
    """Without what stands between ``<script>`` or ``<style>`` and its end."""
    kept, place, opened = [], 0, -1
    for tag in _SCRIPT.finditer(text):
        if not tag[1] and opened < 0:
            opened = tag.start()
        elif tag[1] and opened >= 0:
            kept.append(text[place:opened])
            place, opened = tag.end(), -1
    return "".join(kept) + text[place:]


def _is_visible(char: str) -> bool:
    """Not a control, a zero-width or a direction character, nor half of a surrogate pair."""
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs")


def _without_running_numbers(lines: list[str]) -> list[str]:
    """Drop page numbers that stand alone in a line, where they count up through the file."""
    places = [i for i, line in enumerate(lines) if line.strip() and _BARE_NUMBER.fullmatch(line)]
    numbers = [int(lines[i]) for i in places]
    rising = sum(b - a in (1, 2) for a, b in pairwise(numbers))
    if len(numbers) < 3 or rising < 0.8 * (len(numbers) - 1):
        return lines
    dropped = set(places)
    return [line for i, line in enumerate(lines) if i not in dropped]


def _tidy(line: str) -> str:
    """Footnote marks go (they would read as citations), and so do spaces set by a PDF."""
    line = _FOOTNOTE_MARK.sub("", line)
    line = _MARKER.sub("", line)
    if TABLE_ROW.fullmatch(line.strip()):
        return line
    return _PROSE_SPACE.sub("", line)
