"""What the page does when the network, the service or the key lets it down."""

# ruff: noqa: F811
from __future__ import annotations

import shutil
import socket
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from tests.page.conftest import Visit, Visitor, offline
from tests.page.line import line_to
from tests.page.writing import Writing, press, writing  # noqa: F401
from tests.scripted_llm import stream
from tests.server.conftest import Serve, Served
from tests.server.helpers import PROVEN, QUESTION

KEY = "configured-key-0123456789"
OTHER = "新建了多少个公园游园？"
REPORT = "测试区2023年工作报告\n一、环境\n全年优良天数达217天，新增绿地31万平方米。\n"


def start(page: Page, question: str = QUESTION) -> None:
    page.fill("#question", question)
    page.keyboard.press("Enter")


def test_an_answer_whose_connection_is_cut_is_taken_up_where_it_was(
    visit: Visit, writing: Writing
) -> None:
    asked = len(writing.llm.requests)
    writing.says(stream(PROVEN, delay=0.2))
    with line_to(writing.served.url) as line:
        visitor = visit(replace(writing.served, url=line.url))
        visitor.page.locator(".suggestions button, .calm, .composer").first.wait_for()
        line.cut_after = b"event: delta"
        line.late = lambda _: 0.5 if line.cuts else 0.0
        start(visitor.page)
        visitor.page.locator(".state", has_text="正在接上").wait_for()
        visitor.page.locator(".actions").wait_for()
        assert line.cuts == 1
        assert visitor.answer()["answer"] == PROVEN
        expect(visitor.page.locator(".turn")).to_have_count(1)
        expect(visitor.page.locator(".entry")).to_have_count(1)
    questions = [one for one in writing.llm.requests[asked:] if "<question>" in str(one)]
    assert len(questions) == 1


def test_a_service_that_is_gone_is_said_and_the_question_can_be_asked_again(
    visit: Visit, writing: Writing
) -> None:
    writing.says(stream(PROVEN, delay=0.5), stream(PROVEN))
    with line_to(writing.served.url) as line:
        visitor = visit(replace(writing.served, url=line.url))
        page = visitor.page
        page.locator(".suggestions").wait_for(state="attached")
        start(page)
        page.locator(".draft p").wait_for()
        line.go_down()
        told = page.locator(".turn .failed")
        expect(told).to_contain_text("连接断了，没有接上", timeout=12_000)
        assert page.locator(".question bdi").inner_text() == QUESTION
        line.is_down = False
        press(page, "重试")
        page.locator(".actions").wait_for()
        assert "217天" in page.locator(".prose").inner_text()


def test_who_asks_before_everything_has_come_keeps_the_answer(visit: Visit, server: Served) -> None:
    """The first requests of a new browser go out together: all must be of one asker."""
    with line_to(server.url) as line:
        line.late = lambda asked: 1.5 if b"GET /api/conversations" in asked else 0.0
        visitor = visit(replace(server, url=line.url))
        visitor.ask(QUESTION)
        visitor.page.wait_for_timeout(2000)
        line.late = lambda _: 0.0
        assert visitor.answer()["question"] == QUESTION
        visitor.page.reload()
        expect(visitor.page.locator(".question bdi")).to_have_text(QUESTION)


def test_what_is_typed_outlives_a_reload(visitor: Visitor) -> None:
    visitor.page.fill("#question", "优良天数\n是多少")
    visitor.page.reload()
    expect(visitor.page.locator("#question")).to_have_value("优良天数\n是多少")


def test_a_question_that_failed_is_still_there_and_so_is_what_was_typed_since(
    visitor: Visitor,
) -> None:
    page = visitor.page
    page.route("**/api/ask", lambda route: route.fulfill(status=500, body="down"))
    start(page)
    expect(page.locator(".turn .failed")).to_contain_text("出错了（500）")
    page.fill("#question", OTHER)
    assert page.locator(".question bdi").inner_text() == QUESTION
    page.unroute("**/api/ask")
    press(page, "重试")
    page.locator(".actions").wait_for()
    assert page.locator("#question").input_value() == OTHER
    page.reload()
    expect(page.locator("#question")).to_have_value(OTHER)


def test_a_question_that_failed_outlives_a_reload(visitor: Visitor) -> None:
    page = visitor.page
    page.route("**/api/ask", lambda route: route.fulfill(status=500, body="down"))
    start(page)
    page.locator(".turn .failed").wait_for()
    page.reload()
    expect(page.get_by_text(QUESTION).or_(page.locator("#question"))).to_have_count(1)
    assert page.locator("#question").input_value() == QUESTION


