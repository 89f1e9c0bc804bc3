"""A draft is checked as it is written: marks, findings, mends; in and out."""

# ruff: noqa: F811
from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Route, expect

from tests.page.conftest import Visit, offline
from tests.page.drafting import ALLOWED, AREA, Drafting, drafting, drafting_of  # noqa: F401
from tests.page.test_hostile import HANDLERS, IMAGE, OVERRIDE, SCRIPT
from tests.page.writing import press, shows
from tests.server.conftest import Served
from tests.server.helpers import QUESTION, until

SLIP = "2023年，中原区优良天数达271天。"
RIGHT = "2023年，中原区优良天数达217天。"
OTHER = "新增绿地31万平方米，新建公园游园5个。"
DRAFT = f"{SLIP}\n\n{OTHER}\n各位代表："
SELECTED = ".item:has([aria-current])"
MIXED = (
    "😀𠮷野家——tabs\tand a-very-long-word-that-has-to-be-broken-somewhere-" + "w" * 90 + "\n"
    f"（“引号”、《书名》）{SLIP}ＡＢＣ，１２３；……\u3000\u3000{OTHER}\n\n"
    f"שלום 123 עולם \u202e{OTHER}\u202c\u200b{SLIP}   \n" * 3
)
CARETS = """(marks) => marks.map((mark) => {
  const [box] = mark.getClientRects();
  const [x, y] = [box.left + 1, (box.top + box.bottom) / 2];
  const {offsetNode, offset} = document.caretPositionFromPoint(x, y);
  const area = document.querySelector('#draft');
  return {inField: offsetNode === area, words: area.value.slice(offset), mark: mark.textContent};
})"""
KEPT = """async () => JSON.stringify([
  {...localStorage}, {...sessionStorage}, (await indexedDB.databases()), location.href,
  document.cookie, await caches.keys(), history.state])"""
HEAR = """() => {
  window.heard = [];
  const region = document.querySelector('[role=status].hidden');
  new MutationObserver(() => heard.push(region.textContent))
    .observe(region, {childList: true, characterData: true, subtree: true});
}"""
FIRST = """(text) => new Promise((resolve) => {
  const started = performance.now();
  const seen = new MutationObserver(() => {
    if (!document.querySelector('.backdrop mark')) return;
    seen.disconnect();
    resolve(performance.now() - started);
  });
  seen.observe(document.querySelector('.backdrop'), {childList: true, subtree: true});
  const data = new DataTransfer();
  document.querySelector('#draft').focus();
  const field = document.querySelector('#draft');
  field.value = text;
  field.dispatchEvent(new InputEvent('input', {bubbles: true, inputType: 'insertFromPaste'}));
})"""
ANSWER = """async (question) => {
  const started = performance.now();
  const sent = {method: 'POST', headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({question})};
  await (await fetch('/api/ask', sent)).json();
  return performance.now() - started;
}"""


def test_pasting_marks_what_the_service_finds(drafting: Drafting) -> None:
    drafting.paste(DRAFT)
    found = drafting.found(DRAFT)
    assert {"271天", "5个"} <= {one["found"] for one in found}
    assert drafting.marks() == [one["found"] for one in found]
    first = drafting.page.locator(".item").first
    expect(first).to_contain_text("不符")
    expect(first).to_contain_text("数字")
    expect(first.locator(".said")).to_contain_text("217天")
    expect(first.locator("q")).to_have_text("优良天数达217天")
    assert "changed" not in drafting.asked[0]
    expect(drafting.page.locator(".item")).to_have_count(len(found))


def test_marks_come_while_the_rest_is_still_being_checked(drafting: Drafting) -> None:
    page = drafting.page
    page.locator(AREA).fill(f"{DRAFT}\n" * 40)
    page.locator(".backdrop mark").first.wait_for()
    expect(page.locator("progress")).to_be_visible()
    drafting.checked()
    expect(page.locator("progress")).to_have_count(0)
    assert len(drafting.marks()) == 40 * len(drafting.found(DRAFT))


