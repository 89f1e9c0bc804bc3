"""Every view, in both languages and themes, narrow and wide: axe finds nothing, nothing is cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from bench.page import weight
from tests.page.conftest import Visit, Visitor
from tests.server.conftest import Served
from tests.server.helpers import until

WEB = Path(__file__).parent.parent.parent / "web"
HEAVIEST = 150_000
"""Bytes of all files of the page, compressed."""
LATE = {
    *("reader.js", "figures.js", "charts.js", "reports.js", "markdown.js"),
    *("check.js", "draft.js", "claims.js", "edits.js"),
    *("editor.js", "backdrop.js", "findings.js", "verdicts.js"),
}
"""Modules that come when they are wanted."""
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter((one) => {
  const { left, right, width } = one.getBoundingClientRect();
  const hidden = one.closest('.hidden, .skip, .scrolled table, .sidebar, .title');
  return width && !hidden && (right > innerWidth + 1 || left < -1);
}).map((one) => one.outerHTML.slice(0, 120))"""


def welcome(visitor: Visitor) -> None:
    visitor.page.locator(".suggestions button").first.wait_for()


def answered(visitor: Visitor) -> None:
    visitor.ask("民生支出和养老床位分别是多少？")
    visitor.page.locator(".how").click()
    visitor.page.locator(".sources summary").click()


def abstained(visitor: Visitor) -> None:
    visitor.ask("惠济区2023年的优良天数是多少？")
    visitor.page.locator(".abstained").wait_for()


def beside(visitor: Visitor) -> None:
    visitor.ask("2023年优良天数是多少？")
    visitor.page.locator(".chip").first.click()
    visitor.page.locator("mark.cited").wait_for()


def reader(visitor: Visitor) -> None:
    visitor.go("#/read/zhongyuan-2023?at=2254-2263")
    visitor.page.locator("mark.cited").wait_for()
    visitor.page.locator(".tools input").fill("网格")
    visitor.page.locator("mark.here").wait_for()


def figures(visitor: Visitor) -> None:
    visitor.go("#/figures/zhongyuan-2023")
    visitor.page.locator("tbody tr").first.wait_for()


def reports(visitor: Visitor) -> None:
    visitor.go("#/reports")
    visitor.page.locator(".library li").wait_for()


def check(visitor: Visitor) -> None:
    visitor.go("#/check")
    lines = ("优良天数达271天。", "新增绿地31万平方米，新建公园游园5个。", "“保交楼”全面完成。")
    visitor.page.fill("#draft", "\n".join(lines))
    visitor.page.locator(".mend").nth(1).wait_for()
    for verdict in (2, 3):
        visitor.page.locator(".verdicts button").nth(verdict).click()
    visitor.page.keyboard.press("F8")


def editing(visitor: Visitor) -> None:
    visitor.ask("2023年优良天数是多少？")
    visitor.page.locator(".question .icon-button").click()
    visitor.page.locator(".edited textarea").wait_for()


def dialog(visitor: Visitor) -> None:
    visitor.ask("2023年优良天数是多少？")
    visitor.page.locator(".actions [aria-pressed]").last.click()
    visitor.page.locator("dialog[open]").wait_for()


def drawer(visitor: Visitor) -> None:
    visitor.ask("2023年优良天数是多少？")
    if visitor.page.locator(".top .for-drawer").first.is_visible():
        visitor.page.locator(".top .for-drawer").first.click()
        visitor.page.locator(".with-drawer").wait_for()
    visitor.page.locator(".entry summary").first.click()


VIEWS = (
    welcome, answered, abstained, beside, reader, figures, reports, check, editing, dialog, drawer,
)  # fmt: skip
each_view = pytest.mark.parametrize("show", VIEWS, ids=lambda show: show.__name__)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@each_view
def test_axe_finds_nothing(
    visit: Visit, server: Served, show: Callable[[Visitor], None], scheme: str
) -> None:
    visitor = visit(server, color_scheme=scheme, reduced_motion="reduce")
    show(visitor)
    found = Axe().run(visitor.page).response["violations"]
    assert [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@each_view
def test_nothing_stands_out_on_a_phone_a_tablet_or_a_wide_screen(
    visit: Visit, server: Served, show: Callable[[Visitor], None], locale: str
) -> None:
    visitor = visit(server, viewport={"width": 360, "height": 800}, locale=locale)
    show(visitor)
    for width in (360, 768, 1440):
        visitor.page.set_viewport_size({"width": width, "height": 800})
        assert visitor.page.evaluate(TOO_WIDE) == []
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width


@each_view
def test_large_text_fits_a_phone(
    visit: Visit, server: Served, show: Callable[[Visitor], None]
) -> None:
    visitor = visit(server, viewport={"width": 360, "height": 800})
    visitor.page.add_init_script(
        "addEventListener('DOMContentLoaded', () =>"
        " document.documentElement.style.setProperty('font-size', '150%'))"
    )
    visitor.page.reload()
    show(visitor)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_page_weighs_little() -> None:
    assert weight(WEB) <= HEAVIEST


def test_modules_are_all_told_to_the_browser_at_once() -> None:
    """What is imported at the start is preloaded: no module waits for another to be read."""
    index = (WEB / "index.html").read_text("utf-8")
    modules = {path.name for path in (WEB / "page").glob("*.js")} - LATE
    assert {
        name for name in modules if f'modulepreload" href="/static/page/{name}"' in index
    } == modules


def test_language_and_theme_are_chosen_and_remembered(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("button", name="Switch to English").click()
    page.get_by_text("Ask the report; every sentence comes with its proof").wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_label("Appearance").select_option("dark")
    page.reload()
    page.get_by_text("New conversation").wait_for()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("button", name="切换到中文").click()
    page.get_by_text("新对话").wait_for()


def test_a_screen_reader_hears_the_answer_once_and_whole(visitor: Visitor) -> None:
    page = visitor.page
    page.evaluate(
        """() => {
          window.heard = [];
          const region = document.querySelector('[role=status].hidden');
          new MutationObserver(() => heard.push(region.textContent))
            .observe(region, {childList: true, characterData: true, subtree: true});
        }"""
    )
    visitor.ask("2023年优良天数是多少？")
    heard = until(
        lambda: [*page.evaluate("heard")] if "217" in page.evaluate("heard.join()") else []
    )
    assert sum("217天" in line for line in heard) == 1
    assert len(heard) <= 4
