from __future__ import annotations

import pytest

from youju.answering.periods import (
    Periods,
    asked_years,
    asks_for_target,
    other_plan,
    periods_of,
    spoken_years,
    years_in,
)
from youju.passages import split_passages
from youju.reading import read_bytes

WORK_REPORT = """2018年国务院政府工作报告

各位代表：

一、2017年工作回顾

国内生产总值增长6.9%，居民收入增长7.3%。城镇新增就业1351万人。

二、2018年工作安排

城镇登记失业率4.5%以内。2020年要全面建成小康社会。
"""


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023年优良天数", [2023]),
        ("１９９６年国内工作", [1996]),
        ("一九八六年到一九九○年", [1986, 1990]),
        ("2018—2020年", [2018, 2020, 2019]),
        ("邮编2230011，面积2023万元", []),
    ],
)
def test_years_are_read_in_every_script(text: str, years: list[int]) -> None:
    assert sorted(years_in(text)) == sorted(years)


def test_a_work_report_looks_back_on_one_year_and_plans_the_next() -> None:
    periods = periods_of(read_bytes(WORK_REPORT.encode(), "r.txt"))
    assert (periods.outcome, periods.plan) == (2017, 2018)


@pytest.mark.parametrize(
    ("words", "years"),
    [("国内生产总值增长", [2017]), ("城镇登记失业率", [2018]), ("2020年要", [2020])],
)
def test_a_sentence_speaks_of_the_year_of_its_words_or_heading(
    words: str, years: list[int]
) -> None:
    report = read_bytes(WORK_REPORT.encode(), "r.txt")
    start = report.text.index(words)
    passage = next(p for p in split_passages(report) if p.start <= start < p.end)
    assert years[0] in spoken_years(report, passage, start, periods_of(report))


def test_last_year_is_meant_as_the_report_would_mean_it() -> None:
    assert asked_years("去年就业多少人?", Periods(2017, 2018)) == [2017]
    assert asked_years("今年优良天数", Periods(2023, None)) == [2023]
    assert asked_years("比去年增加多少", Periods(2017, 2018)) == []
    assert asked_years("2017年以来首次回升的是什么", Periods(2023, None)) == []
    assert asked_years("今年打算做到多少", Periods(2023, None)) == [2023, 2024]


def test_a_target_is_told_from_an_outcome() -> None:
    assert asks_for_target("2025年的预期目标是多少?") is True
    assert asks_for_target("实际完成了多少?") is False
    assert asks_for_target("优良天数是多少?") is None


def test_one_five_year_plan_is_not_another() -> None:
    assert other_plan("“六五”计划规定多少?", "“七五”计划草案规定增长百分之六点七")
    assert not other_plan("“六五”计划规定多少?", "“六五”期间增长百分之十一")
