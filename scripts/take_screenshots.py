"""The pictures in docs/screenshots: the page's main states, narrow and wide, in both languages.

    python -m scripts.take_screenshots

Needs Debian's chromium and a font with Chinese letters (fonts-noto-cjk).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.serving import serving

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
SIZES = {"phone": (360, 760), "tablet": (768, 900), "wide": (1440, 900)}


def asked(page: Page, question: str) -> None:
    page.fill("#question", question)
    page.keyboard.press("Enter")
    page.locator(".turn .actions").last.wait_for()


def answer(page: Page) -> None:
    asked(page, "民生支出和养老床位分别是多少？")
    page.locator(".prose .chip").nth(1).click()
    page.locator("mark.cited").wait_for()


def found(page: Page) -> None:
    asked(page, "2023年优良天数是多少？")
    page.locator(".how").click()


def abstained(page: Page) -> None:
    asked(page, "惠济区2023年的优良天数是多少？")


def figures(page: Page) -> None:
    page.evaluate("location.hash = '#/figures/zhongyuan-2023'")
    page.locator("tbody tr").first.wait_for()


DRAFT = """2023年，中原区交出亮眼答卷

各位来宾，大家好！去年，中原区空气优良的日子有271天，比上年又多了不少。全年民生支出29.45亿元，增长21.5%。

区长李晓雷在会上作了工作报告。养老服务不断完善，新增养老床位346张，14个街道养老服务中心和111个社区日间照料中心全面运营。三级网格合计1202个。区里还为每位老人发放了500元养老券。
"""


def check(page: Page) -> None:
    page.evaluate("location.hash = '#/check'")
    page.fill("#draft", DRAFT)
    page.locator(".state p:not(.under-way)").wait_for(state="attached")
    page.locator(".pick").first.click()


def proof(page: Page) -> None:
    asked(page, "2023年优良天数是多少？")
    page.goto(page.locator(".actions a[href*=proof]").evaluate("(link) => link.href"))


def welcome(page: Page) -> None:
    page.locator(".suggestions button").first.wait_for()


SHOTS: tuple[tuple[Callable[[Page], None], str, str, str], ...] = (
    (welcome, "wide", "zh-CN", "light"),
    (answer, "wide", "zh-CN", "light"),
    (answer, "wide", "en-GB", "dark"),
    (answer, "tablet", "zh-CN", "dark"),
    (answer, "phone", "zh-CN", "light"),
    (found, "phone", "en-GB", "dark"),
    (abstained, "tablet", "en-GB", "light"),
    (figures, "wide", "zh-CN", "light"),
    (figures, "phone", "zh-CN", "dark"),
    (check, "wide", "zh-CN", "light"),
    (check, "phone", "zh-CN", "dark"),
    (proof, "tablet", "zh-CN", "light"),
)


def shoot(browser: Browser, url: str, shot: tuple[Callable[[Page], None], str, str, str]) -> None:
    show, size, locale, scheme = shot
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale=locale,
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url)
    show(page)
    page.wait_for_timeout(300)
    page.screenshot(path=FOLDER / f"{show.__name__}-{size}-{locale[:2]}-{scheme}.png")
    context.close()


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with serving() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for shot in SHOTS:
            shoot(browser, served.url, shot)
        browser.close()


if __name__ == "__main__":
    main()
