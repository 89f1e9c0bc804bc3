"""What an LLM writes, piece by piece → whole sentences with the passages that they name.

Prose with markers [n], or JSON sentences with their sources; both come out as the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from youju.errors import ChatMalformed
from youju.text import sentence_spans

_MARKER = r"[\[［【]\s*\^?\s*(\d{1,3}(?:\s*[,，、\-–~]\s*\d{1,3})*)\s*[\]］】]"
_MARKERS = re.compile(_MARKER)
_TRAILING = re.compile(rf"(?:\s*{_MARKER})*[。.！？!?；;]?")
_UNFINISHED = re.compile(r"^\s*[\[［【][^\]］】\n]{0,12}$")
_STOPS = frozenset("。！？!?；;.\n")
_CLOSED = _STOPS | frozenset("]］】")
_REFUSAL = re.compile(
    r"(?:报告|资料|原文|材料|文中|段落|passages?|report)[^，,。]{0,12}(?:没有|未|并未|无)(?:明确|直接|具体)?(?:提到|提及|说明|说到|给出|包含|涉及|回答|找到|披露|写明|相关)"
    r"|没有(?:找到)?(?:相关|有关)(?:的)?(?:信息|内容|资料|答案|数据)|无法(?:回答|确定|得知|从)|不包含(?:相关|该|所问)"
    r"|(?:does not|do not|doesn't|don't) (?:say|mention|contain|provide|specify|answer|state)|no (?:relevant )?information|not mentioned|cannot answer",
    re.IGNORECASE,
)
_CHATTER = re.compile(
    r"^(?:您好|你好|好的|当然|没问题|很高兴|感谢|谢谢|欢迎|希望(?=以上|这些|对|能)|如需|如果(?=您|你|需)|如有|以上(?=是|就是|内容|信息)|以下是|"
    r"请(?=告诉|随时|注意|问)|(?:sure|certainly|of course|hello|hi|i hope|if you|let me know|here (?:is|are))\b)[^\d]{0,80}$",
    re.IGNORECASE,
)
_POINTER = re.compile(r"[（(](?:详?见|参见|来源|出处|see)?\s*[:：]?\s*[)）]", re.IGNORECASE)
_LONGEST_RANGE = 6
_SHOWN = 100


@dataclass(frozen=True)
class Sentence:
    """``text`` without markers; ``[start, end)`` in the draft, markers included."""

    text: str
    markers: tuple[int, ...]
    start: int
    end: int
    opens_line: bool = False

    @property
    def is_refusal(self) -> bool:
        """Whether it says that the report does not say: that is not for the LLM to decide."""
        return bool(_REFUSAL.search(self.text))

    @property
    def is_chatter(self) -> bool:
        """A greeting, an offer: nothing that could be proven or missed. Nor is a table's head."""
        is_head = self.text.startswith("|") and not re.search(r"\d", self.text)
        return is_head or bool(_CHATTER.search(self.text))


class Reader(Protocol):
    @property
    def draft(self) -> str:
        """All that was written, as prose."""

    @property
    def broke_format(self) -> bool:
        """Whether what came is not in the form that was asked for."""

    def feed(self, piece: str) -> str:
        """Takes the next piece; gives what it adds to the draft."""

    def sentences(self, *, ended: bool, cut: bool = False) -> Iterator[Sentence]:
        """Sentences that are complete, each once. Raises ``ChatMalformed`` at the end of what is
        no answer. ``cut``: the end came in the middle of one."""


class ProseReader:
    broke_format = False

    def __init__(self) -> None:
        self.draft = ""
        self._done = 0
        self._may_have_ended = False

    def feed(self, piece: str) -> str:
        self.draft += piece
        self._may_have_ended |= not _STOPS.isdisjoint(piece)
        return piece

    def sentences(self, *, ended: bool, cut: bool = False) -> Iterator[Sentence]:
        while ended or self._may_have_ended:
            found = self._next(ended)
            if found is None:
                return
            start, end = found
            if cut and self.draft[end - 1] not in _CLOSED:
                return
            opens_line = "\n" in self.draft[self._done : start]
            self._done = end
            sentence = _sentence(self.draft[start:end], start, end, opens_line)
            if any(char.isalnum() for char in sentence.text):
                yield sentence

    def _next(self, ended: bool) -> tuple[int, int] | None:
        """The next sentence with the markers behind it, if it is known where they end."""
        rest = self.draft[self._done :]
        spans = [span for span in sentence_spans(rest) if without_markers(rest[slice(*span)])]
        if not spans:
            return None
        start, end = spans[0]
        self._may_have_ended = len(spans) > 1 or rest[end - 1] in _STOPS
        trailing = _TRAILING.match(rest, end)
        end = trailing.end() if trailing else end
        behind = rest[end:]
        if not ended and (not behind.strip() or _UNFINISHED.match(behind)):
            return None
        return self._done + start, self._done + end


