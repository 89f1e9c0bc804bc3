"""A conversation as Markdown, with every quote and its place."""

from __future__ import annotations

import re
from typing import Any

_NUMBERED = re.compile(r"^(\d{1,9})(?=[.)])")
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&]|^[-+=]")


def as_markdown(conversation: dict[str, Any]) -> str:
    """``conversation``: as ``GET /api/conversations/{id}`` gives it."""
    lines = [f"# {plain(conversation['title'])}", ""]
    for answer in conversation["answers"]:
        lines += [f"## {plain(answer['question'])}", ""]
        if answer["standalone_question"] != answer["question"]:
            lines += [f"*{plain(answer['standalone_question'])}*", ""]
        lines += [*(plain(line) for line in answer["answer"].splitlines()), ""]
        lines += [_cited(citation) for citation in answer["citations"]]
        lines += [f"- ! {plain(warning)}" for warning in answer["warnings"]]
        by = answer["model"] or answer["mode"]
        lines += ["", f"{answer['created_at'][:19]}Z · {plain(by)} · {answer['id']}", ""]
    return "\n".join(lines)


def _cited(citation: dict[str, Any]) -> str:
    where = " › ".join((citation["report_title"], *citation["section"]))
    place = f"{citation['start']}–{citation['end']}"
    return f"- [{citation['marker']}] “{plain(citation['quote'])}” — {plain(where)} · {place}"


def plain(text: str) -> str:
    """Text of an asker or a report is no markup."""
    plain = _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))
    return _NUMBERED.sub(r"\1\\", plain)
