from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from youju.store.bm25 import LexicalIndex, write_bm25

READ = """
import sys
from pathlib import Path
from youju.store.bm25 import LexicalIndex
print(LexicalIndex(Path(sys.argv[1])).search({"绿地": 1.0}, 5, None)[0][0])
"""


def build(folder: Path) -> Path:
    write_bm25(folder, [(0, "a", ["停车", "车位"]), (1, "b", ["绿地", "公园"])])
    return folder


def test_the_row_with_the_word_is_found_and_reports_are_kept_apart(tmp_path: Path) -> None:
    index = LexicalIndex(build(tmp_path / "bm25"))
    assert [row for row, _ in index.search({"绿地": 1.0}, 5, None)] == [1]
    assert index.search({"绿地": 1.0}, 5, ["a"]) == []
    assert index.search({}, 5, None) == []


def test_a_weight_moves_a_row_up(tmp_path: Path) -> None:
    index = LexicalIndex(build(tmp_path / "bm25"))
    first = index.search({"绿地": 0.1, "停车": 1.0}, 5, None)[0][0]
    second = index.search({"绿地": 1.0, "停车": 0.1}, 5, None)[0][0]
    assert (first, second) == (0, 1)


@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("unshare"), reason="mounting read-only needs root"
)
def test_an_index_that_may_not_be_written_is_read(tmp_path: Path) -> None:
    """As a package that root installed is read by everybody else."""
    folder = build(tmp_path / "bm25")
    mount = f"mount --bind {folder} {folder} && mount -o remount,ro,bind {folder}"
    probe = subprocess.run(["unshare", "-m", "bash", "-c", mount], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("this machine does not allow mounting")
    script = f'{mount} && exec "$@"'
    done = subprocess.run(
        ["unshare", "-m", "bash", "-c", script, "bash", sys.executable, "-c", READ, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "1"), done.stderr
