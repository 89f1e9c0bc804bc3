"""What chat pages (Open WebUI, LobeChat, Cherry Studio) ask on their own behalf: a title, tags,
follow-ups. No report answers that; it is told apart from a question by how their templates begin,
and answered from the conversation itself."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from youju.server.openai.schemas import ChatRequest
from youju.text import shortened

Suggest = Callable[[int], Awaitable[list[str]]]
_TASK = re.compile(
    r"\s*### Task:\s*(?:Generate a concise|Generate 1-3 broad tags|Suggest 3-5 relevant follow-up|"
    r"Analyze the chat history to determine the necessity of generating search queries|"
    r"You are an autocompletion system)",
)
_FORM = re.compile(r'\{\s*"(title|tags|follow_ups|queries|text)"\s*:')
_NAMES_TOPIC = re.compile(
    r"\s*(?:You are a professional conversation summarizer|你是一名擅长会话的助理|"
    r"You are a conversation-savvy assistant\. Summarize the conversation into a title|"
    r"You are an assistant skilled in conversation\. You need to summarize|"
    r"总结给出的会话|将给定的对话总结为|"
    r"Summarize the (?:given session|conversation) (?:into|as) a)",
)
_STRUCTURED = {"topic_title": ("title",), "topic_auto_summary": ("description", "summary")}
_SWITCHES = ("/no_think", "/think")
_ASKED = re.compile(r"^[ \t]{0,8}(?:user|用户)[ \t]{0,8}[:：]?(.+)$", re.IGNORECASE | re.MULTILINE)
_LONGEST_TITLE = 20
_FOLLOW_UPS = 3


async def housekeeping_reply(body: ChatRequest, suggest: Suggest) -> str | None:
    """None for a question of a person."""
    last = _without_switch(body.messages[-1].text)
    wanted = _FORM.search(last) if _TASK.match(last) else None
    if wanted:
        return await _task(wanted[1], last, suggest)
    schema = _schema_of(body)
    instructions = (m.text for m in body.messages if m.role in ("system", "developer"))
    if schema in _STRUCTURED or any(_NAMES_TOPIC.match(text) for text in instructions):
        title = _title(_questions(last)[0])
        fields = _STRUCTURED.get(schema)
        return _json(dict.fromkeys(fields, title)) if fields else title
    return None


def _schema_of(body: ChatRequest) -> str:
    """The name of the JSON schema that is asked for."""
    form = (body.model_extra or {}).get("response_format")
    schema = form.get("json_schema") if isinstance(form, dict) else None
    return str(schema.get("name", "")) if isinstance(schema, dict) else ""


async def _task(wanted: str, text: str, suggest: Suggest) -> str:
    asked = _questions(_between(text, "<chat_history>", "</chat_history>") or text)
    content: dict[str, Any] = {
        "title": _title(asked[0]),
        "tags": ["General"],
        "queries": [asked[-1]],
        "text": "",
        "follow_ups": await suggest(_FOLLOW_UPS) if wanted == "follow_ups" else [],
    }
    return _json({wanted: content[wanted]})


def _title(question: str) -> str:
    return shortened(question.rstrip("？?。.！! "), _LONGEST_TITLE)


def _questions(talk: str) -> list[str]:
    """Those of ``USER: …`` lines, or of a JSON list of messages; else the text itself."""
    try:
        asked = [str(m["mainText"]) for m in json.loads(talk) if m["role"] == "user"]
    except (ValueError, LookupError, TypeError):
        tagged = _between(talk, "<user>", "</user>")
        asked = [tagged] if tagged else [match[1] for match in _ASKED.finditer(talk)]
    return [" ".join(text.split()) for text in asked or [talk]]


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)


def unwrapped(text: str) -> str:
    """A person's question without what a chat page put round it: search results, a thinking
    switch."""
    text = _without_switch(text)
    inner = _between(text, "<user_query>", "</user_query>")
    if not inner and text.lstrip().startswith("### Task:"):
        inner = text.rpartition("</context>")[2] if "</context>" in text else ""
    inner = inner or _between(text, "## My question is:", "## Reference Materials:")
    return inner.strip() or text


def _without_switch(text: str) -> str:
    """Cherry Studio's, for models that think."""
    text = text.rstrip()
    for switch in _SWITCHES:
        text = text.removesuffix(switch).rstrip()
    return text


def _between(text: str, start: str, end: str) -> str:
    """By plain search: what anybody sends must not cost the square of its length."""
    _, found, rest = text.partition(start)
    inner, closed, _ = rest.partition(end)
    return inner if found and closed else ""
