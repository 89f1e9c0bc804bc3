from __future__ import annotations

import pytest

from youju.answering.conversation import standalone_question


@pytest.mark.parametrize(
    ("question", "before", "standalone"),
    [
        ("那2022年呢？", "2023年优良天数是多少？", "2022年优良天数是多少？"),
        ("那2022年呢", "优良天数是多少？", "2022年优良天数是多少？"),
        ("那停车位呢？", "2023年优良天数是多少？", "2023年停车位是多少？"),
        ("那金水区呢？", "请问2023年中原区优良天数是多少？", "请问2023年金水区优良天数是多少？"),
        ("它增长了多少？", "全年民生支出是多少？", "全年民生支出的增长了多少？"),
        ("新增绿地多少？", "2023年优良天数是多少？", "新增绿地多少？"),
    ],
)
def test_a_follow_up_is_made_to_stand_alone(question: str, before: str, standalone: str) -> None:
    assert standalone_question(question, [before]) == standalone


def test_a_first_question_stays_as_it_is() -> None:
    assert standalone_question("那2022年呢？", []) == "那2022年呢？"
