from __future__ import annotations

import json
from pathlib import Path

import pytest

from youju.answering.answerer import Answerer
from youju.errors import DocumentError
from youju.evaluation import (
    coverage_and_risk,
    evaluate,
    holds_all,
    load_items,
    summarise,
    to_dict,
)

SETS = Path(__file__).parent / "eval"


def test_all_of_every_group_must_be_held() -> None:
    assert holds_all("优良天数达217天，绿地31万平方米", [["217天", "217"], ["31万"]])
    assert not holds_all("优良天数达217天", [["217天"], ["31万"]])
    assert holds_all("增长６．１％", [["6.1%"]])
    assert not holds_all("什么都没说", [])


def test_a_broken_line_of_a_question_set_is_named(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"id": "a", "question": "问", "must": [], "gold": null, "kind": "x"}\n{"id"')
    with pytest.raises(DocumentError) as error:
        load_items(path)
    assert ":2" in str(error.value.values["name"])


@pytest.mark.parametrize("name", ["zhongyuan", "national", "national_tune", "other"])
def test_the_question_sets_are_well_formed(name: str) -> None:
    items = load_items(SETS / f"{name}.jsonl")
    assert len({item.id for item in items}) == len(items)
    for item in items:
        assert bool(item.must) == (item.gold is not None)
        assert item.split in ("tune", "held")
        assert all(group and all(group) for group in item.must)


def test_metrics_come_as_json(answerer: Answerer) -> None:
    items = load_items(SETS / "zhongyuan.jsonl", "tune")[:12]
    outcomes = evaluate(answerer, items)
    content = json.loads(json.dumps(to_dict(outcomes)))
    assert content["overall"]["questions"] == 12
    assert len(content["coverage_risk"]) == 10
    assert coverage_and_risk(outcomes)[0][1] <= coverage_and_risk(outcomes)[-1][1]


def test_quality_on_the_held_back_questions_does_not_fall(answerer: Answerer) -> None:
    """A floor, somewhat below what docs/quality.md reports: it catches a change for the worse."""
    items = load_items(SETS / "zhongyuan.jsonl", "held")
    metrics = summarise(evaluate(answerer, items))
    assert metrics.citation_validity == 1.0
    assert metrics.recall_at_1 is not None
    assert metrics.recall_at_1 >= 0.95
    assert metrics.accuracy is not None
    assert metrics.accuracy >= 0.9
    assert metrics.abstention_recall is not None
    assert metrics.abstention_recall >= 0.8
    assert metrics.wrongly_abstained is not None
    assert metrics.wrongly_abstained <= 0.1
    assert metrics.figure_answer_length is not None
    assert metrics.figure_answer_length <= 45
