"""Reports, questions and an LLM that try to be more than words."""

# ruff: noqa: F811
from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.page.conftest import Visit, Visitor
from tests.page.writing import Writing, press, shows, writing  # noqa: F401
from tests.scripted_llm import Reply, completion, stream
from tests.server.helpers import PROVEN, QUESTION

SCRIPT = "<script>window.pwned=1;alert(1)</script>"
IMAGE = '<img src=x onerror="window.pwned=1;alert(1)">'
LINK = "[这里](javascript:alert(1))"
OVERRIDE = "\u202e绿地\u202c\u200b\u200d"
ELSEWHERE = (
    "![图](http://evil.example/p.png) [链](http://evil.example/) <http://evil.example/a> "
    '<a href="http://evil.example/">点</a> <p style="position:fixed" onclick="alert(1)">p</p>'
    '<iframe src="http://evil.example/"></iframe><svg onload="alert(1)"></svg>'
    "<style>*{display:none}</style><base href=http://evil.example/>\n\n"
    "[甲]: http://evil.example/b\n\n[甲] http://evil.example/bare www.evil.example\n\n"
)
TABLE = "| 指标 | 数值 |\n|---|---|\n" + "".join(f"| 指标{n} | {n}.5% |\n" for n in range(3000))
LINE = "长" * 200_000
HUGE = f"# 巨大报告\n\n## 一、表\n\n{TABLE}\n\n## 二、行\n\n{LINE}\n\n全年绿地31万平方米。\n"
HOSTILE = (
    f"# {SCRIPT}{IMAGE}报告\n\n## 一、{IMAGE}{LINK}{OVERRIDE}\n\n"
    f"新增公共厕所58座{SCRIPT}{IMAGE}{OVERRIDE}，详见{LINK}。\n\n{ELSEWHERE}\n\n"
)
ASTRAL = (
    "测试区2024年工作报告\n\n## 一、𠮷野𠮷環境😀\n\n"
    "𠮷野家😀👨‍👩‍👧‍👦表扬了环境：全年优良天数达317天😀，新增绿地𠮷😀31万平方米。\n"
)
QUESTIONS = [
    pytest.param(f"{SCRIPT}优良天数是多少？", id="script"),
    pytest.param(f"{IMAGE}优良天数是多少？", id="image"),
    pytest.param(f"{LINK}优良天数是多少？", id="link"),
    pytest.param(f"{OVERRIDE}\u202e\u2066优良天数是多少？", id="override"),
    pytest.param("优\u200b良\u200d天\ufeff数是多少？", id="zero width"),
    pytest.param("</textarea></title><svg onload=alert(1)>优良天数是多少？", id="closing"),
    pytest.param("2023年优良天数" * 220, id="long"),
    pytest.param("w" * 1999 + "？", id="one long word"),
]
FORBIDDEN = """() => [...document.querySelectorAll(
  ':is(.draft, .prose, .body, .question bdi, .abstained, .title, .entry bdi) ' +
  ':is(a, img, script, style, iframe, svg, base, form, input, object, embed, [style])')]
  .map((one) => one.outerHTML.slice(0, 200))"""
HANDLERS = """() => [...document.querySelectorAll('body *')].flatMap((one) => [...one.attributes]
  .filter(({name, value}) => name.startsWith('on') || /^\\s*javascript:/i.test(value))
  .map(({name}) => one.outerHTML.slice(0, 200)))"""


def harmless(visitor: Visitor) -> None:
    page = visitor.page
    assert page.evaluate(FORBIDDEN) == []
    assert page.evaluate(HANDLERS) == []
    assert page.evaluate("window.pwned === undefined")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#question, .tools").first.is_visible()


def watched(visitor: Visitor) -> Page:
    """A dialog of the browser is a complaint."""

    def complain(dialog: Any) -> None:
        visitor.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    visitor.page.on("dialog", complain)
    return visitor.page


def add(visitor: Visitor, name: str, text: str) -> str:
    file = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    added = visitor.page.request.post(f"{visitor.url}/api/reports", multipart={"file": file})
    assert added.status == 201, added.text()
    found: str = added.json()["id"]
    return found


