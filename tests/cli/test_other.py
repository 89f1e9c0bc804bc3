"""``youju chat``, ``eval``, ``doctor`` and the words of ``--help``."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from youju.wording import WORDS

Youju = Callable[..., subprocess.CompletedProcess[str]]
COMMANDS = {
    "": "app",
    "ask": "cmd_ask",
    "chat": "cmd_chat",
    "search": "cmd_search",
    "figures": "cmd_figures",
    "check": "cmd_check",
    "index": "cmd_index",
    "index add": "cmd_add",
    "index list": "cmd_list",
    "index remove": "cmd_remove",
    "index rebuild": "cmd_rebuild",
    "index verify": "cmd_verify",
    "prompts": "cmd_prompts",
    "prompts show": "cmd_prompts_show",
    "serve": "cmd_serve",
    "mcp": "cmd_mcp",
    "keys": "cmd_keys",
    "keys add": "cmd_keys_add",
    "keys list": "cmd_keys_list",
    "keys revoke": "cmd_keys_revoke",
    "eval": "cmd_eval",
    "doctor": "cmd_doctor",
}
ITEMS = (
    {
        "id": "a",
        "question": "2023年优良天数是多少？",
        "must": [["217天"]],
        "gold": "优良天数达217天",
        "kind": "number",
    },
    {"id": "b", "question": "2020年新增养老床位多少张？", "must": [], "gold": None, "kind": "year"},
)


@pytest.fixture
def question_set(tmp_path: Path) -> Path:
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(item, ensure_ascii=False) for item in ITEMS))
    return path


def test_a_follow_up_is_understood_and_shown(youju: Youju) -> None:
    done = youju("chat", stdin="2023年优良天数是多少？\n那2022年呢？\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.index("优良天数达217天[1]") < done.stdout.index(
        "理解为：2022年优良天数是多少"
    )
    assert "没有据可依" in done.stdout


def test_a_chat_goes_on_after_a_question_that_is_none(youju: Youju) -> None:
    done = youju("chat", "--lang", "en", stdin="？？？\n2023年优良天数是多少？\n\n不再问了\n")
    assert done.returncode == 0
    assert "There is no question" in done.stderr
    assert "优良天数达217天" in done.stdout
    assert "understood as" not in done.stdout


def test_interrupting_a_chat_ends_it_quietly(user_environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "youju", "chat"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=user_environment,
    ) as chat:
        assert chat.stdout
        assert "问吧" in chat.stdout.readline()
        chat.send_signal(signal.SIGINT)
        _, errors = chat.communicate(timeout=30)
    assert chat.returncode in (0, 130)
    assert "Traceback" not in errors


def test_a_question_set_is_measured_as_json(youju: Youju, question_set: Path) -> None:
    done = youju("eval", question_set, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    content = json.loads(done.stdout)
    overall = content["overall"]
    assert (overall["questions"], overall["answerable"]) == (2, 1)
    assert overall["accuracy"] == overall["recall_at_1"] == overall["abstention_recall"] == 1
    assert content["by_kind"].keys() == {"number", "year"}
    assert [outcome["status"] for outcome in content["outcomes"]] == ["answered", "abstained"]


def test_a_question_set_is_measured_as_a_table(youju: Youju, question_set: Path) -> None:
    done = youju("eval", question_set)
    assert (done.returncode, done.stderr) == (0, "")
    head, *rows = (line.split("\t") for line in done.stdout.splitlines())
    assert head == ["指标", "合计", "只用规则", "number", "year"]
    assert ["accuracy", "1.000", "1.000", "1.000", "–"] in rows
    assert ["questions", "2", "2", "1", "1"] in rows
    assert ["指标", "用阅读模型", "只用规则"] in rows
    assert ["risk@0.5", "0.000", "0.000"] in rows


def test_without_the_reader_nothing_is_measured_beside(youju: Youju, question_set: Path) -> None:
    done = youju("eval", question_set, YOUJU_READER="off")
    assert done.stdout.splitlines()[0].split("\t") == ["指标", "合计", "number", "year"]


def test_the_curve_of_risk_is_drawn_into_a_file(
    youju: Youju, question_set: Path, tmp_path: Path
) -> None:
    curve = tmp_path / "curve.svg"
    assert youju("eval", question_set, "--curve", curve).returncode == 0
    svg = curve.read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert "用阅读模型" in svg


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"id": "a"', "set.jsonl:1"),
        ('\n{"id": "a", "question": "问"}', "set.jsonl:2"),
        ("[]", "set.jsonl:1"),
        (None, "set.jsonl"),
    ],
    ids=["no json", "no must", "no object", "no file"],
)
def test_a_broken_question_set_is_one_line(
    youju: Youju, tmp_path: Path, content: str | None, said: str
) -> None:
    if content is not None:
        (tmp_path / "set.jsonl").write_text(content, encoding="utf-8")
    done = youju("eval", "set.jsonl", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr


def test_a_split_that_the_set_does_not_have_is_said(youju: Youju, question_set: Path) -> None:
    done = youju("eval", question_set, "--split", "nowhere", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere" in done.stderr


def test_an_empty_question_set_is_measured(youju: Youju, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    done = youju("eval", "empty.jsonl", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["overall"]["questions"] == 0


def test_the_doctor_finds_all_well(youju: Youju) -> None:
    done = youju("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line[0] for line in done.stdout.splitlines()] == ["✓", "✓", "✓", "✓", "✓", "·"]


def test_the_doctor_says_what_is_wrong(youju: Youju, tmp_path: Path, shipped_index: Path) -> None:
    index = shutil.copytree(shipped_index, tmp_path / "index")
    next(index.glob("generation-*/lexicon.tsv")).write_text("damaged")
    done = youju("doctor", "--index", index)
    assert (done.returncode, done.stderr) == (1, "")
    assert [line[0] for line in done.stdout.splitlines()] == ["✓", "✓", "✗", "✗", "✓", "·"]
    assert "youju index rebuild" in done.stdout


def test_the_version_is_that_of_the_package(youju: Youju) -> None:
    assert youju("--version").stdout == f"youju {version('youju')}\n"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command or "youju")
def test_every_command_explains_itself(youju: Youju, command: str, language: str) -> None:
    done = youju("--lang", language, *command.split(), "--help")
    assert (done.returncode, done.stderr) == (0, "")
    said = re.sub(r"\s+", " ", done.stdout)
    assert WORDS[COMMANDS[command]][language == "en"] in said
    assert f"Usage: youju {command}" in said
    if language == "en" and command:
        assert not re.search(r"[\u4e00-\u9fff]", said)


def test_without_a_command_the_help_is_shown(youju: Youju) -> None:
    done = youju()
    assert done.returncode == 2
    assert "youju doctor" in done.stdout + done.stderr
