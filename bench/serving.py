"""The service as an operator starts it, with an empty history, until the block ends."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 30


@dataclass(frozen=True)
class Served:
    url: str
    port: int
    process: int
    """Its id."""


@contextmanager
def serving(workers: int = 1) -> Iterator[Served]:
    """Ready for the first question."""
    with tempfile.TemporaryDirectory() as folder, Path(folder, "log").open("w+") as log:
        environment = os.environ | {"YOUJU_DATABASE_URL": f"sqlite:///{folder}/bench.db"}
        command = [sys.executable, "-m", "youju", "serve", "--port", "0"]
        command += ["--workers", str(workers)]
        process = subprocess.Popen(command, stderr=log, env=environment)
        try:
            while not (found := re.search(r":(\d+)", Path(log.name).read_text())):
                time.sleep(0.05)
            served = Served(f"http://127.0.0.1:{found[1]}", int(found[1]), process.pid)
            _wait_until_ready(served.url)
            yield served
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _wait_until_ready(url: str) -> None:
    while True:
        try:
            urllib.request.urlopen(f"{url}/readyz").close()
        except urllib.error.HTTPError:
            time.sleep(0.05)
        else:
            return
