"""Questions and answers on the page, with and without an LLM."""

# ruff: noqa: F811
from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from playwright.sync_api import Page, Route, expect

from tests.page.conftest import Visit, Visitor
from tests.page.writing import Writing, press, shows, writing  # noqa: F401
from tests.scripted_llm import HANG, Reply, completion, failure, scripted_llm, stream
from tests.server.conftest import Serve, Served
from tests.server.helpers import PROVEN, QUESTION, behind, until

LIE = "优良天数达271天[1]。"
LEFT_OUT = completion("1. 删去")
OTHER = "新建了多少个公园游园？"


def copied(page: Page) -> str:
    page.locator(".notice", has_text="已复制").wait_for()
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def may_copy(visitor: Visitor) -> None:
    visitor.page.context.grant_permissions(
        ["clipboard-read", "clipboard-write"], origin=visitor.url
    )


def test_the_draft_streams_in_dimmed_and_only_what_is_proven_stays(
    visit: Visit, writing: Writing
) -> None:
    writing.says(stream(f"{PROVEN}{LIE}", delay=0.1), Reply([1.0, *LEFT_OUT.steps], cut=True))
    visitor = visit(writing.served)
    page = visitor.page
    page.fill("#question", QUESTION)
    page.keyboard.press("Enter")
    draft = page.locator(".draft")
    expect(draft).to_contain_text("中原区的优良天数")
    ink = "(one) => getComputedStyle(document.querySelector(one)).color"
    assert page.evaluate(ink, ".draft") != page.evaluate(ink, ".question h2")
    expect(draft).to_contain_text("271天")
    expect(page.locator(".state")).to_contain_text("已核对")
    page.locator(".actions").wait_for()
    assert draft.count() == 0
    assert page.locator(".prose").inner_text().replace("\n", "") == PROVEN.replace("[1]", "1")
    assert "scripted 作答，逐句核对" in page.locator(".by").inner_text()


def test_a_struck_sentence_is_told_with_why(visit: Visit, writing: Writing) -> None:
    writing.says(stream(f"{PROVEN}{LIE}"), LEFT_OUT)
    visitor = visit(writing.served)
    visitor.ask(QUESTION)
    page = visitor.page
    expect(page.locator(".warning")).to_have_text("删去了大模型的 1 句话：报告不能证实")
    press(page, "怎么找到的")
    assert "优良天数达271天" in page.locator(".struck s").inner_text()
    assert "数字不符 271天" in page.locator(".struck small").inner_text()


def test_an_unsupported_sentence_is_marked_with_why(visit: Visit, serve: Serve) -> None:
    with (
        scripted_llm(LEFT_OUT) as llm,
        serve(**behind(llm), YOUJU_STRICTNESS="lenient") as served,
    ):
        Writing(llm, served).says(stream(f"{PROVEN}{LIE}"), LEFT_OUT)
        visitor = visit(served)
        visitor.ask(QUESTION)
        page = visitor.page
        assert "优良天数达271天" in page.locator(".unproven").inner_text()
        assert "217天" not in page.locator(".unproven").inner_text()
        assert page.locator(".why").inner_text() == "未证实：数字不符 271天"
        lines = "getComputedStyle(document.querySelector('.unproven')).textDecorationLine"
        assert page.evaluate(lines) != "none"


def test_stop_ends_an_answer_says_so_and_it_can_be_asked_again(
    visit: Visit, writing: Writing
) -> None:
    half = stream(PROVEN, delay=0.1, end=False)
    writing.says(Reply([*half.steps, HANG]), stream(PROVEN))
    visitor = visit(writing.served)
    page = visitor.page
    page.fill("#question", QUESTION)
    page.keyboard.press("Enter")
    page.locator(".draft").wait_for()
    press(page, "停止")
    expect(page.locator(".state")).to_contain_text("已停止。没有核对完的话不算答案。")
    press(page, "重新提问")
    page.locator(".actions").wait_for()
    assert page.locator(".turn").count() == 1
    assert "217天" in page.locator(".prose").inner_text()
    page.reload()
    page.locator(".actions").wait_for()
    assert page.locator(".turn").count() == 1


