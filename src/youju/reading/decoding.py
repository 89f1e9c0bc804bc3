"""Bytes of a text file → str, whatever Chinese encoding they are in."""

from __future__ import annotations

from youju.errors import DocumentTooLarge, EmptyDocument, UndecodableText, UnsupportedFormat

LARGEST_FILE = 64 * 1024 * 1024
_LARGEST_SHARE_OF_CONTROLS = 0.01
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_BINARY_MAGIC = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP / DOCX",
    b"\xd0\xcf\x11\xe0": "DOC",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "gzip",
    b"\x7fELF": "ELF",
}


def decode(data: bytes, name: str) -> str:
    """Text of a UTF-8, UTF-16, UTF-32 or GB18030 file, with or without a byte order mark.

    Raises ``EmptyDocument``, ``DocumentTooLarge``, ``UnsupportedFormat`` (a known binary format)
    or ``UndecodableText``.
    """
    return _decoded(data, name)[0]


def encode_as(data: bytes, name: str, text: str) -> bytes:
    """``text`` in the encoding of ``data``, behind its byte order mark if it has one. Raises what
    ``decode`` raises."""
    _, mark, encoding = _decoded(data, name)
    return mark + text.encode(encoding)


def _decoded(data: bytes, name: str) -> tuple[str, bytes, str]:
    """The text, the byte order mark before it, the encoding."""
    if len(data) > LARGEST_FILE:
        raise DocumentTooLarge(name=name, limit_mb=LARGEST_FILE // 1024**2)
    if not data.strip():
        raise EmptyDocument(name=name)
    for magic, kind in _BINARY_MAGIC.items():
        if data.startswith(magic):
            raise UnsupportedFormat(name=name, kind=kind)
    for mark, encoding in _candidates(data):
        try:
            text = data[len(mark) :].decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads_as_text(text):
            return text, mark, encoding
    raise UndecodableText(name=name)


def _candidates(data: bytes) -> list[tuple[bytes, str]]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return [(mark, encoding)]
    if b"\x00" in data[:4096]:
        return [(b"", encoding) for encoding in _by_place_of_zeros(data[:4096])]
    return [(b"", encoding) for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")]


def _by_place_of_zeros(head: bytes) -> list[str]:
    """UTF-16 without a mark: the zero bytes of ASCII line ends tell which half comes first."""
    little, big = head[1::2].count(0), head[0::2].count(0)
    return ["utf-16-le", "utf-16-be"] if little > big else ["utf-16-be", "utf-16-le"]


def _reads_as_text(text: str) -> bool:
    sample = text[:100_000]
    strange = sum(
        1
        for char in sample
        if (char < " " and char not in "\t\n\r\f\v")
        or char == "\ufffd"
        or "\ue000" <= char <= "\uf8ff"
        or "\x7f" <= char <= "\x9f"
    )
    return strange <= len(sample) * _LARGEST_SHARE_OF_CONTROLS
