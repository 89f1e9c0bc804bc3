"""Of several reports, those that a question is about by its own words."""

from __future__ import annotations

from collections.abc import Sequence

from youju.answering.periods import years_in
from youju.answering.places import places_in
from youju.store.files import ReportEntry


def route(question: str, entries: Sequence[ReportEntry]) -> list[str] | None:
    """Ids of the reports whose title names the place asked about and, if it has years, the year or
    the one after (a work report looks back on the year before); None for all of them."""
    if len(entries) < 2:
        return None
    places = places_in(question)
    chosen = [e for e in entries if any(place in e.title for place in places)] or list(entries)
    wanted = {later for year in years_in(question) for later in (year, year + 1)}
    chosen = [e for e in chosen if wanted & set(years_in(e.title))] or chosen
    return None if len(chosen) == len(entries) else [entry.id for entry in chosen]
