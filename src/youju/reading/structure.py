"""Paragraphs and headings → ``Report``: title, date, byline, sections, canonical text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from youju.model import Report, Section
from youju.reading.headings import heading_level, heading_text, is_bare_heading, run_in_heading
from youju.reading.lines import LABELLED

_TITLE_LABELS = ("标题", "题目", "title")
_DATE = re.compile(r"(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_BYLINE = re.compile(r"^(?:记者|通讯员|作者|撰稿|执笔|报告人)[\s：:]")
_ADDRESS = re.compile(r"^(?:各位|同志们|女士们|尊敬的|致)")
_PROSE = re.compile(r"[。；]|，.*，")
_SUBTITLE = re.compile(r"^(?:——|--)")
_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    level: int


def build_report(report_id: str, paragraphs: list[str]) -> Report:
    """The canonical text is the paragraphs, one a line; a heading is a line of its own."""
    title, paragraphs = _take_title(paragraphs)
    title = title or report_id
    lines = [_Line(title, 0), *_structured(paragraphs)]
    text = "\n".join(line.text for line in lines)
    sections: list[Section] = []
    offset = 0
    for line in lines:
        if line.level:
            sections.append(Section(line.text, line.level, offset, len(text)))
        offset += len(line.text) + 1
    return Report(
        id=report_id,
        title=title,
        text=text,
        sections=_closed(sections),
        date=_first(_DATE, paragraphs),
        byline=next((p for p in paragraphs if _BYLINE.match(p) and len(p) < 60), None),
    )


def _take_title(paragraphs: list[str]) -> tuple[str, list[str]]:
    """The title line (with its subtitle), and what is left."""
    labelled = [p for p in paragraphs[:8] if p.startswith(_TITLE_LABELS) and LABELLED.match(p)]
    if labelled:
        rest = [p for p in paragraphs if p is not labelled[0]]
        return LABELLED.sub("", labelled[0]).strip()[:_LONGEST_TITLE], [
            p for p in rest if _has_words(p)
        ]
    index = _title_place(paragraphs)
    if index is None:
        return "", paragraphs
    title = heading_text(paragraphs[index])
    rest = paragraphs[:index] + paragraphs[index + 1 :]
    if index < len(rest) and not any(char.isalpha() for char in title):
        title = f"{title} {rest.pop(index)[:_LONGEST_TITLE]}"
    following = rest[index].lstrip("#").strip() if index < len(rest) else ""
    bare = following.lstrip("—-").strip()
    if _SUBTITLE.match(following) and len(following) <= 40 and not _DATE.search(following):
        return f"{title} ——{bare}", rest[:index] + rest[index + 1 :]
    if title and "报告" not in title and "公报" not in title and _continues_title(rest, index):
        return f"{title} {rest[index]}", rest[:index] + rest[index + 1 :]
    return title, rest


def _title_place(paragraphs: list[str]) -> int | None:
    """A Markdown title, or a short line before any prose or address."""
    for index, paragraph in enumerate(paragraphs[:6]):
        level = heading_level(paragraph)
        if level == 1 and paragraph.startswith("#"):
            return index
        if level or _PROSE.search(paragraph) or _ADDRESS.match(paragraph):
            return None
        if len(paragraph) <= _LONGEST_TITLE:
            return index
    return None


def _continues_title(rest: list[str], index: int) -> bool:
    following = rest[index] if index < len(rest) else ""
    return len(following) <= 40 and bool(re.search(r"(?:报告|公报|总结)$", following))


def _has_words(paragraph: str) -> bool:
    return bool(LABELLED.sub("", paragraph).strip())


def _structured(paragraphs: list[str]) -> list[_Line]:
    lines: list[_Line] = []
    numbered = any(heading_level(p) for p in paragraphs)
    for index, paragraph in enumerate(paragraphs):
        level = heading_level(paragraph)
        if level:
            lines.append(_Line(heading_text(paragraph), level))
            continue
        run_in = run_in_heading(paragraph)
        if run_in:
            level, length = run_in
            lines.append(_Line(paragraph[:length], level))
            lines.append(_Line(paragraph[length + 1 :].lstrip(), 0))
        elif not numbered and _heads_prose(paragraphs, index):
            lines.append(_Line(paragraph, 1))
        else:
            lines.append(_Line(paragraph, 0))
    return [line for line in lines if line.text]


def _heads_prose(paragraphs: list[str], index: int) -> bool:
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else ""
    return is_bare_heading(paragraphs[index]) and bool(_PROSE.search(following))


def _closed(sections: list[Section]) -> tuple[Section, ...]:
    """Each section ends where the next one of its own or an outer level begins."""
    closed = list(sections)
    open_ones: list[int] = []
    for index, section in enumerate(sections):
        while open_ones and sections[open_ones[-1]].level >= section.level:
            ended = open_ones.pop()
            closed[ended] = replace(sections[ended], end=section.start)
        open_ones.append(index)
    return tuple(closed)


def _first(pattern: re.Pattern[str], paragraphs: list[str]) -> str | None:
    for paragraph in paragraphs[:12]:
        match = pattern.search(paragraph)
        if match:
            return re.sub(r"\s", "", match[0])
    return None
