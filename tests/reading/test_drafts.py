"""Files of drafts: their text as it is, and copies with words replaced."""

from __future__ import annotations

import io
import re
import time
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from youju.errors import DocumentError, DocumentTooLarge, EmptyDocument, UnsupportedFormat
from youju.reading import draft_text
from youju.reading.mending import Replacement, mended, replaced

TEXT = "各位代表：\n\n优良天数达271天；SO2指标下降。\n  完。\n"
BLOCKS = ("区里优良天数达271天。", "", "\t全年")


def saved(document: Any) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def docx_of(*runs: str) -> bytes:
    document = Document()
    paragraph = document.add_paragraph()
    for number, text in enumerate(runs):
        paragraph.add_run(text).bold = number % 2 == 1
    return saved(document)


def replacement(text: str, old: str, new: str) -> Replacement:
    start = text.index(old)
    return Replacement(start, start + len(old), new)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_a_text_is_the_same_in_every_encoding(encoding: str, end: str) -> None:
    data = TEXT.replace("\n", end).encode(encoding)
    assert draft_text(data, "稿.txt") == TEXT
    assert draft_text(data, "-") == TEXT


def test_a_document_is_its_paragraphs_and_cells_a_line_each() -> None:
    document = Document()
    for block in BLOCKS:
        document.add_paragraph(block)
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "指标"
    table.cell(1, 0).text, table.cell(1, 1).text = "优良天数", "271天\n（全年）"
    document.add_paragraph("完。")
    lines = [*BLOCKS, "指标", "优良天数", "271天", "（全年）", "完。"]
    assert draft_text(saved(document), "A.DOCX") == "\n".join(lines)


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.docx", b"", EmptyDocument),
        ("a.docx", docx_of(""), EmptyDocument),
        ("a.docx", docx_of("…！"), EmptyDocument),
        ("a.txt", b" \r\n", EmptyDocument),
        ("a.txt", "—— ……".encode(), EmptyDocument),
        ("a.docx", b"no zip at all", UnsupportedFormat),
        ("a.docx", docx_of("稿")[:-100], UnsupportedFormat),
        ("a.txt", docx_of("稿"), UnsupportedFormat),
        ("a.doc", TEXT.encode(), UnsupportedFormat),
        ("a", TEXT.encode(), UnsupportedFormat),
    ],
    ids=[
        "nothing",
        "empty document",
        "no letter in it",
        "blank text",
        "no letter",
        "no zip",
        "torn zip",
        "a document for a text",
        "format",
        "no ending",
    ],
)
def test_what_is_no_draft_is_said(name: str, data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error) as raised:
        draft_text(data, name)
    assert raised.value.values["name"] == name