def test_a_question_stopped_before_anything_came_leaves_the_field_free(
    visit: Visit, writing: Writing
) -> None:
    asked = len(writing.llm.requests)
    writing.says(stream(PROVEN, before=[HANG]), stream(PROVEN))
    visitor = visit(writing.served)
    page = visitor.page
    page.fill("#question", QUESTION)
    page.keyboard.press("Enter")
    page.locator(".state.under-way").wait_for()
    assert until(lambda: any("<question>" in str(one) for one in writing.llm.requests[asked:]))
    press(page, "停止")
    page.locator(".state", has_text="已停止").wait_for()
    visitor.ask(OTHER)
    assert page.locator(".turn").count() == 2


def test_a_question_that_failed_is_asked_again_by_a_button(visitor: Visitor) -> None:
    page = visitor.page

    def fail(route: Route) -> None:
        told = {"type": "x", "title": "x", "status": 503, "detail": "现在太忙", "request_id": "x"}
        route.fulfill(status=503, json=told)

    page.route("**/api/ask", fail, times=1)
    page.fill("#question", QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".turn .failed")).to_contain_text("现在太忙")
    press(page, "重试")
    page.locator(".actions").wait_for()
    assert page.locator(".turn").count() == 1
    assert "217天" in page.locator(".prose").inner_text()


