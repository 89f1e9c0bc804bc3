"""A service behind an LLM that each test tells what to write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.scripted_llm import Reply, ScriptedLLM, completion, failure, scripted_llm
from tests.server.conftest import Served, own_library, served
from tests.server.helpers import behind, until

MARKED = "() => [...document.querySelectorAll('mark.cited')].map((one) => one.textContent).join('')"


@dataclass
class Writing:
    llm: ScriptedLLM
    served: Served

    def says(self, *replies: Reply) -> None:
        """To questions from now on, in this order, the last again and again."""
        left = list(replies)
        self.llm.script = lambda asked: _next(left, asked)


def _next(left: list[Reply], asked: dict[str, Any]) -> Reply:
    """Suggestions, which the page asks for when it likes, are no question."""
    if "<question>" not in asked["messages"][-1]["content"]:
        return completion("")
    return left.pop(0) if len(left) > 1 else left[0]


@pytest.fixture(scope="module")
def writing(
    tmp_path_factory: pytest.TempPathFactory,
    server_environment: dict[str, str],
    shipped_index: Path,
) -> Iterator[Writing]:
    folder = tmp_path_factory.mktemp("writing")
    own = own_library(folder, shipped_index)
    with (
        scripted_llm(failure(500, "not yet")) as llm,
        served(server_environment | own | behind(llm)) as running,
    ):
        yield Writing(llm, running)


def shows(page: Page, words: str) -> bool:
    """Whether the reader comes to mark exactly these words."""
    page.locator("mark.cited").first.wait_for()
    return until(lambda: page.evaluate(MARKED) == words, 5)


def press(page: Page, name: str) -> None:
    """The last button of this name."""
    page.get_by_role("button", name=name, exact=True).last.click()
