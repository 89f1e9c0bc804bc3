"""The reports that youju is for, read from their files."""

import re
import unicodedata
from pathlib import Path

import pytest

from youju.errors import DocumentError, EmptyDocument, UnsupportedFormat
from youju.model import Report
from youju.reading import read_bytes, read_file, report_id_of

ROOT = Path(__file__).parents[2]
NATIONAL = ROOT.parent / "shared" / "data" / "national_reports"
ENDS_SENTENCE = re.compile(r"[。！？；：…][”’」』）》】]*$")


@pytest.fixture(scope="module")
def source(report_bytes: bytes) -> str:
    return report_bytes.decode()


@pytest.fixture(scope="module")
def report(report_bytes: bytes) -> Report:
    return read_bytes(report_bytes, "zhongyuan_2023.txt")


@pytest.fixture(scope="module")
def national_reports() -> dict[str, Report]:
    if not NATIONAL.is_dir():
        pytest.skip(f"the national reports are not at {NATIONAL}")
    return {p.stem: read_bytes(p.read_bytes(), p.name) for p in NATIONAL.glob("*.txt")}


def test_title_date_and_byline_are_found(report: Report) -> None:
    assert report.id == "zhongyuan-2023"
    assert report.title == (
        "突出重点 抓住关键 高效统筹 狠抓落实 推进各项工作取得新的突破性进展 "
        "——区委常委会2023年工作报告解读"
    )
    assert report.date == "2023年12月29日"
    assert report.byline == "记者 鲁燕 通讯员 王耀祖"


def test_the_six_sections_are_found(report: Report) -> None:
    assert [section.title for section in report.sections] == [
        "以政治建设为统领,全力抓好事关全局的大事要事",
        "以新举措推动城区经济提质提速",
        "以新形象展示中心城区品质内涵",
        "以新成效推进民生福祉更加普惠",
        "以新机制巩固团结奋进的良好局面",
        "以新作为营造风清气正的政治生态",
    ]


def test_sections_stand_where_they_say(report: Report) -> None:
    ends = [section.start for section in report.sections[1:]] + [len(report.text)]
    for section, end in zip(report.sections, ends, strict=True):
        assert report.text[section.start :].startswith(f"{section.title}\n")
        assert report.text[section.start - 1] == "\n"
        assert section.end == end


def test_no_line_of_the_report_is_torn(report: Report) -> None:
    whole = {report.title, report.byline, *(section.title for section in report.sections)}
    paragraphs = [line for line in report.text.split("\n") if line not in whole]
    assert len(paragraphs) == 20
    assert [p for p in paragraphs if not ENDS_SENTENCE.search(p)] == []


@pytest.mark.parametrize(
    "mended",
    [
        "“学思想、强党性、重实践、建新功”总要求,成立区委主题教育领导小组",
        "推动创新链、人才链、资本链、服务链深度融入产业链",
        "新建、盘活、共享停车位73070个",
        "“地域全覆盖、人员全覆盖、事务全覆盖、组织全覆盖”原则",
        "扎实开展“扫黄打非”工作",
    ],
    ids=["requirement", "chain", "parking-places", "coverage", "campaign"],
)
def test_what_page_breaks_tore_apart_is_whole(source: str, report: Report, mended: str) -> None:
    assert mended not in source
    assert mended in report.text


def test_so2_stands_without_tags(report: Report) -> None:
    assert "优良天数达217天;SO2、CO指标持续下降" in report.text
    assert not re.search(r"[<>]", report.text)


def test_no_word_is_lost_and_none_added(source: str, report: Report) -> None:
    bare = re.sub(r"</?sub>|^#+|\s", "", source, flags=re.MULTILINE)
    assert re.sub(r"\s", "", report.text) == bare


def test_pm25_is_torn_in_no_national_report(national_reports: dict[str, Report]) -> None:
    found = [m for r in national_reports.values() for m in re.findall(r"PM.{0,4}", r.text, re.S)]
    assert found
    assert [after for after in found if not re.match(r"PM(?:2\.5|10)", after)] == []


def test_no_national_report_has_invisible_characters(national_reports: dict[str, Report]) -> None:
    characters = {char for r in national_reports.values() for char in r.text} - {"\n"}
    assert [c for c in characters if unicodedata.category(c) in ("Cc", "Cf", "Cs")] == []


def test_each_national_report_has_title_and_sections(national_reports: dict[str, Report]) -> None:
    for year, report in national_reports.items():
        assert report.title == f"{year}年中华人民共和国国务院政府工作报告"
        assert report.sections
        assert all(report.text[s.start :].startswith(f"{s.title}\n") for s in report.sections)


@pytest.mark.parametrize("name", ["报告.docx", "报告.exe", "报告"], ids=["docx", "exe", "none"])
def test_a_file_of_another_kind_is_refused(name: str) -> None:
    with pytest.raises(UnsupportedFormat):
        read_bytes("优良天数达217天。".encode(), name)


@pytest.mark.parametrize(
    "text",
    ["\n\n", "。。。\n——", "\u3000\n", "<p></p>", "\ufeff"],
    ids=["lines", "marks", "wide-space", "tags", "mark-of-order"],
)
def test_a_report_without_words_is_empty(text: str) -> None:
    with pytest.raises(EmptyDocument):
        read_bytes(text.encode(), "报告.txt")


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat):
        read_file(tmp_path)
    with pytest.raises(DocumentError):
        read_file(tmp_path / "没有.txt")


@pytest.mark.parametrize(
    ("name", "report_id"),
    [
        ("zhongyuan_2023.txt", "zhongyuan-2023"),
        ("My Report (final).MD", "my-report-final"),
        ("/tmp/../etc/工作报告.txt", "工作报告"),
        ("___.txt", "report"),
        ("长" * 200 + ".txt", "长" * 80),
    ],
    ids=["underscore", "english", "path", "nothing-left", "long"],
)
def test_a_report_is_named_after_its_file(name: str, report_id: str) -> None:
    assert report_id_of(name) == report_id
