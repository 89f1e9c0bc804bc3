"""Everything that can be set: ``YOUJU_…`` in the environment, which wins, or ``youju.toml``."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from youju.errors import ConfigurationError

CONFIG_FILE = "youju.toml"
_PREFIX = "YOUJU_"


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
    top_k: int = 6
    """Passages that are shown with an answer."""


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
    return _updated(settings, given, "environment")


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
        whole_number = casts[name] is float and isinstance(value, int)
        try:
            if isinstance(value, bool) or not (
                isinstance(value, str | casts[name]) or whole_number
            ):
                raise TypeError
            settings = replace(settings, **{name: casts[name](value)})
        except (TypeError, ValueError, OverflowError):
            detail = f"{value!r} is not a {casts[name].__name__}"
            raise ConfigurationError(name=f"{source}: {name}", detail=detail) from None
    if not 0 <= settings.dense_weight <= 1:
        raise ConfigurationError(name="dense_weight", detail="must be between 0 and 1")
    if not 1 <= settings.top_k <= 50:
        raise ConfigurationError(name="top_k", detail="must be between 1 and 50")
    return settings
