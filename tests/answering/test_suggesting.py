from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from tests.answering.conftest import assistant_of
from tests.scripted_llm import completion, failure, scripted_llm
from youju.answering.assistant import Assistant
from youju.assembly import build_assistant
from youju.model import Status
from youju.settings import Settings


def suggested(
    assistant: Assistant, count: int, report_ids: Sequence[str] | None = None
) -> list[str]:
    async def ask() -> list[str]:
        try:
            return await assistant.suggest(count, report_ids)
        finally:
            await assistant.aclose()

    return asyncio.run(ask())


def test_without_an_llm_the_figures_are_asked_about(shipped_index: Path) -> None:
    assistant = build_assistant(Settings(index_dir=str(shipped_index)))
    questions = suggested(assistant, 3)
    assert "新增经营主体多少家？" in questions
    for question in questions:
        assert assistant.answerer.answer(question).status is Status.ANSWERED


def test_what_the_llm_suggests_is_kept_only_if_the_report_answers_it(shipped_index: Path) -> None:
    reply = "1. 2023年优良天数是多少？\n2. 2020年新增养老床位多少张？\n- 区委书记是谁？\n好的。"
    with scripted_llm(completion(reply)) as llm:
        questions = suggested(assistant_of(llm, shipped_index), 2)
    assert questions == ["2023年优良天数是多少？", "区委书记是谁？"]


def test_a_failing_llm_is_done_without(shipped_index: Path) -> None:
    with scripted_llm(failure(500, "broken")) as llm:
        assert "新增经营主体多少家？" in suggested(assistant_of(llm, shipped_index), 3)


def test_only_what_the_chosen_report_answers_is_suggested(library_folder: Path) -> None:
    reply = "新增养老床位多少张？\n2022年优良天数是多少？\n区委书记是谁？"
    with scripted_llm(completion(reply)) as llm:
        assistant = assistant_of(llm, library_folder)
        questions = suggested(assistant, 2, ["qingshi-2022"])
    assert questions == ["新增养老床位多少张？", "2022年优良天数是多少？"]
