"""A draft's file with words replaced, and all else as it was: encoding, line ends, formatting."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from youju.errors import DocumentError
from youju.reading.decoding import decode, encode_as
from youju.reading.drafts import Line, has_wrapped, read_docx, text_of

if TYPE_CHECKING:
    from docx.oxml.text.paragraph import CT_P

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SHOWN = ("br", "cr", "noBreakHyphen", "ptab", "t", "tab")
"""What of a run is text."""


@dataclass(frozen=True, order=True)
class Replacement:
    """``text`` for ``[start, end)``, which is not empty."""

    start: int
    end: int
    text: str


def replaced(text: str, replacements: Iterable[Replacement]) -> str:
    """``replacements``: in order, none over another."""
    pieces, place = [], 0
    for one in replacements:
        pieces += [text[place : one.start], one.text]
        place = one.end
    return "".join(pieces) + text[place:]


def mended(data: bytes, name: str, replacements: Sequence[Replacement]) -> bytes:
    """The file, ``replacements`` made in its ``draft_text``: in order, none over another. Raises a
    ``DocumentError``."""
    if Path(name).suffix.lower() == ".docx":
        return _mended_docx(data, name, replacements)
    text = decode(data, name)
    return encode_as(data, name, replaced(text, _as_written(text, replacements)))


def _as_written(text: str, replacements: Iterable[Replacement]) -> Iterator[Replacement]:
    """Places of the draft → places of ``text``, whose line ends may be two characters."""
    places = [i for i, char in enumerate(text) if not (char == "\n" and text[i - 1 : i] == "\r")]
    for one in replacements:
        yield Replacement(places[one.start], places[one.end - 1] + 1, one.text)


# ---------------------------------------------------------------- .docx


def _mended_docx(data: bytes, name: str, replacements: Sequence[Replacement]) -> bytes:
    document, lines = read_docx(data, name, as_it_is=True)
    if has_wrapped(document):
        raise DocumentError(name=name, detail="it has tracked changes or content controls")
    text = "\n".join(map(text_of, lines))
    changes = list(_as_written(text, replacements))
    for paragraph, one in reversed(list(_edits(lines, changes))):
        _replace(paragraph, _least(paragraph.text, one))
    written = io.BytesIO()
    document.save(written)
    _, found = read_docx(written.getvalue(), name)
    if "\n".join(map(text_of, found)) != replaced(text, changes):
        raise DocumentError(name=name, detail="its words cannot be replaced one by one")
    return written.getvalue()


def _edits(
    lines: Sequence[Line], changes: Iterable[Replacement]
) -> Iterator[tuple[CT_P, Replacement]]:
    """Each with places of its paragraph."""
    paragraphs = iter(paragraph for line in lines for paragraph in line)
    paragraph, start = next(paragraphs), 0
    for one in changes:
        while start + len(paragraph.text) < one.end:
            start += len(paragraph.text) + 1
            paragraph = next(paragraphs)
        yield paragraph, Replacement(one.start - start, one.end - start, one.text)


def _least(text: str, one: Replacement) -> Replacement:
    """What really changes, at least a character: what stays keeps its own formatting."""
    start, end, new = one.start, one.end, one.text
    while end - start > 1 and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while end - start > 1 and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Replacement(start, end, new)


def _replace(paragraph: CT_P, one: Replacement) -> None:
    """Each new character takes the formatting of the one in whose place it stands."""
    from docx.oxml.parser import OxmlElement

    shown = " | ".join(f"w:r/w:{tag} | w:hyperlink/w:r/w:{tag}" for tag in _SHOWN)
    place, left = 0, one.text
    for element in paragraph.xpath(shown):
        said = str(element)
        low, high = max(place, one.start) - place, min(place + len(said), one.end) - place
        is_last = place + len(said) >= one.end
        place += len(said)
        if low >= high:
            continue
        taken = left if is_last else left[: high - low]
        left = left[len(taken) :]
        if taken == said[low:high]:
            continue
        if not element.tag.endswith("}t"):
            written = OxmlElement("w:t")
            element.getparent().replace(element, written)
            element = written
        element.text = said[:low] + taken + said[high:]
        element.set(_SPACE, "preserve")
