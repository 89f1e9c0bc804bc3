"""On the default report, with the real index and model; no question here is in tests/eval."""

from __future__ import annotations

import re

import pytest

from youju.answering.answerer import Answerer
from youju.errors import QuestionError, ReportUnknown
from youju.model import Answer, Reason, Status, Verdict


def check_shape(answer: Answer, answerer: Answerer) -> None:
    """The contract: markers run in order and both ways, offsets are exact, nothing is uncited."""
    markers = [int(m) for m in re.findall(r"\[(\d+)\]", answer.answer)]
    assert markers == [c.marker for c in answer.citations] == list(range(1, len(markers) + 1))
    for citation in answer.citations:
        text = answerer.report(citation.report_id).text
        assert text[citation.start : citation.end] == citation.quote
    for claim in answer.claims:
        assert answer.answer[claim.start : claim.end] == claim.text
        assert claim.citations
        assert claim.verdict is Verdict.SUPPORTED
    for hit in answer.passages:
        passage = hit.passage
        text = answerer.report(passage.report_id).text
        assert text[passage.start : passage.end] == passage.text


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("常年空气好的日子去年有几天", ["217天"]),
        ("公共停车场新添了几处", ["73处"]),
        ("警示教育办了几次？", ["234次"]),
        ("事故起数、死亡人数、受伤人数各下降多少？", ["77%", "75%", "50%"]),
        ("二級網格有多少個？", ["155个"]),
        ("新增养老床位多少张，增加学位多少个？", ["346张", "10530个"]),
        ("How many parking lots were added?", ["73处"]),
        ("区委书记是哪位", ["李晓雷"]),
        ("服装家居之外，还承接了哪几条产业链？", ["汽车制造", "装备制造", "新材料"]),
        ("保交楼这事报告怎么讲", ["保交楼"]),
    ],
)
def test_the_answer_holds_what_was_asked(
    answerer: Answerer, question: str, held: list[str]
) -> None:
    answer = answerer.answer(question)
    assert answer.status is Status.ANSWERED
    assert all(words in answer.answer for words in held)
    check_shape(answer, answerer)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("2020年新增养老床位多少张？", Reason.NEAR_MISS),
        ("二七区建成中小学、幼儿园几所？", Reason.NEAR_MISS),
        ("给我讲个笑话吧", Reason.OFF_TOPIC),
        ("区委统战部部长是谁？", None),
        ("纺织工业博物馆投资了多少亿元？", None),
        ("全区进出口总额是多少？", None),
    ],
)
def test_where_the_report_is_silent_it_says_so(
    answerer: Answerer, question: str, reason: Reason | None
) -> None:
    answer = answerer.answer(question)
    assert answer.status is Status.ABSTAINED
    assert answer.reason is reason or reason is None
    assert answer.claims == ()
    check_shape(answer, answerer)


@pytest.mark.parametrize(
    "said",
    "你好 谢谢！ 在吗 怎么用 为什么？ 去年怎么样 1+1等于几 2023 你能做什么 今天天气怎么样 "
    "你觉得郑州怎么样 hello".split(),
)
def test_small_talk_and_words_of_asking_alone_are_answered_with_nothing_of_the_report(
    answerer: Answerer, said: str
) -> None:
    answer = answerer.answer(said)
    assert (answer.reason, answer.decided_by) == (Reason.OFF_TOPIC, "rules")
    assert answer.citations == ()


@pytest.mark.parametrize(
    "asked", ["你好，请问优良天数是多少？", "你能告诉我优良天数是多少吗", "帮我查一下优良天数"]
)
def test_who_asks_politely_is_answered_as_well(answerer: Answerer, asked: str) -> None:
    assert "217天" in answerer.answer(asked).answer


def test_the_report_itself_may_be_asked_for(answerer: Answerer) -> None:
    assert "2023年" in answerer.answer("这是哪一年的报告").answer


def test_one_figure_asked_gives_a_clause_and_not_the_paragraph(answerer: Answerer) -> None:
    assert len(answerer.answer("新增绿地多少？").answer) <= 30


def test_a_refusal_is_in_the_language_of_the_question(answerer: Answerer) -> None:
    assert answerer.answer("Tell me a joke").answer.startswith("This asks for nothing")
    assert answerer.answer("2023").answer.startswith("这句话没有问到")


def test_the_same_question_gets_the_same_answer(answerer: Answerer) -> None:
    first, second = (answerer.answer("新增绿地多少？") for _ in range(2))
    assert (first.answer, first.citations) == (second.answer, second.citations)
    assert first.id != second.id


@pytest.mark.parametrize("question", ["", "？？？", "问" * 2001], ids=["empty", "marks", "long"])
def test_what_is_no_question_is_refused_as_one(answerer: Answerer, question: str) -> None:
    with pytest.raises(QuestionError):
        answerer.answer(question)


def test_an_unknown_report_is_named(answerer: Answerer) -> None:
    with pytest.raises(ReportUnknown):
        answerer.answer("优良天数", report_ids=["nowhere"])
