from __future__ import annotations

import pytest

from youju.answering.people import holds_office, names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("区委书记李晓雷受区委常委会委托", ["李晓雷"]),
        ("记者 鲁燕 通讯员 王耀祖", ["鲁燕", "王耀祖"]),
        ("高阳县人民政府县长 闫向阳", ["闫向阳"]),
        ("闫继红", ["闫继红"]),
        ("召开区委十二届六次全会", []),
    ],
)
def test_names_stand_beside_an_office_or_alone(text: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in names_in(text)] == names or not names


@pytest.mark.parametrize(
    ("office", "holds"),
    [("书记", True), ("区委书记", True), ("纪委书记", False), ("区长", False)],
)
def test_a_true_name_with_another_office_does_not_count(office: str, holds: bool) -> None:
    text = "区委书记李晓雷受区委常委会委托"
    assert holds_office(text, office, names_in(text)[0]) is holds


def test_a_deputy_is_not_the_chief() -> None:
    text = "副市长王明讲话"
    assert not holds_office(text, "市长", (3, 5))
