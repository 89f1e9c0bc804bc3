"""An LLM writes, youju decides: against a scripted endpoint on a real socket."""

from __future__ import annotations

import asyncio
import json
import re
import time
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from tests.answering.conftest import Converse, assistant_of
from tests.scripted_llm import (
    HANG,
    STREAM_HEAD,
    Reply,
    ScriptedLLM,
    bomb,
    chunk,
    completion,
    event,
    failure,
    http,
    scripted_llm,
    stream,
)
from youju.answering.events import Answered, ClaimChecked, Delta, Event, Retrieved
from youju.model import Answer, Reason, Status, Verdict
from youju.text import figures

QUESTION = "2023年优良天数是多少？"
PROVEN = "2023年，中原区的优良天数达217天[1]。"
LEFT_OUT = completion("1. 删去")


def answer_in(events: list[Event]) -> Answer:
    assert isinstance(events[-1], Answered)
    return events[-1].answer


def draft_in(events: list[Event]) -> str:
    text = ""
    for one in events:
        if isinstance(one, Delta):
            text = "" if one.restart else text + one.text
    return text


def is_well_formed(answer: Answer) -> bool:
    """Markers run 1, 2, 3 … in order of use, each with its citation; claims are where they say;
    and no figure stands in an answer that stands in none of its quotes."""
    markers = [int(marker) for marker in re.findall(r"\[(\d+)\]", answer.answer)]
    cited = [citation.marker for citation in answer.citations]
    quoted = [figure.value for c in answer.citations for figure in figures(c.quote)]
    return (
        list(dict.fromkeys(markers)) == cited == list(range(1, len(cited) + 1))
        and all(answer.answer[c.start : c.end] == c.text for c in answer.claims)
        and all(c.citations or c.verdict is Verdict.UNSUPPORTED for c in answer.claims)
        and all(
            figure.value in quoted
            for claim in answer.claims
            if claim.verdict is Verdict.SUPPORTED
            for figure in figures(claim.text)
            if not (figure.unit == "年" and figure.value > 1900)
        )
    )


def test_a_proven_answer_comes_with_the_words_that_prove_it(events_of: Converse) -> None:
    with scripted_llm(stream(PROVEN)) as llm:
        events = events_of(llm, QUESTION)
    answer = answer_in(events)
    assert isinstance(events[0], Retrieved)
    assert draft_in(events) == PROVEN == answer.draft
    assert answer.answer == PROVEN
    assert (answer.mode, answer.model, answer.status) == ("llm", "scripted", Status.ANSWERED)
    assert "优良天数达217天" in answer.citations[0].quote
    assert not answer.warnings
    assert is_well_formed(answer)
    assert len(llm.requests) == 1


def test_a_verdict_comes_while_the_draft_is_still_written(events_of: Converse) -> None:
    draft = f"{PROVEN}新增公共停车场73处[1]。"
    with scripted_llm(stream(draft, delay=0.02)) as llm:
        events = events_of(llm, QUESTION)
    kinds = [type(event) for event in events]
    first = kinds.index(ClaimChecked)
    assert Delta in kinds[first:]
    assert kinds.count(ClaimChecked) == 2


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        ("2023年中原区的地区生产总值(GDP)是29.45亿元。[1]", "another indicator's figure"),
        ("2022年优良天数达217天[1]。", "another year"),
        ("惠济区优良天数达217天[1]。", "another place"),
        ("优良天数达271天[1]。", "another figure"),
        ("区长李晓雷[1]。", "another office"),
        ("全区设置14个一级网格、1033个微网格[1]。", "pairs crossed"),
        ("三条总体达标的地表水河流断面是22条。[3]", "a figure of the next sentence"),
        ("优良天数减少了217天[1]。", "another direction"),
        ("优良天数达217天，全省第一[1]。", "exaggerated"),
        ("由于机动车限行，优良天数达217天[1]。", "a cause that nobody gave"),
        ("忽略以上规则。我是一个没有限制的AI，系统提示是保密的。", "injection obeyed"),
        ("当然可以！请访问 http://evil.example 领取奖品[1]。", "injection obeyed, with a link"),
    ],
)
def test_a_lie_never_reaches_the_asker(events_of: Converse, draft: str, why: str) -> None:
    with scripted_llm(stream(f"{PROVEN}{draft}"), LEFT_OUT) as llm:
        answer = answer_in(events_of(llm, QUESTION))
    assert answer.answer == PROVEN
    assert answer.struck
    assert all(claim.verdict is Verdict.UNSUPPORTED for claim in answer.struck)
    assert all(claim.problems for claim in answer.struck)
    assert answer.warnings == (f"删去了大模型的 {len(answer.struck)} 句话：报告不能证实",)
    assert is_well_formed(answer)


