"""A service behind an LLM that each test tells what to write."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.scripted_llm import Reply, ScriptedLLM, scripted_llm
from tests.server.conftest import Served, served
from tests.server.helpers import behind


@dataclass
class Writing:
    llm: ScriptedLLM
    served: Served

    def says(self, *replies: Reply) -> None:
        """From now on, in this order."""
        self.llm.requests.clear()
        self.llm.replies = replies


@pytest.fixture(scope="module")
def writing(
    tmp_path_factory: pytest.TempPathFactory,
    server_environment: dict[str, str],
    shipped_index: Path,
) -> Iterator[Writing]:
    folder = tmp_path_factory.mktemp("writing")
    index = shutil.copytree(shipped_index, folder / "index")
    own = {
        "YOUJU_INDEX_DIR": str(index),
        "YOUJU_DATABASE_URL": f"sqlite:///{folder / 'youju.db'}",
    }
    with scripted_llm() as llm, served(server_environment | own | behind(llm)) as running:
        yield Writing(llm, running)
