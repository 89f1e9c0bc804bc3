"""An ``Answer`` in OpenAI's forms. Only what is proven is the content; the draft that an LLM writes
on the way goes out as ``reasoning_content``, which chat pages show apart."""

from __future__ import annotations

import json
import re
from typing import Any

from youju.answering.numbering import tokens_in
from youju.model import Answer, Citation
from youju.serialising import answer_to_dict
from youju.server.exporting import plain

_LINK = re.compile(r"\[(?!\d{1,3}\])|[<]")
"""What would open a link, an image or an element; markers stay."""
_TOLD = ("answer", "standalone_question", "status", "reason", "mode", "warnings", "claims")
DONE = b"data: [DONE]\n\n"


def completion(
    identity: str, created: int, model: str, reply: str, asked: int, answer: Answer | None = None
) -> str:
    """``asked``: tokens of the messages; ``answer``: what proves ``reply``."""
    content = {
        "id": identity,
        "object": "chat.completion",
        "created": created,
        "model": model,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": reply, "refusal": None},
                "logprobs": None,
                "finish_reason": "stop",
            }
        ],
        "usage": usage(asked, reply),
        **(_evidence(answer) if answer else {}),
    }
    return json.dumps(content, ensure_ascii=False)


class Chunks:
    """The chunks of one streamed completion."""

    def __init__(self, identity: str, created: int, model: str) -> None:
        self._head = {
            "id": identity,
            "object": "chat.completion.chunk",
            "created": created,
            "model": model,
        }

    def delta(self, **delta: str) -> bytes:
        return self._chunk(delta, None)

    def answer(self, answer: Answer) -> bytes:
        """With its citations: some chat pages read them from the chunk of the words alone."""
        return self._chunk({"content": said(answer)}, None, **_evidence(answer))

    def last(self) -> bytes:
        return self._chunk({}, "stop")

    def usage(self, asked: int, reply: str) -> bytes:
        return _event(self._head | {"choices": [], "usage": usage(asked, reply)})

    @staticmethod
    def failure(message: str, code: str) -> bytes:
        return _event({"error": {"message": message, "type": "server_error", "code": code}})

    def _chunk(self, delta: dict[str, str], finish: str | None, **more: Any) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return _event(self._head | {"choices": [choice]} | more)


def said(answer: Answer) -> str:
    """With the quotes below: most chat pages show nothing but the content."""
    told = _LINK.sub(r"\\\g<0>", answer.answer)
    quotes = "\n> ".join(_quote(citation) for citation in answer.citations)
    return f"{told}\n\n> {quotes}" if quotes else told


def _quote(citation: Citation) -> str:
    where = " › ".join((citation.report_title, *citation.section))
    return f"[{citation.marker}] “{plain(citation.quote)}” — {plain(where)}"


def usage(asked: int, reply: str) -> dict[str, int]:
    """Tokens by an estimate: no tokenizer is asked."""
    answered = tokens_in(reply)
    return {
        "prompt_tokens": asked,
        "completion_tokens": answered,
        "total_tokens": asked + answered,
    }


def _evidence(answer: Answer) -> dict[str, Any]:
    content = answer_to_dict(answer)
    told = {name: content[name] for name in _TOLD}
    return {"citations": content["citations"], "youju": {"answer_id": answer.id, **told}}


def _event(content: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(content, ensure_ascii=False)}\n\n".encode()