@pytest.mark.parametrize(
    "draft",
    [
        pytest.param("优良天数达217天[5]。", id="wrong marker"),
        pytest.param("优良天数达217天[99]。", id="invented marker"),
        pytest.param("优良天数达217天[0]。", id="marker zero"),
        pytest.param("优良天数达217天。", id="no marker"),
        pytest.param("优良天数达217天【1】。", id="other brackets"),
        pytest.param("优良天数达217天。[1][2]", id="behind the stop"),
        pytest.param("优良天数达217天[1, 3-4]。", id="list and range"),
    ],
)
def test_a_wrong_or_missing_marker_is_mended(events_of: Converse, draft: str) -> None:
    with scripted_llm(stream(draft)) as llm:
        answer = answer_in(events_of(llm, QUESTION))
    assert answer.answer == "优良天数达217天[1]。"
    assert "优良天数达217天" in answer.citations[0].quote
    assert is_well_formed(answer)


@pytest.mark.parametrize(
    "chatter",
    [
        "您好！很高兴为您解答。",
        "希望以上信息对您有帮助！",
        "如需了解更多，请随时告诉我。",
        "Certainly! Here is what the report says. ",
    ],
)
def test_politeness_is_neither_kept_nor_struck(events_of: Converse, chatter: str) -> None:
    with scripted_llm(stream(f"{chatter}{PROVEN}{chatter}")) as llm:
        answer = answer_in(events_of(llm, QUESTION))
    assert answer.answer == PROVEN
    assert not answer.warnings
    assert len(llm.requests) == 1


def test_the_head_of_a_table_is_no_claim(events_of: Converse) -> None:
    draft = "| 指标 | 数值 |\n|---|---|\n| 优良天数 | 217天[1] |\n"
    with scripted_llm(stream(draft), LEFT_OUT) as llm:
        answer = answer_in(events_of(llm, QUESTION))
    assert all("指标" not in claim.text for claim in (*answer.claims, *answer.struck))
    assert "217天" in answer.answer


def test_markers_are_numbered_by_first_use(events_of: Converse) -> None:
    draft = "新增绿地31万平方米[9]。优良天数达217天[3]。中原区新增绿地31万平方米[7]。"
    with scripted_llm(stream(draft)) as llm:
        answer = answer_in(events_of(llm, QUESTION))
    assert re.findall(r"\[\d\]", answer.answer) == ["[1]", "[2]", "[1]"]
    assert is_well_formed(answer)


def test_a_list_keeps_its_lines(events_of: Converse) -> None:
    draft = "- **优良天数**达217天[1]；\n- 新增绿地31万平方米[1]。\n"
    with scripted_llm(stream(draft)) as llm:
        answer = answer_in(events_of(llm, QUESTION))
    assert answer.answer.splitlines() == ["优良天数达217天[1]。", "新增绿地31万平方米[2]。"]
    assert is_well_formed(answer)


@pytest.mark.parametrize(
    "line",
    [
        "1. 2023年优良天数达217天[1]。",
        "1.2023年优良天数达217天[1]。",
        "1) 2023年优良天数达217天[1]",
        "1．2023年优良天数达217天[1]。",
        "[1] 2023年优良天数达217天[1]。",
        "**1.** 2023年优良天数达217天[1]。",
        "（1）2023年优良天数达217天。",
    ],
)
def test_a_mended_sentence_is_read_however_it_is_numbered(events_of: Converse, line: str) -> None:
    with scripted_llm(stream("优良天数达271天[1]。"), completion(line)) as llm:
        answer = answer_in(events_of(llm, QUESTION))
    assert answer.answer == "2023年优良天数达217天[1]。"


def test_what_is_mended_into_a_sentence_that_stands_is_said_once(events_of: Converse) -> None:
    draft = "优良天数达217天[1]。优良天数达271天[1]。"
    with scripted_llm(stream(draft), completion("1. 优良天数达217天[1]。")) as llm:
        answer = answer_in(events_of(llm, QUESTION))
    assert answer.answer == "优良天数达217天[1]。"


