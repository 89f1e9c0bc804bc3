"""Proof sheets made after the report was replaced or removed."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SECOND_REPORT
from tests.proofsheet.helpers import Element, read
from youju.assembly import build_answerer, index_as_it_is
from youju.embedding.onnx import OnnxEmbedder
from youju.proofsheet import proof_sheet
from youju.serialising import answer_to_dict
from youju.settings import Settings
from youju.store.library import Library

QUOTE = "优良天数达286天"


@pytest.fixture
def folder(library_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(library_folder, tmp_path / "index")


@pytest.fixture
def answer(folder: Path) -> dict[str, Any]:
    answerer = build_answerer(Settings(index_dir=str(folder)))
    found = answerer.answer("青石区2022年优良天数是多少？")
    content: dict[str, Any] = json.loads(json.dumps(answer_to_dict(found)))
    assert [c["quote"] for c in content["citations"]] == [QUOTE]
    return content


def sheet_now(folder: Path, answer: dict[str, Any]) -> Element:
    index = index_as_it_is(Settings(index_dir=str(folder)))
    return read(proof_sheet(answer, index, language="zh", at=datetime.now(UTC)))


def test_a_report_as_it_was_has_the_quote_in_its_place(
    folder: Path, answer: dict[str, Any]
) -> None:
    root = sheet_now(folder, answer)
    (check,) = root.checks()
    assert check == "✓ 制单时与报告比对：这个位置上的文字与引文完全一致"
    quote = root.find("blockquote")[0].text
    assert quote.startswith("生态环境持续改善。优良天数达286天，PM2.5")
    assert "过去一年" not in quote


def test_a_report_that_grew_has_the_words_elsewhere(
    folder: Path, answer: dict[str, Any], embedder: OnnxEmbedder
) -> None:
    grown = SECOND_REPORT.replace("经济运行", "全年工作成绩显著。经济运行")
    Library(folder, embedder).add({"qingshi_2022.txt": grown.encode()})
    root = sheet_now(folder, answer)
    start = answer["citations"][0]["start"] + len("全年工作成绩显著。")
    (check,) = root.checks()
    assert "报告在回答之后换过" in check
    assert f"现在在第 {start}–{start + len(QUOTE)} 字" in check
    assert "一致" not in check
    assert root.quotes() == {1: QUOTE}


def test_a_report_that_says_otherwise_now_is_told(
    folder: Path, answer: dict[str, Any], embedder: OnnxEmbedder
) -> None:
    other = SECOND_REPORT.replace("286天", "268天")
    Library(folder, embedder).add({"qingshi_2022.txt": other.encode()})
    root = sheet_now(folder, answer)
    (check,) = root.checks()
    assert "现在没有这些话" in check
    assert "一致" not in check
    assert root.quotes() == {1: QUOTE}
    assert "PM2.5平均浓度" in root.find("blockquote")[0].text


def test_a_report_that_is_gone_is_told(
    folder: Path, answer: dict[str, Any], embedder: OnnxEmbedder
) -> None:
    Library(folder, embedder).remove("qingshi-2022")
    root = sheet_now(folder, answer)
    (check,) = root.checks()
    assert "报告已不在索引中" in check
    assert root.quotes() == {1: QUOTE}
    assert "生态环境持续改善。" in root.find("blockquote")[0].text
    (report,) = root.find("dl", class_="report")
    assert "qingshi-2022" in report.text
    assert "已不在索引中" in report.text
    assert "sha256sum" not in report.text


@pytest.mark.parametrize(
    "changed",
    [
        {"quote": "优良天数达366天"},
        {"start": 0},
        {"start": -5, "end": -1},
        {"end": 10**9},
        {"quote": "", "start": 3, "end": 3},
        {"report_id": "nowhere"},
        {"quote": None, "start": None, "end": None},
    ],
    ids=["quote", "start", "negative", "end", "nothing", "report", "null"],
)
def test_a_quote_that_is_not_there_is_never_called_identical(
    folder: Path, answer: dict[str, Any], changed: dict[str, Any]
) -> None:
    answer["citations"][0] |= changed
    root = sheet_now(folder, answer)
    assert root.quotes() == {1: answer["citations"][0]["quote"] or ""}
    assert "引文 1 段，其中 1 段与制单时的报告对不上" in root.text
    assert "全部一致" not in root.text
    assert not any("一致" in check for check in root.checks())
