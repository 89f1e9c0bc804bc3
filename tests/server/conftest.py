"""The service as an operator starts it: a process of its own, asked over a real socket."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

Serve = Callable[..., AbstractContextManager["Served"]]
"""``serve("--workers", "2", YOUJU_…="…")``: started, ready, and stopped at the end."""
_PATIENCE = 30.0


@dataclass
class Served:
    url: str
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    """What it has logged."""

    def client(self, **options: object) -> httpx.Client:
        """With a cookie jar of its own: a browser."""
        return httpx.Client(base_url=self.url, timeout=30, **options)  # type: ignore[arg-type]

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(_PATIENCE)


@contextmanager
def served(environment: dict[str, str], *arguments: str, ready: bool = True) -> Iterator[Served]:
    """``ready``: wait for the first question to be answerable."""
    command = [sys.executable, "-m", "youju", "serve", "--port", "0", *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", env=environment)
    assert process.stderr
    lines = [process.stderr.readline()]
    found = re.search(r"http://\S+?:\d+", lines[0])
    if not found:
        process.wait(_PATIENCE)
        pytest.fail(lines[0] + process.stderr.read())
    server = Served(found[0].replace("0.0.0.0", "127.0.0.1"), process, lines)
    stderr = process.stderr
    reading = threading.Thread(target=lambda: lines.extend(stderr), daemon=True)
    reading.start()
    try:
        if ready:
            _wait_until_ready(server)
        yield server
    finally:
        if process.poll() is None:
            server.stop()
        reading.join(5)
        stderr.close()


def _wait_until_ready(server: Served) -> None:
    deadline = time.monotonic() + _PATIENCE
    with server.client() as client:
        while time.monotonic() < deadline:
            if client.get("/readyz").status_code == 200:
                return
            time.sleep(0.05)
    pytest.fail("".join(server.lines))


def own_library(folder: Path, shipped_index: Path) -> dict[str, str]:
    """The settings of a library and a database in ``folder``."""
    index = shutil.copytree(shipped_index, folder / "index")
    return {
        "YOUJU_INDEX_DIR": str(index),
        "YOUJU_DATABASE_URL": f"sqlite:///{folder / 'youju.db'}",
    }


@pytest.fixture(scope="session")
def server_environment(
    tmp_path_factory: pytest.TempPathFactory, shipped_index: Path
) -> dict[str, str]:
    """A library and a database of the session's own."""
    folder = tmp_path_factory.mktemp("server")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("YOUJU_")}
    return kept | {
        **own_library(folder, shipped_index),
        "YOUJU_LANG": "zh",
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
    }


@pytest.fixture(scope="session")
def server(server_environment: dict[str, str]) -> Iterator[Served]:
    """One for all tests that change nothing but their own history."""
    with served(server_environment) as running:
        yield running


@pytest.fixture
def client(server: Served) -> Iterator[httpx.Client]:
    """A browser that nobody has seen before."""
    with server.client() as browser:
        yield browser


@pytest.fixture
def serve(tmp_path: Path, server_environment: dict[str, str], shipped_index: Path) -> Serve:
    """A server of the test's own, with a library and a database of its own."""
    own = own_library(tmp_path, shipped_index)

    def start(
        *arguments: str, ready: bool = True, **environment: str
    ) -> AbstractContextManager[Served]:
        return served(server_environment | own | environment, *arguments, ready=ready)

    return start