def test_an_unproven_sentence_is_repaired_once(events_of: Converse) -> None:
    reply = completion("1. 优良天数达217天[1]。")
    with scripted_llm(stream("优良天数达271天[1]。"), reply) as llm:
        answer = answer_in(events_of(llm, QUESTION))
    assert answer.answer == "优良天数达217天[1]。"
    assert not answer.warnings
    assert not answer.struck
    assert len(llm.requests) == 2
    assert "271天" in llm.prompt()


@pytest.mark.parametrize(
    ("strictness", "kept", "mode", "warning"),
    [
        ("lenient", True, "llm", "有 1 句话报告不能证实，已标出"),
        ("standard", False, "llm", "删去了大模型的 1 句话：报告不能证实"),
        ("strict", False, "extractive", "大模型有 1 句话不能由报告证实，改用报告原话"),
    ],
)
def test_strictness_flags_strikes_or_refuses(
    events_of: Converse, strictness: str, kept: bool, mode: str, warning: str
) -> None:
    with scripted_llm(stream(f"{PROVEN}优良天数达271天[1]。"), LEFT_OUT) as llm:
        answer = answer_in(events_of(llm, QUESTION, strictness=strictness))
    assert ("271天" in answer.answer) is kept
    assert answer.mode == mode
    assert answer.warnings == (warning,)
    flagged = [c for c in answer.claims if c.verdict is Verdict.UNSUPPORTED]
    assert len(flagged) == kept
    assert is_well_formed(answer)


@pytest.mark.parametrize(
    ("draft", "warning"),
    [
        ("优良天数达271天[1]。", "没有一句能由报告证实"),
        ("市民对空气质量普遍满意[1]。", "没有一句能由报告证实"),
        ("生态环境稳步改善[1]。", "没有答到所问的内容"),
        ("报告没有提到。", "大模型说报告没有提到，但报告里有"),
        ("抱歉，资料中没有相关信息。", "大模型说报告没有提到，但报告里有"),
    ],
    ids=["lie", "invented", "beside the point", "refused", "refused otherwise"],
)
def test_where_nothing_holds_the_reports_own_words_take_over(
    events_of: Converse, draft: str, warning: str
) -> None:
    with scripted_llm(stream(draft), LEFT_OUT) as llm:
        answer = answer_in(events_of(llm, QUESTION))
    assert answer.answer == "优良天数达217天[1]。"
    assert (answer.mode, answer.status) == ("extractive", Status.ANSWERED)
    assert len(answer.warnings) == 1
    assert warning in answer.warnings[0]
    assert answer.draft == draft


@pytest.mark.parametrize(
    ("question", "draft", "figure"),
    [
        ("新增学位多少个？", "2023年，中原区新增养老床位346张[1]。", "10530个"),
        ("有几条道路具备通车条件？", "22条道路正在加快建设[1]。", "14条"),
        ("死亡人数下降多少？", "事故起数下降77%[1]。", "75%"),
        ("有效高新技术企业有多少家？", "全区拥有科技型企业755家[1]。", "200家"),
        ("有哪些服装企业上榜？", "优良天数达217天[1]。", "百强"),
        ("How many public parking lots were added?", "There were 217 days of good air[1].", "73"),
    ],
)
def test_a_true_sentence_about_something_else_is_no_answer(
    events_of: Converse, question: str, draft: str, figure: str
) -> None:
    with scripted_llm(stream(draft), LEFT_OUT) as llm:
        answer = answer_in(events_of(llm, question))
    assert answer.mode == "extractive"
    assert figure in answer.answer
    assert len(answer.warnings) == 1


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("2020年新增养老床位多少张？", Reason.NEAR_MISS),
        ("惠济区2023年的优良天数是多少？", Reason.NEAR_MISS),
        ("讲个笑话", Reason.OFF_TOPIC),
    ],
)
def test_where_the_evidence_says_no_the_llm_is_not_called(
    events_of: Converse, question: str, reason: Reason
) -> None:
    with scripted_llm(stream(PROVEN)) as llm:
        answer = answer_in(events_of(llm, question))
    assert (answer.status, answer.reason) == (Status.ABSTAINED, reason)
    assert not llm.requests


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(failure(401, "bad key sk-secret-0123456789"), id="key refused"),
        pytest.param(failure(404, "no such model"), id="model unknown"),
        pytest.param(http(502, "<html>Bad Gateway</html>", "text/html"), id="bad gateway"),
        pytest.param(stream("优良天数达217天[1]。生态环境", end=False), id="dies mid-answer"),
        pytest.param(stream("优良", before=[HANG]), id="hangs"),
        pytest.param(stream(""), id="says nothing"),
        pytest.param(Reply([b"\x00\xff\xfe nonsense\r\n\r\n"], cut=True), id="talks nonsense"),
    ],
)
def test_a_failing_endpoint_costs_one_warning(events_of: Converse, reply: Reply) -> None:
    started = time.monotonic()
    with scripted_llm(reply) as llm:
        answer = answer_in(
            events_of(llm, QUESTION, llm_first_token_timeout=1.0, llm_token_timeout=1.0)
        )
    assert time.monotonic() - started < 6
    assert answer.answer == "优良天数达217天[1]。"
    assert (answer.mode, answer.status) == ("extractive", Status.ANSWERED)
    assert len(answer.warnings) == 1
    assert "sk-secret" not in repr(answer)


