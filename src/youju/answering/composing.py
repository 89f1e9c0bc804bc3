"""What is said to the LLM for a question, and how what comes back is to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from youju.answering.answerer import Examined
from youju.answering.drafting import ProseReader, Reader, SchemaReader, Sentence
from youju.answering.numbering import (
    Numbered,
    fitting,
    numbered_passages,
    numbered_sentences,
    tokens_in,
)
from youju.answering.wording import NO_ANSWER
from youju.llm import Message
from youju.model import Hit
from youju.prompting import Prompts


@dataclass(frozen=True)
class Task:
    """One request: ``items`` are what its markers or sources name, ``hits`` the passages shown."""

    messages: list[Message]
    items: Sequence[Numbered]
    hits: Sequence[Hit]
    constrained: bool

    @property
    def response_format(self) -> dict[str, Any] | None:
        return _schema(len(self.items)) if self.constrained else None

    def reader(self) -> Reader:
        if not self.constrained:
            return ProseReader()
        return SchemaReader([item.passage for item in self.items])

    def cited(self, markers: Sequence[int]) -> list[Hit]:
        """The passages that markers (numbers of passages, from 1) name; unknown ones name none."""
        return [self.hits[n - 1] for n in markers if 1 <= n <= len(self.hits)]

    def numbered(self, sentence: Sentence) -> Sentence:
        """A sentence whose markers are numbers of items, with those of their passages."""
        markers = [self._passages[n] for n in sentence.markers if n in self._passages]
        return replace(sentence, markers=tuple(dict.fromkeys(markers)))

    @cached_property
    def _passages(self) -> dict[int, int]:
        return {item.number: item.passage for item in self.items}


class Composer:
    """Puts requests together within a context of so many tokens."""

    def __init__(self, prompts: Prompts, context_tokens: int, answer_tokens: int) -> None:
        self._prompts = prompts
        self._budget = context_tokens - answer_tokens

    def task(self, examined: Examined, hits: Sequence[Hit], *, constrained: bool) -> Task:
        """``hits``: at least one."""
        numbered = numbered_sentences if constrained else numbered_passages
        bare = self._messages(examined, (), constrained=constrained)
        items = numbered(hits, self._left_by(bare))
        messages = self._messages(examined, items, constrained=constrained)
        return Task(messages, items, hits[: items[-1].passage], constrained)

    def repair(
        self, examined: Examined, task: Task, sentences: Sequence[Mapping[str, object]]
    ) -> list[Message]:
        """The passages of ``task`` again, as far as the sentences to mend leave room."""
        prompt = self._prompts["repair"]
        bare = prompt.messages(passages=(), question=examined.text, sentences=sentences)
        items = fitting(task.items, self._left_by(bare))
        return prompt.messages(passages=items, question=examined.text, sentences=sentences)

    def _left_by(self, messages: Sequence[Message]) -> int:
        return self._budget - sum(tokens_in(message["content"]) for message in messages)

    def _messages(
        self, examined: Examined, items: Sequence[Numbered], *, constrained: bool
    ) -> list[Message]:
        return self._prompts[f"answer.{examined.language}"].messages(
            passages=items,
            question=examined.text,
            constrained=constrained,
            refusal=NO_ANSWER[examined.language],
        )


def _schema(count: int) -> dict[str, Any]:
    """Sentences with numbers of items: a source that does not exist cannot be written."""
    source = {"type": "integer", "enum": list(range(1, count + 1))}
    sentence = {
        "type": "object",
        "properties": {
            "text": {"type": "string"},
            "sources": {"type": "array", "items": source},
        },
        "required": ["text", "sources"],
        "additionalProperties": False,
    }
    answer = {
        "type": "object",
        "properties": {
            "answerable": {"type": "boolean"},
            "sentences": {"type": "array", "items": sentence},
        },
        "required": ["answerable", "sentences"],
        "additionalProperties": False,
    }
    return {
        "type": "json_schema",
        "json_schema": {"name": "answer", "strict": True, "schema": answer},
    }
