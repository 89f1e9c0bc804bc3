"""Every test on both databases: SQLite, and PostgreSQL in a cluster of the session's own."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from tests.server.conftest import serve, server_environment

__all__ = ["serve", "server_environment"]

PASSWORD = "geheim-7Q"
_USER = "postgres"
"""Debian's; PostgreSQL refuses to run as root."""
_HINT = "PostgreSQL is not installed: run scripts/install_test_services.sh"


class Cluster:
    """A PostgreSQL server on a free port of this machine."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]

    def url(self, database: str = "postgres", password: str = PASSWORD) -> str:
        return f"postgresql://youju:{password}@127.0.0.1:{self.port}/{database}"

    def create(self) -> None:
        password = self._folder / "password"
        password.write_text(PASSWORD)
        if os.geteuid() == 0:
            shutil.chown(self._folder, _USER, _USER)
            shutil.chown(password, _USER)
        self._run("initdb", "-U", "youju", "-A", "scram-sha-256", "--pwfile", password, "-N")

    def start(self) -> None:
        here = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -p {self.port}"
        log = self._folder / "log"
        self._run("pg_ctl", "start", "-w", "-l", log, "-o", f"{here} -c fsync=off")

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-m", "immediate")

    def execute(self, statement: str, database: str = "postgres") -> None:
        async def run() -> None:
            connection = await asyncpg.connect(self.url(database))
            try:
                await connection.execute(statement)
            finally:
                await connection.close()

        asyncio.run(run())

    def _run(self, program: str, *arguments: str | Path) -> None:
        whose: dict[str, Any] = {}
        if os.geteuid() == 0:
            whose = {"user": _USER, "group": _USER, "extra_groups": []}
        data = ("-D", self._folder / "data")
        done = subprocess.run(
            [self._programs / program, *data, *arguments],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            check=False,
            timeout=60,
            **whose,
        )
        assert done.returncode == 0, (program, done.stderr)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        required = os.environ.get("CI") or os.environ.get("YOUJU_TEST_POSTGRES") == "required"
        (pytest.fail if required else pytest.skip)(_HINT)
    folder = Path(tempfile.mkdtemp(prefix="youju-postgres-"))
    cluster = Cluster(found[-1].parent, folder)
    try:
        cluster.create()
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def postgres_url(cluster: Cluster) -> Iterator[str]:
    """Of an empty database."""
    name = f"test_{secrets.token_hex(6)}"
    cluster.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    yield cluster.url(name)
    cluster.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'youju.db'}"
    found: str = request.getfixturevalue("postgres_url")
    return found


@pytest.fixture
def tmpfs(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """``tmpfs("size=1m")``: a folder that is a file system of its own."""
    mounted: list[Path] = []

    def mount(options: str) -> Path:
        folder = tmp_path / f"mounted{len(mounted)}"
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", options, "none", folder]
        if os.geteuid() or subprocess.run(command, capture_output=True).returncode:
            pytest.skip("no file system may be mounted here")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "--lazy", folder], check=True)
