"""The command line with an LLM behind it, each in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.proofsheet.helpers import read
from tests.scripted_llm import (
    HANG,
    Reply,
    ScriptedLLM,
    completion,
    failure,
    scripted_llm,
    stream,
)

Youju = Callable[..., subprocess.CompletedProcess[str]]
QUESTION = "2023年优良天数是多少？"
PROVEN = "2023年，中原区的优良天数达217天[1]。"
LEFT_OUT = completion("1. 删去")
KEY = "sk-secret-0123456789"


def of(llm: ScriptedLLM) -> dict[str, str]:
    return {
        "YOUJU_LLM_BASE_URL": llm.base_url,
        "YOUJU_LLM_MODEL": "scripted",
        "YOUJU_LLM_API_KEY": KEY,
        "YOUJU_LLM_CITING": "prose",
    }


def test_the_answer_says_who_wrote_it_and_what_proves_it(youju: Youju) -> None:
    with scripted_llm(stream(PROVEN)) as llm:
        done = youju("ask", QUESTION, **of(llm))
    assert (done.returncode, done.stderr) == (0, "")
    assert PROVEN in done.stdout
    assert "优良天数达217天”" in done.stdout
    assert "scripted 作答，逐句核对" in done.stdout


def test_json_holds_the_draft_and_what_was_struck(youju: Youju) -> None:
    draft = f"{PROVEN}优良天数达271天[1]。"
    with scripted_llm(stream(draft), LEFT_OUT) as llm:
        done = youju("ask", "--json", QUESTION, **of(llm))
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (answer["mode"], answer["model"]) == ("llm", "scripted")
    assert (answer["answer"], answer["draft"]) == (PROVEN, draft)
    assert answer["struck"][0]["verdict"] == "unsupported"
    assert answer["struck"][0]["problems"] == ["figure:271天"]
    assert {"embed", "retrieve", "generate", "verify", "total"} <= set(answer["timings_ms"])
    assert KEY not in done.stdout


def test_a_dead_endpoint_costs_one_line_and_no_failure(youju: Youju) -> None:
    with scripted_llm(failure(401, f"Incorrect API key: {KEY}")) as llm:
        done = youju("ask", QUESTION, "-v", **of(llm))
    assert done.returncode == 0
    assert "优良天数达217天[1]。" in done.stdout
    assert "报告原话" in done.stdout
    assert done.stderr.count("\n") == 1
    assert "YOUJU_LLM_API_KEY" in done.stderr
    assert KEY not in done.stdout + done.stderr


def test_extractive_mode_calls_nobody(youju: Youju) -> None:
    with scripted_llm(stream(PROVEN)) as llm:
        done = youju("ask", "--mode", "extractive", QUESTION, **of(llm))
    assert "报告原话" in done.stdout
    assert not llm.requests


def test_what_is_not_proven_is_marked_where_it_is_kept(youju: Youju) -> None:
    with scripted_llm(stream(f"{PROVEN}优良天数达271天[1]。"), LEFT_OUT) as llm:
        done = youju("ask", QUESTION, YOUJU_STRICTNESS="lenient", **of(llm))
    assert "优良天数达271天（未证实）。" in done.stdout
    assert "已标出" in done.stderr


def test_a_chat_understands_follow_ups_with_the_llm(youju: Youju) -> None:
    rewritten = completion("2023年新增绿地是多少？")
    with scripted_llm(stream(PROVEN), rewritten, stream("新增绿地31万平方米[1]。")) as llm:
        done = youju("chat", stdin=f"{QUESTION}\n那绿地呢？\n\n", **of(llm))
    assert done.returncode == 0
    assert "理解为：2023年新增绿地是多少？" in done.stdout
    assert "新增绿地31万平方米[1]。" in done.stdout
    assert len(llm.requests) == 3
    assert "优良天数" in llm.prompt(1)
    assert "优良天数是多少" not in llm.prompt(2)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2035年绿地是多少？",
        "2023年绿地是多少[1]",
        "2023年新增绿地31万平方米。",
        "2023年天气预报说明天下雨吗？",
        "好的，这是改写后的问题。" * 30,
    ],
    ids=["nothing", "a year nobody said", "a marker", "an answer", "another matter", "chatter"],
)
def test_a_rewriting_that_invents_is_not_followed(youju: Youju, written: str) -> None:
    reply = completion(written)
    with scripted_llm(stream(PROVEN), reply, stream("报告没有提到。")) as llm:
        done = youju("chat", stdin=f"{QUESTION}\n那绿地呢？\n\n", **of(llm))
    assert "理解为：2023年绿地是多少？" in done.stdout


def test_a_rewriting_that_drops_what_was_asked_is_not_followed(youju: Youju) -> None:
    reply = completion("优良天数是多少？")
    with scripted_llm(stream(PROVEN), reply, stream("报告没有提到。")) as llm:
        done = youju("chat", stdin=f"{QUESTION}\n那2022年呢？\n\n", **of(llm))
    assert "理解为：2022年优良天数是多少？" in done.stdout


def test_a_new_question_is_not_rewritten(youju: Youju) -> None:
    with scripted_llm(stream(PROVEN), stream("新增公共停车场73处[1]。")) as llm:
        done = youju("chat", stdin=f"{QUESTION}\n新增公共停车场多少处？\n\n", **of(llm))
    assert "新增公共停车场73处[1]。" in done.stdout
    assert "理解为" not in done.stdout
    assert len(llm.requests) == 2


@pytest.fixture
def shown(user_environment: dict[str, str]) -> Callable[[ScriptedLLM, float], str]:
    """What a terminal has shown of an answer: all, or until Ctrl-C after so many seconds."""

    def ask(llm: ScriptedLLM, interrupt_after: float) -> str:
        terminal, side = os.openpty()
        command = [sys.executable, "-m", "youju", "ask", QUESTION]
        environment = user_environment | of(llm) | {"TERM": "xterm", "COLUMNS": "100"}
        process = subprocess.Popen(command, stdout=side, stderr=side, env=environment)
        os.close(side)
        if interrupt_after:
            deadline = time.monotonic() + 10
            while not llm.requests and time.monotonic() < deadline:
                time.sleep(0.05)
            time.sleep(interrupt_after)
            process.send_signal(signal.SIGINT)
        text = b""
        while True:
            try:
                read = os.read(terminal, 65536)
            except OSError:
                break
            if not read:
                break
            text += read
        os.close(terminal)
        process.wait(20)
        return text.decode("utf-8", "replace")

    return ask


def test_a_terminal_shows_the_draft_while_it_is_written(
    shown: Callable[[ScriptedLLM, float], str],
) -> None:
    with scripted_llm(stream(PROVEN, delay=0.05)) as llm:
        text = shown(llm, 0)
    assert "正在写（还没有核对）" in text
    assert text.index("正在写") < text.index("作答，逐句核对")


def test_ctrl_c_ends_the_request_upstream(shown: Callable[[ScriptedLLM, float], str]) -> None:
    with scripted_llm(stream("优良天数", before=[HANG])) as llm:
        text = shown(llm, 0.5)
        deadline = time.monotonic() + 5
        while not llm.gone and time.monotonic() < deadline:
            time.sleep(0.05)
    assert "已中断" in text
    assert "Traceback" not in text
    assert llm.gone == 1


def test_the_end_of_a_long_draft_stays_in_sight(
    shown: Callable[[ScriptedLLM, float], str],
) -> None:
    draft = "\n".join(f"- 第{number}项工作进展顺利。" for number in range(1, 81))
    with scripted_llm(stream(draft, size=40, delay=0.02), LEFT_OUT) as llm:
        text = shown(llm, 0)
    assert "第80项" in text
    assert text.index("第80项") < text.rindex("报告原话")


def test_ctrl_c_stops_the_answer_and_not_the_chat(user_environment: dict[str, str]) -> None:
    with (
        scripted_llm(stream("优良", before=[HANG]), stream(PROVEN)) as llm,
        subprocess.Popen(
            [sys.executable, "-m", "youju", "chat"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=user_environment | of(llm),
        ) as chat,
    ):
        assert chat.stdin
        chat.stdin.write(f"{QUESTION}\n")
        chat.stdin.flush()
        deadline = time.monotonic() + 20
        while not llm.requests and time.monotonic() < deadline:
            time.sleep(0.05)
        chat.send_signal(signal.SIGINT)
        said, errors = chat.communicate(f"{QUESTION}\n", timeout=30)
    assert "这个回答停下了" in errors
    assert PROVEN in said
    assert chat.returncode == 0


def test_what_was_struck_is_told_with_the_reason(youju: Youju) -> None:
    def script(request: dict[str, Any]) -> Reply:
        return stream(f"{PROVEN}优良天数达271天[1]。") if request["stream"] else LEFT_OUT

    with scripted_llm(script=script) as llm:
        briefly = youju("ask", QUESTION, **of(llm))
        whole = youju("ask", "-v", QUESTION, **of(llm))
    assert "加 -v 看删去的话" in briefly.stderr
    assert "271天" not in briefly.stdout + briefly.stderr
    assert "优良天数达271天" in whole.stdout
    assert "数字不符：271天" in whole.stdout


def test_a_proof_sheet_says_what_the_llm_wrote_and_what_was_struck(
    youju: Youju, tmp_path: Path
) -> None:
    with scripted_llm(stream(f"{PROVEN}优良天数达271天[1]。"), LEFT_OUT) as llm:
        done = youju("ask", QUESTION, "--proof", "sheet.html", **of(llm))
    assert done.returncode == 0
    sheet = (tmp_path / "sheet.html").read_text("utf-8")
    root = read(sheet)
    assert "由大模型 scripted 撰写" in root.text
    assert "271天" in root.find("s")[0].text
    assert "数字不符：271天" in root.text
    assert KEY not in sheet


def test_doctor_asks_the_llm(youju: Youju) -> None:
    with scripted_llm(completion("2")) as llm:
        done = youju("doctor", **of(llm))
    assert done.returncode == 0
    assert "✓ 大模型 scripted" in done.stdout
    with scripted_llm(failure(404, "no such model")) as llm:
        done = youju("doctor", **of(llm))
    assert done.returncode == 1
    assert "YOUJU_LLM_MODEL" in done.stdout


def test_doctor_names_a_mistyped_setting(youju: Youju) -> None:
    done = youju("doctor", YOUJU_LLM_MODLE="x")
    assert "YOUJU_LLM_MODLE" in done.stdout


def test_a_prompt_is_shown_as_it_would_be_sent(youju: Youju) -> None:
    done = youju("prompts", "show", QUESTION)
    assert done.returncode == 0
    assert done.stdout.index("--- system") < done.stdout.index("--- user")
    assert "优良天数达217天" in done.stdout
    with scripted_llm(stream(PROVEN)) as llm:
        sent = youju("prompts", "show", "--json", QUESTION, **of(llm))
        youju("ask", QUESTION, **of(llm))
    assert json.loads(sent.stdout)["messages"] == llm.requests[0]["messages"]


def test_a_broken_prompt_is_said_before_anything_is_asked(youju: Youju, tmp_path: Path) -> None:
    folder = tmp_path / "prompts"
    folder.mkdir()
    (folder / "answer.zh.md").write_text("{% block system %}")
    with scripted_llm(stream(PROVEN)) as llm:
        done = youju("ask", QUESTION, YOUJU_PROMPTS_DIR=str(folder), **of(llm))
    assert (done.returncode, done.stdout) == (1, "")
    assert "answer.zh.md" in done.stderr
    assert not llm.requests


def test_a_misnamed_prompt_is_said(youju: Youju, tmp_path: Path) -> None:
    folder = tmp_path / "prompts"
    folder.mkdir()
    (folder / "answer_zh.md").write_text("{% block system %}{% endblock %}")
    with scripted_llm(stream(PROVEN)) as llm:
        done = youju("ask", QUESTION, YOUJU_PROMPTS_DIR=str(folder), **of(llm))
    assert (done.returncode, done.stdout) == (1, "")
    assert "answer_zh.md" in done.stderr
    assert "answer.zh" in done.stderr


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"YOUJU_LLM_BASE_URL": "http://127.0.0.1:1/v1"}, "llm_model"),
        ({"YOUJU_LLM_MODEL": "x"}, "llm_base_url"),
        ({"YOUJU_LLM_BASE_URL": "ftp://x", "YOUJU_LLM_MODEL": "x"}, "http://"),
        ({"YOUJU_LLM_BASE_URL": "http://[::1/v1", "YOUJU_LLM_MODEL": "x"}, "llm_base_url"),
        ({"YOUJU_LLM_BASE_URL": "http://x:99999/v1", "YOUJU_LLM_MODEL": "x"}, "llm_base_url"),
        ({"YOUJU_LLM_API_KEY": "钥匙"}, "llm_api_key"),
        ({"YOUJU_LLM_CONTEXT_TOKENS": "1024"}, "llm_answer_tokens"),
        ({"YOUJU_STRICTNESS": "harsh"}, "lenient | standard | strict"),
        ({"YOUJU_LLM_TIMEOUT": "-1"}, "llm_timeout"),
    ],
)
def test_a_wrong_setting_is_named(youju: Youju, environment: dict[str, str], said: str) -> None:
    done = youju("ask", QUESTION, **environment)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_llm_is_evaluated_before_and_after_verification(youju: Youju, tmp_path: Path) -> None:
    asked = {"question": QUESTION, "must": [["217天"]], "gold": "优良天数达217天", "kind": "x"}
    silent = {"question": "2020年新增养老床位多少张？", "must": [], "gold": None, "kind": "y"}
    rows = [{"id": "a", **asked}, {"id": "b", **silent}]
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    draft = "优良天数达217天[9]。优良天数达271天[1]。"
    with scripted_llm(stream(draft), LEFT_OUT) as llm:
        done = youju("eval", path, "--mode", "llm", "--json", **of(llm))
    assert (done.returncode, done.stderr) == (0, "")
    content = json.loads(done.stdout)
    assert content["overall"]["accuracy"] == 1.0
    assert content["overall"]["abstention_recall"] == 1.0
    bare, verified = content["citing"]["bare"], content["citing"]["verified"]
    assert (bare["sentences"], bare["citation_recall"], bare["citation_precision"]) == (2, 0.0, 0.0)
    assert (bare["proven"], verified["proven"]) == (0.5, 1.0)
    assert (verified["citation_recall"], verified["citation_precision"]) == (1.0, 1.0)


def test_altered_passages_do_not_get_into_the_answer(youju: Youju, tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    row = {"id": "a", "question": QUESTION, "must": [["217天"]], "gold": None, "kind": "x"}
    path.write_text(json.dumps(row, ensure_ascii=False))
    with scripted_llm(stream("优良天数达210天[1]。"), LEFT_OUT) as llm:
        done = youju("eval", path, "--mode", "llm", "--counterfactual", "--json", **of(llm))
    assert "优良天数达210天" in llm.prompt(0)
    content = json.loads(done.stdout)
    assert content["citing"]["bare"]["proven"] == 0.0
    assert "217天" in content["outcomes"][0]["answer"]


def test_an_llm_that_never_answers_is_not_measured_in_silence(youju: Youju, tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").write_text(
        '{"id": "a", "question": "优良天数？", "must": [["217天"]], "gold": null, "kind": "x"}\n',
        encoding="utf-8",
    )
    with scripted_llm(failure(401, "no")) as llm:
        done = youju("eval", "set.jsonl", "--mode", "llm", **of(llm))
    assert done.returncode == 1
    assert "1 题大模型没有作答" in done.stderr
    assert "YOUJU_LLM_API_KEY" in done.stderr


def test_altered_passages_need_an_llm(youju: Youju, tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").write_text(
        '{"question": "优良天数？", "must": [["217天"]], "gold": null, "kind": "x"}\n',
        encoding="utf-8",
    )
    done = youju("eval", "set.jsonl", "--counterfactual")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--mode llm" in done.stderr


def test_without_reports_there_is_no_prompt_to_show(youju: Youju, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    (tmp_path / "a.txt").write_text(
        "青石区2022年政府工作报告\n\n优良天数达286天。\n", encoding="utf-8"
    )
    assert youju("index", "add", "a.txt", "--index", folder).returncode == 0
    assert youju("index", "remove", "a", "--index", folder).returncode == 0
    done = youju("prompts", "show", QUESTION, "--index", folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert "没有找到" in done.stderr


@pytest.mark.parametrize("command", [("chat",), ("doctor",)])
def test_what_an_endpoint_says_does_not_steer_the_terminal(
    youju: Youju, command: tuple[str, ...]
) -> None:
    def script(request: dict[str, Any]) -> Reply:
        if command == ("doctor",):
            return failure(418, "\x1b]0;pwned\x07\u202e")
        return stream(PROVEN) if request["stream"] else completion("2022年优良天数\x1b[2J\u202e？")

    with scripted_llm(script=script) as llm:
        done = youju(*command, stdin=f"{QUESTION}\n那2022年呢？\n", **of(llm))
    for char in "\x1b\x07\u202e":
        assert char not in done.stdout + done.stderr