def test_a_check_of_an_older_text_is_given_up(drafting: Drafting) -> None:
    page = drafting.page
    given_up: list[str] = []
    page.on("requestfailed", lambda sent: given_up.append(sent.url))
    page.locator(AREA).fill(f"{DRAFT}\n" * 60)
    page.locator(".backdrop mark").first.wait_for()
    drafting.paste(SLIP)
    assert given_up
    assert drafting.marks() == ["271天"]


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_marks_lie_under_their_words(drafting: Drafting, width: int) -> None:
    page = drafting.page
    page.set_viewport_size({"width": width, "height": 4000})
    drafting.paste(MIXED)
    assert drafting.marks() == [one["found"] for one in drafting.found(MIXED)]
    marks = page.locator(".backdrop mark.contradicted")
    assert marks.count() >= 7
    for one in marks.evaluate_all(CARETS):
        assert one["inField"]
        if one["mark"].isascii() or "天" in one["mark"]:
            assert one["words"].startswith(one["mark"])
    heights = page.evaluate(
        "['.backdrop', '#draft'].map((one) => document.querySelector(one).scrollHeight)"
    )
    assert abs(heights[0] - heights[1]) <= 1


def test_a_click_on_a_mark_chooses_its_finding_and_its_quote_opens_the_reader(
    drafting: Drafting,
) -> None:
    drafting.paste(DRAFT)
    page = drafting.page
    box = page.locator(".backdrop mark", has_text="5个").bounding_box()
    assert box
    page.mouse.move(box["x"] + 10, box["y"] + 8)
    page.locator(".card", has_text="10个").wait_for()
    page.mouse.click(box["x"] + 10, box["y"] + 8)
    chosen = page.locator(SELECTED)
    expect(chosen).to_have_count(1)
    expect(chosen.locator(".said")).to_contain_text("5个")
    expect(page.locator("mark.here")).to_have_text("5个")
    quote = chosen.locator("q").inner_text().strip("“”")
    chosen.locator(".source").click()
    assert shows(page, quote)
    page.keyboard.press("Escape")
    expect(page.locator(f"{SELECTED} .source")).to_be_focused()


def test_a_mend_is_taken_back_by_the_browsers_own_undo(drafting: Drafting) -> None:
    drafting.paste(DRAFT)
    page = drafting.page
    drafting.caret(DRAFT.index("271") + 1)
    page.keyboard.press("Alt+Enter")
    drafting.checked_times(2)
    assert drafting.text == DRAFT.replace("271天", "217天")
    assert "271天" not in drafting.marks()
    page.keyboard.press("Control+z")
    drafting.checked_times(3)
    assert drafting.text == DRAFT
    assert "271天" in drafting.marks()
    page.locator(".mend").first.click()
    drafting.checked_times(4)
    assert "217天" in drafting.text
    press(page, "撤销")
    drafting.checked_times(5)
    assert drafting.text == DRAFT


def test_only_what_was_edited_is_checked_again(drafting: Drafting) -> None:
    drafting.paste(DRAFT)
    page = drafting.page
    before = page.locator(".item", has_text="5个").get_attribute("data-key")
    page.locator(".mend").first.click()
    drafting.checked_times(2)
    (start, end) = drafting.asked[1]["changed"]
    assert 0 <= start < end <= len(SLIP)
    assert drafting.asked[1]["text"] == drafting.text
    assert page.locator(".item", has_text="5个").get_attribute("data-key") == before
    drafting.caret(0)
    page.keyboard.type("今天")
    drafting.checked_times(3)
    assert drafting.asked[2]["changed"][0] == 0
    assert drafting.asked[2]["changed"][1] <= len(SLIP) + 2
    assert drafting.marks() == [one["found"] for one in drafting.found(drafting.text)]
    drafting.caret(len(drafting.text))
    page.keyboard.press("Enter")
    page.keyboard.type(SLIP)
    drafting.checked_times(4)
    assert drafting.asked[3]["changed"][0] > drafting.text.index(OTHER) + len(OTHER)
    assert drafting.marks() == [one["found"] for one in drafting.found(drafting.text)]


