from collections.abc import Iterable
from decimal import Decimal

import cn2an
import pytest

from youju.text import (
    clause_spans,
    figures,
    fold,
    parse_chinese_numeral,
    sentence_spans,
)


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def _clauses(text: str) -> list[str]:
    return [text[start:end] for start, end in clause_spans(text, 0, len(text))]


def _figures(text: str) -> list[tuple[str, Decimal, str]]:
    return [(figure.text, figure.value, figure.unit) for figure in figures(text)]


def test_folding_keeps_every_offset() -> None:
    assert all(len(fold(chr(code))) == 1 for code in range(0x10000))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("１９９６年", "1996年", id="digits"),
        pytest.param("ＧＤＰ和ｐｍ２．５", "gdp和pm2.5", id="letters"),
        pytest.param("GDP增长", "gdp增长", id="capitals"),
        pytest.param("２１．５％（同比）", "21.5%(同比)", id="marks"),
        pytest.param("政\u3000府\xa0工作", "政 府 工作", id="spaces"),
        pytest.param("二〇二三年", "二○二三年", id="both-zeros-are-one"),
        pytest.param("优良天数。“四上”", "优良天数。“四上”", id="chinese-marks-stay"),
    ],
)
def test_full_width_folds_to_half_width_and_lower_case(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param(
            "优良天数达217天。河流水质不断提升！完成了吗？",
            ["优良天数达217天。", "河流水质不断提升！", "完成了吗？"],
            id="marks",
        ),
        pytest.param("真的吗？！是的。", ["真的吗？！", "是的。"], id="two-marks"),
        pytest.param(
            "他说：“我们完成了任务。”大家鼓掌。",
            ["他说：“我们完成了任务。”", "大家鼓掌。"],
            id="quote-that-ends-a-sentence",
        ),
        pytest.param(
            "他说“完成了。”，大家鼓掌。", ["他说“完成了。”，大家鼓掌。"], id="quote-goes-on"
        ),
        pytest.param("他说：“一。二。三。”", ["他说：“一。二。三。”"], id="quote-stays-whole"),
        pytest.param("“你好！”“再见！”", ["“你好！”", "“再见！”"], id="quotes-in-turn"),
        pytest.param(
            "各部门（含街道。社区）都完成。好。",
            ["各部门（含街道。社区）都完成。", "好。"],
            id="brackets",
        ),
        pytest.param(
            "（一）抓好工作。（二）落实。", ["（一）抓好工作。", "（二）落实。"], id="numbered"
        ),
        pytest.param(
            "全年民生支出达29.45亿元,增长21.5%。占82%。",
            ["全年民生支出达29.45亿元,增长21.5%。", "占82%。"],
            id="decimals",
        ),
        pytest.param(
            "GDP grew by 6.5% last year. 1. Version 2.0 is good.",
            ["GDP grew by 6.5% last year.", "1. Version 2.0 is good."],
            id="english",
        ),
        pytest.param("一是抓好。\n二是落实", ["一是抓好。", "二是落实"], id="lines-of-a-list"),
        pytest.param("  优良。  良好。 ", ["优良。", "良好。"], id="space-is-left-out"),
        pytest.param("“没有闭合。后面一句。", ["“没有闭合。", "后面一句。"], id="unclosed-quote"),
        pytest.param("", [], id="empty"),
        pytest.param(" \n\u3000\n", [], id="white-space"),
    ],
)
def test_sentences_are_whole(text: str, sentences: list[str]) -> None:
    assert _sentences(text) == sentences


def test_a_quote_beyond_reach_does_not_hold_sentences_together() -> None:
    assert len(_sentences("“" + "城市更新加快推进。" * 20 + "”")) > 1


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        pytest.param(
            "全年民生支出达29.45亿元,增长21.5%,占一般公共预算支出的82%。",
            ["全年民生支出达29.45亿元", "增长21.5%", "占一般公共预算支出的82%"],
            id="half-width-commas",
        ),
        pytest.param("水质提升，优良；好。", ["水质提升", "优良", "好"], id="full-width"),
        pytest.param("进出口1,362亿元,增长5%", ["进出口1,362亿元", "增长5%"], id="thousands"),
        pytest.param("共12,345,678元,好", ["共12,345,678元", "好"], id="millions"),
        pytest.param(
            "“学思想、强党性,重实践”总要求,完成",
            ["“学思想、强党性,重实践”总要求", "完成"],
            id="quote",
        ),
        pytest.param(
            "（PM2.5，细颗粒物）浓度下降，好", ["（PM2.5，细颗粒物）浓度下降", "好"], id="brackets"
        ),
        pytest.param("新建、盘活、共享停车位", ["新建、盘活、共享停车位"], id="enumeration"),
        pytest.param("，，，", [], id="marks-alone"),
    ],
)
def test_clauses_end_at_commas_and_semicolons(text: str, clauses: list[str]) -> None:
    assert _clauses(text) == clauses


