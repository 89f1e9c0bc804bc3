"""Everything that can be set: ``YOUJU_…`` in the environment, which wins, or ``youju.toml``."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from youju.errors import ConfigurationError

CONFIG_FILE = "youju.toml"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_PREFIX = "YOUJU_"
_NO_SETTINGS = ("LANG", "QUESTION", "TEST_GGUF")
"""Variables of the command line, of make and of the tests."""
_CHOICES = {
    "llm_citing": ("auto", "schema", "prose"),
    "strictness": ("lenient", "standard", "strict"),
    "log_format": ("text", "json"),
}
_RANGES: dict[str, tuple[float, float]] = {
    "dense_weight": (0, 1),
    "top_k": (1, 50),
    "llm_context_tokens": (1024, 10_000_000),
    "llm_answer_tokens": (64, 1_000_000),
    "llm_connect_timeout": (0.1, 3600),
    "llm_first_token_timeout": (0.1, 3600),
    "llm_token_timeout": (0.1, 3600),
    "llm_timeout": (0.1, 3600),
    "max_concurrent": (1, 100_000),
    "max_upload_mb": (1, 1000),
}
_TRUTH = {"1": True, "true": True, "yes": True, "on": True} | {
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}
_DATABASES = ("sqlite:///", "postgresql://", "postgres://")
_RATE = re.compile(r"\d{1,9} ?/ ?(?:second|minute|hour|day)")
_SHORTEST_KEY = 16
_SECRET = ("llm_api_key", "api_keys", "database_url")


@dataclass(frozen=True)
class Settings:
    """The settings; a field's name in capitals behind ``YOUJU_`` is its variable."""

    index_dir: str = ""
    """Folder of the index; empty: the user's own library, or the one shipped."""
    embedding_model: str = ""
    """Name or folder of a sentence-transformers model; empty: the one in the box."""
    rerank_model: str = ""
    """Name or folder of a cross-encoder; empty: none."""
    dense_weight: float = 0.6
    """Share of the dense score in the fused one, 0 to 1."""
    reader: bool = True
    """Whether the trained reader takes part; ``off``: rules alone decide."""
    top_k: int = 6
    """Passages that are shown with an answer."""
    llm_base_url: str = ""
    """Of an OpenAI-compatible endpoint, up to ``/v1``; empty: the report's own words answer."""
    llm_api_key: str = field(default="", repr=False)
    llm_model: str = ""
    llm_citing: str = "auto"
    """How the LLM cites: by a JSON ``schema``, in ``prose``, or ``auto``: as the endpoint can."""
    llm_context_tokens: int = 8192
    """What the model reads and writes in all; decides how many passages it gets."""
    llm_answer_tokens: int = 1024
    llm_connect_timeout: float = 5.0
    llm_first_token_timeout: float = 60.0
    llm_token_timeout: float = 20.0
    """Seconds between two tokens."""
    llm_timeout: float = 120.0
    """Seconds for a draft with its checks and its repair."""
    prompts_dir: str = ""
    """Folder of prompts that replace the shipped ones of the same name."""
    strictness: str = "standard"
    """``lenient`` flags what is not proven, ``standard`` strikes it, ``strict`` then answers in the
    report's own words."""
    database_url: str = field(default="", repr=False)
    """``sqlite:///FILE`` or ``postgresql://…``; empty: a file in the user's data folder."""
    api_keys: str = field(default="", repr=False)
    """Keys of the service, apart by commas, that may ask and read; more by ``youju keys add``."""
    allowed_hosts: str = ""
    """Names, apart by commas, under which the service may be asked besides its own address."""
    cors_origins: str = ""
    """Origins, apart by commas, whose pages may call the service."""
    trusted_proxies: str = ""
    """Addresses, apart by commas, whose ``X-Forwarded-For`` is believed."""
    rate_limit: str = ""
    """Questions of one key or address, such as ``60/minute``; empty: ``120/minute`` where keys are
    asked for, else no limit."""
    max_concurrent: int = 256
    """Answers under way or waiting in one process; more are told to come again."""
    max_upload_mb: int = 20
    log_format: str = "text"
    log_questions: bool = False


def listed(value: str) -> list[str]:
    """The parts of a setting that is a list, apart by commas."""
    return [part.strip() for part in value.split(",") if part.strip()]


def unknown_variables(environment: Mapping[str, str]) -> list[str]:
    """Of the environment, what looks like a setting and is none: a mistyped one."""
    known = {_PREFIX + field.name.upper() for field in fields(Settings)}
    others = {f"{_PREFIX}{name}" for name in _NO_SETTINGS}
    return sorted(
        name for name in environment if name.startswith(_PREFIX) and name not in known | others
    )


