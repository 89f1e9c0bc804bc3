"""``youju index``, each command in a process of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from youju.embedding.onnx import OnnxEmbedder
from youju.store.library import Library

Youju = Callable[..., subprocess.CompletedProcess[str]]
HEDONG = "# 河东区工作报告\n\n全年新增公共停车场41处，新增停车位3120个。\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"
FILES_UP_TO = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"
INTERRUPTED_AFTER_A_SECOND = (
    "import os, signal; signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), 2)); "
    "signal.setitimer(signal.ITIMER_REAL, 1)"
)


def is_one_line(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith("\n") and "Traceback" not in text


@pytest.fixture(scope="module")
def small_index(
    tmp_path_factory: pytest.TempPathFactory, embedder: OnnxEmbedder, second_report_bytes: bytes
) -> Path:
    folder = tmp_path_factory.mktemp("small")
    reports = {"qingshi_2022.txt": second_report_bytes, "hedong.txt": HEDONG.encode()}
    Library(folder, embedder).add(reports)
    return folder


@pytest.fixture
def index(tmp_path: Path, small_index: Path) -> Path:
    return shutil.copytree(small_index, tmp_path / "index")


@pytest.fixture
def report(tmp_path: Path, second_report_bytes: bytes) -> Path:
    path = tmp_path / "青石 2022.md"
    path.write_bytes(second_report_bytes)
    return path


def test_a_report_is_added_asked_listed_and_removed(
    youju: Youju, report: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "index"
    added = youju("--index", folder, "index", "add", report)
    assert (added.returncode, added.stderr) == (0, "")
    assert added.stdout.startswith("已收入 青石-2022：青石区2022年政府工作报告（")
    assert "512张" in youju("ask", "新增养老床位多少张", "--index", folder).stdout
    assert youju("index", "list", "--index", folder).stdout.startswith("青石-2022　")
    removed = youju("index", "remove", "青石-2022", "--index", folder)
    assert (removed.returncode, removed.stdout) == (0, "已移除 青石-2022\n")
    assert youju("index", "list", "--index", folder).stdout == "还没有报告\n"
    assert youju("ask", "新增养老床位多少张", "--index", folder).returncode == 0


def test_every_command_speaks_json(youju: Youju, index: Path, report: Path) -> None:
    def run(*arguments: str | Path) -> object:
        done = youju("index", *arguments, "--json", "--index", index)
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    (added,) = run("add", report)
    assert added.keys() >= {"id", "title", "source", "passages", "characters"}
    listed = run("list")
    assert [entry["id"] for entry in listed] == ["hedong", "qingshi-2022", "青石-2022"]
    assert listed[2] == added
    assert run("rebuild") == listed
    assert run("remove", "青石-2022") == {"removed": "青石-2022"}
    assert run("verify") == {"whole": True, "damaged": []}


def test_a_gb18030_file_is_read(youju: Youju, tmp_path: Path, second_report_bytes: bytes) -> None:
    path = tmp_path / "gb.txt"
    path.write_bytes(second_report_bytes.decode().encode("gb18030"))
    done = youju("index", "add", path, "--index", tmp_path / "index", "--lang", "en")
    assert done.stdout.startswith("Added gb: 青石区2022年政府工作报告 (")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "是空的"),
        ("blank.md", b" \n\xe3\x80\x80\n", "是空的"),
        ("picture.png", PNG, "请另存为 .txt 或 .md 文本"),
        ("picture.txt", PNG, "PNG"),
        ("folder.txt", None, "folder"),
        ("missing.txt", None, "missing.txt"),
    ],
)
def test_a_file_that_is_no_report_adds_nothing(
    youju: Youju, index: Path, report: Path, name: str, content: bytes | None, said: str
) -> None:
    path = report.with_name(name)
    if content is not None:
        path.write_bytes(content)
    elif name.startswith("folder"):
        path.mkdir()
    before = (index / "manifest.json").read_bytes()
    done = youju("index", "add", report, path, "--index", index)
    assert (done.returncode, done.stdout) == (1, "")
    assert is_one_line(done.stderr)
    assert said in done.stderr
    assert (index / "manifest.json").read_bytes() == before


@pytest.mark.parametrize("names", [("a/x.txt", "b/x.txt"), ("x.txt", "x.md")])
def test_of_two_files_of_one_name_none_is_lost_in_silence(
    youju: Youju, tmp_path: Path, names: tuple[str, str]
) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"全区新增绿地{len(name)}万平方米。", encoding="utf-8")
    done = youju("index", "add", *names, "--index", tmp_path / "index", "--json")
    assert done.returncode or done.stderr or len(json.loads(done.stdout)) == 2


def test_without_a_folder_reports_go_to_the_user_and_not_into_the_program(
    youju: Youju, report: Path, tmp_path: Path, shipped_index: Path
) -> None:
    before = (shipped_index / "manifest.json").read_bytes()
    assert youju("index", "add", report).returncode == 0
    listed = json.loads(youju("index", "list", "--json").stdout)
    assert [entry["id"] for entry in listed] == ["zhongyuan-2023", "青石-2022"]
    assert (tmp_path / "home" / "data" / "youju" / "index" / "manifest.json").is_file()
    assert (shipped_index / "manifest.json").read_bytes() == before


def test_a_damaged_index_is_found_out_and_rebuilt(youju: Youju, index: Path) -> None:
    (path,) = index.glob("generation-*/bm25/*.term")
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    for arguments in (["index", "verify"], ["ask", "新增停车位多少个"]):
        found = youju(*arguments, "--index", index)
        assert (found.returncode, found.stdout) == (1, "")
        assert is_one_line(found.stderr)
        assert path.name in found.stderr
    as_json = youju("index", "verify", "--index", index, "--json")
    assert (as_json.returncode, as_json.stderr) == (1, "")
    assert json.loads(as_json.stdout) == {"whole": False, "damaged": [f"bm25/{path.name}"]}
    assert youju("index", "rebuild", "--index", index).stdout == "已重建：2 份报告\n"
    assert youju("index", "verify", "--index", index).stdout == f"索引完好：{index}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["index", "list"], "里没有索引"),
        (["index", "verify"], "里没有索引"),
        (["index", "rebuild"], "写不了索引"),
        (["index", "add", "青石 2022.md"], "写不了索引"),
        (["ask", "优良天数"], "里没有索引"),
    ],
    ids=["list", "verify", "rebuild", "add", "ask"],
)
def test_an_index_folder_that_is_a_file_is_said_to_be_none(
    youju: Youju, report: Path, arguments: list[str], said: str
) -> None:
    report.with_name("file").write_text("not a folder")
    done = youju(*arguments, "--index", "file")
    assert (done.returncode, done.stdout) == (1, "")
    assert is_one_line(done.stderr)
    assert said in done.stderr


@pytest.mark.parametrize(
    ("command", "kilobytes"),
    [
        pytest.param("add", 2, id="add"),
        pytest.param("rebuild", 2, id="rebuild"),
        pytest.param("add", 7, id="vectors"),
        pytest.param("add", 9, id="their end"),
    ],
)
def test_a_full_disk_leaves_the_old_index_whole(
    youju: Youju, index: Path, report: Path, command: str, kilobytes: int
) -> None:
    limit = FILES_UP_TO.format(kilobytes * 1024)
    files = [report] if command == "add" else []
    done = youju("index", command, *files, "--index", index, first=limit)
    assert (done.returncode, done.stdout) == (1, "")
    assert is_one_line(done.stderr)
    assert "写不了索引" in done.stderr
    assert youju("index", "verify", "--index", index).returncode == 0
    assert len(json.loads((index / "manifest.json").read_bytes())["reports"]) == 2
    assert "3120个" in youju("ask", "新增停车位多少个", "--index", index).stdout


def test_a_full_disk_makes_no_index_with_cut_files(
    youju: Youju, report: Path, tmp_path: Path
) -> None:
    limit = FILES_UP_TO.format(7 * 1024)
    done = youju("index", "add", report, "--index", tmp_path / "new", first=limit)
    assert (done.returncode, done.stdout) == (1, "")
    assert is_one_line(done.stderr)
    assert not (tmp_path / "new" / "manifest.json").exists()


def test_a_full_temporary_folder_is_no_matter(youju: Youju, report: Path, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    limit = FILES_UP_TO.format(100 * 1024)
    folder = tmp_path / "index"
    done = youju("index", "add", report, "--index", folder, first=limit, TMPDIR="tmp")
    assert (done.returncode, done.stderr) == (0, "")


def test_interrupting_a_writer_changes_nothing(
    youju: Youju, index: Path, report: Path, report_bytes: bytes
) -> None:
    report.write_bytes(b"\n".join([report_bytes] * 30))
    done = youju("index", "add", report, "--index", index, first=INTERRUPTED_AFTER_A_SECOND)
    assert (done.returncode, done.stdout) == (130, "")
    assert "已中断" in done.stderr
    assert "Traceback" not in done.stderr
    assert youju("index", "verify", "--index", index).returncode == 0


def test_an_unknown_report_is_not_removed(youju: Youju, index: Path) -> None:
    done = youju("index", "remove", "nowhere", "--index", index)
    assert (done.returncode, done.stdout) == (1, "")
    assert is_one_line(done.stderr)
    assert "没有报告 nowhere。现有：hedong、qingshi-2022" in done.stderr
