"""A draft's file → its text, character by character as it is there: nothing is mended."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from youju.errors import DocumentTooLarge, EmptyDocument, UnsupportedFormat
from youju.reading.decoding import LARGEST_FILE, decode

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

DRAFT_FORMATS = (".txt", ".md", ".markdown", ".text", ".docx")
STANDARD_INPUT = "-"
"""The name of a draft that is text and has no file."""


def draft_text(data: bytes, name: str) -> str:
    """Of a .txt, .md or .docx file; of a .docx, its paragraphs and the cells of its tables, a line
    each. Raises a ``DocumentError``."""
    suffix = ".txt" if name == STANDARD_INPUT else Path(name).suffix.lower()
    if suffix not in DRAFT_FORMATS:
        raise UnsupportedFormat(name=name, kind=suffix or "?")
    if suffix == ".docx":
        text = "\n".join(map(text_of_line, lines_of(open_docx(data, name))))
    else:
        text = decode(data, name)
    if not any(char.isalnum() for char in text):
        raise EmptyDocument(name=name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


Line = Sequence[Sequence["Paragraph"]]
"""A line's paragraphs; where several cells of a row read the same, those of each."""


def open_docx(data: bytes, name: str) -> Document:
    """Raises ``EmptyDocument``, ``DocumentTooLarge`` or ``UnsupportedFormat``."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    if not data.strip():
        raise EmptyDocument(name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_FILE:
                raise DocumentTooLarge(name=name, limit_mb=LARGEST_FILE // 2**20)
        return Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError):
        raise UnsupportedFormat(name=name, kind="DOCX?") from None


def lines_of(document: Document) -> Iterator[Line]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if not isinstance(block, Table):
            yield [[block]]
            continue
        for row in block.rows:
            cells: dict[str, list[_Cell]] = {}
            for cell in row.cells:
                cells.setdefault(cell.text, []).append(cell)
            yield from ([cell.paragraphs for cell in alike] for alike in cells.values())


def text_of_line(line: Line) -> str:
    return "\n".join(paragraph.text for paragraph in line[0])
