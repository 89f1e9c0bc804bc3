"""A click on a citation shows the report at the exact words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from tests.page.conftest import Visit, Visitor
from tests.page.writing import shows
from tests.server.conftest import Serve, Served
from tests.server.helpers import ask, until

SET = Path(__file__).parent.parent / "eval" / "zhongyuan.jsonl"
ANSWERS = 50
REPORT = "测试区2023年工作报告\n一、环境\n{said}，新增绿地31万平方米，水质持续改善，群众更满意。\n"
SEVERAL = "民生支出和养老床位分别是多少？"
BELOW = "有哪些新的特色街区已经建好开门营业了？"
"""Its first citation is near the top of the page, its second right below the first."""
ON_SECOND = "document.activeElement.matches('.chip[aria-label^=引文\\\\ 2]')"
COVERED = """(chip) => {
  const { left, top, width, height } = chip.getBoundingClientRect();
  return document.elementFromPoint(left + width / 2, top + height / 2).closest('.card') !== null;
}"""
IN_SIGHT = """() => {
  const body = document.querySelector('.body').getBoundingClientRect();
  return [...document.querySelectorAll('mark.cited')].every((mark) => {
    const { top, bottom } = mark.getBoundingClientRect();
    return top >= body.top - 1 && bottom <= Math.min(body.bottom, innerHeight) + 1;
  });
}"""


def test_every_citation_of_fifty_answers_opens_at_its_exact_words(visitor: Visitor) -> None:
    questions = [json.loads(line)["question"] for line in SET.read_text("utf-8").splitlines()]
    page = visitor.page
    shown = 0
    answers = 0
    for question in questions:
        visitor.new()
        visitor.ask(question)
        answer = visitor.answer()
        if answer["status"] != "answered":
            continue
        answers += 1
        for number, citation in enumerate(answer["citations"]):
            _reach(page.locator(".prose .chip").nth(number))
            page.locator(".prose .chip").nth(number).click()
            assert shows(page, citation["quote"])
            assert page.evaluate(IN_SIGHT), citation
            page.keyboard.press("Escape")
            shown += 1
        if answers == ANSWERS:
            break
    assert answers == ANSWERS
    assert shown >= ANSWERS


@pytest.mark.parametrize("width", [1440, 360])
def test_the_quote_is_shown_on_hover_and_its_figures_are_emphasised(
    visitor: Visitor, width: int
) -> None:
    visitor.page.set_viewport_size({"width": width, "height": 800})
    visitor.ask("2023年优良天数是多少？")
    visitor.page.locator(".chip").first.hover()
    card = visitor.page.locator(".card")
    card.wait_for()
    assert "优良天数达217天" in card.inner_text()
    visitor.page.locator(".card .figure").wait_for()
    assert visitor.page.locator(".card .figure").inner_text() == "217天"
    box = card.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_the_quote_shown_stays_beside_its_citation_wherever_that_goes(visitor: Visitor) -> None:
    visitor.ask(SEVERAL)
    chip, card = visitor.page.locator(".chip").nth(1), visitor.page.locator(".card")
    chip.focus()
    card.wait_for()
    for width in (700, 1280, 480):
        visitor.page.set_viewport_size({"width": width, "height": 860})
        assert until(lambda: _gap(chip, card) == 8)
    visitor.page.locator(".turn").first.evaluate("(turn) => { turn.style.marginTop = '90px'; }")
    assert until(lambda: _gap(chip, card) == 8)
    chip.evaluate("(chip) => chip.remove()")
    card.wait_for(state="detached")


def test_a_citation_under_the_quote_of_another_is_within_the_pointers_reach(
    visitor: Visitor,
) -> None:
    visitor.ask(BELOW)
    first, second = visitor.page.locator(".chip").first, visitor.page.locator(".chip").nth(1)
    first.hover()
    visitor.page.locator(".card").wait_for()
    assert second.evaluate(COVERED)
    _reach(second)
    assert until(lambda: not second.evaluate(COVERED))
    second.click()
    assert shows(visitor.page, visitor.answer()["citations"][1]["quote"])


def _reach(chip: Locator) -> None:
    """With the pointer, whatever lies over it."""
    box = chip.bounding_box()
    assert box
    chip.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def _gap(chip: Locator, card: Locator) -> float:
    """Pixels between the two, one above the other."""
    one, other = chip.bounding_box(), card.bounding_box()
    assert one
    assert other
    upper, lower = sorted([one, other], key=lambda box: box["y"])
    return round(lower["y"] - upper["y"] - upper["height"])


def test_next_and_previous_walk_through_all_places_of_an_answer(visitor: Visitor) -> None:
    visitor.ask(SEVERAL)
    answer = visitor.answer()
    page = visitor.page
    page.locator(".chip").first.click()
    quotes = [citation["quote"] for citation in answer["citations"]]
    for quote in [*quotes[1:], quotes[0]]:
        page.get_by_role("button", name="下一处").first.click()
        assert shows(page, quote)
    page.keyboard.press("p")
    assert shows(page, quotes[-1])


def test_keyboard_alone_asks_opens_the_second_citation_returns_and_asks_again(
    visitor: Visitor,
) -> None:
    page = visitor.page
    page.locator("#question").wait_for()
    page.keyboard.type(SEVERAL)
    page.keyboard.press("Enter")
    page.locator(".actions").wait_for()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate(ON_SECOND):
            break
    page.keyboard.press("Enter")
    page.locator("mark.cited").wait_for()
    assert page.evaluate("document.activeElement.closest('.reader') !== null")
    page.keyboard.press("Escape")
    page.locator(".reader").wait_for(state="detached")
    assert page.evaluate("document.activeElement.textContent.trim()") == "2"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "question":
            break
    page.keyboard.type("优良天数呢？")
    page.keyboard.press("Enter")
    page.locator(".turn .actions").nth(1).wait_for()


def test_a_report_replaced_since_shows_the_words_as_they_were(visit: Visit, serve: Serve) -> None:
    """Never something else in their place."""
    with serve() as served:
        visitor = visit(served)
        first = REPORT.format(said="全年优良天数达217天")
        later = REPORT.format(said="经核实修订，全年优良天数为219天")
        page = visitor.page
        upload(visitor, first)
        page.reload()
        page.select_option(".composer select", "test-2023")
        visitor.ask("优良天数是多少？")
        upload(visitor, later)
        page.locator(".chip").first.click()
        page.get_by_role("alert").filter(has_text="优良天数达217天").wait_for()
        assert page.locator("mark.cited").count() == 0


def upload(visitor: Visitor, text: str) -> None:
    file = {"name": "test-2023.txt", "mimeType": "text/plain", "buffer": text.encode()}
    added = visitor.page.request.post(f"{visitor.url}/api/reports", multipart={"file": file})
    assert added.status == 201, added.text()


def test_ask_is_reachable_from_a_quote(visitor: Visitor) -> None:
    visitor.ask("2023年优良天数是多少？")
    visitor.page.locator(".chip").first.click()
    visitor.page.get_by_role("button", name="就这句提问").click()
    assert until(lambda: visitor.page.evaluate("document.activeElement.id") == "question")
    assert visitor.page.locator("#question").input_value().startswith("关于“优良天数达217天”")


def test_the_service_and_the_page_agree_on_an_answer(visitor: Visitor, server: Served) -> None:
    with server.client() as client:
        told = ask(client)
    visitor.ask(told["question"])
    shown = visitor.page.locator(".prose").inner_text()
    assert told["claims"][0]["text"] in shown
