"""Drafts with their marks, checked against the shipped index."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.proofsheet.helpers import A4, CHROMIUM, Element, pages_of, read
from youju.answering.answerer import Answerer
from youju.model import Check, CheckedClaim, Citation, Derived, Finding, Report, Section, Verdict
from youju.proofsheet import POLICY, marked_draft
from youju.proofsheet.holding import Held, Holdings
from youju.proofsheet.marking import marked
from youju.text import printable

DRAFT = (
    "# 小结\n\n各位代表：\n\n  优良天数达217天。全年民生支出达29.45亿元，增长12.5%。\n"
    "全年新建了九座海水淡化厂。优良天数达217天，全年民生支出达29.45万元。\n"
)
AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "end of style": "</style></title><script src=//evil.example></script>",
    "attribute": "\" onmouseover='alert(1)' x=`",
    "comment": "<!-- --><![CDATA[ ]]><?php ?>",
    "entity": "&lt;b&gt; &#x3c;b&#x3e; &amp",
    "template": "{{ 7 * 7 }} {% raw %} {0} %s",
    "right to left": "优良天数\u202e天712达\u202c\u2066。",
    "nothing": "优\x00良\x1b[31m天\u200b数\ufeff\u2028达\ud800天",
    "lines": "一\n\n二\t三\n四",
    "arabic": "مرحبا 217天",
}


@pytest.fixture(scope="module")
def check(answerer: Answerer) -> Check:
    found = answerer.checker.check(DRAFT)
    assert {claim.verdict for claim in found.claims} == set(Verdict)
    return found


def sheet_of(answerer: Answerer, check: Check, language: str = "zh") -> str:
    return marked_draft(check, answerer.index, language=language, at=AT)


def draft_in(root: Element) -> Element:
    (draft,) = root.find("div", class_="draft")
    return draft


def test_the_draft_is_whole_and_every_finding_is_marked(answerer: Answerer, check: Check) -> None:
    root = read(sheet_of(answerer, check))
    draft = draft_in(root)
    assert draft.text == DRAFT
    for verdict in Verdict:
        claims = [claim.text for claim in check.claims if claim.verdict is verdict]
        assert [one.text for one in draft.find("span", class_=f"sentence-{verdict}")] == claims
    for verdict in (Verdict.CONTRADICTED, Verdict.UNSUPPORTED):
        found = [f.found for claim in check.claims for f in claim.findings if f.verdict is verdict]
        assert [one.text for one in draft.find("a", class_=f"off-{verdict}")] == found
    assert "12.5%" in [one.text for one in draft.find("a", class_="off-contradicted")]


def test_every_mark_leads_to_the_quote_in_its_context(answerer: Answerer, check: Check) -> None:
    root = read(sheet_of(answerer, check))
    assert root.quotes() == {c.marker: c.quote for c in check.citations}
    assert all("完全一致" in one for one in root.checks())
    report = answerer.report("zhongyuan-2023").text
    notes = {one.attributes["id"]: one for one in root.find("li", class_="claim")}
    for claim in check.claims:
        if claim.verdict is Verdict.NOT_CHECKED:
            continue
        (place,) = (
            one
            for one in draft_in(root).find("span")
            if one.text == claim.text and one.find("a", class_="to-note")
        )
        targets = {str(one.attributes["href"])[1:] for one in place.find("a")}
        (note,) = (notes[target] for target in targets)
        assert [one.attributes["href"] for one in note.find("a", class_="back")] == [
            f"#{place.attributes['id']}"
        ]
        reached = [one.attributes["id"] for one in note.find("figure")]
        reached += [str(one.attributes["href"])[1:] for one in note.find("a")]
        assert {f"quote-{marker}" for marker in claim.citations} <= set(reached)
        for finding in claim.findings:
            assert finding.found in note.text
            assert not finding.expected or f"→ 报告是 {finding.expected}" in note.text
    for quote, citation in zip(root.find("figure"), check.citations, strict=True):
        assert quote.find("blockquote")[0].text in report
        assert " › ".join(citation.section) in quote.text
        assert f"第 {citation.start}–{citation.end} 字" in quote.text


def test_a_legend_counts_and_the_provenance_is_told(
    answerer: Answerer, check: Check, report_bytes: bytes
) -> None:
    root = read(sheet_of(answerer, check))
    (legend,) = root.find("ul", class_="legend")
    told = [one.text for one in legend.find("li")]
    order = ("有据", "不符", "无据", "未核")
    keys = ("supported", "contradicted", "unsupported", "not_checked")
    for line, word, key in zip(told, order, keys, strict=True):
        assert line.startswith(f"{word} {check.counts[key]} 句：")
    said = re.sub(r"\n", "", root.text)
    for fact in (
        check.id,
        "2026-01-02 03:04:05 UTC",
        answerer.index.manifest.fingerprint,
        hashlib.sha256(report_bytes).hexdigest(),
        hashlib.sha256(DRAFT.encode()).hexdigest(),
        f"引文 {len(check.citations)} 段，制单时与报告比对，全部一致",
        "sha256sum zhongyuan_2023.txt",
    ):
        assert fact in said


def test_marks_differ_by_the_style_of_their_line(answerer: Answerer, check: Check) -> None:
    style = read(sheet_of(answerer, check)).find("style")[0].text
    assert "text-decoration: underline dotted var(--good)" in style
    assert ".off-contradicted, .off-unsupported { color: var(--bad); font-weight: 600" in style
    assert "text-decoration: underline wavy var(--bad)" in style
    assert "text-decoration: underline dashed var(--open)" in style


def test_the_policy_is_that_of_every_sheet(answerer: Answerer, check: Check) -> None:
    root = read(sheet_of(answerer, check))
    policy = root.find("meta", **{"http-equiv": "Content-Security-Policy"})[0]
    assert policy.attributes["content"] == POLICY


def test_an_english_sheet_has_no_chinese_but_what_is_quoted(
    answerer: Answerer, check: Check
) -> None:
    sheet = sheet_of(answerer, check, "en")
    assert read(sheet).find("h1")[0].text == "Checked draft"
    sheet = re.sub(r'<div class="draft".*?</div>|<title>.*?</title>', "", sheet, flags=re.S)
    quoted = re.sub(r'<(\w+)[^<>]*lang="zh-Hans".*?</\1>', "", sheet, flags=re.S)
    assert re.findall("[\u3400-\u9fff]+", quoted.replace("有据", "")) == []


def test_a_draft_of_which_nothing_can_be_checked_has_a_sheet(answerer: Answerer) -> None:
    root = read(sheet_of(answerer, answerer.checker.check("各位代表，大家好！\n")))
    assert "没有可核的句子" in root.text
    assert draft_in(root).text == "各位代表，大家好！\n"
    assert not root.find("dl", class_="report")


# ---------------------------------------------------------------- hostile


def rendered(text: str, language: str = "zh") -> Element:
    """Of a draft and a report that are nothing but the text."""
    draft = f"{text}甲{text}乙"
    start = len(text) + 1
    finding = Finding(start, start + len(text), text, text, text, 1)
    derived = Derived(start, start + len(text), text, text)
    claim = CheckedClaim(
        draft, 0, len(draft), Verdict.CONTRADICTED, (finding,), (derived,), (1, 7), None
    )
    citation = Citation(1, text, text, (text,), text, 0, len(text), text)
    check = Check(text, draft, 0, len(draft), (claim,), (citation,), {"contradicted": 1})
    report = Report(text, text, text, (Section(text, 1, 0, len(text)),))
    held = Holdings(text, text, text, {text: Held(report, text, text)})
    written = marked(check, held, language=language, at=AT)
    assert printable(written) == written
    written.encode()
    return read(written)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_is_more_than_text(text: str, language: str) -> None:
    root = rendered(text, language)
    assert {one.tag for one in root.find("head")[0].all()} == {"head", "meta", "title", "style"}
    assert root.quotes() == {1: printable(text)}
    assert draft_in(root).text == printable(f"{text}甲{text}乙")
    assert draft_in(root).find("a", class_="off-contradicted")[0].text == printable(text)


def test_what_is_checked_and_not_shown_is_named() -> None:
    said = rendered(HOSTILE["right to left"]).find("p", class_="check")[0].text
    assert "U+202C U+202E U+2066" in said
    assert "控制字符" not in rendered("优良天数").text


@pytest.mark.parametrize(
    "spans",
    [[(0, 4), (2, 6)], [(5, 5)], [(6, 99)], [(8, 9), (0, 2)], [(0, 9)]],
    ids=["over each other", "empty", "beyond", "backwards", "whole"],
)
def test_findings_wherever_they_are_leave_the_draft_whole(spans: list[tuple[int, int]]) -> None:
    text = "优良天数达271天。"
    found = tuple(Finding(a, b, "figure", text[a:b]) for a, b in spans)
    claim = CheckedClaim(text, 0, len(text), Verdict.UNSUPPORTED, found)
    check = Check("chk", text, 0, len(text), (claim,), (), {"unsupported": 1})
    root = read(marked(check, Holdings("", "", "", {}), language="zh", at=AT))
    assert draft_in(root).text == text


def test_a_quote_whose_report_is_gone_is_not_called_identical() -> None:
    text = "优良天数达217天。"
    citation = Citation(1, "gone", "题", (), "gone:0", 0, 9, text)
    claim = CheckedClaim(text, 0, len(text), Verdict.SUPPORTED, citations=(1,))
    check = Check("chk", text, 0, len(text), (claim,), (citation,), {"supported": 1})
    root = read(marked(check, Holdings("", "", "", {}), language="zh", at=AT))
    assert "引文 1 段，其中 1 段与制单时的报告对不上" in root.text
    assert "报告已不在索引中" in root.checks()[0]


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to print with")
def test_a_marked_draft_is_printed_on_a4_with_its_quotes(
    answerer: Answerer, check: Check, tmp_path: Path
) -> None:
    pages = pages_of(sheet_of(answerer, check), tmp_path)
    assert 1 <= len(pages) <= 4
    assert set(pages) == {A4}