def test_a_network_that_is_gone_is_said_and_nothing_typed_is_lost(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    page = visitor.page
    page.fill("#question", OTHER)
    with offline(visitor):
        page.locator(".notice.bad", has_text="网络断开了").wait_for()
        assert page.locator("#question").input_value() == OTHER
        page.keyboard.press("Enter")
        page.locator(".state", has_text="正在接上").wait_for()
        press(page, "停止")
        page.locator(".state", has_text="已停止").wait_for()
        assert page.locator(".question bdi").last.inner_text() == OTHER
    press(page, "重新提问")
    page.locator(".actions").nth(1).wait_for()


def test_a_network_that_comes_back_in_time_costs_nothing(visitor: Visitor) -> None:
    with offline(visitor):
        start(visitor.page)
        visitor.page.locator(".state", has_text="正在接上").wait_for()
    visitor.page.locator(".actions").wait_for()
    assert "217天" in visitor.page.locator(".prose").inner_text()


def test_without_network_the_reader_says_so(visitor: Visitor) -> None:
    visitor.page.locator(".suggestions button").first.wait_for()
    visitor.page.wait_for_timeout(500)
    with offline(visitor):
        visitor.page.get_by_role("link", name="阅读").click()
        visitor.page.get_by_text("连不上服务").first.wait_for()
    visitor.page.get_by_role("link", name="新对话").first.click()
    visitor.page.get_by_role("link", name="阅读").click()
    visitor.page.locator(".body p").first.wait_for()


def test_a_library_without_an_index_says_what_to_do(
    visit: Visit, serve: Serve, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "index")
    with serve(ready=False) as served:
        visitor = visit(served)
        page = visitor.page
        page.locator(".notice.bad", has_text="youju index add").wait_for()
        start(page)
        expect(page.locator(".turn .failed")).to_contain_text("youju index add")


def test_an_empty_library_says_what_to_do(visit: Visit, serve: Serve) -> None:
    with serve() as served:
        with served.client() as client:
            client.delete("/api/reports/zhongyuan-2023").raise_for_status()
        visitor = visit(served)
        page = visitor.page
        page.get_by_role("link", name="报告", exact=True).click()
        page.get_by_text("库里没有报告。请加一份：.txt 或 .md").wait_for()
        file = {"name": "t.txt", "mimeType": "text/plain", "buffer": REPORT.encode()}
        page.set_input_files("input[type=file]", [file])  # type: ignore[list-item]
        page.locator(".library li").wait_for()
        page.get_by_role("button", name="提问").click()
        visitor.ask("优良天数是多少？")
        assert "217天" in page.locator(".prose").inner_text()


def test_a_service_with_keys_asks_for_one(visit: Visit, serve: Serve) -> None:
    with serve(YOUJU_API_KEYS=KEY) as served:
        visitor = visit(served)
        page = visitor.page
        dialog = page.locator("dialog[open]")
        expect(dialog).to_contain_text("需要密钥")
        dialog.locator("input").fill("wrong-key-0123456789")
        press(page, "好")
        page.locator(".notice.bad").wait_for()
        dialog.locator("input").fill(KEY)
        press(page, "好")
        expect(dialog).to_have_count(0)
        page.locator(".suggestions button").first.wait_for()
        page.fill("#question", QUESTION)
        page.keyboard.press("Enter")
        page.locator(".actions").wait_for()
        page.reload()
        page.locator(".actions").wait_for()
        expect(page.locator(".entry")).to_have_count(1)
        page.get_by_role("button", name="忘掉密钥").click()
        dialog.wait_for()


def test_a_wrong_key_is_refused_each_time_it_is_given(visit: Visit, serve: Serve) -> None:
    with serve(YOUJU_API_KEYS=KEY) as served:
        page = visit(served).page
        for _ in range(3):
            page.locator("dialog[open] input").fill("wrong-key-0123456789", timeout=3000)
            press(page, "好")
            expect(page.locator("dialog[open] input")).to_have_value("", timeout=3000)


def test_a_slow_link_becomes_usable(visit: Visit, server: Served) -> None:
    visitor = visit(server)
    page = visitor.page
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    rate = 50 * 1024
    slow = {"offline": False, "latency": 400, "downloadThroughput": rate, "uploadThroughput": rate}
    session.send("Network.clearBrowserCache")
    session.send("Network.emulateNetworkConditions", slow)
    page.reload(wait_until="commit")
    page.locator("#question").wait_for(timeout=10_000)
    assert page.evaluate("performance.getEntriesByName('usable')[0].startTime") < 10_000
    visitor.ask(QUESTION)
    assert "217天" in page.locator(".prose").inner_text()


def test_a_service_that_restarts_between_two_questions_is_not_noticed(
    visit: Visit, serve: Serve
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    with serve("--port", port) as served:
        visitor = visit(served)
        visitor.ask("2022年优良天数是多少？")
    with serve("--port", port):
        visitor.ask("那2023年呢？")
        page = visitor.page
        assert page.locator(".understood").inner_text() == f"理解为：{QUESTION}"
        page.reload()
        expect(page.locator(".turn")).to_have_count(2)


def test_what_is_no_problem_document_is_told_by_its_status(visitor: Visitor) -> None:
    def fail(route: Route) -> None:
        route.fulfill(status=502, content_type="text/html", body="<h1>Bad gateway</h1>")

    visitor.page.route("**/api/figures*", fail)
    visitor.go("#/figures/zhongyuan-2023")
    expect(visitor.page.get_by_role("alert")).to_have_text("出错了（502）")
