"""Messages of a chat → the question and the turns before it."""

from __future__ import annotations

from collections.abc import Sequence

from youju.answering.conversation import Turn, recent, standalone_question
from youju.errors import QuestionEmpty, QuestionError
from youju.query import LONGEST_QUESTION
from youju.server.openai.housekeeping import unwrapped
from youju.server.openai.schemas import ChatMessage

_LONGEST_ANSWER = 10_000
_QUOTES = "\n\n> [1]"
"""What ``responses.said`` puts behind an answer."""


def conversation_of(messages: Sequence[ChatMessage]) -> tuple[str, list[Turn]]:
    """The last question of the user, and the earlier ones with what was answered.

    What a system prompt says is not for the report to answer. Raises ``QuestionEmpty``.
    """
    told = [message for message in messages if message.role in ("user", "assistant")]
    if not told or told[-1].role != "user" or not told[-1].text.strip():
        raise QuestionEmpty
    turns: list[Turn] = []
    question = ""
    for message in told[:-1]:
        if message.role == "user":
            asked = unwrapped(message.text)[:LONGEST_QUESTION]
            question = standalone_question(asked, recent(turns))
        elif question:
            turns.append(Turn(question, message.text.partition(_QUOTES)[0][:_LONGEST_ANSWER]))
            question = ""
    last = unwrapped(told[-1].text)
    if len(last) > LONGEST_QUESTION:
        raise QuestionError(length=len(last), limit=LONGEST_QUESTION)
    return last, turns
