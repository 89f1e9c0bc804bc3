"""The whole way from question to proven answer, with an endpoint that a test scripts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path

import pytest

from tests.scripted_llm import ScriptedLLM
from youju.answering.assistant import Assistant
from youju.answering.events import Event
from youju.answering.verification import Verifier
from youju.assembly import Parts, build_assistant, build_parts
from youju.settings import Settings

Converse = Callable[..., list[Event]]


@pytest.fixture(scope="session")
def parts(shipped_index: Path) -> Parts:
    return build_parts(Settings(index_dir=str(shipped_index)))


@pytest.fixture(scope="session")
def verifier(parts: Parts) -> Verifier:
    return parts.answerer.verifier


def assistant_of(llm: ScriptedLLM | str, index: Path, **settings: object) -> Assistant:
    """With the endpoint behind it; ``settings`` are further ones."""
    values = {
        "index_dir": str(index),
        "llm_base_url": llm if isinstance(llm, str) else llm.base_url,
        "llm_model": "scripted",
        "llm_api_key": "sk-secret-0123456789",
        "llm_citing": "prose",
    }
    return build_assistant(Settings(**values | settings))  # type: ignore[arg-type]


@pytest.fixture
def events_of(shipped_index: Path) -> Converse:
    """All events of a question asked with the LLM; other arguments are settings."""

    def ask(llm: ScriptedLLM | str, question: str, **settings: object) -> list[Event]:
        assistant = assistant_of(llm, shipped_index, **settings)

        async def run() -> list[Event]:
            try:
                async with aclosing(assistant.stream(question)) as events:
                    return [event async for event in events]
            finally:
                await assistant.aclose()

        return asyncio.run(run())

    return ask
