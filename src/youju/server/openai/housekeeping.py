"""What chat pages (Open WebUI, LobeChat, Cherry Studio) ask on their own behalf: a title, tags,
follow-ups. No report answers that; it is told apart from a question by how their templates begin,
and answered from the conversation itself."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from youju.server.openai.schemas import ChatRequest

Suggest = Callable[[int], Awaitable[list[str]]]
_TASK = re.compile(
    r"\s*### Task:\s*(?:Generate a concise|Generate 1-3 broad tags|Suggest 3-5 relevant follow-up|"
    r"Analyze the chat history to determine the necessity of generating search queries|"
    r"You are an autocompletion system)",
)
_FORM = re.compile(r'\{\s*"(title|tags|follow_ups|queries|text)"\s*:')
_NAMES_TOPIC = re.compile(
    r"\s*(?:You are a professional conversation summarizer|你是一名擅长会话的助理|"
    r"You are (?:a conversation-savvy|an) assistant(?: skilled in conversation)?\W.*\btitle\b|"
    r"总结给出的会话|将给定的对话总结为|"
    r"Summarize the (?:given session|conversation) (?:into|as) a)",
    re.DOTALL,
)
_HISTORY = re.compile(r"<chat_history>(.*?)</chat_history>", re.DOTALL | re.IGNORECASE)
_ASKED = re.compile(
    r"(?:^|\n)\s*(?:<user>|user|用户)\s*[:：]?\s*(.+?)\s*(?=\n|</user>|$)", re.IGNORECASE
)
_WRAPPERS = (
    re.compile(r"\s*### Task:\s*Respond to the user query.*</context>\s*(.+)", re.DOTALL),
    re.compile(r".*<user_query>\s*(.+?)\s*</user_query>.*", re.DOTALL),
    re.compile(r".*## My question is:\s*(.+?)\s*## Reference Materials:.*", re.DOTALL),
)
_LONGEST_TITLE = 20
_FOLLOW_UPS = 3


async def housekeeping_reply(body: ChatRequest, suggest: Suggest) -> str | None:
    """None for a question of a person."""
    last = body.messages[-1].text
    wanted = _FORM.search(last) if _TASK.match(last) else None
    if wanted:
        return await _task(wanted[1], last, suggest)
    if any(_NAMES_TOPIC.match(m.text) for m in body.messages if m.role in ("system", "developer")):
        title = _title(_first_question(last))
        return _json({"title": title}) if _wants_json(body) else title
    if _wants_json(body):
        return _json({"title": _title(_first_question(last))})
    return None


def _wants_json(body: ChatRequest) -> bool:
    form = (body.model_extra or {}).get("response_format")
    return isinstance(form, dict) and form.get("type") == "json_schema"


async def _task(wanted: str, text: str, suggest: Suggest) -> str:
    history = _HISTORY.search(text)
    asked = _first_question(history[1] if history else text)
    content: dict[str, Any] = {
        "title": _title(asked),
        "tags": ["General"],
        "queries": [asked],
        "text": "",
        "follow_ups": await suggest(_FOLLOW_UPS) if wanted == "follow_ups" else [],
    }
    return _json({wanted: content[wanted]})


def _title(question: str) -> str:
    question = question.rstrip("？?。.！! ")
    return question if len(question) <= _LONGEST_TITLE else f"{question[:_LONGEST_TITLE]}…"


def _first_question(talk: str) -> str:
    """Of ``USER: …`` lines, or of a JSON list of messages."""
    try:
        messages = json.loads(talk)
        talk = next(str(m["mainText"]) for m in messages if m["role"] == "user")
    except (ValueError, LookupError, TypeError, StopIteration):
        asked = _ASKED.search(talk)
        talk = asked[1] if asked else talk
    return " ".join(talk.split())


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)


def unwrapped(text: str) -> str:
    """A person's question without what a chat page put round it: search results, a thinking
    switch."""
    text = re.sub(r"\s*/(?:no_)?think\s*$", "", text)
    inner = next(filter(None, (pattern.fullmatch(text) for pattern in _WRAPPERS)), None)
    return inner[1] if inner else text
