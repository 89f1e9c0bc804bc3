"""Requests as OpenAI's clients send them; what is not for us is let through and left alone."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from youju.server.schemas import clean

_LONGEST = 200_000


class ChatMessage(BaseModel):
    model_config = ConfigDict(extra="allow")
    role: str = Field(max_length=40)
    content: str | list[Any] | None = Field(None, max_length=_LONGEST)

    @property
    def text(self) -> str:
        """Of a content in parts, the text ones: a report is asked about in words."""
        if isinstance(self.content, str):
            return clean(self.content)
        parts = (p for p in self.content or () if isinstance(p, dict) and p.get("type") == "text")
        return clean("\n".join(str(part.get("text", "")) for part in parts))


class StreamOptions(BaseModel):
    model_config = ConfigDict(extra="allow")
    include_usage: StrictBool | None = None


class ChatRequest(BaseModel):
    """``model``: ``youju``, ``youju-extractive``, or with a report's id behind a colon."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "model": "youju",
                    "messages": [{"role": "user", "content": "2023年优良天数是多少？"}],
                },
                {
                    "model": "youju:zhongyuan-2023",
                    "messages": [{"role": "user", "content": "How many days of good air?"}],
                    "stream": True,
                },
            ]
        },
    )
    model: str = Field("youju", max_length=300)
    messages: list[ChatMessage] = Field(min_length=1, max_length=1000)
    stream: StrictBool | None = False
    stream_options: StreamOptions | None = None
