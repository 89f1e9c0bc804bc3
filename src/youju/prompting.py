"""The prompts: Markdown files in ``prompts/``, Jinja2 inside, front matter saying what they take.

A prompt has a block ``system`` and a block ``user``. What is filled in is data: the filter ``data``
takes from it whatever could pass for a delimiter, a chat template's token or a marker.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from youju.errors import PromptError
from youju.resources import shipped
from youju.text import printable

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from youju.llm import Message

TAKES = {
    "answer.zh": frozenset({"passages", "question", "constrained", "refusal"}),
    "answer.en": frozenset({"passages", "question", "constrained", "refusal"}),
    "rewrite": frozenset({"history", "question"}),
    "suggest": frozenset({"passages", "count"}),
    "repair": frozenset({"passages", "question", "sentences"}),
}
_BLOCKS = ("system", "user")
_DELIMITER = re.compile(r"[\[［【](\s*\^?\s*\d{1,3}[\d\s,，、\-–~]*|/?(?:INST|SYS))[\]］】]")


@dataclass(frozen=True)
class Prompt:
    name: str
    path: Path
    template: Template

    def messages(self, **values: object) -> list[Message]:
        """Raises ``PromptError`` where the template fails on the values."""
        try:
            context = self.template.new_context(dict(values))
            texts = {name: "".join(self.template.blocks[name](context)) for name in _BLOCKS}
        except Exception as error:  # a template can raise anything
            raise PromptError(name=self.path, detail=_first_line(error)) from None
        return [{"role": role, "content": text.strip()} for role, text in texts.items()]


class Prompts:
    """All prompts, compiled; those in ``folder`` replace the shipped ones of the same name."""

    def __init__(self, folder: str = "") -> None:
        """Raises ``PromptError``: a missing folder, a broken or unknown template."""
        own = Path(folder) if folder else None
        if own is not None and not own.is_dir():
            raise PromptError(name=own, detail="no such folder")
        named = {path.stem for path in own.glob("*.md")} - {"README"} if own else set()
        if own and (unknown := sorted(named - set(TAKES))):
            raise PromptError(name=own / f"{unknown[0]}.md", detail=f"≠ {', '.join(TAKES)}")
        self._prompts: dict[str, Prompt] = {}
        for name in TAKES:
            path = shipped("prompts") / f"{name}.md"
            if own is not None and (own / f"{name}.md").is_file():
                path = own / f"{name}.md"
            self._prompts[name] = _compiled(name, path)

    def __getitem__(self, name: str) -> Prompt:
        return self._prompts[name]


def _compiled(name: str, path: Path) -> Prompt:
    import frontmatter
    from jinja2 import meta

    environment = _environment()
    try:
        page = frontmatter.loads(path.read_text(encoding="utf-8"))
        used = meta.find_undeclared_variables(environment.parse(page.content))
        template = environment.from_string(page.content)
    except Exception as error:  # of the file, its encoding, the YAML or the template
        raise PromptError(name=path, detail=_first_line(error)) from None
    takes = _taken(page.metadata)
    unknown = sorted((used | takes) - TAKES[name])
    if unknown:
        raise PromptError(name=path, detail=f"? {', '.join(unknown)}")
    missing = [block for block in _BLOCKS if block not in template.blocks]
    if missing:
        raise PromptError(name=path, detail=f"{{% block {missing[0]} %}} ?")
    return Prompt(name, path, template)


@cache
def _environment() -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    environment.filters["data"] = data
    return environment


def _taken(metadata: Mapping[str, Any]) -> set[str]:
    takes = metadata.get("takes") or {}
    return set(takes) if isinstance(takes, dict | list) else {str(takes)}


def data(text: object) -> str:
    """Text of a report or an asker that cannot be taken for anything else."""
    plain = printable(str(text)).replace("<", "＜").replace(">", "＞")
    return _DELIMITER.sub(r"〔\1〕", plain)


def _first_line(error: Exception) -> str:
    said = str(error).strip().splitlines() or [type(error).__name__]
    line = getattr(error, "lineno", None)
    return f"{said[0][:150]}" + (f" (line {line})" if line else "")
