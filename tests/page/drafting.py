"""A draft on the page, and what the service says of it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.page.conftest import Visit, Visitor
from tests.server.conftest import Served
from tests.server.helpers import until

AREA = "#draft"
ALLOWED = ["clipboard-read", "clipboard-write"]
MARKS = """() => {
  const words = new Map();
  for (const {dataset, textContent} of document.querySelectorAll('.backdrop mark'))
    words.set(dataset.key, (words.get(dataset.key) ?? '') + textContent);
  return [...words.values()];
}"""
DROP = """([data, name]) => {
  const carried = new DataTransfer();
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  carried.items.add(new File([bytes], name));
  const page = document.querySelector('.check .page');
  for (const kind of ['dragover', 'drop'])
    page.dispatchEvent(new DragEvent(kind,
      {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@dataclass
class Drafting:
    visitor: Visitor
    asked: list[dict[str, Any]] = field(default_factory=list)
    """The bodies of requests for a check."""

    @property
    def page(self) -> Page:
        return self.visitor.page

    @property
    def text(self) -> str:
        return self.page.locator(AREA).input_value()

    def marks(self) -> list[str]:
        """The words marked, finding by finding."""
        found: list[str] = self.page.evaluate(MARKS)
        return found

    def paste(self, text: str) -> None:
        """In the place of what is there; returns once it is checked."""
        self.put(text)
        self.checked()

    def put(self, text: str) -> None:
        self.page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        self.page.locator(AREA).focus()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Control+V")

    def checked(self) -> None:
        """Once all of it is: a long draft takes its time on a busy machine."""
        expect(self.page.locator(".state p")).to_contain_text("有据", timeout=30_000)

    def checked_times(self, count: int) -> None:
        """Once as many requests have been made and answered."""
        assert until(lambda: (self.page.title(), len(self.asked) >= count)[1])
        self.checked()

    def found(self, text: str) -> list[dict[str, Any]]:
        """What the service finds in a text."""
        sent = self.page.request.post(f"{self.visitor.url}/api/check", data={"text": text})
        return [one for claim in sent.json()["claims"] for one in claim["findings"]]

    def drop(self, name: str, content: bytes) -> None:
        self.page.evaluate(DROP, [base64.b64encode(content).decode(), name])

    def caret(self, at: int) -> None:
        self.page.locator(AREA).evaluate("(area, at) => area.setSelectionRange(at, at)", at)
        self.page.locator(AREA).focus()


def drafting_of(visitor: Visitor) -> Drafting:
    opened = Drafting(visitor)

    def note(sent: Request) -> None:
        kind = sent.headers.get("content-type", "")
        if "/api/check" in sent.url and kind.startswith("application/json"):
            opened.asked.append(sent.post_data_json)

    visitor.page.on("request", note)
    return opened


@pytest.fixture
def drafting(visit: Visit, server: Served) -> Drafting:
    visitor = visit(server, "#/check", permissions=ALLOWED)
    visitor.page.locator(AREA).wait_for()
    return drafting_of(visitor)
