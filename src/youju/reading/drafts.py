"""A draft's file → its text, character by character as it is there: nothing is mended."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from youju.errors import (
    DocumentError,
    DocumentTooLarge,
    DraftUnreadable,
    EmptyDocument,
    UnsupportedFormat,
)
from youju.reading.decoding import LARGEST_FILE, decode

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.paragraph import CT_P

DRAFT_FORMATS = (".txt", ".md", ".markdown", ".text", ".docx")
STANDARD_INPUT = "-"
"""The name of a draft that is text and has no file."""
_LARGEST_XML = 16 * 1024 * 1024
_MOST_PIECES = 100_000
"""Elements: a small file may unpack to millions, which take minutes."""


def draft_text(data: bytes, name: str) -> str:
    """Of a .txt, .md or .docx file; of a .docx, its paragraphs and the cells of its tables, a line
    each. Raises a ``DocumentError``."""
    suffix = ".txt" if name == STANDARD_INPUT else Path(name).suffix.lower()
    if suffix not in DRAFT_FORMATS:
        raise DraftUnreadable(name=name, kind=suffix or "?")
    if suffix == ".docx":
        _, lines = read_docx(data, name)
        text = "\n".join(map(text_of, lines))
    else:
        text = _decoded(data, name)
    if not any(char.isalnum() for char in text):
        raise EmptyDocument(name=name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, name: str) -> str:
    try:
        return decode(data, name)
    except UnsupportedFormat as error:
        raise DraftUnreadable(**error.values) from None


Line = Sequence["CT_P"]
"""A paragraph, or those of a cell."""


def text_of(line: Line) -> str:
    return "\n".join(paragraph.text for paragraph in line)


def read_docx(data: bytes, name: str, *, as_it_is: bool = False) -> tuple[Document, list[Line]]:
    """With tracked insertions and content controls as plain text, unless ``as_it_is``. Raises a
    ``DocumentError``."""
    from docx import Document

    if not data.strip():
        raise EmptyDocument(name=name)
    try:
        _refuse_bombs(data, name)
        document = Document(io.BytesIO(data))
        if sum(1 for _ in document.element.body.iter()) > _MOST_PIECES:
            raise DocumentError(name=name, detail="too many paragraphs and pieces")
        if not as_it_is:
            _unwrap(document)
        lines = list(_lines_of(document))
    except DocumentError:
        raise
    except Exception:  # python-docx and lxml raise whatever a broken file makes them raise
        raise DraftUnreadable(name=name, kind="DOCX?") from None
    return document, lines


def _refuse_bombs(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        infos = parts.infolist()
    written = sum(info.file_size for info in infos if info.filename.endswith((".xml", ".rels")))
    if written > _LARGEST_XML:
        raise DocumentTooLarge(name=name, limit_mb=_LARGEST_XML // 2**20)
    if sum(info.file_size for info in infos) > LARGEST_FILE:
        raise DocumentTooLarge(name=name, limit_mb=LARGEST_FILE // 2**20)


def has_wrapped(document: Document) -> bool:
    """Whether some of the text is inside a tracked insertion, a content control or the like."""
    return any(True for _ in document.element.body.iter(*_wrappers()))


def _wrappers() -> list[str]:
    from docx.oxml.ns import qn

    return [qn(f"w:{tag}") for tag in ("ins", "sdt", "smartTag", "moveTo")]


def _unwrap(document: Document) -> None:
    from docx.oxml.ns import qn

    for element in list(document.element.body.iter(*_wrappers())):
        content = element.find(qn("w:sdtContent"))
        for child in list(element if content is None else content):
            element.addprevious(child)
        element.getparent().remove(element)


def _lines_of(document: Document) -> Iterator[Line]:
    from docx.oxml.table import CT_Tbl

    for block in document.element.body.inner_content_elements:
        if not isinstance(block, CT_Tbl):
            yield [block]
            continue
        for row in block.tr_lst:
            cells = (cell.p_lst for cell in row.tc_lst if cell.vMerge != "continue")
            yield from filter(None, cells)