def load_settings(
    environment: Mapping[str, str] | None = None, config: Path | None = None
) -> Settings:
    """Raises ``ConfigurationError`` with the name of what is wrong."""
    environment = os.environ if environment is None else environment
    settings = Settings()
    if config is not None and not config.is_file():
        raise ConfigurationError(name=str(config), detail="no such file")
    path = config or Path(CONFIG_FILE)
    if path.is_file():
        settings = _updated(settings, _read_toml(path), str(path))
    named = {field.name: _PREFIX + field.name.upper() for field in fields(Settings)}
    given = {name: environment[key] for name, key in named.items() if environment.get(key)}
    settings = _updated(settings, given, "environment")
    _check(settings)
    return settings


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(name=str(path), detail=str(error)) from None


def _updated(settings: Settings, given: Mapping[str, Any], source: str) -> Settings:
    casts = {field.name: type(getattr(settings, field.name)) for field in fields(Settings)}
    for name, value in given.items():
        if name not in casts:
            raise ConfigurationError(name=f"{source}: {name}", detail="unknown setting")
        try:
            settings = replace(settings, **{name: _cast(value, casts[name])})
        except (TypeError, ValueError, LookupError, OverflowError):
            shown = "…" if name in _SECRET else repr(value)
            detail = f"{shown} is not a {casts[name].__name__}"
            raise ConfigurationError(name=f"{source}: {name}", detail=detail) from None
    return settings


def _cast(value: Any, wanted: type) -> Any:
    """Raises ``TypeError`` or ``ValueError``."""
    if wanted is bool:
        return value if isinstance(value, bool) else _TRUTH[str(value).strip().lower()]
    whole_number = wanted is float and isinstance(value, int)
    if isinstance(value, bool) or not (isinstance(value, str | wanted) or whole_number):
        raise TypeError
    cast = wanted(value)
    return cast.strip() if isinstance(cast, str) else cast


def _check(settings: Settings) -> None:
    for name, (low, high) in _RANGES.items():
        if not low <= getattr(settings, name) <= high:
            raise ConfigurationError(name=_shown(name), detail=f"{low} – {high}")
    for name, choices in _CHOICES.items():
        if getattr(settings, name) not in choices:
            raise ConfigurationError(name=_shown(name), detail=" | ".join(choices))
    _check_llm(settings)
    _check_service(settings)


def _check_llm(settings: Settings) -> None:
    if bool(settings.llm_base_url) != bool(settings.llm_model):
        missing = "llm_model" if settings.llm_base_url else "llm_base_url"
        raise ConfigurationError(name=_shown(missing), detail="is missing")
    if settings.llm_base_url and not _is_web_address(settings.llm_base_url):
        raise ConfigurationError(
            name=_shown("llm_base_url"), detail="http://HOST:PORT/v1 | https://…"
        )
    if not (settings.llm_api_key.isascii() and settings.llm_api_key.isprintable()):
        raise ConfigurationError(name=_shown("llm_api_key"), detail="… is not printable ASCII")
    if settings.llm_answer_tokens > settings.llm_context_tokens // 2:
        detail = f"≤ {settings.llm_context_tokens // 2} (llm_context_tokens / 2)"
        raise ConfigurationError(name=_shown("llm_answer_tokens"), detail=detail)


def _check_service(settings: Settings) -> None:
    if settings.database_url and not settings.database_url.startswith(_DATABASES):
        detail = "sqlite:///FILE | postgresql://USER:PASSWORD@HOST/NAME"
        raise ConfigurationError(name=_shown("database_url"), detail=detail)
    if settings.rate_limit and not _RATE.fullmatch(settings.rate_limit):
        raise ConfigurationError(name=_shown("rate_limit"), detail="60/minute | 1000/hour | …")
    if not all(map(_is_address, listed(settings.trusted_proxies))):
        raise ConfigurationError(name=_shown("trusted_proxies"), detail="10.0.0.1, 10.1.0.0/16")
    if any(len(key) < _SHORTEST_KEY for key in listed(settings.api_keys)):
        raise ConfigurationError(name=_shown("api_keys"), detail="each has 16 characters at least")


def _shown(name: str) -> str:
    return f"{_PREFIX}{name.upper()} ({name})"


def _is_address(text: str) -> bool:
    from ipaddress import ip_network

    try:
        ip_network(text)
    except ValueError:
        return text == "*"
    return True


def _is_web_address(url: str) -> bool:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
