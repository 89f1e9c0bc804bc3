"""Real parts for all tests: the model in the box, the shipped index, the command line."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

os.environ["HF_HUB_OFFLINE"] = "1"  # read when huggingface_hub is first imported

from youju.answering.answerer import Answerer
from youju.assembly import build_answerer
from youju.embedding.onnx import OnnxEmbedder
from youju.settings import Settings
from youju.store.library import Library

ROOT = Path(__file__).parent.parent
SECOND_REPORT = """# 青石区2022年政府工作报告

——2023年1月8日在青石区第九届人民代表大会第二次会议上

## 一、过去一年的工作

经济运行稳中向好。全年地区生产总值达到386.2亿元，增长4.1%；规上工业增加值增长６．３％。

生态环境持续改善。优良天数达286天，PM2.5平均浓度降至33微克/立方米。新建口袋公园19个。

## 二、民生保障

新增养老床位512张，新建改扩建学校7所，增加学位6480个。城镇新增就业9300人。

深化“一网通办”改革，引进AI芯片设计企业12家，Wi-Fi 6覆盖全部政务大厅。
"""

Youju = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine may be reached: a test that needs the network fails at once."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and host not in ("127.0.0.1", "::1", "localhost"):
            raise RuntimeError(f"a test may not connect to {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


@pytest.fixture(scope="session")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder()


@pytest.fixture(scope="session")
def shipped_index() -> Path:
    return ROOT / "index"


@pytest.fixture(scope="session")
def report_bytes() -> bytes:
    (source,) = ROOT.glob("index/generation-*/reports/zhongyuan-2023/source.txt")
    return source.read_bytes()


@pytest.fixture(scope="session")
def second_report_bytes() -> bytes:
    return SECOND_REPORT.encode()


@pytest.fixture(scope="session")
def library_folder(
    tmp_path_factory: pytest.TempPathFactory,
    embedder: OnnxEmbedder,
    report_bytes: bytes,
    second_report_bytes: bytes,
) -> Path:
    """An index of two reports, to read from; a test that changes it takes a copy."""
    folder = tmp_path_factory.mktemp("library") / "index"
    reports = {"zhongyuan_2023.txt": report_bytes, "qingshi_2022.txt": second_report_bytes}
    Library(folder, embedder).add(reports)
    return folder


@pytest.fixture(scope="session")
def answerer(shipped_index: Path) -> Answerer:
    return build_answerer(Settings(index_dir=str(shipped_index)))


@pytest.fixture
def user_environment(tmp_path: Path) -> dict[str, str]:
    """Of a user whose home is empty and who has set nothing."""
    home = tmp_path / "home"
    home.mkdir()
    ours = ("YOUJU_", "LC_", "XDG_", "NO_COLOR", "PYTHONWARNINGS")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "LANG": "C.UTF-8"}


@pytest.fixture
def youju(tmp_path: Path, user_environment: dict[str, str]) -> Youju:
    """``youju ARGS`` in a process of its own, in ``tmp_path``; ``first`` is Python run before."""

    def run(
        *arguments: str | Path, stdin: str = "", first: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        start = "runpy.run_module('youju', run_name='__main__', alter_sys=True)"
        program = ["-c", f"{first}\nimport runpy\n{start}"] if first else ["-m", "youju"]
        return subprocess.run(
            [sys.executable, *program, *map(str, arguments)],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=user_environment | environment,
            timeout=60,
        )

    return run
