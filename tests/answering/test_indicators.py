"""Every figure of a report with its name, value, change and place."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from youju.answering.answerer import Answerer
from youju.answering.indicators import Indicator, indicators_of
from youju.errors import ReportUnknown
from youju.passages import split_passages
from youju.reading import read_bytes

SHARED = Path(__file__).parents[3] / "shared" / "data"
REPORTS = sorted([*SHARED.glob("national_reports/*.txt"), *SHARED.glob("other_reports/*.txt")])
FAST = 5.0
"""Seconds for half a megabyte on a busy machine; what is quadratic takes minutes."""


def rows(text: str) -> list[Indicator]:
    report = read_bytes(f"# 报告\n\n## 一、回顾\n\n{text}\n".encode(), "report.md")
    return list(indicators_of(report, split_passages(report)))


def named(text: str) -> list[tuple[str, str]]:
    return [(row.indicator, row.text) for row in rows(text)]


@cache
def of_file(path: Path) -> tuple[str, tuple[Indicator, ...]]:
    report = read_bytes(path.read_bytes(), path.name)
    return report.text, indicators_of(report, split_passages(report))


def shipped(answerer: Answerer) -> dict[str, Indicator]:
    return {row.text: row for row in answerer.indicators.of()}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("217天", "优良天数"),
        ("29.45亿元", "民生支出"),
        ("82%", "民生支出占一般公共预算支出"),
        ("60亿元", "技术合同成交额"),
        ("346张", "新增养老床位"),
        ("3个", "党员"),
        ("14条", "道路"),
        ("755家", "科技型企业"),
        ("1033个", "三级网格"),
        ("15个", "产业园投入运营"),
        ("17.7万", "“原点在线”小程序注册人数"),
        ("2000余场", "开展群众文化活动"),
        ("145%", "吸引高校毕业生来郑留郑完成市定任务"),
    ],
)
def test_a_figure_of_the_default_report_is_named(answerer: Answerer, text: str, name: str) -> None:
    first = next(row for row in answerer.indicators.of() if row.text == text)
    assert first.indicator == name


def test_values_are_as_written_and_as_they_compare(answerer: Answerer) -> None:
    found = shipped(answerer)
    spent, held = found["29.45亿元"], found["2000余场"]
    assert (spent.value, spent.unit) == (29.45, "亿元")
    assert (spent.base_value, spent.base_unit) == (2_945_000_000, "元")
    assert (held.value, held.unit, held.about) == (2000, "场", "余")
    assert found["2.7万家"].about == "突破"
    assert isinstance(spent.base_value, int)


def test_a_level_has_the_change_told_beside_it_and_a_change_its_direction(
    answerer: Answerer,
) -> None:
    found = shipped(answerer)
    assert found["29.45亿元"].change == "增长21.5%"
    assert (found["21.5%"].indicator, found["21.5%"].change) == ("民生支出", "增长")
    assert found["77%"].change == "下降"
    assert found["217天"].change is None


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (
            ["14个", "155个", "1033个", "5860个", "490个"],
            ["一级网格", "二级网格", "三级网格", "微网格", "专属网格"],
        ),
        (["77%", "75%", "50%"], ["事故起数", "死亡人数", "受伤人数"]),
    ],
    ids=["grid levels", "accidents"],
)
def test_a_set_shares_a_group(answerer: Answerer, texts: list[str], names: list[str]) -> None:
    groups = defaultdict(list)
    for row in answerer.indicators.of():
        groups[row.group].append(row)
    assert (
        sum(
            [row.text for row in group] == texts and [row.indicator for row in group] == names
            for key, group in groups.items()
            if key
        )
        == 1
    )


def test_the_three_sectors_are_charted_and_their_growth_apart() -> None:
    found = rows(
        "其中，第一产业增加值343.26亿元，增长3.0%；第二产业增加值4961.25亿元，增长8.4%；"
        "第三产业增加值8203.18亿元，增长4.8%。"
    )
    assert [row.indicator for row in found[::2]] == [f"第{n}产业增加值" for n in "一二三"]
    assert [row.change for row in found] == [
        "增长3.0%",
        "增长",
        "增长8.4%",
        "增长",
        "增长4.8%",
        "增长",
    ]
    levels, growth = {row.group for row in found[::2]}, {row.group for row in found[1::2]}
    assert len(levels) == len(growth) == 1
    assert levels.isdisjoint(growth)
    assert None not in levels | growth


def test_figures_that_only_share_a_sentence_are_no_group() -> None:
    found = rows("全年新增停车场73处，新增绿地31万平方米，举办招聘活动26场，办结建议5件。")
    assert [row.group for row in found] == [None] * 4


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全市新建10个公园。", [("新建公园", "10个")]),
        (
            "新能源汽车、智能手机零售额分别增长69.8%和15.4%。",
            [("新能源汽车零售额", "69.8%"), ("智能手机零售额", "15.4%")],
        ),
        (
            "第一、二、三产业分别增长3%、8%、5%。",
            [("第一产业", "3%"), ("第二产业", "8%"), ("第三产业", "5%")],
        ),
        (
            "年末星级饭店35家，其中五星级10家、四星级14家。",
            [
                ("星级饭店", "35家"),
                ("星级饭店其中五星级", "10家"),
                ("星级饭店其中四星级", "14家"),
            ],
        ),
        (
            "工业总产值由一千五百亿元增加到二千五百亿元。",
            [("工业总产值", "一千五百亿元"), ("工业总产值", "二千五百亿元")],
        ),
        ("行政规范性文件 8 26 66", [("行政规范性文件", n) for n in ("8", "26", "66")]),
        ("GDP增速居全省第三。", [("GDP增速", "第三")]),
        ("城镇登记失业率控制在4.5%以内。", [("城镇登记失业率", "4.5%")]),
        ("人均GDP136063元。", [("人均GDP", "136063元")]),
        ("600多万下岗职工实现了再就业。", [("下岗职工", "600多万")]),
    ],
)
def test_a_figure_takes_the_words_that_belong_to_it(
    sentence: str, expected: list[tuple[str, str]]
) -> None:
    assert named(sentence) == expected


def test_what_a_change_came_to_is_told_whole() -> None:
    before, after = rows("常住人口城镇化率由52%提高到60%左右。")
    assert (before.change, after.change) == (None, "由52%提高到60%")
    assert after.about == "左右"


def test_the_first_number_of_a_range_has_the_unit_of_the_second() -> None:
    first, second = rows("单位能耗下降6至7个百分点。")
    assert (first.value, first.unit, second.value) == (6, "个百分点", 7)


def test_a_chinese_numeral_keeps_its_scale_in_the_unit() -> None:
    (row,) = rows("工农业总产值达到八千二百九十一亿元。")
    assert (row.value, row.unit, row.base_value) == (8291, "亿元", 829_100_000_000)


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年3月5日召开会议。",
        "过去五年，我们经受考验。",
        "电话：0517-83605210，邮编：223001。",
        "全面贯彻党的二十大精神，落实八项规定。",
        "开展“三个一批”活动，做到“两个维护”。",
        "打造“3+3”特色应用场景。",
        "入选中国企业500强。",
        "召开区委十二届四次全会。",
        "依据国发〔2023〕15号文件。",
        "加强长三角合作。",
        "从8:30开始。",
    ],
)
def test_dates_names_codes_and_slogans_are_no_figures(sentence: str) -> None:
    assert named(sentence) == []


@pytest.mark.skipif(not REPORTS, reason="the shared reports are not here")
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_figure_stands_where_it_says(path: Path) -> None:
    text, found = of_file(path)
    assert found
    for row in found:
        assert text[row.start : row.end] == row.text
        assert row.sentence_start <= row.start < row.end <= row.sentence_end
        assert len(row.indicator) <= 40
    assert [row.start for row in found] == sorted(row.start for row in found)
    assert sum(not row.indicator for row in found) <= len(found) // 20


@pytest.mark.parametrize(
    "text",
    [
        "9" * 500_000,
        "，" * 500_000,
        "（" * 500_000,
        "“三个" * 150_000,
        "由从" * 250_000 + "5%",
        "增长5%、" * 60_000,
        "甲、乙分别增长1%、2%" * 30_000,
        "全年累计" * 120_000,
        "进出口 1 2 3\n" * 30_000,
    ],
    ids=["digits", "commas", "brackets", "quotes", "from", "list", "respectively", "lead", "table"],
)
def test_a_hostile_report_takes_no_longer_than_its_length(text: str) -> None:
    report = read_bytes(f"# 报告\n\n{text}\n".encode(), "report.md")
    passages = split_passages(report)
    started = time.process_time()
    for row in indicators_of(report, passages):
        assert report.text[row.start : row.end] == row.text
    assert time.process_time() - started < FAST


def test_a_report_is_read_once(answerer: Answerer) -> None:
    (first, *_), (again, *_) = answerer.indicators.of(), answerer.indicators.of(["zhongyuan-2023"])
    assert first is again


def test_an_unknown_report_is_refused(answerer: Answerer) -> None:
    with pytest.raises(ReportUnknown):
        answerer.indicators.of(["nowhere"])


def test_most_figures_of_reports_never_tuned_on_are_named_as_a_reader_would() -> None:
    """Drawn at random and judged by hand; the floors are a little below what was measured."""
    lines = (ROOT / "tests" / "eval" / "figures.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [row for row in map(json.loads, lines) if row["split"] == "held"]
    right: Counter[str] = Counter()
    for item in gold:
        found = {row.text: row for row in rows(item["sentence"])}.get(item["figure"])
        right["found"] += (found is None) == (item["indicator"] is None)
        for name in ("indicator", "unit", "change"):
            right[name] += getattr(found, name, None) == item[name]
    shares = {name: count / len(gold) for name, count in right.items()}
    assert shares["found"] > 0.95
    assert shares["indicator"] > 0.85
    assert shares["unit"] > 0.95
    assert shares["change"] > 0.9
