from __future__ import annotations

import pytest

from youju.answering.routing import route
from youju.store.files import ReportEntry

ENTRIES = [
    ReportEntry(name, title, f"{name}.txt", 1, 1)
    for name, title in (
        ("baoding", "2025年保定市政府工作报告"),
        ("hefei", "合肥市2024年统计公报"),
        ("hefei-old", "合肥市2019年统计公报"),
    )
]


@pytest.mark.parametrize(
    ("question", "reports"),
    [
        ("保定去年GDP增速", ["baoding"]),
        ("合肥的常住人口", ["hefei", "hefei-old"]),
        ("合肥2019年的常住人口", ["hefei-old"]),
        ("2024年进出口总额是多少?", ["baoding", "hefei"]),
        ("芜湖的常住人口", None),
        ("进出口总额是多少?", None),
    ],
)
def test_a_question_goes_to_the_reports_of_its_place_and_year(
    question: str, reports: list[str] | None
) -> None:
    assert route(question, ENTRIES) == reports


def test_one_report_needs_no_route() -> None:
    assert route("保定去年GDP增速", ENTRIES[:1]) is None
