"""``youju figures``, in a process of its own."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

Youju = Callable[..., subprocess.CompletedProcess[str]]
NO_MODEL = (
    "import atexit, sys; atexit.register(lambda: sys.stderr.write(str("
    "{'onnxruntime', 'torch', 'jieba', 'fastapi'} & sys.modules.keys())))"
)


def test_every_figure_is_a_line_in_columns(youju: Youju) -> None:
    done = youju("figures")
    assert (done.returncode, done.stderr) == (0, "")
    head, *lines = done.stdout.splitlines()
    assert head.split() == ["指标", "数值", "单位", "约数", "变化", "章节", "位置"]
    assert len(lines) == len(json.loads(youju("figures", "--json").stdout)["figures"])
    assert "\t" not in done.stdout
    (spent,) = (line for line in lines if "29.45" in line)
    assert spent.split()[:4] == ["民生支出", "29.45", "亿元", "增长21.5%"]
    place = cell_len(head[: head.index("单位")])
    assert all(cell_len(line[: line.index("亿元")]) == place for line in lines if " 亿元" in line)


def test_json_is_what_the_service_gives(youju: Youju) -> None:
    done = youju("figures", "--json", "--report", "zhongyuan-2023")
    (days,) = (one for one in json.loads(done.stdout)["figures"] if one["text"] == "217天")
    assert (days["indicator"], days["value"], days["unit"]) == ("优良天数", 217, "天")
    assert days["section"] == ["以新形象展示中心城区品质内涵"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("网格", ["一级网格", "二级网格", "三级网格", "微网格", "专属网格", "建立网格家园"]),
        ("亿元", ["技术合同成交额", "民生支出"]),
        ("217", ["优良天数"]),
        ("２１７", ["优良天数"]),
        ("没有这个", []),
    ],
)
def test_a_filter_looks_in_name_unit_and_words(youju: Youju, wanted: str, found: list[str]) -> None:
    figures = json.loads(youju("figures", "--json", "--filter", wanted).stdout)["figures"]
    assert [one["indicator"] for one in figures] == found


@pytest.mark.parametrize(
    ("language", "name", "value"), [("zh", "指标", "数值"), ("en", "indicator", "value")]
)
def test_csv_is_headed_in_the_readers_language(
    youju: Youju, language: str, name: str, value: str
) -> None:
    done = youju("--lang", language, "figures", "--csv", "--filter", "优良")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff")))
    assert (row[name], row[value]) == ("优良天数", "217")


def test_no_such_figures_are_said(youju: Youju) -> None:
    done = youju("figures", "--filter", "没有这个")
    assert (done.returncode, done.stdout) == (0, "没有这样的数字\n")


def test_csv_and_json_exclude_each_other(youju: Youju) -> None:
    done = youju("figures", "--csv", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--csv 和 --json" in done.stderr


def test_what_fails_is_one_line(youju: Youju, tmp_path: Path) -> None:
    unknown = youju("figures", "--report", "nowhere")
    missing = youju("figures", "--index", tmp_path / "nowhere")
    for done, said in ((unknown, "没有报告 nowhere"), (missing, "没有索引")):
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert said in done.stderr


def test_no_model_is_loaded(youju: Youju) -> None:
    assert youju("figures", "--json", first=NO_MODEL).stderr == "set()"