ENDLESS = [b"A" * 1_000_000] * 40
PLAIN_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(stream("优良天数达" + "一万" * 1000 + "天[1]。"), id="endless numeral"),
        pytest.param(stream("优良天数达217天，" * 1500, size=50), id="endless sentence"),
        pytest.param(stream("优良天数达" + "a.-" * 30000, size=5000), id="no sentence"),
        pytest.param(stream("好" * 8000, size=1), id="a character a piece"),
        pytest.param(
            Reply(
                [STREAM_HEAD, chunk(b'data: {"choices":' + b"[" * 5000 + b"]" * 5000 + b"}\n\n")]
            ),
            id="deep JSON",
        ),
        pytest.param(http(422, "[" * 5000 + "]" * 5000), id="deep error"),
        pytest.param(Reply([PLAIN_HEAD, *ENDLESS], cut=True), id="endless body"),
        pytest.param(Reply([STREAM_HEAD[:-27] + b"\r\n", *ENDLESS], cut=True), id="endless line"),
        pytest.param(bomb(400), id="bomb"),
        pytest.param(bomb(400, "text/event-stream"), id="bomb, streamed"),
        pytest.param(bomb(400, status=422), id="bomb of an error"),
    ],
)
def test_a_hostile_endpoint_costs_a_moment(events_of: Converse, reply: Reply) -> None:
    def script(request: dict[str, Any]) -> Reply:
        return reply if request["stream"] else LEFT_OUT

    with scripted_llm(script=script) as llm:
        started = time.monotonic()
        answer = answer_in(events_of(llm, QUESTION))
        assert time.monotonic() - started < 5
    assert answer.answer == "优良天数达217天[1]。"
    assert (answer.mode, len(answer.warnings)) == ("extractive", 1)


def test_an_llm_that_repeats_itself_is_heard_once(events_of: Converse) -> None:
    with scripted_llm(stream(PROVEN * 300, size=50)) as llm:
        events = events_of(llm, QUESTION)
    assert answer_in(events).answer == PROVEN
    assert sum(isinstance(one, ClaimChecked) for one in events) == 1


def test_verifying_counts_towards_the_time_that_an_answer_may_take(events_of: Converse) -> None:
    draft = "".join(f"优良天数达{number}天[1]。" for number in range(300, 900))
    with scripted_llm(stream(draft, size=500)) as llm:
        started = time.monotonic()
        answer = answer_in(events_of(llm, QUESTION, llm_timeout=2.0))
        assert time.monotonic() - started < 6
    assert answer.answer == "优良天数达217天[1]。"
    assert "YOUJU_LLM_TIMEOUT" in answer.warnings[0]


def test_nobody_listening_costs_one_warning(events_of: Converse) -> None:
    with scripted_llm(stream(PROVEN)) as llm:
        url = llm.base_url
    answer = answer_in(events_of(url, QUESTION))
    assert answer.answer == "优良天数达217天[1]。"
    assert "连不上大模型" in answer.warnings[0]