def test_a_hostile_report_is_nothing_but_words(visit: Visit, writing: Writing) -> None:
    writing.says(completion(""))
    visitor = visit(writing.served)
    page = watched(visitor)
    report = add(visitor, "hostile.md", HOSTILE)
    page.reload()
    page.select_option(".composer select", report)
    visitor.ask("新增公共厕所多少座？")
    assert "58座" in page.locator(".prose").inner_text()
    page.locator(".sources summary").click()
    press(page, "怎么找到的")
    page.locator(".chip").first.hover()
    page.locator(".card").wait_for()
    harmless(visitor)
    page.locator(".chip").first.click()
    assert shows(page, visitor.answer()["citations"][0]["quote"])
    harmless(visitor)
    for place, what in [("read", ".body p"), ("figures", "tbody tr"), ("reports", ".library li")]:
        visitor.go(f"#/{place}/{report}")
        page.locator(what).first.wait_for()
        assert page.evaluate(HANDLERS) == []
        assert page.evaluate("window.pwned === undefined")
    assert page.request.delete(f"{visitor.url}/api/reports/{report}").status == 204


def test_a_huge_report_stays_usable(visitor: Visitor) -> None:
    """As the service would give it."""
    page = watched(visitor)
    at = HUGE.index("## 二")
    sections = [{"title": "二、行", "level": 2, "start": at, "end": len(HUGE)}]
    page.route("**/text", lambda route: route.fulfill(json={"text": HUGE, "sections": sections}))
    (row,) = page.request.get(f"{visitor.url}/api/figures").json()["figures"][:1]
    rows = [
        row | {"start": n, "end": n + 1, "indicator": f"指标{n}", "group": f"g{n // 3}"}
        for n in range(3000)
    ]
    page.route("**/api/figures?*", lambda route: route.fulfill(json={"figures": rows}))
    visitor.go("#/read/zhongyuan-2023")
    page.locator(".body p").first.wait_for()
    page.get_by_label("在报告里找").fill("绿地31万")
    expect(page.locator("mark.here")).to_be_in_viewport()
    page.get_by_label("目录").select_option(label="二、行")
    expect(page.locator(".body h3")).to_be_in_viewport()
    harmless(visitor)
    visitor.go("#/figures/zhongyuan-2023")
    expect(page.locator("tbody tr")).to_have_count(3000)
    page.get_by_label("筛选").fill("指标2999")
    expect(page.locator("tbody tr")).to_have_count(1)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_hostile_question_is_nothing_but_words(visitor: Visitor, question: str) -> None:
    page = watched(visitor)
    visitor.ask(question)
    assert page.locator(".question bdi").text_content() == question.strip()
    harmless(visitor)
    page.reload()
    page.locator(".actions").wait_for()
    harmless(visitor)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{SCRIPT}{IMAGE}{PROVEN}", id="script"),
        pytest.param(f"{ELSEWHERE}{PROVEN}", id="elsewhere"),
        pytest.param(f"{PROVEN}\n\n{TABLE[:3000]}", id="table"),
        pytest.param(f"{OVERRIDE}\u202e\u2066{PROVEN}", id="override"),
        pytest.param(f"{LINK}[1][2](javascript:alert(1)){PROVEN}<!-- <img src=x> -->", id="link"),
        pytest.param("> " * 3000 + "*" * 3000 + PROVEN, id="nested"),
    ],
)
def test_a_hostile_draft_is_nothing_but_words(visit: Visit, writing: Writing, text: str) -> None:
    drawn = Reply([*stream(text, size=400, end=False).steps, 1.0, *stream("").steps[1:]])
    writing.says(drawn, completion("1. 删去"))
    visitor = visit(writing.served)
    page = watched(visitor)
    page.locator(".suggestions, .welcome").first.wait_for()
    page.fill("#question", QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".draft")).not_to_be_empty()
    harmless(visitor)
    page.locator(".actions").wait_for()
    press(page, "怎么找到的")
    harmless(visitor)
    assert "217天" in page.locator(".prose").inner_text()


@pytest.mark.parametrize("asked", ["优良天数是多少？", "新增绿地多少？"])
def test_astral_characters_before_a_quote_do_not_shift_it(
    visit: Visit, writing: Writing, asked: str
) -> None:
    writing.says(completion(""))
    visitor = visit(writing.served)
    page = visitor.page
    report = add(visitor, "astral.md", ASTRAL)
    page.reload()
    page.select_option(".composer select", report)
    visitor.ask(asked)
    citation = visitor.answer()["citations"][0]
    page.locator(".chip").first.click()
    assert shows(page, citation["quote"])
    page.locator(".tools input").fill("平方米")
    expect(page.locator("mark.here")).to_have_text("平方米")
    assert page.request.delete(f"{visitor.url}/api/reports/{report}").status == 204
