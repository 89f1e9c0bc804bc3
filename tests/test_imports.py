"""What is imported when: a cold question must not wait for what it does not use."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("torch", "transformers", "sentence_transformers", "pandas", "sklearn", "httpx", "fastapi")
WATCH = """
import atexit, json, sys
atexit.register(lambda: print("\\n" + json.dumps([*sys.modules])))
"""
ASK = """
import sys
sys.argv = ["youju", "ask", "2023年优良天数是多少？"]
from youju.cli import main
main()
"""


def modules_after(program: str, environment: dict[str, str]) -> tuple[str, set[str]]:
    """What the program prints, and the names of the modules it has imported at its end."""
    done = subprocess.run(
        [sys.executable, "-c", WATCH + program],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    shown, _, modules = done.stdout.rstrip().rpartition("\n")
    return shown, set(json.loads(modules))


@pytest.fixture
def asked(user_environment: dict[str, str]) -> tuple[str, set[str]]:
    return modules_after(ASK, user_environment)


def test_a_question_imports_nothing_heavy(asked: tuple[str, set[str]]) -> None:
    shown, modules = asked
    assert "217天" in shown
    assert {"numpy", "onnxruntime", "faiss"} <= modules
    assert not modules & {"youju.answering.verification", "asyncio", "jinja2", *HEAVY}


@pytest.mark.parametrize("name", ["youju", "youju.model", "youju.settings", "youju.cli.main"])
def test_importing_the_package_loads_no_model(name: str, user_environment: dict[str, str]) -> None:
    _, modules = modules_after(f"import {name}", user_environment)
    assert not modules & {"numpy", "onnxruntime", "faiss", "tantivy", "jieba", *HEAVY}
