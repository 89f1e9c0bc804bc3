import random

import pytest

from youju.errors import (
    DocumentTooLarge,
    EmptyDocument,
    UndecodableText,
    UnsupportedFormat,
)
from youju.reading.decoding import LARGEST_FILE, decode

TEXT = "各位代表：\n２０２３年，优良天数达217天；SO2、CO指标持续下降。\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_text_reads_the_same_in_every_encoding(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "报告.txt") == TEXT


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")],
    ids=["little", "big"],
)
def test_a_byte_order_mark_is_no_part_of_the_text(bom: bytes, encoding: str) -> None:
    assert decode(bom + TEXT.encode(encoding), "报告.txt") == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    ["基层治理更加高效，受理解决各类问题，深受群众好评。", "Annual report 2023\n"],
    ids=["chinese", "latin"],
)
def test_text_of_one_script_reads_in_every_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "报告.txt") == text


def test_rare_characters_of_gb18030_read() -> None:
    text = "镕基同志，㙍村，𠮷野。" * 5
    assert decode(text.encode("gb18030"), "报告.txt") == text


@pytest.mark.parametrize("data", [b"", b" \r\n\t"], ids=["empty", "white-space"])
def test_a_file_without_text_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyDocument):
        decode(data, "报告.txt")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "PNG"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04" + bytes(64), "ZIP / DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
    ],
    ids=["png", "pdf", "zip", "doc", "jpeg"],
)
def test_a_known_binary_format_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        decode(data, "报告.txt")
    assert caught.value.values == {"name": "报告.txt", "kind": kind}


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_no_text(seed: int) -> None:
    with pytest.raises(UndecodableText):
        decode(random.Random(seed).randbytes(4096), "报告.txt")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(bytes(100), id="zeros"),
        pytest.param(b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1], id="cut-utf-16"),
        pytest.param(TEXT.encode() + b"\xe4\xb8", id="cut-utf-8"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode("gb18030"), id="wrong-mark"),
    ],
)
def test_broken_text_is_not_guessed_at(data: bytes) -> None:
    with pytest.raises(UndecodableText):
        decode(data, "报告.txt")


def test_a_file_beyond_the_limit_is_too_large() -> None:
    with pytest.raises(DocumentTooLarge) as caught:
        decode(bytes(LARGEST_FILE + 1), "报告.txt")
    assert caught.value.values["limit_mb"] == LARGEST_FILE // 1024**2
