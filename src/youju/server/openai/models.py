"""Which models there are: the assistant over all reports, or over one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from youju.errors import ReportUnknown
from youju.store.files import ReportEntry

_MODES = {"youju": "auto", "youju-extractive": "extractive"}


@dataclass(frozen=True)
class Model:
    mode: str
    report_ids: tuple[str, ...] | None


def models(reports: Sequence[ReportEntry]) -> list[dict[str, Any]]:
    names = [*_MODES, *(f"youju:{entry.id}" for entry in reports)]
    return [{"id": name, "object": "model", "created": 0, "owned_by": "youju"} for name in names]


def model_of(name: str, reports: Sequence[ReportEntry]) -> Model:
    """A name that is not one of ours is taken for ``youju``: clients keep the one they had.

    Raises ``ReportUnknown``.
    """
    base, _, report_id = name.partition(":")
    if base not in _MODES:
        return Model("auto", None)
    if report_id and all(entry.id != report_id for entry in reports):
        known = "、".join(entry.id for entry in reports[:10])
        raise ReportUnknown(report=report_id, known=known)
    return Model(_MODES[base], (report_id,) if report_id else None)
