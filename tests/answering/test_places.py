from __future__ import annotations

import pytest

from youju.answering.places import levels_in, own_levels, own_places, places_in

COMMON = frozenset({"代表"})


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("惠济区2023年的优良天数有多少天?", ["惠济区"]),
        ("郑东新区谋划建设了几个产业园?", ["郑东新区"]),
        ("肥西县的生产总值是多少?", ["肥西县"]),
        ("2024年南京市受理了多少件?", ["南京"]),
        ("美国的情况呢?", ["美国"]),
        ("特色历史文化街区改造了吗?", []),
        ("老旧小区改造了几个?", []),
        ("被称作全省金字招牌的品牌叫什么?", []),
        ("相当于市里任务的百分之几?", []),
        ("代表市政府作报告的人是谁?", []),
    ],
)
def test_places_are_told_from_common_words(question: str, places: list[str]) -> None:
    assert places_in(question, (), COMMON) == places


def test_a_report_is_about_the_places_of_its_title_and_head() -> None:
    text = "合肥市统计局\n2025年3月28日\n全年生产总值增长。"
    assert "合肥" in own_places("2024年合肥市国民经济和社会发展统计公报", text)


def test_a_level_is_asked_of_as_a_whole_or_only_named() -> None:
    assert levels_in("河南全省一共多少家?") == ["全省"]
    assert levels_in("增速位居全省第一的指标有哪些?") == []


def test_a_district_report_speaks_of_the_whole_district() -> None:
    assert "全区" in own_levels("工作报告", "全区拥有企业755家。", ["中原区"])