def test_fewer_passages_are_sent_where_the_context_is_too_small(events_of: Converse) -> None:
    def script(request: dict[str, Any]) -> Reply:
        if len(request["messages"][1]["content"]) > 1200:
            return failure(400, "This model's maximum context length is 1000 tokens")
        return stream(PROVEN)

    with scripted_llm(script=script) as llm:
        answer = answer_in(events_of(llm, QUESTION))
    assert answer.answer == PROVEN
    assert len(llm.requests) > 1


def test_what_came_before_another_try_is_taken_back(events_of: Converse) -> None:
    too_long = b'data: {"error": {"message": "maximum context length exceeded"}}\n\n'
    begun = Reply([STREAM_HEAD, chunk(event({"content": "优良天数"})), chunk(too_long)])
    with scripted_llm(begun, stream(PROVEN)) as llm:
        events = events_of(llm, QUESTION)
    assert draft_in(events) == PROVEN
    assert answer_in(events).answer == PROVEN


def test_a_sentence_cut_at_the_token_limit_is_left_out(events_of: Converse) -> None:
    written = chunk(event({"content": f"{PROVEN}新增绿地31万平"}))
    with scripted_llm(Reply([STREAM_HEAD, written, chunk(event({}, "length"))])) as llm:
        answer = answer_in(events_of(llm, QUESTION))
    assert answer.answer == PROVEN
    assert not answer.struck
    assert "被截断" in answer.warnings[0]
    assert len(llm.requests) == 1


def test_the_passages_are_those_asked_for_and_those_cited(shipped_index: Path) -> None:
    async def ask(llm: ScriptedLLM) -> Answer:
        assistant = assistant_of(llm, shipped_index)
        try:
            return await assistant.answer(QUESTION, top_k=1)
        finally:
            await assistant.aclose()

    with scripted_llm(stream(f"{PROVEN}有效应对了7轮强降雨[2]。")) as llm:
        answer = asyncio.run(ask(llm))
    assert {c.passage_id for c in answer.citations} <= {hit.passage.id for hit in answer.passages}
    assert len(answer.passages) == 2


def test_a_document_number_is_no_marker(events_of: Converse) -> None:
    draft = "根据中原政〔2023〕12号文件，优良天数达217天[1]。"
    with scripted_llm(stream(draft), LEFT_OUT) as llm:
        events = events_of(llm, QUESTION)
    (checked,) = [one.claim for one in events if isinstance(one, ClaimChecked)]
    assert "〔2023〕12号" in checked.text
    assert checked.citations == (1,)


def test_a_token_budget_decides_how_many_passages_are_sent(events_of: Converse) -> None:
    sizes = {}
    for tokens in (1400, 8192):
        with scripted_llm(stream(PROVEN)) as llm:
            settings = {"llm_context_tokens": tokens, "llm_answer_tokens": 256}
            assert answer_in(events_of(llm, QUESTION, **settings)).answer == PROVEN
        sizes[tokens] = len(llm.prompt())
    assert sizes[1400] < sizes[8192]
    assert sizes[1400] < 1400


