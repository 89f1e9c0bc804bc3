from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from youju.answering.answerer import Answerer
from youju.errors import DocumentError
from youju.evaluation import (
    evaluate,
    holds_all,
    load_items,
    summarise,
    to_dict,
)
from youju.evaluation.confidence import (
    Judgement,
    area,
    calibration,
    calibration_error,
    curve_svg,
    risk_coverage,
)
from youju.model import Status

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


@pytest.mark.parametrize("name", ["zhongyuan", "national", "national_tune", "other", "invented"])
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
    answered = sum(one["status"] == "answered" for one in content["outcomes"])
    assert len(content["coverage_risk"]) == answered
    assert sum(one["count"] for one in content["calibration"]) == answered


SURE_RIGHT, SURE_WRONG = Judgement(0.9, True), Judgement(0.8, False)


def test_risk_is_the_share_of_wrong_answers_among_the_surest() -> None:
    points = risk_coverage([SURE_WRONG, SURE_RIGHT, None, Judgement(0.3, True)])
    assert points == [(0.25, 0.0), (0.5, 0.5), (0.75, pytest.approx(1 / 3))]
    assert area(points) == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)
    assert risk_coverage([None]) == []
    assert area([]) is None


def test_answers_that_are_as_often_right_as_they_are_sure_are_calibrated() -> None:
    judged = [Judgement(0.8, number % 5 > 0) for number in range(20)]
    assert calibration_error(judged) == pytest.approx(0)
    assert calibration_error([SURE_WRONG, *judged]) > 0.03
    assert [(one.count, one.right) for one in calibration([SURE_RIGHT, None, *judged])] == [
        (20, 0.8),
        (1, 1.0),
    ]
    assert calibration_error([None]) is None


def test_the_curve_is_a_picture_with_a_line_a_name() -> None:
    points = risk_coverage([SURE_RIGHT, SURE_WRONG])
    svg = curve_svg({"<reader>": points, "rules": points}, "title", ("coverage", "risk"))
    root = ElementTree.fromstring(svg)
    assert len(root.findall("{*}polyline")) == 2
    assert "<reader>" in [text.text for text in root.findall("{*}text")]


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


def test_what_the_report_never_speaks_of_is_refused(answerer: Answerer) -> None:
    """The set was written without sight of any report: absent is what no word for it stands for."""
    (entry,) = answerer.reports
    text = "".join(answerer.report(entry.id).text.split())
    rows = [json.loads(line) for line in (SETS / "absent.jsonl").read_text().splitlines()]
    absent = [row for row in rows if not any(stem in text for stem in row["stems"])]
    answers = [answerer.answer(row["questions"][0]) for row in absent]
    refused = [answer for answer in answers if answer.status is Status.ABSTAINED]
    assert len(absent) > 60
    assert len(refused) >= 0.9 * len(absent)
