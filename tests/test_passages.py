import re
from itertools import pairwise

import pytest

from youju.model import Passage, Report
from youju.passages import LONGEST_PASSAGE, embedded_text, split_passages
from youju.reading import read_bytes
from youju.text import sentence_spans

SENTENCE = "空气质量持续改善,优良天数达217天。"
ENDLESS = "抓好生态环境保护工作" * 100 + "。"
LIST = "加强领导，完善机制，" * 100 + "取得实效。"


def _report(*paragraphs: str) -> Report:
    return read_bytes("\n\n".join(["# 工作报告", *paragraphs]).encode(), "report.md")


REPORTS = {
    "short": ["## 一、民生", "好。", "## 二、生态", "好。", "优良。", "## 三、其他"],
    "endless": [SENTENCE, ENDLESS + SENTENCE, SENTENCE],
    "list": ["## 一、民生", LIST, "### （一）就业", SENTENCE * 40],
    "uneven": ["优" * 199 + "。" + "良" * 59 + "。" + "好" * 219 + "。"],
    "no-sections": [SENTENCE * n for n in range(1, 12)],
    "headings": ["## 一、民生"] * 5,
}


@pytest.fixture(params=["default", *REPORTS], scope="module")
def report(request: pytest.FixtureRequest, report_bytes: bytes) -> Report:
    if request.param == "default":
        return read_bytes(report_bytes, "zhongyuan_2023.txt")
    return _report(*REPORTS[request.param])


@pytest.fixture(scope="module")
def passages(report: Report) -> list[Passage]:
    return split_passages(report)


def test_a_passage_is_the_text_it_points_to(report: Report, passages: list[Passage]) -> None:
    assert all(report.text[p.start : p.end] == p.text for p in passages)
    assert all(p.text and p.text == p.text.strip() for p in passages)


def test_no_passage_is_too_long(passages: list[Passage]) -> None:
    assert max(len(p.text) for p in passages) <= LONGEST_PASSAGE


def test_no_passage_crosses_a_section(report: Report, passages: list[Passage]) -> None:
    for passage in passages:
        assert passage.section == report.section_path(passage.start)
        assert not any(passage.start <= s.start < passage.end for s in report.sections)


def test_every_paragraph_is_covered_once_and_in_order(
    report: Report, passages: list[Passage]
) -> None:
    headings = {section.start for section in report.sections}
    lines = re.finditer(r"[^\n]+", report.text)
    prose = "".join(m[0] for m in lines if m.start() not in headings)
    covered = "".join(p.text for p in passages)
    assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", prose)
    assert all(a.end <= b.start for a, b in pairwise(passages))


def test_sentences_make_up_their_passage(report: Report, passages: list[Passage]) -> None:
    for passage in passages:
        assert passage.sentences[0][0] == passage.start
        assert passage.sentences[-1][1] == passage.end
        whole = "".join(report.text[start:end] for start, end in passage.sentences)
        assert re.sub(r"\s", "", whole) == re.sub(r"\s", "", passage.text)


def test_ids_are_unique_and_stable(report: Report, passages: list[Passage]) -> None:
    assert [p.id for p in passages] == [f"{report.id}:{n:04d}" for n in range(len(passages))]
    assert split_passages(report) == passages


def test_the_passages_of_the_default_report_are_whole_sentences(report_bytes: bytes) -> None:
    report = read_bytes(report_bytes, "zhongyuan_2023.txt")
    starts, ends = set(), set()
    for line in re.finditer(r"[^\n]+", report.text):
        for start, end in sentence_spans(line[0]):
            starts.add(line.start() + start)
            ends.add(line.start() + end)
    passages = split_passages(report)
    assert [p.text for p in passages if p.start not in starts or p.end not in ends] == []


@pytest.mark.parametrize("sentence", [ENDLESS, LIST], ids=["no-comma", "clauses"])
def test_a_sentence_of_a_thousand_characters_is_cut(sentence: str) -> None:
    passages = split_passages(_report(sentence))
    parts = [p.text for p in passages if p.text != "工作报告"]
    assert "".join(parts).removeprefix("工作报告\n") == sentence
    assert len(parts) >= len(sentence) / LONGEST_PASSAGE


def test_a_long_sentence_is_cut_between_its_clauses() -> None:
    report = _report(LIST)
    spans = [span for p in split_passages(report) for span in p.sentences]
    parts = [report.text[start:end] for start, end in spans]
    assert all(part.endswith(("，", "。")) for part in parts if part != report.title)


def test_short_paragraphs_share_a_passage() -> None:
    report = _report("## 一、民生", "开展招聘26场。", "新增停车位73070个。")
    assert [p.text for p in split_passages(report)[1:]] == ["开展招聘26场。\n新增停车位73070个。"]


@pytest.mark.parametrize(
    ("section", "title", "embedded"),
    [
        (("一、民生", "（一）就业"), "工作报告", "工作报告｜（一）就业｜招聘26场。"),
        ((), "工作报告", "工作报告｜招聘26场。"),
        ((), "", "招聘26场。"),
    ],
    ids=["section", "title", "neither"],
)
def test_the_embedder_reads_where_the_words_stand(
    section: tuple[str, ...], title: str, embedded: str
) -> None:
    assert embedded_text(section, title, "招聘26场。") == embedded