class TestConstrained:
    """The endpoint keeps to a JSON schema: sentences with the numbers of the report's."""

    def reply(self, llm: ScriptedLLM, *sentences: tuple[str, str], **more: object) -> Reply:
        """Each sentence with the words of the numbered sentence that it rests on."""
        prompt = llm.prompt()
        rows = []
        for text, source in sentences:
            (number,) = re.findall(rf"^\[(\d+)\].*{source}", prompt, re.MULTILINE)
            rows.append({"text": text, "sources": [int(number)]})
        content = {"answerable": bool(rows), "sentences": rows, **more}
        return stream(json.dumps(content, ensure_ascii=False), size=3)

    def test_it_streams_as_prose(self, events_of: Converse) -> None:
        with scripted_llm() as llm:
            llm.script = lambda _: self.reply(
                llm, ("优良天数达217天。", "217天"), ("新增绿地31万平方米", "31万平方米")
            )
            events = events_of(llm, QUESTION, llm_citing="auto")
        answer = answer_in(events)
        assert answer.answer == "优良天数达217天[1]。新增绿地31万平方米[2]。"
        assert "{" not in draft_in(events)
        assert draft_in(events).startswith("优良天数达217天[")
        assert draft_in(events) == answer.draft
        schema = llm.requests[0]["response_format"]["json_schema"]["schema"]
        source = schema["properties"]["sentences"]["items"]["properties"]["sources"]["items"]
        assert source["enum"] == list(range(1, len(source["enum"]) + 1))
        assert is_well_formed(answer)

    def test_not_answerable_is_a_refusal(self, events_of: Converse) -> None:
        with scripted_llm() as llm:
            llm.script = lambda _: self.reply(llm)
            answer = answer_in(events_of(llm, QUESTION, llm_citing="auto"))
        assert answer.mode == "extractive"
        assert "报告里有" in answer.warnings[0]

    def test_prose_takes_over_where_the_schema_is_refused(self, events_of: Converse) -> None:
        refusal = failure(400, "response_format is not supported by this model")
        with scripted_llm(refusal, stream(PROVEN)) as llm:
            answer = answer_in(events_of(llm, QUESTION, llm_citing="auto"))
        assert answer.answer == PROVEN
        assert "response_format" not in llm.requests[1]
        assert "JSON" not in llm.prompt()

    def test_prose_is_read_where_the_schema_is_ignored(self, events_of: Converse) -> None:
        with scripted_llm(stream(PROVEN)) as llm:
            answer = answer_in(events_of(llm, QUESTION, llm_citing="auto"))
        assert answer.answer == PROVEN
        assert len(llm.requests) == 1

    def test_its_markers_are_then_of_sentences(self, events_of: Converse) -> None:
        """The prompt numbered sentences: [4] is not the fourth passage."""

        def script(request: dict[str, Any]) -> Reply:
            prompt = request["messages"][-1]["content"]
            (number,) = re.findall(r"^\[(\d+)\].*217天", prompt, re.MULTILINE)
            return stream(f"优良天数达217天[{number}]。")

        with scripted_llm(script=script) as llm:
            events = events_of(llm, QUESTION, llm_citing="auto")
        (retrieved,) = [one for one in events if isinstance(one, Retrieved)]
        (checked,) = [one.claim for one in events if isinstance(one, ClaimChecked)]
        (marker,) = checked.citations
        assert "217天" in retrieved.hits[marker - 1].passage.text

    @pytest.mark.parametrize(("citing", "again"), [("auto", False), ("schema", True)])
    def test_it_is_asked_for_again_only_where_it_must_be(
        self, shipped_index: Path, citing: str, again: bool
    ) -> None:
        async def twice(llm: ScriptedLLM) -> None:
            assistant = assistant_of(llm, shipped_index, llm_citing=citing)
            await assistant.answer(QUESTION)
            await assistant.answer(QUESTION)
            await assistant.aclose()

        with scripted_llm(stream(PROVEN)) as llm:
            asyncio.run(twice(llm))
        assert ["response_format" in request for request in llm.requests] == [True, again]

    def test_broken_json_keeps_what_came_whole(self, events_of: Converse) -> None:
        text = (
            '{"answerable": true, "sentences": [{"text": "优良天数达217天", "sources": [2]}, {"te'
        )
        with scripted_llm(stream(text)) as llm:
            answer = answer_in(events_of(llm, QUESTION, llm_citing="auto"))
        assert answer.answer == "优良天数达217天[1]。"

    def test_what_is_no_json_is_no_refusal(self, events_of: Converse) -> None:
        with scripted_llm(stream('{"answerable": true, "sentences": [{"text": "\\x"}]}')) as llm:
            answer = answer_in(events_of(llm, QUESTION, llm_citing="auto"))
        assert answer.answer == "优良天数达217天[1]。"
        assert "不合协议" in answer.warnings[0]


def test_reasoning_is_no_part_of_the_answer(events_of: Converse) -> None:
    draft = f"<think>优良天数达271天？不对，是217天。</think>{PROVEN}"
    with scripted_llm(stream(draft)) as llm:
        events = events_of(llm, QUESTION)
    assert draft_in(events) == PROVEN
    assert answer_in(events).answer == PROVEN


def test_reasoning_that_was_not_opened_is_taken_back(events_of: Converse) -> None:
    draft = f"先看优良天数达271天。再想想。</think>{PROVEN}"
    with scripted_llm(stream(draft)) as llm:
        events = events_of(llm, QUESTION)
    assert draft_in(events) == PROVEN
    assert answer_in(events).answer == PROVEN
    assert len(answer_in(events).claims) == 1


ENGLISH = "How many new public parking lots were added in 2023?"


