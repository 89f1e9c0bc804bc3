"""Lies and truths over the default report, written by someone who had not seen the code.

130 of each; half were looked at while building (``tune``), half were only counted (``held``).
Each is a test of its own; those that are known to be judged wrongly are named here, and must be
taken from the list when they are mended.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from youju.answering.verification import Checked, Unit, Verifier
from youju.assembly import Parts
from youju.model import Verdict

CLAIMS = Path(__file__).parents[2] / "eval" / "claims_zhongyuan.jsonl"
ROWS = [json.loads(line) for line in CLAIMS.read_text(encoding="utf-8").splitlines()]
BELIEVED = set("z032 z124 z168 z206 z249".split())
"""Lies that pass for truths."""
DOUBTED = set("z044 z062".split())
"""Truths that pass for lies."""


def cases(truth: bool, wrong: set[str]) -> list[Any]:
    mark = pytest.mark.xfail(strict=True, reason="known to be judged wrongly")
    return [
        pytest.param(
            row, id=f"{row['id']}-{row['kind']}", marks=[mark] if row["id"] in wrong else []
        )
        for row in ROWS
        if row["truth"] is truth
    ]


@pytest.fixture(scope="module")
def evidence(parts: Parts, verifier: Verifier) -> dict[str, list[Unit]]:
    """What the retriever finds for each question, as an LLM would be shown it."""
    found = {}
    for question in {row["question"] for row in ROWS}:
        found[question] = verifier.evidence(parts.answerer.examine(question).hits)
    return found


def verdict_on(row: dict[str, Any], verifier: Verifier, units: dict[str, list[Unit]]) -> Checked:
    return verifier.verify(row["claim"], units[row["question"]], row["question"])


@pytest.mark.parametrize("row", cases(False, BELIEVED))
def test_a_lie_is_unsupported(
    row: dict[str, Any], verifier: Verifier, evidence: dict[str, list[Unit]]
) -> None:
    checked = verdict_on(row, verifier, evidence)
    assert checked.verdict is Verdict.UNSUPPORTED
    assert checked.problems
    assert not checked.proofs or row["claim"]


@pytest.mark.parametrize("row", cases(True, DOUBTED))
def test_a_truth_told_otherwise_is_supported(
    row: dict[str, Any], verifier: Verifier, evidence: dict[str, list[Unit]]
) -> None:
    checked = verdict_on(row, verifier, evidence)
    assert checked.verdict is Verdict.SUPPORTED, checked.problems
    text = evidence[row["question"]][0].profile.report.text
    gold = "".join(row["gold"].split())
    quoted = ["".join(text[p.start : p.end].split()) for p in checked.proofs]
    assert any(shares_words(quote, gold) for quote in quoted)


def shares_words(quote: str, gold: str) -> bool:
    """Whether one is part of the other, or they share ten characters in a row."""
    if quote in gold or gold in quote:
        return True
    return any(quote[i : i + 10] in gold for i in range(len(quote) - 9))
