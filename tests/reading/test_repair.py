import pytest

from youju.reading.repair import join_torn_lines

WHOLE = "优化完善发展思路。召开区委十二届四次全会,发展思路更清晰、路径更明确、行动更自觉。"
FIRST = (
    "2024年，全市上下坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大精神，"
    "认真落实党中央、国务院决策部署，稳中求进、逐新而上，全市经济承压奋进、再上台阶。"
)
SECOND = (
    "初步核算，全年全市生产总值13507.7亿元，按不变价格计算，比上年增长6.1%。其中，第一产业"
    "增加值393.5亿元，增长3.7%；第二产业增加值5002.2亿元，增长6.5%。"
)


def _joined(*blocks: str) -> list[str]:
    """Paragraphs of a file that has an empty line after each of the blocks."""
    return join_torn_lines("\n\n".join(blocks).split("\n"))


def _wrapped(text: str, width: int = 52) -> list[str]:
    """Lines of one width, a wide character being two, as a printed page has them."""
    lines = [""]
    for char in text:
        if sum(1 if c.isascii() else 2 for c in lines[-1]) + 2 > width:
            lines.append("")
        lines[-1] += char
    return lines


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "扎实开展主题教育。牢牢把握“学思想、强党性、重实践、建新功”总",
            "要求,成立区委主题教育领导小组。",
            id="requirement",
        ),
        pytest.param(
            "聚焦电子信息、装备制造4条产业链,建立“八项清单”,推动创新",
            "链、人才链、资本链深度融入产业链。",
            id="chain",
        ),
        pytest.param("新增公共停车场73处,新建、盘活、共享", "停车位73070个。", id="parking-places"),
        pytest.param(
            "按照“地域全覆盖、人员全覆盖、组织全", "覆盖”原则,优化设置全区网格。", id="open-quote"
        ),
        pytest.param(
            "现在，我代表国务院，向大会作政府工作报", "告，请予审议。", id="last-character"
        ),
        pytest.param("请各位代表审议政府工作报", "告。", id="scrap"),
        pytest.param("新增市场主体2.7万家,入库“四上”单位22", "1家,经济量质齐升。", id="number"),
        pytest.param("贯彻《中华人民", "共和国政府信息公开条例》，公开信息。", id="open-title"),
        pytest.param("新建、盘活、", "共享停车位73070个。", id="enumeration"),
        pytest.param("空气质量提升，优良天数增加", "，创历史最好。", id="comma-on-the-next-page"),
    ],
)
def test_a_page_break_inside_a_word_or_sentence_is_mended(before: str, after: str) -> None:
    assert _joined(WHOLE, before, after, WHOLE) == [WHOLE, before + after, WHOLE]


@pytest.mark.parametrize("blank", ["", "\n"], ids=["adjacent", "spaced"])
def test_a_subscript_on_a_line_of_its_own_goes_back(blank: str) -> None:
    torn = ["以细颗粒物（PM", "2.5", "）和可吸入颗粒物（PM", "10", "）治理为突破口，加强防治。"]
    lines = ["\n".join(torn), WHOLE, WHOLE]
    joined = join_torn_lines(f"\n{blank}".join(lines).split("\n"))
    assert joined == ["".join(torn), WHOLE, WHOLE]


def test_hard_wrapped_lines_become_paragraphs() -> None:
    lines = ["一、综合", *_wrapped(FIRST), *_wrapped(SECOND), "二、农业", *_wrapped(SECOND)]
    assert join_torn_lines(lines) == ["一、综合", FIRST, SECOND, "二、农业", SECOND]


def test_a_full_line_goes_on_though_it_ends_a_sentence() -> None:
    full = "全市上下认真落实各项决策部署，稳中求进，逐新而上可期。"
    last = "高质量发展扎实推进。"
    assert join_torn_lines([full, full, full, last] * 3) == [full * 3 + last] * 3


def test_an_unindented_line_goes_on_from_the_indented_one_above() -> None:
    lines = [
        "\u3000\u3000深入学习宣传贯彻党的二十大精神，把学习宣传",
        "贯彻党的二十大精神作为首要任务。",
        "区委常委会带头示范。",
        f"\u3000\u3000{WHOLE}",
        "\u3000\u3000扎实开展主题教育，成立领导小",
        "组，制订实施方案。",
    ]
    assert join_torn_lines(lines) == [
        "深入学习宣传贯彻党的二十大精神，把学习宣传贯彻党的二十大精神作为首要任务。"
        "区委常委会带头示范。",
        WHOLE,
        "扎实开展主题教育，成立领导小组，制订实施方案。",
    ]


def test_a_space_stays_between_english_words() -> None:
    assert _joined("The report, made by the", "government. ") == [
        "The report, made by the government."
    ]


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param([WHOLE, WHOLE, WHOLE], id="paragraphs"),
        pytest.param(["### 以新形象展示中心城区", WHOLE], id="markdown-heading"),
        pytest.param(["一、2024年工作回顾", WHOLE], id="numbered-heading"),
        pytest.param([WHOLE, "（二）深化改革。", WHOLE], id="second-heading"),
        pytest.param(["加强党的建设", WHOLE, "促进经济发展", WHOLE], id="bare-headings"),
        pytest.param(["主要任务是：", "一是抓产业，", "二是抓民生，"], id="points"),
        pytest.param(["主要任务是：", "- 抓产业", "- 抓民生"], id="bullets"),
        pytest.param(["主要任务是：", "1. 抓产业", "2. 抓民生"], id="numbered-items"),
        pytest.param(["（1）抓产业；", "（2）抓民生；"], id="bracketed-items"),
        pytest.param(
            ["主要目标是：", "——国内生产总值增长5%左右；", "——城镇新增就业1200万人以上；"],
            id="dashed-items",
        ),
        pytest.param(["制发情况，见下表", "规章 1 0 11", "规范性文件 8 26 66"], id="table"),
        pytest.param([WHOLE, "记者 鲁燕 通讯员 王耀祖"], id="byline"),
        pytest.param(["标题：中原区工作报告", "发文时间：未知", WHOLE], id="labels"),
    ],
)
@pytest.mark.parametrize("blank", ["\n", "\n\n"], ids=["adjacent", "spaced"])
def test_what_stands_for_itself_is_not_joined(blocks: list[str], blank: str) -> None:
    assert join_torn_lines(blank.join(blocks).split("\n")) == blocks


@pytest.mark.parametrize("lines", [[], [""], [" ", "\u3000", ""]], ids=["none", "empty", "white"])
def test_nothing_comes_of_nothing(lines: list[str]) -> None:
    assert join_torn_lines(lines) == []