def test_clause_spans_are_offsets_into_the_whole_text() -> None:
    text = "优良天数达217天。全年支出29亿元,增长5%。后句"
    start, end = text.index("全年"), text.index("后句")
    found = [text[a:b] for a, b in clause_spans(text, start, end)]
    assert found == ["全年支出29亿元", "增长5%"]


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param(range(10_000), id="0-9999"),
        pytest.param(range(10_000, 10**8, 999_983), id="wan"),
        pytest.param(range(20_000, 10**7, 50_010), id="wan-with-zeros"),
        pytest.param([10**8 * k + j for k in (1, 3, 10, 106) for j in (0, 1, 50, 4321)], id="yi"),
        pytest.param([10**12, 15 * 10**12, 3 * 10**11], id="wan-yi"),
    ],
)
def test_numerals_read_as_cn2an_writes_them(numbers: Iterable[int]) -> None:
    wrong = [n for n in numbers if parse_chinese_numeral(cn2an.an2cn(n)) != n]
    assert wrong == []


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一九八六", "1986"),
        ("二〇二三", "2023"),
        ("二○二三", "2023"),
        ("两千三", "2300"),
        ("两万五", "25000"),
        ("一百零二", "102"),
        ("一百二", "120"),
        ("十五", "15"),
        ("二十一点五", "21.5"),
        ("零点五", "0.5"),
    ],
    ids=[
        "year",
        "year-with-zero",
        "year-with-circle",
        "short-hundreds",
        "short-thousands",
        "zero-between",
        "short-tens",
        "teen",
        "decimal",
        "below-one",
    ],
)
def test_numerals_as_people_write_them(numeral: str, value: str) -> None:
    assert parse_chinese_numeral(numeral) == Decimal(value)
    assert parse_chinese_numeral(numeral) == Decimal(
        str(cn2an.cn2an(numeral.replace("○", "〇"), "smart"))
    )


@pytest.mark.parametrize(
    "text",
    ["", "中原区", "点五", "三千亿斤", "二.五", "GDP", "十几"],
    ids=["empty", "place", "no-whole", "unit", "point", "latin", "some"],
)
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert parse_chinese_numeral(text) is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("29.45亿元", "2945000000", "元"),
        ("百分之二十一点五", "21.5", "%"),
        ("21.5%", "21.5", "%"),
        ("千分之三", "3", "‰"),
        ("13万余件", "130000", "件"),
        ("17.7万", "177000", ""),
        ("1,362亿元", "136200000000", "元"),
        ("七千零六十二万吨", "70620000", "吨"),
        ("三千亿斤", "300000000000", "斤"),
        ("１９９６年", "1996", "年"),
        ("一九八六年", "1986", "年"),
        ("２９．４５亿元", "2945000000", "元"),
        ("0.1个百分点", "0.1", "个百分点"),
        ("2000余场", "2000", "场"),
        ("1.5万亿元", "1500000000000", "元"),
        ("5000万千瓦", "50000000", "千瓦"),
        ("三千多万千瓦", "30000000", "千瓦"),
    ],
    ids=[
        "decimal",
        "percent-in-words",
        "percent",
        "per-mille",
        "rounded",
        "no-unit",
        "thousands",
        "numeral",
        "numeral-of-yi",
        "full-width",
        "year-in-words",
        "full-width-decimal",
        "points",
        "rounded-events",
        "two-scales",
        "thousand-in-the-unit",
        "numeral-with-thousand-in-the-unit",
    ],
)
def test_a_figure_has_a_normalised_value_and_its_unit(text: str, value: str, unit: str) -> None:
    assert _figures(f"共{text}。") == [(text, Decimal(value), unit)]


@pytest.mark.parametrize(
    ("text", "about"),
    [("13万余件", "余"), ("二十多年", "多"), ("217天", ""), ("13万多户", "多")],
    ids=["yu", "duo", "exact", "duo-after-wan"],
)
def test_a_figure_says_whether_it_is_rounded(text: str, about: str) -> None:
    assert [figure.about for figure in figures(text)] == [about]


@pytest.mark.parametrize(
    "text",
    [
        "“两个维护”",
        "SO2、CO指标",
        "PM2.5浓度",
        "第二产业",
        "第十六届",
        "统一思想",
        "千方百计",
        "三是",
    ],
    ids=["quote", "formula", "pm25", "second", "sixteenth", "unify", "idiom", "point"],
)
def test_names_with_a_number_in_them_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_a_range_of_shares_has_no_negative_end() -> None:
    assert [value for _, value, _ in _figures("约占60%-70%。")] == [Decimal(60), Decimal(70)]


def test_gdp_may_stand_right_before_its_value() -> None:
    assert _figures("人均GDP136063元。") == [("136063元", Decimal(136063), "元")]


def test_offsets_of_figures_are_those_of_the_text() -> None:
    text = "２０２３年全年民生支出达29.45亿元,增长百分之二十一点五,受理问题13万余件。"
    found = figures(text)
    assert [figure.text for figure in found] == [
        "２０２３年",
        "29.45亿元",
        "百分之二十一点五",
        "13万余件",
    ]
    assert all(text[figure.start : figure.end] == figure.text for figure in found)


def test_figures_of_a_part_are_those_of_the_whole() -> None:
    text = "第一产业增加值393.5亿元,增长3.7%。优良天数217天。"
    start, end = text.index("增长"), text.index("优良")
    assert [figure.text for figure in figures(text, start, end)] == ["3.7%"]
    assert figures(text, start, end) == [f for f in figures(text) if start <= f.start < end]
