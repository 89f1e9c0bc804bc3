"""Conversations in the side bar: found, renamed, deleted, exported, printed."""

# ruff: noqa: F811
from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.page.conftest import Visit, Visitor
from tests.page.writing import Writing, press, writing  # noqa: F401
from tests.scripted_llm import stream
from tests.server.helpers import PROVEN, QUESTION

OTHER = "新建了多少个公园游园？"
SEVERAL = "民生支出和养老床位分别是多少？"
BUTTONS = """() => [...document.querySelectorAll('button, select, input, textarea, summary')]
  .filter((one) => one.checkVisibility() && !one.matches('.chip, .source, .sources summary'))
  .map((one) => one.outerHTML.slice(0, 120))"""


def entries(page: Page) -> list[str]:
    return page.locator(".entry bdi").all_inner_texts()


def two(visitor: Visitor) -> None:
    """Conversations, the second one open."""
    visitor.ask(QUESTION)
    visitor.new()
    visitor.ask(OTHER)
    expect(visitor.page.locator(".entry")).to_have_count(2)


def choose(page: Page, title: str, action: str) -> None:
    entry = page.locator(".entry", has_text=title)
    entry.locator("summary").click()
    entry.get_by_role("button", name=action).click()


def test_conversations_are_listed_newest_first_and_opened_by_a_click(visitor: Visitor) -> None:
    two(visitor)
    page = visitor.page
    assert entries(page) == [OTHER, QUESTION]
    assert page.locator(".entry [aria-current=page]").inner_text() == OTHER
    page.get_by_role("link", name=QUESTION).click()
    expect(page.locator(".question bdi")).to_have_text(QUESTION)
    expect(page.locator(".entry [aria-current=page]")).to_have_text(QUESTION)
    page.go_back()
    expect(page.locator(".question bdi")).to_have_text(OTHER)


def test_a_conversation_is_found_by_words_of_its_answer(visitor: Visitor) -> None:
    two(visitor)
    page = visitor.page
    page.get_by_label("在对话里找").fill("达217天")
    expect(page.locator(".entry")).to_have_count(1)
    assert entries(page) == [QUESTION]
    page.get_by_label("在对话里找").fill("火星")
    page.get_by_text("没有找到").wait_for()
    page.get_by_label("在对话里找").fill("")
    expect(page.locator(".entry")).to_have_count(2)


def test_a_conversation_is_renamed(visitor: Visitor) -> None:
    two(visitor)
    page = visitor.page
    choose(page, QUESTION, "改名")
    assert page.locator("dialog input").input_value() == QUESTION
    page.locator("dialog input").fill("空气")
    press(page, "好")
    page.get_by_role("link", name="空气").wait_for()
    page.reload()
    page.get_by_role("link", name="空气").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("空气")


def test_a_conversation_is_deleted_once_confirmed(visitor: Visitor) -> None:
    two(visitor)
    page = visitor.page
    choose(page, QUESTION, "删除")
    expect(page.locator("dialog p")).to_contain_text(QUESTION)
    press(page, "取消")
    expect(page.locator("dialog")).to_have_count(0)
    assert entries(page) == [OTHER, QUESTION]
    choose(page, QUESTION, "删除")
    page.locator("dialog .primary").click()
    expect(page.locator(".entry")).to_have_count(1)
    expect(page.locator(".question bdi")).to_have_text(OTHER)
    choose(page, OTHER, "删除")
    page.locator("dialog .primary").click()
    page.locator(".welcome").wait_for()
    page.get_by_text("还没有对话").wait_for()
    page.reload()
    page.get_by_text("还没有对话").wait_for()


def test_a_conversation_is_exported_as_markdown_and_json(visitor: Visitor) -> None:
    visitor.ask(SEVERAL)
    answer = visitor.answer()
    page = visitor.page
    saved = {}
    for action, ending in [("导出 Markdown", "md"), ("导出 JSON", "json")]:
        with page.expect_download() as download:
            choose(page, SEVERAL, action)
        assert download.value.suggested_filename == f"{answer['conversation_id']}.{ending}"
        saved[ending] = Path(download.value.path()).read_text("utf-8")
    assert json.loads(saved["json"])["answers"][0]["citations"] == answer["citations"]
    assert SEVERAL in saved["md"]
    assert all(one["quote"] in saved["md"] for one in answer["citations"])


def test_a_reload_keeps_every_citation_as_it_was(visitor: Visitor) -> None:
    visitor.ask(SEVERAL)
    page = visitor.page
    page.locator(".sources summary").click()
    before = page.locator(".turn").inner_text(), labels(page)
    page.reload()
    page.locator(".actions").wait_for()
    page.locator(".sources summary").click()
    assert (page.locator(".turn").inner_text(), labels(page)) == before


def labels(page: Page) -> list[str]:
    found: list[str] = page.locator(".chip").evaluate_all(
        "(all) => all.map((one) => one.ariaLabel)"
    )
    return found


def test_another_conversation_read_meanwhile_costs_an_answer_nothing(
    visit: Visit, writing: Writing
) -> None:
    writing.says(stream(PROVEN), stream(PROVEN, delay=0.3))
    visitor = visit(writing.served)
    visitor.ask("2023年优良天数是几天？")
    page = visitor.page
    visitor.new()
    page.fill("#question", QUESTION)
    page.keyboard.press("Enter")
    page.locator(".draft p").wait_for()
    page.locator(".entry a").click()
    expect(page.locator(".question bdi")).to_have_text("2023年优良天数是几天？")
    page.locator(".actions").wait_for()
    expect(page.locator(".entry")).to_have_count(2)
    assert page.locator(".question bdi").inner_text() == "2023年优良天数是几天？"
    page.get_by_role("link", name=QUESTION).click()
    expect(page.locator(".question bdi")).to_have_text(QUESTION)
    assert "217天" in page.locator(".prose").inner_text()
    expect(page.locator(".entry [aria-current=page]")).to_have_text(QUESTION)


def test_a_conversation_left_while_it_answers_is_come_back_to(
    visit: Visit, writing: Writing
) -> None:
    writing.says(stream(PROVEN), stream(PROVEN), stream(PROVEN, delay=0.3))
    visitor = visit(writing.served)
    page = visitor.page
    visitor.ask("2023年优良天数是几天？")
    visitor.new()
    visitor.ask(QUESTION)
    page.fill("#question", "2023年优良天数有多少？")
    page.keyboard.press("Enter")
    page.locator(".draft p").wait_for()
    page.get_by_role("link", name="2023年优良天数是几天？").click()
    expect(page.locator(".turn")).to_have_count(1)
    page.get_by_role("link", name=QUESTION).click()
    expect(page.locator(".turn")).to_have_count(2)
    page.locator(".draft p").wait_for()
    expect(page.locator(".actions")).to_have_count(2)


def test_print_shows_questions_answers_and_quotes_and_no_buttons(visitor: Visitor) -> None:
    visitor.ask(SEVERAL)
    answer = visitor.answer()
    visitor.ask("2022年优良天数是多少？")
    page = visitor.page
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    assert SEVERAL in shown
    assert answer["claims"][0]["text"] in shown.replace("\n", "")
    assert "报告没有这样说" in shown
    for quote in page.locator(".sources q").all():
        expect(quote).to_be_visible()
    quotes = page.locator(".sources q").all_inner_texts()
    assert quotes[: len(answer["citations"])] == [one["quote"] for one in answer["citations"]]
    assert page.evaluate(BUTTONS) == []
