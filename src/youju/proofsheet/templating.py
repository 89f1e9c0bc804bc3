"""What both sheets are made with. No script, nothing from elsewhere; every text is data: escaped,
and without characters that hide or turn about what stands beside."""

from __future__ import annotations

import hashlib
import re
import shlex
from base64 import b64encode
from datetime import UTC, datetime
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from youju.text import printable, shortened
from youju.wording import WORDS, called, say

_FOLDER = Path(__file__).parent
_CSS = (_FOLDER / "sheet.css").read_text(encoding="utf-8")
_CSS_HASH = b64encode(hashlib.sha256(_CSS.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_CSS_HASH}'; base-uri 'none'; form-action 'none'"
"""The Content-Security-Policy of every sheet."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST_TITLE = 60
_LANGS = {"zh": "zh-Hans", "en": "en"}


def rendered(template: str, language: str, at: datetime, **values: object) -> str:
    """``at``: when the sheet is made, with its time zone."""
    return (
        _environment()
        .get_template(template)
        .render(
            word=partial(_word, language),
            called=lambda kind, name: called(kind, name, language),
            lang=_LANGS[language],
            policy=POLICY,
            css=Markup(_CSS),
            version=version("youju"),
            made=moment(at),
            **values,
        )
    )


def title_of(text: str) -> str:
    """Its beginning, on one line."""
    return shortened(" ".join(text.split()), _LONGEST_TITLE)


def moment(at: datetime) -> str:
    """In UTC; and as clocks of this machine have it, where they do not show UTC."""
    utc, local = at.astimezone(UTC), at.astimezone()
    told = f"{utc:%Y-%m-%d %H:%M:%S} UTC"
    return told if not local.utcoffset() else f"{told} ({local:%Y-%m-%d %H:%M:%S} UTC{local:%z})"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["lang"] = lambda text: "zh-Hans" if _HAN.search(text) else "en"
    environment.filters["path"] = lambda titles: " › ".join(filter(None, titles))
    environment.filters["quoted"] = lambda name: shlex.quote(printable(name))
    return environment


def _shown(value: object) -> object:
    """Of every expression in a template, before it is escaped."""
    return value if isinstance(value, Markup) else printable(str(value))


def _word(language: str, key: str, **values: object) -> str:
    """A stage that has no words here is called what it is."""
    if f"sheet_{key}" not in WORDS:
        return printable(key.partition("_")[2])
    return say(f"sheet_{key}", language, **values)
