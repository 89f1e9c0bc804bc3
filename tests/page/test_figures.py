"""Figures, the report itself and the library, as views."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.page.conftest import Visit, Visitor
from tests.page.writing import press, shows
from tests.server.conftest import Serve

SHIPPED = "zhongyuan-2023"
BINARY = b"PK\x03\x04" + b"\x00\xff" * 200
REPORT = "测试区2023年工作报告\n一、环境\n全年优良天数达217天，新增绿地31万平方米。\n"


def opened(visitor: Visitor) -> tuple[Page, list[dict[str, Any]]]:
    """The view of figures, and the figures themselves."""
    visitor.go(f"#/figures/{SHIPPED}")
    page = visitor.page
    page.locator("tbody tr").first.wait_for()
    told = page.request.get(f"{visitor.url}/api/figures?report_id={SHIPPED}")
    figures: list[dict[str, Any]] = told.json()["figures"]
    return page, figures


def read(visitor: Visitor) -> Page:
    visitor.go(f"#/read/{SHIPPED}")
    visitor.page.locator(".body p").first.wait_for()
    return visitor.page


def file(name: str, content: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": "text/plain", "buffer": content}


def test_the_table_has_every_figure_and_is_filtered(visitor: Visitor) -> None:
    page, figures = opened(visitor)
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(len(figures))
    expect(page.locator(".count").first).to_have_text(f"{len(figures)} 个数字")
    page.get_by_label("筛选").fill("优良天数")
    expect(rows).to_have_count(1)
    assert rows.inner_text().split("\t")[:3] == ["优良天数", "217", "天"]
    page.get_by_label("筛选").fill("没有这个")
    page.get_by_text("没有符合的数字").wait_for()


def test_a_section_is_chosen(visitor: Visitor) -> None:
    page, figures = opened(visitor)
    section = "以新成效推进民生福祉更加普惠"
    page.get_by_label("章节").select_option(section)
    inside = [one for one in figures if one["section"][-1:] == [section]]
    expect(page.locator("tbody tr")).to_have_count(len(inside))
    assert set(page.locator("tbody .where").all_inner_texts()) == {section}


def test_a_row_opens_the_reader_at_its_figure(visitor: Visitor) -> None:
    page, figures = opened(visitor)
    for at in (0, len(figures) // 2, len(figures) - 1):
        page.locator("tbody tr").nth(at).get_by_role("button").click()
        assert shows(page, figures[at]["text"])
        expect(page.locator("tr.here")).to_have_count(1)
    page.locator(".reader").get_by_role("button", name="下一处").first.click()
    assert shows(page, figures[0]["text"])


def test_grids_and_accidents_are_charted(visitor: Visitor) -> None:
    page, figures = opened(visitor)
    more = page.get_by_role("button", name="显示全部")
    if more.count():
        more.click()
    charts = page.locator(".chart").all_inner_texts()
    assert any("网格" in chart for chart in charts)
    (accidents,) = (chart for chart in charts if "死亡人数" in chart)
    for share in ("77%", "75%", "50%"):
        assert share in accidents
    page.locator(".chart button", has_text="死亡人数").click()
    (deaths,) = (one for one in figures if one["text"] == "75%" and "死亡" in one["indicator"])
    assert shows(page, deaths["text"])


def test_the_table_is_downloaded_as_the_service_gives_it(visitor: Visitor) -> None:
    page, _ = opened(visitor)
    with page.expect_download() as download:
        press(page, "下载 CSV")
    assert download.value.suggested_filename == f"figures-{SHIPPED}.csv"
    given = page.request.get(
        f"{visitor.url}/api/figures?report_id={SHIPPED}&format=csv",
        headers={"Accept-Language": "zh"},
    )
    assert Path(download.value.path()).read_bytes() == given.body()


def test_the_outline_jumps_to_a_section(visitor: Visitor) -> None:
    page = read(visitor)
    page.get_by_label("目录").select_option(label="以新作为营造风清气正的政治生态")
    heading = page.locator(".body h3", has_text="以新作为营造风清气正的政治生态")
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()


def test_find_counts_and_steps(visitor: Visitor) -> None:
    page = read(visitor)
    text = page.request.get(f"{visitor.url}/api/reports/{SHIPPED}/text").json()["text"]
    count = text.count("网格")
    assert count > 2
    find = page.get_by_label("在报告里找")
    find.fill("网格")
    here = page.locator("mark.here")
    for at in [*range(1, count + 1), 1]:
        expect(page.locator(".tools .count")).to_have_text(f"{at} / {count}")
        expect(here).to_have_text("网格")
        expect(here).to_be_in_viewport()
        find.press("Enter")
    find.press("Shift+Enter")
    expect(page.locator(".tools .count")).to_have_text(f"1 / {count}")
    find.fill("ＣＯ指标")
    expect(here).to_have_text("CO指标")
    find.fill("没有这样的话")
    expect(page.locator("mark.find")).to_have_count(0)
    expect(page.locator(".tools .count")).to_have_text("没有")


def test_selected_text_can_be_asked_about(visitor: Visitor) -> None:
    page = read(visitor)
    page.get_by_label("在报告里找").fill("优良天数达217天")
    page.locator("mark.here").dblclick()
    selected = page.evaluate("getSelection().toString().trim()")
    assert selected
    page.locator(".ask-selected").click()
    expect(page.locator("#question")).to_have_value(f"关于“{selected}”，")
    expect(page.locator("#question")).to_be_focused()


def test_a_report_is_added_asked_and_removed(visit: Visit, serve: Serve) -> None:
    with serve() as served:
        visitor = visit(served, "#/reports")
        page = visitor.page
        shelf = page.locator(".library li")
        expect(shelf).to_have_count(1)
        page.set_input_files(
            "input[type=file]",
            [file("a.txt", REPORT.encode()), file("x.txt", BINARY)],  # type: ignore[list-item]
        )
        page.locator(".notice.bad").wait_for()
        expect(shelf).to_have_count(2)
        added = shelf.filter(has_text="a.txt")
        added.get_by_role("button", name="提问").click()
        visitor.ask("优良天数是多少？")
        assert {one["report_id"] for one in visitor.answer()["passages"]} == {"a"}
        page.get_by_role("link", name="报告", exact=True).click()
        added.get_by_role("button", name="移走").click()
        press(page, "取消")
        expect(shelf).to_have_count(2)
        added.get_by_role("button", name="移走").click()
        page.locator("dialog .primary").click()
        expect(shelf).to_have_count(1)
        page.reload()
        expect(shelf).to_have_count(1)


def test_a_file_that_is_no_report_is_refused_in_the_services_words(visitor: Visitor) -> None:
    visitor.go("#/reports")
    page = visitor.page
    refused = page.request.post(
        f"{visitor.url}/api/reports",
        multipart={"file": file("b.txt", BINARY)},
        headers={"Accept-Language": "zh"},
    )
    assert refused.status >= 400
    page.set_input_files("input[type=file]", [file("b.txt", BINARY)])  # type: ignore[list-item]
    expect(page.locator(".notice.bad")).to_have_text(refused.json()["detail"])
    expect(page.locator(".library li")).to_have_count(1)