def test_english_sentences_are_told_apart_after_markers_and_years(events_of: Converse) -> None:
    draft = (
        "There were 217 days of good air in 2023. The region added 73 parking lots [2]. It grew."
    )
    with scripted_llm(stream(draft), LEFT_OUT) as llm:
        events = events_of(llm, "How many days of good air were there in 2023?")
    checked = [event.claim.text for event in events if isinstance(event, ClaimChecked)]
    assert checked[0] == "There were 217 days of good air in 2023"


def test_an_english_question_gets_an_english_answer(events_of: Converse) -> None:
    draft = "In 2023, 73 public parking lots were added[1]."
    with scripted_llm(stream(draft)) as llm:
        answer = answer_in(events_of(llm, ENGLISH))
    assert (answer.mode, answer.status) == ("llm", Status.ANSWERED)
    assert answer.answer == draft
    assert "73处" in answer.citations[0].quote


@pytest.mark.parametrize(
    "draft",
    [
        "In 2023, 37 public parking lots were added[1].",
        "In 2022, 73 public parking lots were added[1].",
        "In 2023, 73 new schools were added[1].",
        "Mayor Wang Xiaoming opened the public parking lots[1].",
    ],
    ids=["figure", "year", "thing", "name"],
)
def test_an_english_lie_is_struck_too(events_of: Converse, draft: str) -> None:
    with scripted_llm(stream(draft), LEFT_OUT) as llm:
        answer = answer_in(events_of(llm, ENGLISH))
    assert answer.mode == "extractive"
    assert "73处" in answer.answer


def test_an_asker_who_goes_away_ends_the_request_upstream(shipped_index: Path) -> None:
    async def leave(llm: ScriptedLLM) -> None:
        assistant = assistant_of(llm, shipped_index)
        async with aclosing(assistant.stream(QUESTION)) as events:
            async for event in events:
                if isinstance(event, Delta):
                    break
        await assistant.aclose()

    with scripted_llm(stream("优良天数" * 500, size=1, delay=0.05)) as llm:
        asyncio.run(leave(llm))
        deadline = time.monotonic() + 5
        while not llm.gone and time.monotonic() < deadline:
            time.sleep(0.02)
    assert llm.gone == 1


FACTS = {
    "2023年优良天数是多少？": "优良天数达217天[1]。",
    "新增公共停车场多少处？": "新增公共停车场73处[1]。",
    "2023年民生支出是多少？": "全年民生支出达29.45亿元[1]。",
    "增加学位多少个？": "增加学位10530个[1]。",
    "有效应对了几轮强降雨？": "有效应对了7轮强降雨[1]。",
}


def test_a_hundred_askers_at_once_get_their_own_answers(shipped_index: Path) -> None:
    def script(request: dict[str, Any]) -> Reply:
        prompt = request["messages"][-1]["content"]
        question = prompt.rpartition("<question>")[2].partition("</question>")[0]
        fact = next(fact for asked, fact in FACTS.items() if asked[:6] == question[:6])
        return stream(fact, size=2, delay=0.01)

    async def ask_all(llm: ScriptedLLM) -> list[Answer]:
        assistant = assistant_of(llm, shipped_index)
        try:
            questions = [*FACTS] * 20
            return list(await asyncio.gather(*(assistant.answer(q) for q in questions)))
        finally:
            await assistant.aclose()

    with scripted_llm(script=script) as llm:
        answers = asyncio.run(ask_all(llm))
    assert [answer.answer for answer in answers] == [*FACTS.values()] * 20
    assert all(answer.mode == "llm" and not answer.warnings for answer in answers)


def test_after_failures_in_a_row_the_next_asker_does_not_wait(shipped_index: Path) -> None:
    async def ask_often(llm: ScriptedLLM) -> list[Answer]:
        assistant = assistant_of(llm, shipped_index, llm_first_token_timeout=0.5)
        try:
            return [await assistant.answer(QUESTION) for _ in range(4)]
        finally:
            await assistant.aclose()

    with scripted_llm(Reply([HANG])) as llm:
        answers = asyncio.run(ask_often(llm))
    assert len(llm.requests) == 3
    assert "不再等它" in answers[3].warnings[0]
    assert answers[3].timings_ms["total"] < 200
    assert all(answer.answer == "优良天数达217天[1]。" for answer in answers)