def test_a_question_edited_replaces_its_turn_and_those_after_it(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask(QUESTION)
    old = visitor.answer()
    visitor.ask("民生支出是多少？")
    page.locator(".question .icon-button").first.click()
    page.locator(".edited textarea").fill(OTHER)
    page.locator(".edited .primary").click()
    expect(page.locator(".turn")).to_have_count(1)
    page.locator(".actions").wait_for()
    new = visitor.answer()
    assert new["question"] == OTHER
    page.reload()
    page.locator(".actions").wait_for()
    expect(page.locator(".turn")).to_have_count(1)
    assert page.locator(".question bdi").inner_text() == OTHER
    kept = page.request.get(f"{visitor.url}/api/answers/{old['id']}")
    assert kept.json()["answer"] == old["answer"]


def test_a_question_edited_to_nothing_or_left_stays_as_it_was(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask(QUESTION)
    page.locator(".question .icon-button").click()
    page.locator(".edited textarea").fill("  ")
    assert page.locator(".edited .primary").is_disabled()
    page.keyboard.press("Escape")
    expect(page.locator(".question bdi")).to_have_text(QUESTION)
    assert page.locator(".turn").count() == 1


def test_a_follow_up_shows_how_it_was_understood(visitor: Visitor) -> None:
    visitor.ask("2022年优良天数是多少？")
    visitor.ask("那2023年呢？")
    shown = visitor.page.locator(".understood")
    assert shown.all_inner_texts() == [f"理解为：{QUESTION}"]
    visitor.page.reload()
    expect(shown).to_have_text(f"理解为：{QUESTION}")


def test_without_an_llm_one_calm_line_says_so(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    page = visitor.page
    expect(page.get_by_text("没有接大模型：用报告原话回答")).to_have_count(1)
    assert page.locator(".warning").count() == 0
    assert page.get_by_role("alert").count() == 0
    assert "报告原话" in page.locator(".by").inner_text()


def test_an_llm_that_is_down_costs_a_warning_and_no_answer(visit: Visit, writing: Writing) -> None:
    writing.says(failure(401, "Incorrect API key"))
    visitor = visit(writing.served)
    visitor.ask(QUESTION)
    page = visitor.page
    assert "217天" in page.locator(".prose").inner_text()
    expect(page.locator(".warning")).to_have_count(1)
    assert visitor.answer()["warnings"] == [page.locator(".warning").inner_text().strip()]
    assert "报告原话" in page.locator(".by").inner_text()
    assert page.get_by_text("没有接大模型").count() == 0


def test_an_abstention_looks_otherwise_and_offers_the_nearest_passages(visitor: Visitor) -> None:
    visitor.ask("2022年优良天数是多少？")
    answer = visitor.answer()
    page = visitor.page
    expect(page.locator(".abstained h3")).to_have_text("报告没有这样说")
    assert page.locator(".prose").count() == 0
    assert page.locator(".nearest button").count() == min(3, len(answer["passages"]))
    page.locator(".nearest button").nth(1).click()
    assert shows(page, answer["passages"][1]["text"])


def test_an_answer_is_copied_with_its_sources(visitor: Visitor) -> None:
    may_copy(visitor)
    visitor.ask("民生支出和养老床位分别是多少？")
    answer = visitor.answer()
    press(visitor.page, "复制（带出处）")
    text = copied(visitor.page)
    assert text.startswith(answer["answer"])
    for one in answer["citations"]:
        place = f" · {one['start']}–{one['end']}"
        (line,) = (line for line in text.splitlines() if line.endswith(place))
        assert line.startswith(f"[{one['marker']}] “{one['quote']}” — {one['report_title']}")


def test_a_link_to_an_answer_opens_it_and_nobody_elses(
    visitor: Visitor, visit: Visit, server: Served
) -> None:
    may_copy(visitor)
    visitor.ask(OTHER)
    visitor.ask(QUESTION)
    answer = visitor.answer()
    press(visitor.page, "复制链接")
    link = copied(visitor.page)
    assert link == f"{server.url}/#/a/{answer['id']}"
    place = link.removeprefix(f"{server.url}/")
    page = visitor.page.context.new_page()
    page.goto(link)
    page.locator(".actions").wait_for()
    assert page.locator(".question bdi").all_inner_texts() == [QUESTION]
    other = visit(server, place)
    expect(other.page.get_by_role("alert")).to_contain_text("没有这个，或它属于别人")
    assert other.page.locator(".turn").count() == 0


def test_from_an_answer_alone_the_whole_conversation_is_one_click_away(visitor: Visitor) -> None:
    visitor.ask(OTHER)
    visitor.ask(QUESTION)
    visitor.go(f"#/a/{visitor.answer()['id']}")
    visitor.page.reload()
    page = visitor.page
    expect(page.locator(".turn")).to_have_count(1)
    page.get_by_role("link", name="打开整段对话").click()
    expect(page.locator(".turn")).to_have_count(2)


def test_how_it_was_found_shows_scores_and_times(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    answer = visitor.answer()
    page = visitor.page
    press(page, "怎么找到的")
    shown = page.locator(".scores").all_text_contents()
    cited = {one["passage_id"] for one in answer["citations"]}
    passages = sorted(answer["passages"], key=lambda one: one["passage_id"] not in cited)
    assert len(shown) == len(passages)
    for line, one in zip(shown, passages, strict=True):
        assert "".join(line.split()) == (
            f"综合{one['score']:.3f}语义{one['dense_score']:.3f}词语{one['lexical_score']:.1f}"
        )
    told = page.locator(".timings").inner_text()
    assert all(name in told for name in ("编码", "检索", "作答", "核对", "合计"))
    total = Decimal(answer["timings_ms"]["total"]).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert f"{total}" in told
    page.locator(".passages .source").first.click()
    assert shows(page, passages[0]["text"])


def test_feedback_with_a_comment_is_kept(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    page = visitor.page
    press(page, "有问题")
    page.locator("dialog textarea").fill("应为 2023 年")
    press(page, "发送")
    page.locator(".notice", has_text="谢谢，记下了").wait_for()
    answer = visitor.answer()
    assert (answer["rating"], answer["comment"]) == ("down", "应为 2023 年")
    page.reload()
    pressed = page.get_by_role("button", name="有问题")
    expect(pressed).to_have_attribute("aria-pressed", "true")


def test_feedback_without_a_comment_is_kept_too(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    press(visitor.page, "有用")
    press(visitor.page, "取消")
    expect(visitor.page.locator("dialog")).to_have_count(0)
    assert (visitor.answer()["rating"], visitor.answer()["comment"]) == ("up", None)


def test_an_answer_says_in_words_how_sure_it_is_and_who_decided(visitor: Visitor) -> None:
    page = visitor.page
    page.fill("#question", QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".by")).to_contain_text("很有把握")
    page.locator("button.how").click()
    expect(page.locator(".found")).to_contain_text("由规则判断")
