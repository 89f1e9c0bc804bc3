"""Proof sheets of answers from the shipped index."""

from __future__ import annotations

import hashlib
import json
import re
import time
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.proofsheet.helpers import read
from youju.answering.answerer import Answerer
from youju.model import Reason
from youju.proofsheet import POLICY, proof_sheet
from youju.serialising import answer_to_dict
from youju.wording import WORDS

QUESTION = "2023年优良天数是多少？"
SILENT = {
    "off_topic": "今天郑州天气怎么样，要带伞吗？",
    "no_evidence": "2轮常规巡察一共发现多少个问题？",
    "near_miss": "2020年新增养老床位多少张？",
}
AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SAMPLE = 50


def asked(answerer: Answerer, question: str = QUESTION) -> dict[str, Any]:
    """The answer as it is stored."""
    answer: dict[str, Any] = json.loads(json.dumps(answer_to_dict(answerer.answer(question))))
    return answer | {"created_at": "2026-01-01T00:00:00.123456+00:00"}


def sheet_of(answerer: Answerer, answer: dict[str, Any], language: str = "zh") -> str:
    return proof_sheet(answer, answerer.index, language=language, at=AT)


def questions() -> list[str]:
    path = ROOT / "tests" / "eval" / "zhongyuan.jsonl"
    asked = [json.loads(line)["question"] for line in path.read_text("utf-8").splitlines()]
    return asked[:: max(1, len(asked) // SAMPLE)][:SAMPLE]


def test_what_is_marked_is_the_quote_for_every_question(answerer: Answerer) -> None:
    cited = 0
    for question in questions():
        answer = asked(answerer, question)
        root = read(sheet_of(answerer, answer))
        assert root.quotes() == {c["marker"]: c["quote"] for c in answer["citations"]}
        assert all("完全一致" in check for check in root.checks())
        for figure, citation in zip(
            root.find("figure", class_="quote"), answer["citations"], strict=True
        ):
            assert f"第 {citation['start']}–{citation['end']} 字" in figure.text
            assert figure.find("blockquote")[0].text in answerer.report("zhongyuan-2023").text
            assert " › ".join(citation["section"]) in figure.text
        cited += len(answer["citations"])
    assert cited > SAMPLE // 2


def test_a_sheet_tells_everything_in_its_order(answerer: Answerer, report_bytes: bytes) -> None:
    answer = asked(answerer)
    root = read(sheet_of(answerer, answer))
    assert [one.text for one in root.find("h1")] == ["核验单"]
    headings = ["问题", "回答", "逐句核验", "怎样找到", "出处"]
    assert [one.text for one in root.find("h2")] == headings
    said = root.text
    manifest = answerer.index.manifest
    for told in (
        QUESTION,
        "共 1 句：已证实 1 句，未证实 0 句；另删去 0 句",
        "报告原话，没有用大模型",
        "很有把握",
        "引文 1 段，制单时与报告比对，全部一致",
        "✓ 已证实",
        answer["id"],
        "2026-01-01 00:00:00 UTC",
        "2026-01-02 03:04:05 UTC",
        manifest.generation,
        manifest.embedder,
        manifest.fingerprint,
        "sha256sum zhongyuan_2023.txt",
        hashlib.sha256(report_bytes).hexdigest(),
        f"字数{len(answerer.report('zhongyuan-2023').text)}",
        "youju index verify",
    ):
        assert told.replace("\n", "") in said.replace("\n", "")
    assert f"{answer['confidence']:.2f}" not in said
    assert [link.text for link in root.find("p", class_="said")[0].find("a")] == ["[1]"]
    assert "217天" in [figure.text for figure in root.find("mark")[0].find("strong")]


def test_every_passage_is_listed_with_its_scores(answerer: Answerer) -> None:
    answer = asked(answerer)
    (table,) = read(sheet_of(answerer, answer)).find("table")
    rows = [[cell.text for cell in row.find("td")] for row in table.find("tr")]
    scores, texts = rows[1::2], rows[2::2]
    for passage, cells, (text,) in zip(answer["passages"], scores, texts, strict=True):
        assert cells[:3] == [
            f"{passage['dense_score']:.3f}",
            f"{passage['lexical_score']:.2f}",
            f"{passage['score']:.3f}",
        ]
        assert passage["text"] in text
    assert [cells[3] for cells in scores] == ["[1]", *["未引"] * (len(scores) - 1)]
    assert {header.attributes["scope"] for header in table.find("th")} == {"col", "rowgroup"}


@pytest.mark.parametrize("reason", list(Reason))
def test_a_refusal_has_a_sheet_that_says_why(answerer: Answerer, reason: str) -> None:
    answer = asked(answerer, SILENT.get(reason, SILENT["near_miss"]))
    if reason in SILENT:
        assert answer["reason"] == reason
    answer["reason"] = reason
    for language in ("zh", "en"):
        root = read(sheet_of(answerer, answer, language))
        said = {key: words[language == "en"] for key, words in WORDS.items()}
        assert said["sheet_abstained"] in root.text
        assert said[f"sheet_reason_{reason}"] in root.text
        assert said["sheet_found_nearest"] in [one.text for one in root.find("h2")]
        assert len(root.find("tbody")) == len(answer["passages"]) > 0
        assert root.quotes() == {c["marker"]: c["quote"] for c in answer["citations"]}
        assert not root.find("li", class_="claim")


@pytest.mark.parametrize("question", [QUESTION, SILENT["near_miss"]], ids=["answered", "abstained"])
def test_an_english_sheet_has_no_chinese_but_what_is_quoted(
    answerer: Answerer, question: str
) -> None:
    sheet = sheet_of(answerer, asked(answerer, question), "en")
    root = read(sheet)
    assert root.find("html")[0].attributes["lang"] == "en"
    assert root.find("h1")[0].text == "Proof sheet"
    quoted = re.sub(r'<(\w+)[^<>]*lang="zh-Hans".*?</\1>|<title>.*?</title>', "", sheet, flags=re.S)
    assert re.findall("[\u3400-\u9fff]+", read(quoted).text.replace("有据", "")) == []


def test_the_policy_allows_the_style_and_nothing_else(answerer: Answerer) -> None:
    root = read(sheet_of(answerer, asked(answerer)))
    digest = hashlib.sha256(root.find("style")[0].text.encode()).digest()
    policy = root.find("meta", **{"http-equiv": "Content-Security-Policy"})[0]
    assert policy.attributes["content"] == POLICY
    assert POLICY.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{b64encode(digest).decode()}'" in POLICY
    assert root.find("meta", name="referrer")[0].attributes["content"] == "no-referrer"


def test_an_answer_of_an_older_version_has_a_sheet(answerer: Answerer) -> None:
    answer = asked(answerer)
    old = {name: answer[name] for name in ("id", "question", "status", "answer", "citations")}
    old["claims"] = [{"text": "优良天数达217天", "verdict": "supported"}]
    root = read(sheet_of(answerer, old))
    assert root.quotes() == {1: "优良天数达217天"}
    assert "回答时间没有记录" in root.text.replace("\n", "")
    assert "把握" not in root.text
    assert "作答方式" not in root.text
    assert read(sheet_of(answerer, {})).find("h1")


def test_a_verdict_that_nobody_knows_proves_nothing(answerer: Answerer) -> None:
    answer = asked(answerer)
    answer["claims"][0] |= {"verdict": "certainly", "problems": ["vibes:优良"]}
    root = read(sheet_of(answerer, answer))
    assert "未证实 1 句" in root.text
    assert "原因：vibes：优良" in root.text


def test_what_was_struck_or_is_unproven_is_told_with_the_reason(answerer: Answerer) -> None:
    answer = asked(answerer)
    lie = {"text": "优良天数达271天", "verdict": "unsupported", "problems": ["figure:271天"]}
    answer |= {"mode": "llm", "model": "a model", "warnings": ["有 1 句话报告不能证实，已标出"]}
    answer["claims"].append(lie | {"citations": [1]})
    answer["struck"] = [lie | {"text": "全省第一", "problems": ["added:全省第一", "figure:"]}]
    root = read(sheet_of(answerer, answer))
    assert "共 2 句：已证实 1 句，未证实 1 句；另删去 1 句" in root.text
    assert "由大模型 a model 撰写" in root.text
    (unproven,) = root.find("li", class_="unproven")
    assert "✗ 未证实" in unproven.text
    assert "原因：数字不符：271天" in unproven.text
    assert [link.attributes["href"] for link in unproven.find("a")] == ["#quote-1"]
    assert [one.text for one in root.find("s")] == ["全省第一"]
    assert "报告没有这样说：全省第一；数字不符" in root.text
    assert "已标出" in root.text


def test_a_question_that_was_understood_otherwise_says_how(answerer: Answerer) -> None:
    answer = asked(answerer) | {"question": "那2023年呢？"}
    assert f"理解为：{QUESTION}" in read(sheet_of(answerer, answer)).text
    assert "理解为" not in read(sheet_of(answerer, asked(answerer))).text


def test_times_are_told_in_utc_and_as_the_clock_here_has_them(
    answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        sheet = sheet_of(answerer, asked(answerer))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert "2026-01-02 03:04:05 UTC (2026-01-02 11:04:05 UTC+0800)" in sheet
