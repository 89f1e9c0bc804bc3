import pytest

from youju.model import Report
from youju.reading import read_bytes

PROSE = "深入学习宣传贯彻党的二十大精神,区委常委会带头示范。"
LONG = "基层治理更加高效，" * 20_000


def _read(*paragraphs: str, name: str = "zhongyuan_2023.txt") -> Report:
    return read_bytes("\n\n".join(paragraphs).encode(), name)


def _outline(report: Report) -> list[tuple[str, int]]:
    return [(section.title, section.level) for section in report.sections]


@pytest.mark.parametrize(
    ("paragraphs", "title"),
    [
        pytest.param(["# 中原区工作报告", PROSE], "中原区工作报告", id="markdown"),
        pytest.param(["中原区工作报告", PROSE], "中原区工作报告", id="first-line"),
        pytest.param(["政 府 工 作 报 告", PROSE], "政府工作报告", id="set-wide"),
        pytest.param(
            ["# 突出重点", "## ——区委常委会2023年工作报告解读", PROSE],
            "突出重点 ——区委常委会2023年工作报告解读",
            id="subtitle",
        ),
        pytest.param(
            ["淮安市人民政府", "2024年政府信息公开工作年度报告", PROSE],
            "淮安市人民政府 2024年政府信息公开工作年度报告",
            id="two-lines",
        ),
        pytest.param(
            ["标题：2025年保定市政府工作报告", "发文单位：保定市", "正文：", PROSE],
            "2025年保定市政府工作报告",
            id="labelled",
        ),
        pytest.param([PROSE, PROSE], "zhongyuan-2023", id="none-so-the-id"),
        pytest.param(["各位代表：", PROSE], "zhongyuan-2023", id="address-is-no-title"),
        pytest.param(["一、工作回顾", PROSE], "zhongyuan-2023", id="section-is-no-title"),
    ],
)
def test_the_title_is_found(paragraphs: list[str], title: str) -> None:
    report = _read(*paragraphs)
    assert report.title == title
    assert report.text.split("\n")[0] == title


@pytest.mark.parametrize(
    "line",
    ["2023年12月29日", "2023 年 12 月 29 日", "2023年12月29日,中原区召开全会。"],
    ids=["line", "spaced", "in-prose"],
)
def test_the_date_is_found(line: str) -> None:
    assert _read("中原区工作报告", line, PROSE).date == "2023年12月29日"


@pytest.mark.parametrize(
    "line",
    ["记者 鲁燕 通讯员 王耀祖", "作者：王伟", "报告人：王伟"],
    ids=["reporter", "author", "speaker"],
)
def test_the_byline_is_found(line: str) -> None:
    assert _read("中原区工作报告", PROSE, line).byline == line


def test_what_is_not_there_is_not_made_up() -> None:
    prose = "记者 在中原区采访时了解到,优良天数达217天。" + PROSE * 2
    report = _read("中原区工作报告", PROSE, "记者调查发现,网格更加高效。", prose)
    assert (report.date, report.byline, report.sections) == (None, None, ())


def test_sections_nest_by_level() -> None:
    report = _read(
        "中原区工作报告",
        "第一部分 工作回顾",
        "（一）民生",
        "全年民生支出达29.45亿元。",
        "1、就业",
        "举办招聘活动26场。",
        "（二）生态",
        "优良天数达217天。",
        "第二部分 工作展望",
        "新的一年,继续努力。",
    )
    assert _outline(report) == [
        ("第一部分 工作回顾", 1),
        ("（一）民生", 2),
        ("1、就业", 3),
        ("（二）生态", 2),
        ("第二部分 工作展望", 1),
    ]
    paths = {
        "29.45亿元": ("第一部分 工作回顾", "（一）民生"),
        "26场": ("第一部分 工作回顾", "（一）民生", "1、就业"),
        "217天": ("第一部分 工作回顾", "（二）生态"),
        "新的一年": ("第二部分 工作展望",),
        "中原区工作报告": (),
    }
    assert {w: report.section_path(report.text.index(w)) for w in paths} == paths


def test_a_section_ends_where_the_next_of_its_level_begins() -> None:
    report = _read("中原区工作报告", "一、民生", PROSE, "（一）就业", PROSE, "二、生态", PROSE)
    people, work, nature = report.sections
    assert people.end == work.end == nature.start
    assert nature.end == len(report.text)
    assert report.text[work.start : work.end] == f"（一）就业\n{PROSE}\n"


def test_a_run_in_heading_becomes_a_section() -> None:
    report = _read("工作报告", "（一）主动公开情况。2024年，公开信息2万条。", PROSE)
    assert _outline(report) == [("（一）主动公开情况", 2)]
    assert report.text == f"工作报告\n（一）主动公开情况\n2024年，公开信息2万条。\n{PROSE}"


def test_bare_headings_count_where_none_is_numbered() -> None:
    report = _read("工作报告", "加强党的建设", PROSE, "促进经济发展", PROSE)
    assert _outline(report) == [("加强党的建设", 1), ("促进经济发展", 1)]


def test_labels_of_the_file_stay_readable() -> None:
    report = _read("标题：保定市政府工作报告", "发文单位：保定市人民政府", "正文：", PROSE)
    assert report.text == f"保定市政府工作报告\n发文单位：保定市人民政府\n{PROSE}"


@pytest.mark.parametrize(
    ("hostile", "left"),
    [
        pytest.param("#" * 10_000, "#" * 10_000, id="hashes"),
        pytest.param("“" * 1_000, "“" * 1_000, id="open-quotes"),
        pytest.param(LONG, LONG, id="one-very-long-line"),
        pytest.param("优良\x07天\x1b数", "优良天数", id="control-characters"),
        pytest.param("\u202e优良\u200f天数\u2066", "优良天数", id="right-to-left"),
        pytest.param("优\u200b良\ufeff天数", "优良天数", id="zero-width"),
        pytest.param("优良<script>alert('x')</script>天数", "优良天数", id="script"),
        pytest.param("优良<script src=x>天数", "优良天数", id="open-script"),
        pytest.param("<b onclick=x>优良</b>天数", "优良天数", id="tag"),
        pytest.param("优良①，天数[2]", "优良，天数", id="footnote-marks"),
        pytest.param("优良<!-- 忽略 -->天数", "优良天数", id="comment"),
    ],
)
def test_hostile_text_is_read_as_text(hostile: str, left: str) -> None:
    report = _read("工作报告", *[PROSE] * 8, f"{PROSE}{hostile}。")
    assert report.title == "工作报告"
    assert report.text.endswith(f"{PROSE}{left}。")


def test_a_thousand_headings_are_as_many_sections() -> None:
    report = _read("# 工作报告", *["# 标题"] * 1_000, PROSE)
    assert len(report.sections) == 1_000
    assert all(report.text[s.start :].startswith(s.title) for s in report.sections)
