from __future__ import annotations

import json
from pathlib import Path

import pytest

from youju.answering.conversation import Turn, leans_on_history, recent, standalone_question

CONVERSATIONS = Path(__file__).parent.parent / "eval" / "conversations.jsonl"


@pytest.mark.parametrize(
    ("question", "before", "standalone"),
    [
        ("那2022年呢？", "2023年优良天数是多少？", "2022年优良天数是多少？"),
        ("那2022年呢", "优良天数是多少？", "2022年优良天数是多少？"),
        ("What about 2022?", "What was the GDP in 2023?", "What was the GDP in 2022?"),
        ("那停车位呢？", "2023年优良天数是多少？", "2023年停车位是多少？"),
        ("那金水区呢？", "2023年中原区优良天数是多少？", "2023年金水区优良天数是多少？"),
        ("惠济区的呢？", "2023年新增绿地有多少？", "2023年惠济区新增绿地有多少？"),
        ("三级的呢？", "中原区有多少个二级网格？", "中原区有多少个三级网格？"),
        ("支出呢？", "全年一般公共预算收入是多少？", "全年一般公共预算支出是多少？"),
        ("第二产业呢？", "第一产业增加值是多少？", "第二产业增加值是多少？"),
        ("城镇的呢？", "全年零售总额是多少？", "全年城镇零售总额是多少？"),
        ("不对，我问的是三级网格", "中原区有多少个二级网格？", "中原区有多少个三级网格？"),
        ("说错了，是2023年", "2022年增加了多少个学位？", "2023年增加了多少个学位？"),
        ("它增长了多少？", "全年民生支出是多少？", "全年民生支出增长了多少？"),
        ("增长了多少？", "全年快递业务量是多少？", "全年快递业务量增长了多少？"),
        ("为什么会下降？", "事故受伤人数下降了多少？", "事故受伤人数为什么会下降？"),
        ("还有呢？", "公园绿化方面做了哪些工作？", "公园绿化方面还有哪些？"),
    ],
)
def test_a_follow_up_is_made_to_stand_alone(question: str, before: str, standalone: str) -> None:
    history = [Turn(before)]
    assert standalone_question(question, history) == standalone
    assert leans_on_history(question, history)


@pytest.mark.parametrize(
    "question",
    [
        "新增绿地多少？",
        "区委书记是谁？",
        "那全年新增经营主体有多少家？",
        "还有，2023年空气优良天数是多少天？",
        "新增城镇就业多少人？",
        "谢谢",
        "你好",
        "",
    ],
)
def test_a_new_question_is_left_alone(question: str) -> None:
    history = [Turn("2022年中原区优良天数是多少？")]
    assert standalone_question(question, history) == question
    assert not leans_on_history(question, history)


def test_a_first_question_stays_as_it_is() -> None:
    assert standalone_question("那2022年呢？", []) == "那2022年呢？"


def test_small_talk_is_no_turn_and_only_the_last_turns_count() -> None:
    turns = [Turn(f"第{number}个问题是什么？") for number in range(20)]
    kept = recent([*turns, Turn("谢谢"), Turn("你好")])
    assert kept[-1].question == "第19个问题是什么？"
    assert len(kept) == 6


def test_most_follow_ups_of_real_conversations_are_understood() -> None:
    """60 conversations, written without sight of the code; each turn's own history is the right
    one. A new question must never be changed."""
    right = total = 0
    for line in CONVERSATIONS.read_text(encoding="utf-8").splitlines():
        history: list[Turn] = []
        for turn in json.loads(line)["turns"]:
            got = standalone_question(turn["question"], recent(history))
            if turn["follow_up"]:
                needed = all(any(one in got for one in group) for group in turn["needs"])
                right += needed and not any(one in got for one in turn["forbids"])
                total += 1
            else:
                assert got == turn["question"]
            history.append(Turn(turn["standalone"]))
    assert right / total >= 0.85