def test_all_plain_slips_are_mended_at_once(drafting: Drafting) -> None:
    drafting.paste(DRAFT)
    page = drafting.page
    press(page, "改正 2 处数字")
    drafting.checked_times(3)
    assert drafting.text == DRAFT.replace("271天", "217天").replace("5个", "10个")
    assert len(drafting.asked) == 3
    expect(page.locator(".state p")).to_contain_text("没有不符")
    page.locator(AREA).focus()
    page.keyboard.press("Control+z")
    drafting.checked_times(5)
    assert drafting.text == DRAFT
    assert drafting.marks() == [one["found"] for one in drafting.found(DRAFT)]


def test_slips_that_lie_far_apart_are_mended_at_once_too(drafting: Drafting) -> None:
    drafting.paste(f"{DRAFT}{400 * chr(10)}{SLIP}")
    press(drafting.page, "改正 3 处数字")
    expect(drafting.page.locator(".state p")).to_contain_text("没有不符")
    assert not {"271天", "5个"} & {one["found"] for one in drafting.found(drafting.text)}
    drafting.page.locator(AREA).focus()
    drafting.page.keyboard.press("Control+z")
    expect(drafting.page.locator(".state p")).to_contain_text("1 处不符")


def test_verdicts_are_counted_and_filtered(drafting: Drafting) -> None:
    text = f"{DRAFT}\n新增绿地31万平方米。\n明天会下雪吗？"
    drafting.paste(text)
    page = drafting.page
    filters = page.get_by_role("group", name="显示哪些").get_by_role("button")
    counts = [int(one.split()[-1]) for one in filters.all_inner_texts()]
    assert counts[0] == 2
    assert counts[2] >= 1
    assert counts[3] == 2
    expect(page.locator(".item")).to_have_count(counts[0] + counts[1])
    filters.nth(2).click()
    expect(page.locator(".item")).to_have_count(sum(counts[:3]))
    expect(page.locator("mark.supported")).not_to_have_count(0)
    expect(page.locator(".item.supported q").first).to_contain_text("31万平方米")
    filters.nth(3).click()
    expect(page.locator(".item.not_checked").last).to_contain_text("问句")
    filters.nth(0).click()
    expect(page.locator(".item.contradicted")).to_have_count(0)
    expect(page.locator("mark.contradicted")).to_have_count(0)


def test_findings_are_walked_through_by_keys(drafting: Drafting) -> None:
    drafting.paste(DRAFT)
    page = drafting.page
    found = [one["found"] for one in drafting.found(DRAFT)]
    drafting.caret(0)
    for key, words in [
        ("F8", found[0]),
        ("Alt+ArrowDown", found[1]),
        ("F8", found[0]),
        ("Shift+F8", found[1]),
        ("Alt+ArrowUp", found[0]),
    ]:
        page.keyboard.press(key)
        expect(page.locator("mark.here")).to_have_text(words)
        assert page.evaluate("getSelection().toString()") == words
    page.locator(".pick").first.focus()
    page.keyboard.press("F8")
    expect(page.locator(".pick").nth(1)).to_be_focused()
    page.keyboard.press("Alt+Enter")
    assert until(lambda: "10个" in drafting.text)


