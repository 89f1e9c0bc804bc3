"""A draft's file → its text, character by character as it is there: nothing is mended."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from youju.errors import DocumentTooLarge, EmptyDocument, UnsupportedFormat
from youju.reading.decoding import LARGEST_FILE, decode

DRAFT_FORMATS = (".txt", ".md", ".markdown", ".text", ".docx")


def draft_text(data: bytes, name: str) -> str:
    """Of a .txt, .md or .docx file; of a .docx, its paragraphs and the cells of its tables, a line
    each. Raises a ``DocumentError``."""
    suffix = Path(name).suffix.lower()
    if suffix not in DRAFT_FORMATS:
        raise UnsupportedFormat(name=name, kind=suffix or "?")
    text = "\n".join(_lines(data, name)) if suffix == ".docx" else decode(data, name)
    if not any(char.isalnum() for char in text):
        raise EmptyDocument(name=name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines(data: bytes, name: str) -> Iterator[str]:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    if not data.strip():
        raise EmptyDocument(name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_FILE:
                raise DocumentTooLarge(name=name, limit_mb=LARGEST_FILE // 2**20)
        document = Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError):
        raise UnsupportedFormat(name=name, kind="DOCX?") from None
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield from dict.fromkeys(cell.text for cell in row.cells)
        else:
            yield block.text