def docx_with(old: bytes, new: bytes) -> bytes:
    """A small document whose XML has something else in the place of the old."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx_of("稿子"))) as parts,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for part in parts.namelist():
            content = parts.read(part)
            if part == "word/document.xml":
                assert old in content
                content = content.replace(old, new, 1)
            changed.writestr(part, content)
    return written.getvalue()


@pytest.mark.parametrize(
    ("piece", "count"),
    [(b"<w:p/>", 400_000), (b"<w:p><w:r/></w:p>", 200_000), (b"<!-- a comment -->", 1_000_000)],
    ids=["paragraphs", "runs", "bytes"],
)
def test_a_document_that_unpacks_to_millions_is_refused_at_once(piece: bytes, count: int) -> None:
    data = docx_with(b"<w:sectPr", piece * count + b"<w:sectPr")
    assert len(data) < 100_000
    started = time.process_time()
    with pytest.raises(DocumentError):
        draft_text(data, "a.docx")
    assert time.process_time() - started < 5


def test_a_zip_bomb_is_refused_before_it_unpacks() -> None:
    written = io.BytesIO(docx_of("稿"))
    with (
        zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as parts,
        parts.open("word/media/image1.png", "w") as stream,
    ):
        for _ in range(65):
            stream.write(bytes(2**20))
    assert len(written.getvalue()) < 2**20
    with pytest.raises(DocumentTooLarge):
        draft_text(written.getvalue(), "a.docx")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</w:body>", b""),
        (b"<w:p>", b"<w:tbl><w:tr/></w:tbl><w:nonsense><w:p>"),
        (b"<?xml", b"no xml"),
    ],
    ids=["body not closed", "not closed", "no xml"],
)
def test_a_document_of_broken_xml_is_said(old: bytes, new: bytes) -> None:
    with pytest.raises(UnsupportedFormat):
        draft_text(docx_with(old, new), "a.docx")


def test_a_cell_over_a_million_columns_is_read_once() -> None:
    cell = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr><w:p><w:r><w:t>格'
    cell += "</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:sectPr"
    assert draft_text(docx_with(b"<w:sectPr", cell.encode()), "a.docx") == "稿子\n格"


def test_a_zip_that_is_no_document_is_said() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as parts:
        parts.writestr("a.txt", "稿")
    with pytest.raises(UnsupportedFormat):
        draft_text(written.getvalue(), "a.docx")


# ---------------------------------------------------------------- words replaced


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_a_mended_text_keeps_its_encoding_and_line_ends(encoding: str, end: str) -> None:
    data = TEXT.replace("\n", end).encode(encoding)
    changes = [replacement(TEXT, "271天", "１２１７天"), replacement(TEXT, "完", "完了")]
    wanted = replaced(TEXT, changes)
    assert wanted == TEXT.replace("271天", "１２１７天").replace("完", "完了")
    assert mended(data, "a.txt", changes) == wanted.replace("\n", end).encode(encoding)


@pytest.mark.parametrize(
    ("runs", "old", "new", "left"),
    [
        (("达271天。",), "271天", "217天", ["达217天。"]),
        (("达2", "7", "1天", "。"), "271天", "217天", ["达2", "1", "7天", "。"]),
        (("达9", "亿元", "。"), "9亿元", "29.45亿元", ["达29.45", "亿元", "。"]),
        (("达29", ".4", "5万", "元"), "29.45万元", "3亿元", ["达3亿", "", "", "元"]),
        (("达 ", "2 ", "天"), "2 ", "31", ["达 ", "31", "天"]),
        (("达5\t天",), "5\t天", "6天", ["达6天"]),
    ],
    ids=["in one run", "over three", "longer", "shorter", "spaces", "over a tab"],
)
def test_words_are_replaced_inside_their_runs(
    runs: tuple[str, ...], old: str, new: str, left: list[str]
) -> None:
    data = docx_of(*runs)
    text = draft_text(data, "a.docx")
    result = mended(data, "a.docx", [replacement(text, old, new)])
    assert draft_text(result, "a.docx") == text.replace(old, new)
    (paragraph,) = Document(io.BytesIO(result)).paragraphs
    assert [run.text for run in paragraph.runs] == left
    assert [run.bold for run in paragraph.runs] == [n % 2 == 1 for n in range(len(runs))]


def test_words_of_links_and_of_cells_that_are_alike_are_replaced() -> None:
    document = Document()
    paragraph = document.add_paragraph("见")
    link = OxmlElement("w:hyperlink")
    link.append(paragraph.add_run("优良天数271天")._r)
    paragraph._p.append(link)
    table = document.add_table(rows=2, cols=2)
    for cell in (table.cell(0, 0), table.cell(0, 1)):
        cell.text = "271天"
    table.cell(0, 0).merge(table.cell(1, 0))
    data = saved(document)
    text = draft_text(data, "a.docx")
    changes = [Replacement(one.start(), one.end(), "217天") for one in re.finditer("271天", text)]
    result = mended(data, "a.docx", changes)
    assert draft_text(result, "a.docx") == text.replace("271天", "217天")
    body = Document(io.BytesIO(result)).element.body
    assert "271" not in "".join(t.text or "" for t in body.iter(qn("w:t")))
    assert len(list(body.iter(qn("w:hyperlink")))) == 1