def test_the_keyboard_alone_mends_and_goes_on_in_the_list(drafting: Drafting) -> None:
    drafting.paste(DRAFT)
    page = drafting.page
    page.locator(".mend").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pick")).to_be_focused()
    drafting.checked_times(2)
    expect(page.locator(".pick")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    drafting.checked_times(3)
    assert drafting.text == DRAFT.replace("271天", "217天").replace("5个", "10个")


def test_the_draft_is_copied_cleared_and_given_as_a_file(drafting: Drafting) -> None:
    drafting.paste(DRAFT)
    page = drafting.page
    press(page, "复制稿子")
    assert page.evaluate("navigator.clipboard.readText()") == DRAFT
    with page.expect_download() as download:
        press(page, "保存标注稿（HTML）")
    assert download.value.suggested_filename == "核稿.html"
    marked = Path(download.value.path()).read_text("utf-8")
    assert marked.lower().startswith("<!doctype html>")
    assert "271天" in marked
    assert drafting.asked[-1] == {"text": DRAFT}
    page.route("**/api/check?format=html", lambda route: route.fulfill(json={}))
    press(page, "保存标注稿（HTML）")
    page.locator(".notice.bad", has_text="还做不了").wait_for()
    press(page, "清空")
    press(page, "取消")
    assert drafting.text == DRAFT
    press(page, "清空")
    page.locator("dialog .primary").click()
    expect(page.locator(AREA)).to_have_value("")
    expect(page.locator(".item")).to_have_count(0)


def test_nothing_is_kept_unless_it_is_wanted_and_leaving_is_warned_of(drafting: Drafting) -> None:
    page = drafting.page
    warned: list[str] = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    drafting.paste(DRAFT)
    page.locator(".mend").first.click()
    drafting.checked_times(2)
    text = drafting.text
    for word in ("优良天数", "公园", "217天"):
        assert word not in page.evaluate(KEPT)
    page.get_by_role("link", name="报告", exact=True).click()
    page.locator(".library li").wait_for()
    page.get_by_role("link", name="核稿", exact=True).click()
    expect(page.locator(AREA)).to_have_value(text)
    assert "5个" in drafting.marks()
    assert len(drafting.asked) == 2
    page.reload()
    assert warned == ["beforeunload"]
    expect(page.locator(AREA)).to_have_value("")
    drafting.paste(SLIP)
    page.get_by_label("留在这个浏览器里").check()
    page.reload()
    expect(page.locator(AREA)).to_have_value(SLIP)
    drafting.checked()
    assert drafting.marks() == ["271天"]
    press(page, "清空")
    page.locator("dialog .primary").click()
    expect(page.locator(AREA)).to_have_value("")
    assert "优良天数" not in page.evaluate(KEPT)
    assert warned == ["beforeunload"]


def test_an_answer_is_edited_and_checked(visit: Visit, server: Served) -> None:
    visitor = visit(server, permissions=ALLOWED)
    drafting = drafting_of(visitor)
    visitor.ask(QUESTION)
    answer = visitor.answer()
    said = re.sub(r"\[\d+\]", "", answer["answer"])
    assert said != answer["answer"]
    name = re.compile("^核稿：")
    visitor.page.get_by_role("button", name=name).click()
    expect(visitor.page.locator(AREA)).to_have_value(said)
    drafting.checked()
    expect(visitor.page.locator(".state p")).to_contain_text("没有不符")
    drafting.paste(SLIP)
    visitor.page.go_back()
    visitor.page.get_by_role("button", name=name).click()
    press(visitor.page, "取消")
    visitor.page.get_by_role("button", name=name).click()
    visitor.page.locator("dialog .primary").click()
    expect(visitor.page.locator(AREA)).to_have_value(said)


def test_files_are_dropped_or_chosen(drafting: Drafting) -> None:
    page = drafting.page
    document = Document()
    for line in DRAFT.split("\n"):
        document.add_paragraph(line)
    kept = io.BytesIO()
    document.save(kept)
    drafting.drop("稿子.docx", kept.getvalue())
    expect(page.locator(AREA)).to_have_value(DRAFT)
    drafting.checked()
    assert drafting.marks() == [one["found"] for one in drafting.found(DRAFT)]
    text = f"{OTHER}\r\n\r\n{SLIP}"
    file = {"name": "a.txt", "mimeType": "text/plain", "buffer": text.encode("gb18030")}
    page.set_input_files("input[type=file]", [file])  # type: ignore[list-item]
    expect(page.locator(AREA)).to_have_value(text.replace("\r\n", "\n"))
    drafting.checked()
    assert drafting.marks() == ["5个", "271天"]
    assert drafting.asked == []
    drafting.drop("x.pdf", b"%PDF")
    page.locator(".notice.bad", has_text="x.pdf").wait_for()
    assert drafting.marks() == ["5个", "271天"]
    press(page, "撤销")
    expect(page.locator(AREA)).to_have_value(DRAFT)


def test_a_hostile_draft_is_nothing_but_words(drafting: Drafting) -> None:
    page = drafting.page
    page.on("dialog", lambda dialog: drafting.visitor.complaints.append(dialog.message))
    text = (
        f"{SCRIPT}{IMAGE}</textarea></div>{OVERRIDE}\u2066\u202e{SLIP}\n<b>{OTHER}</b>\x0b\u2028\x07\n"
        f"新建公园游园{SCRIPT}58个{IMAGE}。\n" + "w" * 5000
    )
    drafting.paste(text)
    assert drafting.text == text
    found = [one["found"].replace("\n", "") for one in drafting.found(text)]
    assert found
    assert drafting.marks() == found
    assert page.evaluate(HANDLERS) == []
    assert page.evaluate("window.pwned === undefined")
    inside = "document.querySelectorAll('.backdrop :not(div, mark), .item :is(img, script)').length"
    assert page.evaluate(inside) == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    lone = SLIP + "\ud83d"
    page.locator(AREA).evaluate(
        "(area) => { area.value += String.fromCharCode(0xd83d);"
        " area.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    drafting.checked_times(2)
    assert lone[-1] not in drafting.asked[-1]["text"]


def test_what_goes_wrong_is_said_with_the_mend(drafting: Drafting) -> None:
    page = drafting.page
    page.locator(AREA).fill("。" * 3)
    expect(page.locator(".item")).to_have_count(0)
    page.locator(AREA).fill("字" * 200_001)
    expect(page.locator(".writing .failed")).to_contain_text("稿子最多 200,000 字，现在 200001 字")
    assert drafting.asked == []
    with offline(drafting.visitor):
        page.locator(AREA).fill(DRAFT)
        expect(page.locator(".writing .failed")).to_contain_text("连不上服务")
        assert drafting.text == DRAFT
    press(page, "重试")
    drafting.checked()
    assert "271天" in drafting.marks()


def test_a_key_that_is_wanted_is_asked_for_and_the_check_goes_on(drafting: Drafting) -> None:
    page = drafting.page
    page.route("**/api/check", lambda route: route.fulfill(status=401, json={"detail": "no key"}))
    page.locator(AREA).fill(SLIP)
    page.locator("dialog[open] input").wait_for()
    page.unroute("**/api/check")
    page.locator("dialog[open] input").fill("a-key-0123456789")
    press(page, "好")
    drafting.checked()
    assert drafting.marks() == ["271天"]


def test_a_check_that_breaks_off_goes_on_where_it_was(drafting: Drafting) -> None:
    page = drafting.page

    def cut(route: Route) -> None:
        events = route.fetch().body()
        rest = events.index(OTHER.encode(), events.index(b"event: claim"))
        route.fulfill(content_type="text/event-stream", body=events[:rest])

    text = f"{SLIP}\n{RIGHT}\n{OTHER}"
    page.route("**/api/check", cut)
    page.locator(AREA).fill(text)
    expect(page.locator(".writing .failed")).to_contain_text("没有核完")
    page.unroute("**/api/check")
    press(page, "重试")
    drafting.checked()
    assert drafting.marks() == [one["found"] for one in drafting.found(text)]


def test_a_screen_reader_hears_that_a_check_is_finished(drafting: Drafting) -> None:
    drafting.page.evaluate(HEAR)
    drafting.paste(DRAFT)
    heard = until(lambda: [*drafting.page.evaluate("heard")])
    assert heard == [drafting.page.locator(".state p").inner_text()]
    assert heard[0].startswith("2 处不符，")


def test_the_first_verdict_comes_within_three_warm_answers(drafting: Drafting) -> None:
    page = drafting.page
    answers, verdicts = [], []
    for _ in range(5):
        answers.append(page.evaluate(ANSWER, QUESTION))
        page.locator(AREA).fill("")
        expect(page.locator(".backdrop mark")).to_have_count(0)
        verdicts.append(page.evaluate(FIRST, DRAFT))
        drafting.checked()
    assert min(verdicts) <= 3 * min(answers)


def test_a_long_draft_stays_usable(drafting: Drafting) -> None:
    page = drafting.page
    text = (f"{DRAFT}\n" * 4500)[:199_000]
    drafting.put(text)
    page.locator(".backdrop mark").nth(5).wait_for()
    drafting.caret(100_000)
    took = page.evaluate(
        """async () => {
          const started = performance.now();
          for (let i = 0; i < 5; i += 1) {
            document.execCommand('insertText', false, '字');
            await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          }
          return performance.now() - started;
        }"""
    )
    assert took < 5_000
    assert len(drafting.text) == len(text) + 5
    page.get_by_role("link", name="新对话").first.click()
    page.locator(".welcome").wait_for()
