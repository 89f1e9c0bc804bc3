"""What cannot be opened or written: one line that says why, and never the password."""

from __future__ import annotations

import os
import socket
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.database.conftest import PASSWORD, Cluster
from tests.database.helpers import ask, table_names, with_database, with_history
from youju.database import Database, History
from youju.errors import DatabaseError

Tmpfs = Callable[[str], Path]


def refusal(url: str) -> str:
    with pytest.raises(DatabaseError) as caught:
        with_database(url, table_names)
    detail = str(caught.value.values["detail"])
    assert detail
    assert "\n" not in detail
    assert PASSWORD not in "".join(traceback.format_exception(caught.value))
    return detail


def test_a_server_that_nobody_runs() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        assert str(port) in refusal(f"postgresql://youju:{PASSWORD}@127.0.0.1:{port}/youju")


def test_a_wrong_password(cluster: Cluster) -> None:
    assert "password" in refusal(cluster.url(password=f"{PASSWORD}x"))


def test_a_database_that_is_not_there(cluster: Cluster) -> None:
    assert "nowhere" in refusal(cluster.url("nowhere"))


@pytest.mark.parametrize("option", ["sslmode=prefer", "application_name=youju"])
def test_options_of_a_postgresql_url_are_understood(postgres_url: str, option: str) -> None:
    assert with_database(f"{postgres_url}?{option}", table_names)


def test_an_unencrypted_server_is_refused_where_encryption_is_asked_for(postgres_url: str) -> None:
    assert "SSL" in refusal(f"{postgres_url}?sslmode=require")


@pytest.mark.parametrize("option", ["sslmode=nonsense", "nonsense=1"])
def test_an_option_that_there_is_none(postgres_url: str, option: str) -> None:
    assert refusal(f"{postgres_url}?{option}")


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://youju:{PASSWORD}@127.0.0.1:port/youju",
        f"postgresql://youju:{PASSWORD}/youju",
        f"mysql://youju:{PASSWORD}@127.0.0.1/youju",
        "sqlite://youju.db",
    ],
)
def test_what_is_no_url_of_a_database(url: str) -> None:
    assert "sqlite:///FILE" in refusal(url)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "youju.db"
    file.write_text("这不是数据库。" * 200)
    assert refusal(f"sqlite:///{file}") == "file is not a database"
    assert file.read_text().startswith("这不是数据库。")


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    assert refusal(f"sqlite:///{tmp_path}")


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert refusal(f"sqlite:///{tmp_path / 'file' / 'youju.db'}")


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    assert with_database(f"sqlite:///{tmp_path / 'a' / 'b' / 'youju.db'}", table_names)


def test_nothing_is_made_before_the_database_is_opened(tmp_path: Path) -> None:
    Database(f"sqlite:///{tmp_path / 'a' / 'youju.db'}")
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("name", ["youju.db", "folder/youju.db"])
def test_a_read_only_folder(tmp_path: Path, request: pytest.FixtureRequest, name: str) -> None:
    folder = tmp_path / "read-only"
    if os.geteuid() == 0:
        mount: Tmpfs = request.getfixturevalue("tmpfs")
        folder = mount("size=1m,ro")
    else:
        folder.mkdir(mode=0o500)
    assert refusal(f"sqlite:///{folder / name}")


def test_a_full_disk_fails_the_answer_and_keeps_those_before(tmpfs: Tmpfs) -> None:
    file = tmpfs("size=1m") / "youju.db"

    kept: list[str] = []

    async def fill(history: History) -> None:
        for _ in range(1000):
            kept.append((await ask(history, answer="满" * 5000))["id"])

    async def read(history: History) -> None:
        for answer_id in kept:
            await history.answer("ming", answer_id)

    with pytest.raises(DatabaseError, match="full"):
        with_history(f"sqlite:///{file}", fill)
    assert len(kept) > 5
    with_history(f"sqlite:///{file}", read)
