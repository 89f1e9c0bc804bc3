"""The page in a real Chromium, in front of a real service."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.server.conftest import Served, serve, server, server_environment  # noqa: F401

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
Visit = Callable[..., "Visitor"]
"""``visit(server)``: a browser of its own, with nothing in it, on the page."""


@dataclass
class Visitor:
    """``complaints``: what the browser said: errors, refusals by the Content-Security-Policy,
    requests to anywhere else."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        """Returns once the answer is there."""
        count = self.page.locator(".turn .actions").count()
        self.page.fill("#question", question)
        self.page.keyboard.press("Enter")
        self.page.locator(".turn .actions").nth(count).wait_for()

    def new(self) -> None:
        """A new conversation."""
        self.page.get_by_role("link", name="新对话").first.click()
        self.page.locator(".welcome").wait_for()

    def answer(self) -> dict[str, Any]:
        """The last one on the page, as the service keeps it."""
        path = self.page.locator(".actions a[href*=proof]").last.get_attribute("href")
        assert path
        found = self.page.request.get(f"{self.url}{path.partition('/proof')[0]}")
        answer: dict[str, Any] = found.json()
        return answer

    def go(self, place: str = "") -> None:
        self.page.goto(f"{self.url}/{place}")
        self.page.locator("main").wait_for()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Not of the session: while Playwright runs, other tests cannot start an event loop."""
    if not Path(CHROMIUM).is_file():
        pytest.skip("no Chromium: run scripts/install_test_services.sh")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """At the end of the test, no browser may have complained."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def start(served: Served, place: str = "", **options: object) -> Visitor:
        wide = {"viewport": {"width": 1280, "height": 860}, "locale": "zh-CN"}
        context = chromium.new_context(**(wide | options))  # type: ignore[arg-type]
        contexts.append(context)
        visitor = Visitor(context.new_page(), served.url)
        visitors.append(visitor)
        _listen(visitor)
        visitor.go(place)
        return visitor

    yield start
    for context in contexts:
        context.close()
    assert [line for visitor in visitors for line in visitor.complaints] == []


def _listen(visitor: Visitor) -> None:
    page = visitor.page
    page.on("pageerror", lambda error: visitor.complaints.append(f"error: {error}"))
    page.on(
        "console",
        lambda said: (
            visitor.complaints.append(f"console: {said.text}")
            if said.type == "error" and not said.text.startswith("Failed to load resource")
            else None
        ),
    )
    page.on(
        "request",
        lambda sent: (
            visitor.complaints.append(f"elsewhere: {sent.url}")
            if not sent.url.startswith((visitor.url, "data:", "blob:"))
            else None
        ),
    )
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (event) =>"
        " console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"
    )


@pytest.fixture
def visitor(visit: Visit, server: Served) -> Visitor:  # noqa: F811
    return visit(server)


@contextmanager
def offline(visitor: Visitor) -> Iterator[None]:
    visitor.page.context.set_offline(True)
    try:
        yield
    finally:
        visitor.page.context.set_offline(False)
