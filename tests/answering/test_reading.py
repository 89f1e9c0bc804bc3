"""When the reader is asked, and what it cannot take back."""

from pathlib import Path

import pytest

from youju.answering.answerer import Answerer
from youju.assembly import build_answerer
from youju.model import Certainty, Reason, Status
from youju.settings import Settings

CLEAR, UNSURE = "新增了多少个停车位？", "区委统战部部长是谁？"


@pytest.fixture(scope="module")
def by_rules(shipped_index: Path) -> Answerer:
    return build_answerer(Settings(index_dir=str(shipped_index), reader=False))


def test_a_clear_question_does_not_pay_for_the_reader(answerer: Answerer) -> None:
    answer = answerer.answer(CLEAR)
    assert (answer.status, answer.decided_by) == (Status.ANSWERED, "rules")
    assert "read" not in answer.timings_ms


def test_an_unsure_question_is_decided_with_the_reader(answerer: Answerer) -> None:
    answer = answerer.answer(UNSURE)
    assert (answer.status, answer.decided_by) == (Status.ABSTAINED, "reader")
    assert answer.timings_ms["read"] > 0


def test_a_question_in_english_which_the_reader_never_learnt_is_decided_by_rules(
    answerer: Answerer, by_rules: Answerer
) -> None:
    question = "How many new beds for elderly care were added?"
    answer = answerer.answer(question)
    assert answer.decided_by == "rules"
    assert answer.answer == by_rules.answer(question).answer


def test_switched_off_the_rules_decide_alone(by_rules: Answerer) -> None:
    answer = by_rules.answer(UNSURE)
    assert answer.decided_by == "rules"
    assert "read" not in answer.timings_ms


@pytest.mark.parametrize(
    "question", ["二七区建成中小学、幼儿园几所？", "2019年建成中小学、幼儿园几所？"]
)
def test_the_reader_cannot_take_back_that_another_place_or_year_is_meant(
    answerer: Answerer, question: str
) -> None:
    answer = answerer.answer(question)
    assert answer.reason is Reason.NEAR_MISS
    assert answer.decided_by == "rules"


def test_a_sure_answer_and_a_sure_refusal_say_so(answerer: Answerer) -> None:
    assert answerer.answer(CLEAR).certainty is Certainty.HIGH
    assert answerer.answer("给我讲个笑话吧").certainty is Certainty.HIGH