class SchemaReader:
    """Reads ``{"answerable": …, "sentences": [{"text": …, "sources": […]}]}`` as it grows.

    An endpoint that takes the schema but does not keep to it writes prose, and is read as such.
    """

    def __init__(self, passages: Sequence[int]) -> None:
        """``passages``: the passage (from 1) of each source, by its number less one."""
        self._raw = ""
        self._draft = ""
        self._passages = passages
        self._told: list[Sentence] = []
        self._given = 0
        self._prose: ProseReader | None = None

    @property
    def draft(self) -> str:
        return self._prose.draft if self._prose else self._draft

    @property
    def broke_format(self) -> bool:
        return self._prose is not None

    def feed(self, piece: str) -> str:
        self._raw += piece
        if self._prose is None and self._raw.strip() and self._raw.lstrip()[0] not in "{`":
            self._prose = ProseReader()
            return self._prose.feed(self._raw)
        if self._prose:
            return self._prose.feed(piece)
        before = self._draft
        self._tell(ended=False)
        if not self._draft.startswith(before):
            self._draft = before
        return self._draft[len(before) :]

    def sentences(self, *, ended: bool, cut: bool = False) -> Iterator[Sentence]:
        if self._prose:
            yield from self._prose.sentences(ended=ended, cut=cut)
            return
        if ended and not cut:
            self._tell(ended=True)
            if not self._told and not self._is_json():
                raise ChatMalformed(detail=self._raw[:_SHOWN])
        while self._given < len(self._told):
            self._given += 1
            yield self._told[self._given - 1]

    def _tell(self, *, ended: bool) -> None:
        """Put together what is known: whole sentences with their markers, and the one begun."""
        shown, told = "", []
        rows = self._rows()
        for number, row in enumerate(rows):
            text = str(row.get("text") or "").strip().rstrip("。.；;")
            if not text:
                continue
            start = len(shown)
            shown += text
            if number == len(rows) - 1 and not (ended or self._has_sources()):
                break
            markers = self._markers(row.get("sources"))
            shown += "".join(f"[{n}]" for n in markers) + "。"
            told.append(Sentence(without_markers(text), markers, start, len(shown)))
        self._draft, self._told = shown, told

    def _is_json(self) -> bool:
        try:
            return isinstance(json.loads(_unfenced(self._raw)), dict)
        except (ValueError, RecursionError):
            return False

    def _has_sources(self) -> bool:
        """Whether those of the last sentence are there."""
        last = self._raw[self._raw.rfind('"text"') :]
        return "]" in last.partition('"sources"')[2]

    def _rows(self) -> list[dict[str, Any]]:
        from jiter import from_json

        try:
            content = from_json(_unfenced(self._raw).encode(), partial_mode="trailing-strings")
        except ValueError:
            return []
        if not isinstance(content, dict):
            return []
        rows = content.get("sentences") or []
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

    def _markers(self, sources: Any) -> tuple[int, ...]:
        numbers = [n for n in sources if isinstance(n, int)] if isinstance(sources, list) else []
        known = [self._passages[n - 1] for n in numbers if 1 <= n <= len(self._passages)]
        return tuple(dict.fromkeys(known))


def _unfenced(text: str) -> str:
    text = text.strip().removeprefix("```json").removeprefix("```")
    return text.removesuffix("```").strip()


def markers_in(text: str) -> tuple[int, ...]:
    """Numbers of [1], [1][3], [1,3] and [1-3], each once."""
    numbers: list[int] = []
    for match in _MARKERS.finditer(text):
        for part in re.split(r"\s*[,，、]\s*", match[1]):
            first, *last = (int(n) for n in re.split(r"\s*[\-–~]\s*", part))
            end = last[0] if last and first < last[0] <= first + _LONGEST_RANGE else first
            numbers += range(first, end + 1)
    return tuple(dict.fromkeys(numbers))


def without_markers(text: str) -> str:
    """One line, without markers and the stop at its end."""
    text = _POINTER.sub("", _MARKERS.sub("", text))
    return " ".join(text.split()).rstrip("。；;").rstrip(".").strip()


def _sentence(text: str, start: int, end: int, opens_line: bool) -> Sentence:
    return Sentence(without_markers(text), markers_in(text), start, end, opens_line)
