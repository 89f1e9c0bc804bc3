"""``youju ask`` and ``search``, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.proofsheet.helpers import read

Youju = Callable[..., subprocess.CompletedProcess[str]]
QUESTION = "2023年优良天数是多少？"
FIELDS = {
    "answer": "id question standalone_question status reason answer mode model claims citations "
    "passages warnings timings_ms",
    "claim": "text start end citations verdict",
    "citation": "marker report_id report_title section passage_id start end quote page",
    "passage": "passage_id report_id section start end text score dense_score lexical_score",
    "timings": "embed retrieve generate verify total",
}


def has_fields(content: dict[str, Any], kind: str) -> bool:
    return set(FIELDS[kind].split()) <= set(content)


def is_one_line(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith("\n") and "Traceback" not in text


@pytest.fixture(scope="module")
def canonical_text(shipped_index: Path) -> str:
    (path,) = shipped_index.glob("generation-*/reports/zhongyuan-2023/report.json")
    text: str = json.loads(path.read_bytes())["text"]
    return text


def test_the_answer_comes_with_the_words_that_prove_it(youju: Youju) -> None:
    done = youju("ask", QUESTION)
    assert (done.returncode, done.stderr) == (0, "")
    assert "优良天数达217天[1]。" in done.stdout
    assert "[1] “优良天数达217天”" in done.stdout
    assert "以新形象展示中心城区品质内涵" in done.stdout


def test_json_is_one_object_in_the_shape_of_the_contract(youju: Youju, canonical_text: str) -> None:
    done = youju("ask", "--json", "--top-k", "3", QUESTION)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert has_fields(answer, "answer")
    assert has_fields(answer["timings_ms"], "timings")
    assert (answer["status"], answer["reason"], answer["mode"]) == ("answered", None, "extractive")
    assert answer["question"] == answer["standalone_question"] == QUESTION
    assert len(answer["passages"]) == 3
    for citation in answer["citations"]:
        assert has_fields(citation, "citation")
        assert canonical_text[citation["start"] : citation["end"]] == citation["quote"]
    for passage in answer["passages"]:
        assert has_fields(passage, "passage")
        assert canonical_text[passage["start"] : passage["end"]] == passage["text"]
    for claim in answer["claims"]:
        assert has_fields(claim, "claim")
        assert answer["answer"][claim["start"] : claim["end"]] == claim["text"]
        assert claim["verdict"] == "supported"


def test_an_abstention_is_no_failure(youju: Youju) -> None:
    done = youju("ask", "--json", "2020年新增养老床位多少张？")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert (answer["status"], answer["reason"]) == ("abstained", "near_miss")
    assert answer["claims"] == []
    assert has_fields(answer, "answer")


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (["ask", "-"], f"{QUESTION}\n"),
        (["ask", "-"], f"\ufeff{QUESTION}\r\n"),
        (["ask", "2023年", "优良天数", "是多少"], ""),
        (["ask", "２０２３年優良天數是多少"], ""),
        (
            ["ask", "--no-stream", "--mode", "extractive", "--report", "zhongyuan-2023", QUESTION],
            "",
        ),
    ],
    ids=["standard input", "with a byte order mark", "unquoted", "full width", "options"],
)
def test_a_question_may_come_in_other_ways(youju: Youju, arguments: list[str], stdin: str) -> None:
    done = youju(*arguments, stdin=stdin)
    assert done.returncode == 0
    assert "优良天数达217天" in done.stdout


def test_global_options_may_stand_behind_the_command(youju: Youju, library_folder: Path) -> None:
    question = "青石区新建口袋公园多少个"
    done = youju("ask", question, "-v", "--lang=en", "--index", library_folder)
    assert done.returncode == 0
    assert "口袋公园19个" in done.stdout
    assert "Words of the report" in done.stdout
    assert "confidence" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "environment", "title"),
    [
        (["--lang", "en"], {}, "Answer"),
        ([], {"YOUJU_LANG": "en"}, "Answer"),
        ([], {"LC_ALL": "en_US.UTF-8", "PYTHONUTF8": "1"}, "Answer"),
        (["--lang", "zh"], {"YOUJU_LANG": "en"}, "回答"),
    ],
    ids=["option", "variable", "locale", "option wins"],
)
def test_the_interface_speaks_the_language_asked_for(
    youju: Youju, arguments: list[str], environment: dict[str, str], title: str
) -> None:
    done = youju(*arguments, "ask", QUESTION, **environment)
    assert done.stdout.startswith(f"{title}\n")
    assert "优良天数达217天" in done.stdout


def test_a_pipe_gets_no_escape_codes(youju: Youju) -> None:
    assert "\x1b" not in youju("ask", QUESTION, FORCE_COLOR="1", TERM="xterm-256color").stdout


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
    ids=["xterm", "NO_COLOR", "dumb"],
)
def test_a_terminal_gets_colours_unless_told_not_to(
    user_environment: dict[str, str], environment: dict[str, str], coloured: bool
) -> None:
    terminal, side = os.openpty()
    command = [sys.executable, "-m", "youju", "ask", QUESTION]
    subprocess.run(command, stdout=side, env=user_environment | environment, timeout=60, check=True)
    shown = os.read(terminal, 65536).decode()
    os.close(terminal)
    os.close(side)
    assert "优良天数达" in shown
    assert ("\x1b[" in shown) is coloured


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        pytest.param(["ask", ""], "", "没有问题", id="empty"),
        pytest.param(["ask", "-"], "", "没有问题", id="empty input"),
        pytest.param(["ask", "a" * 100_000], "", "100000", id="long"),
        pytest.param(["ask", "-"], "问" * 100_000, "100000", id="long input"),
        pytest.param(
            ["ask", QUESTION, "--report", "nowhere"],
            "",
            "没有报告 nowhere。现有：zhongyuan-2023",
            id="report",
        ),
        pytest.param(["ask", QUESTION, "--mode", "llm"], "", "没有配置大模型", id="llm"),
        pytest.param(["ask", QUESTION, "--index", "nowhere"], "", "youju index add", id="index"),
        pytest.param(
            ["ask", QUESTION, "--config", "nowhere.toml"], "", "nowhere.toml", id="config"
        ),
        pytest.param(
            ["search", QUESTION, "--report", "nowhere"], "", "没有报告 nowhere", id="search: report"
        ),
    ],
)
def test_a_failure_is_one_line_that_says_the_mend(
    youju: Youju, arguments: list[str], stdin: str, said: str
) -> None:
    done = youju(*arguments, stdin=stdin)
    assert (done.returncode, done.stdout) == (1, "")
    assert is_one_line(done.stderr)
    assert said in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["ask"], id="no question"),
        pytest.param(["ask", QUESTION, "--mode", "magic"], id="mode"),
        pytest.param(["ask", QUESTION, "--top-k", "0"], id="top-k"),
        pytest.param(["ask", QUESTION, "--nonsense"], id="option"),
        pytest.param(["ask", QUESTION, "--lang", "fr"], id="lang"),
        pytest.param(["search"], id="no query"),
    ],
)
def test_wrong_usage_has_exit_status_2(youju: Youju, arguments: list[str]) -> None:
    done = youju(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_a_mistyped_command_gets_a_suggestion(youju: Youju) -> None:
    done = youju("aks", QUESTION)
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有命令 aks。是不是 ask？" in done.stderr


def test_a_search_as_json_holds_the_passages(youju: Youju, canonical_text: str) -> None:
    done = youju("search", "--json", "--top-k", "4", "停车场", "多少处")
    content = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert content["query"] == "停车场 多少处"
    assert len(content["passages"]) == 4
    assert "公共停车场73处" in content["passages"][0]["text"]
    for passage in content["passages"]:
        assert has_fields(passage, "passage")
        assert canonical_text[passage["start"] : passage["end"]] == passage["text"]


def test_a_search_shows_passages_with_their_scores(youju: Youju, library_folder: Path) -> None:
    done = youju("search", "学位", "--report", "qingshi-2022", "--index", library_folder)
    assert done.returncode == 0
    assert "1. qingshi-2022:" in done.stdout
    assert "BM25" in done.stdout
    assert "zhongyuan" not in done.stdout


def test_the_reader_of_a_pipe_may_go_away(user_environment: dict[str, str]) -> None:
    command = f"{sys.executable} -m youju search --top-k 50 优良天数 | head -1"
    done = subprocess.run(
        command, shell=True, env=user_environment, capture_output=True, encoding="utf-8", timeout=60
    )
    assert "zhongyuan-2023:" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "title", "said"),
    [
        ([], "核验单", "核验单已写到 sheet.html\n"),
        (["--json"], "核验单", "核验单已写到 sheet.html\n"),
        (["--lang", "en"], "Proof sheet", "The proof sheet is at sheet.html\n"),
    ],
    ids=["text", "json", "english"],
)
def test_a_proof_sheet_is_written_beside_the_answer(
    youju: Youju, tmp_path: Path, arguments: list[str], title: str, said: str
) -> None:
    (tmp_path / "sheet.html").write_text("an older sheet")
    done = youju("ask", QUESTION, "--proof", "sheet.html", *arguments)
    assert (done.returncode, done.stderr) == (0, said)
    assert "优良天数达217天" in done.stdout
    root = read((tmp_path / "sheet.html").read_text("utf-8"))
    assert [one.text for one in root.find("h1")] == [title]
    assert root.quotes() == {1: "优良天数达217天"}
    if "--json" in arguments:
        assert json.loads(done.stdout)["id"] in root.text
    assert {path.name for path in tmp_path.iterdir()} == {"home", "sheet.html"}


def test_a_refusal_has_a_proof_sheet(youju: Youju, tmp_path: Path) -> None:
    done = youju("ask", "2020年新增养老床位多少张？", "--proof", tmp_path / "单.html")
    assert done.returncode == 0
    root = read((tmp_path / "单.html").read_text("utf-8"))
    assert "没有据可依" in root.text


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("home", "是文件夹"),
        ("nowhere/sheet.html", "没有这个文件或文件夹"),
        ("a.txt/sheet.html", "不是文件夹"),
        (f"{'长' * 100}.html", "File name too long"),
    ],
    ids=["folder", "missing folder", "file for a folder", "long name"],
)
def test_a_proof_sheet_that_cannot_be_written_does_not_cost_the_answer(
    youju: Youju, tmp_path: Path, path: str, why: str
) -> None:
    (tmp_path / "a.txt").write_text("whole")
    done = youju("ask", QUESTION, "--proof", path)
    assert done.returncode == 1
    assert "优良天数达217天" in done.stdout
    assert is_one_line(done.stderr)
    assert f"写不了 {path}：{why}" in done.stderr
    assert (tmp_path / "a.txt").read_text() == "whole"
    assert {found.name for found in tmp_path.iterdir()} == {"home", "a.txt"}


def test_a_proof_sheet_that_fails_half_way_leaves_the_old_one(youju: Youju, tmp_path: Path) -> None:
    (tmp_path / "sheet.html").write_text("an older sheet")
    full = "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    full += "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))"
    done = youju("ask", QUESTION, "--proof", "sheet.html", first=full)
    assert done.returncode == 1
    assert "写不了 sheet.html：文件超过允许的大小" in done.stderr
    assert is_one_line(done.stderr)
    assert (tmp_path / "sheet.html").read_text() == "an older sheet"
    assert {path.name for path in tmp_path.iterdir()} == {"home", "sheet.html"}


def test_a_link_to_a_proof_sheet_stays_a_link(youju: Youju, tmp_path: Path) -> None:
    (tmp_path / "filed.html").write_text("an older sheet")
    (tmp_path / "sheet.html").symlink_to("filed.html")
    assert youju("ask", QUESTION, "--proof", "sheet.html").returncode == 0
    assert (tmp_path / "sheet.html").is_symlink()
    assert read((tmp_path / "filed.html").read_text("utf-8")).quotes()


def test_a_proof_sheet_is_written_where_nobody_reads_the_answer(
    user_environment: dict[str, str], tmp_path: Path
) -> None:
    command = f"{sys.executable} -m youju ask --proof sheet.html {QUESTION} | true"
    environment = user_environment
    subprocess.run(command, shell=True, env=environment, cwd=tmp_path, timeout=60, check=False)
    assert read((tmp_path / "sheet.html").read_text("utf-8")).quotes()
