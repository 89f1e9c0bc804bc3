import pytest

from youju.reading.headings import (
    LONGEST_HEADING,
    heading_level,
    heading_text,
    is_bare_heading,
    is_numbered,
    run_in_heading,
)


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("# 中原区工作报告", 1),
        ("### 以新形象展示中心城区品质内涵", 3),
        ("###### 附注", 6),
        ("第一部分 2024年工作回顾", 1),
        ("第二章 总则", 1),
        ("一、2024年工作回顾", 1),
        ("十二、其他", 1),
        ("一、坚持和完善，推进发展", 1),
        ("第三节 财政", 2),
        ("（一）加强党的建设", 2),
        ("(二)促进发展", 2),
        ("（二）深化重要领域和关键环节改革。", 2),
        ("——经济稳中有进、发展质效向好", 2),
        ("1. 抓好产业", 3),
        ("2、抓好民生", 3),
        ("（1）招聘活动", 3),
    ],
    ids=[
        "hash",
        "three-hashes",
        "six-hashes",
        "part",
        "chapter",
        "numbered",
        "twelfth",
        "numbered-with-comma",
        "section",
        "bracketed",
        "half-width-brackets",
        "with-full-stop",
        "dashed",
        "digit",
        "digit-with-comma",
        "bracketed-digit",
    ],
)
def test_a_heading_has_the_level_of_its_number(line: str, level: int) -> None:
    assert heading_level(line) == level


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("", id="empty"),
        pytest.param("#没有空格", id="hash-without-space"),
        pytest.param("####### 七级", id="seven-hashes"),
        pytest.param("#" * 10_000, id="ten-thousand-hashes"),
        pytest.param("1.5万亿元", id="decimal"),
        pytest.param("二是抓好民生", id="second-point"),
        pytest.param("（1）抓好产业；", id="list-item"),
        pytest.param("一、过去五年的工作。我们完成了任务", id="paragraph"),
        pytest.param("一、收入 29,345", id="table-row"),
        pytest.param("——2025年1月21日在保定市人民代表大会会议上", id="occasion"),
        pytest.param("——国内生产总值增长5%左右；", id="dashed-list-item"),
        pytest.param("一、" + "长" * LONGEST_HEADING, id="too-long"),
        pytest.param("2023年优良天数达217天。", id="sentence"),
    ],
)
def test_what_only_begins_like_a_heading_is_none(line: str) -> None:
    assert heading_level(line) == 0


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("### 以新形象展示中心城区品质内涵", "以新形象展示中心城区品质内涵"),
        ("## 民生 ##", "民生"),
        ("——经济稳中有进", "经济稳中有进"),
        ("政 府 工 作 报 告", "政府工作报告"),
        ("一、综 合", "一、综合"),
        ("（二）深化改革。", "（二）深化改革"),
        ("突出重点 抓住关键 高效统筹", "突出重点 抓住关键 高效统筹"),
    ],
    ids=[
        "hashes",
        "closing-hashes",
        "dashes",
        "set-wide",
        "two-wide-characters",
        "full-stop",
        "words-apart",
    ],
)
def test_the_words_of_a_heading_stand_without_their_dress(line: str, text: str) -> None:
    assert heading_text(line) == text


@pytest.mark.parametrize(
    ("paragraph", "level", "heading"),
    [
        ("（一）主动公开情况。2024年，主动公开信息2万条。", 2, "（一）主动公开情况"),
        ("（三）平台建设：2024年，建成三个平台。", 2, "（三）平台建设"),
        ("一、总体情况。2024年，我市稳中求进。", 1, "一、总体情况"),
    ],
    ids=["full-stop", "colon", "outer"],
)
def test_a_heading_run_in_with_its_paragraph_is_found(
    paragraph: str, level: int, heading: str
) -> None:
    assert run_in_heading(paragraph) == (level, len(heading))
    assert paragraph.startswith(heading)


@pytest.mark.parametrize(
    "paragraph",
    ["（一）主动公开情况。", "2024年，我市稳中求进。", ""],
    ids=["alone", "no-number", "empty"],
)
def test_other_paragraphs_have_no_run_in_heading(paragraph: str) -> None:
    assert run_in_heading(paragraph) is None


@pytest.mark.parametrize(
    "line", ["一、总体情况", "（一）主动公开。2024年，公开信息2万条。"], ids=["heading", "run-in"]
)
def test_a_numbered_line_is_told_from_the_one_above(line: str) -> None:
    assert is_numbered(line)


@pytest.mark.parametrize(
    "line", ["1. 抓好产业", "2023年", "十分重要", "一万人"], ids=["digit", "year", "ten", "myriad"]
)
def test_a_number_alone_numbers_nothing(line: str) -> None:
    assert not is_numbered(line)


@pytest.mark.parametrize("line", ["加强党的建设", "结束语"], ids=["words", "closing-words"])
def test_a_short_line_of_words_may_be_a_heading(line: str) -> None:
    assert is_bare_heading(line)


@pytest.mark.parametrize(
    "line",
    ["", "好", "优良天数217天", "水质提升，优良", "长" * 21],
    ids=["empty", "one-character", "digits", "comma", "too-long"],
)
def test_other_lines_are_no_bare_headings(line: str) -> None:
    assert not is_bare_heading(line)
