from __future__ import annotations

import pytest

from youju.answering.question import Kind, analyse, fits_unit
from youju.lexical import Lexicon

LEXICON = Lexicon(
    {"优良天数": 10, "停车位": 10, "问题": 50, "科技型企业": 5, "绿地": 5},
    {"优良天数": 1, "停车位": 2, "问题": 5, "科技型企业": 1, "绿地": 1},
    20,
)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("2023年优良天数是多少?", Kind.FIGURE),
        ("增长了百分之几", Kind.FIGURE),
        ("双拥创建是第几次连冠?", Kind.FIGURE),
        ("How many people signed up?", Kind.FIGURE),
        ("会议什么时候召开的?", Kind.DATE),
        ("哪一年完工?", Kind.DATE),
        ("中原区的区委书记叫什么名字?", Kind.PERSON),
        ("由谁来作说明?", Kind.PERSON),
        ("三条河流是哪三条?", Kind.LIST),
        ("包括哪些措施?", Kind.LIST),
        ("路修得咋样了", Kind.EXPLANATION),
        ("为什么只定7%左右?", Kind.EXPLANATION),
        ("老旧小区都完工了吗?", Kind.YES_NO),
        ("举报打什么电话?", Kind.CONTACT),
        ("产业发展思路", Kind.OTHER),
    ],
)
def test_the_kind_of_answer_is_told_from_the_words(question: str, kind: Kind) -> None:
    assert analyse(question, LEXICON).kind is kind


@pytest.mark.parametrize(
    ("question", "unit", "fits"),
    [
        ("招聘活动花了多少钱?", "元", True),
        ("招聘活动花了多少钱?", "场", False),
        ("占地多少亩?", "亩", True),
        ("占地多少亩?", "%", False),
        ("增长了百分之几?", "%", True),
        ("增长了百分之几?", "亿元", False),
        ("新增企业多少家?", "家", True),
        ("新增企业多少家?", "户", True),
        ("新增企业多少家?", "张", False),
        ("优良天数是多少?", "天", True),
    ],
)
def test_a_figure_answers_only_in_the_unit_asked_for(question: str, unit: str, fits: bool) -> None:
    assert fits_unit(unit, analyse(question, LEXICON)) is fits


def test_every_listed_thing_is_asked_for() -> None:
    question = analyse("绿地和停车位各是多少?", LEXICON)
    assert question.asked_items == 2
    assert [[term.word for term in item] for item in question.items] == [["绿地"], ["停车位"]]


def test_the_head_of_a_question_is_the_thing_counted() -> None:
    counted = analyse("巡察发现多少个问题?", LEXICON)
    assert [term.word for term in counted.head] == ["问题"]
    named = analyse("去年优良天数是多少?", LEXICON)
    assert [term.word for term in named.head] == ["优良天数"]


def test_a_mistyped_word_is_read_as_the_one_that_the_index_has() -> None:
    assert "科技型企业" in [term.word for term in analyse("科技形企业多少家", LEXICON).terms]
