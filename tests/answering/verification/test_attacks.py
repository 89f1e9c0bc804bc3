"""False sentences made to get past the rules, by someone who had read them: 462 over the default
report, looked at while the rules were mended. Those that still pass are named, and must be taken
from the list when they are stopped."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from youju.answering.verification import Unit, Verifier
from youju.assembly import Parts
from youju.model import Verdict

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "eval" / "attacks_zhongyuan.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
BELIEVED = set(
    """
    a019 a049 a061 a067 a068 a082 a106 a120 a142 a144 a145 a146 a166 a212 a215 a216
    a226 a232 a236 a238 a239 a243 a244 a245 a254 a271 a274 a278 a285 a286 a287 a303
    a342 a344 a358 a361 a363 a369 a375 a379 a380 a383 a390 a403 a405 a425 a427 a429
    a439 a442
    """.split()
)


def case(row: dict[str, Any]) -> Any:
    known = pytest.mark.xfail(strict=True, reason="known to be judged wrongly")
    return pytest.param(row, id=row["id"], marks=[known] if row["id"] in BELIEVED else [])


@pytest.fixture(scope="module")
def evidence(parts: Parts, verifier: Verifier) -> Any:
    @cache
    def found(question: str) -> list[Unit]:
        return verifier.evidence(parts.answerer.examine(question).hits)

    return found


@pytest.mark.parametrize("row", [case(row) for row in ROWS])
def test_a_lie_that_was_made_to_pass_does_not(
    row: dict[str, Any], verifier: Verifier, evidence: Any
) -> None:
    checked = verifier.verify(row["claim"], evidence(row["question"]), row["question"])
    assert checked.verdict is Verdict.UNSUPPORTED


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("优良天数是多少？", "优良天数达217。"),
        ("新增绿地多少？", "新增绿地面积31万平方米。"),
        ("常庄水库水质怎么样？", "常庄水库水质稳定达标。"),
        ("道路建设怎么样？", "14条道路具备通车条件。"),
        ("产业园有多少个？", "全区谋划建设32个产业园。"),
        ("产业园有多少个？", "15个产业园投入运营。"),
        ("停车位多少个？", "新建、盘活、共享停车位73070个。"),
        ("谁作工作报告？", "2023年12月29日，李晓雷向全会作工作报告。"),
        ("How many good air days?", "Good air quality days reached 217 days."),
        ("How many good air days?", "In 2023, Zhongyuan District had 217 days with good air."),
        ("What was the social spending?", "Livelihood spending reached 2.945 billion yuan."),
        ("Who gave the report?", "Party Secretary Li Xiaolei gave the work report."),
    ],
)
def test_a_truth_that_is_near_is_kept(
    question: str, claim: str, verifier: Verifier, evidence: Any
) -> None:
    checked = verifier.verify(claim, evidence(question), question)
    assert checked.verdict is Verdict.SUPPORTED, checked.problems


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("How did injuries change?", "Injuries increased by 50 percent."),
        ("How many good air days?", "Good air quality days fell to 217 days."),
        ("How many good air days?", "In 2023, Jinshui District had 217 days with good air."),
        ("What was the social spending?", "Livelihood spending was less than 2.945 billion yuan."),
        ("What was the social spending?", "Livelihood spending reached 2.945 billion US dollars."),
        ("What was the social spending?", "Livelihood spending reached three billion yuan."),
        ("Who gave the report?", "Mayor Li Xiaolei gave the work report."),
        ("Who gave the report?", "Party Secretary Wang Xiaolei gave the work report."),
    ],
)
def test_an_english_lie_is_unsupported(
    question: str, claim: str, verifier: Verifier, evidence: Any
) -> None:
    checked = verifier.verify(claim, evidence(question), question)
    assert checked.verdict is Verdict.UNSUPPORTED
