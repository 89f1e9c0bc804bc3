"""A report file → ``Report``."""

from __future__ import annotations

import re
from pathlib import Path

from youju.errors import DocumentError, DocumentTooLarge, EmptyDocument, UnsupportedFormat
from youju.model import Report
from youju.reading.decoding import LARGEST_FILE, decode
from youju.reading.drafts import DRAFT_FORMATS, draft_text
from youju.reading.lines import clean_lines
from youju.reading.repair import join_torn_lines
from youju.reading.structure import build_report

__all__ = ["DRAFT_FORMATS", "FORMATS", "draft_text", "read_bytes", "read_file", "report_id_of"]

FORMATS = (".txt", ".md", ".markdown", ".text")


def read_file(path: Path) -> bytes:
    """Bytes of a report file; raises a ``DocumentError`` that says what is wrong with it."""
    if path.is_dir():
        raise UnsupportedFormat(name=str(path), kind="folder")
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise DocumentTooLarge(name=path.name, limit_mb=LARGEST_FILE // 1024**2)
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(name=str(path), detail=error.strerror or str(error)) from None


def read_bytes(data: bytes, name: str, report_id: str | None = None) -> Report:
    """Report of the file ``name`` with content ``data``.

    Raises ``UnsupportedFormat``, ``UndecodableText``, ``DocumentTooLarge`` or ``EmptyDocument``.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in FORMATS:
        raise UnsupportedFormat(name=name, kind=suffix or "?")
    paragraphs = join_torn_lines(clean_lines(decode(data, name)))
    if not any(char.isalnum() for paragraph in paragraphs for char in paragraph):
        raise EmptyDocument(name=name)
    return build_report(report_id or report_id_of(name), paragraphs)


def report_id_of(name: str) -> str:
    """``zhongyuan_2023.txt`` → ``zhongyuan-2023``: safe in a URL and as a file name."""
    stem = re.sub(r"[^\w]+|_+", "-", Path(name).stem.lower()).strip("-")
    return stem[:80].strip("-") or "report"
