"""What the index has now of the reports that an answer or a draft speaks of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from youju.model import Answer, Report

if TYPE_CHECKING:
    from youju.store.index import Index


@dataclass(frozen=True)
class Held:
    """A report of the index, and the file that it was read from."""

    report: Report
    file: str
    sha256: str


@dataclass(frozen=True)
class Holdings:
    """``reports`` by id: those spoken of that are in the index."""

    generation: str
    embedder: str
    fingerprint: str
    reports: Mapping[str, Held]

    def report(self, report_id: str) -> Report | None:
        held = self.reports.get(report_id)
        return held.report if held else None


def spoken_of(answer: Answer) -> list[str]:
    """Ids of the reports that the answer cites or has passages of."""
    cited = [citation.report_id for citation in answer.citations]
    return list(dict.fromkeys([*cited, *(hit.passage.report_id for hit in answer.passages)]))


def holdings(index: Index, wanted: Collection[str]) -> Holdings:
    """``wanted``: ids of reports. Raises ``IndexDamaged``."""
    manifest = index.manifest
    return Holdings(
        manifest.generation,
        manifest.embedder,
        manifest.fingerprint,
        {
            entry.id: Held(
                index.indexed(entry.id).report,
                entry.source,
                manifest.files.get(entry.source_name, ""),
            )
            for entry in manifest.reports
            if entry.id in wanted
        },
    )
