"""``/api/figures``."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from youju.answering.indicators import Indicators
from youju.serialising import figures_to_csv, figures_to_dict
from youju.server import schemas
from youju.server.dependencies import MayRead, Ready
from youju.server.problems import language_of_request
from youju.server.responding import file_named, json_response

ROUTER = APIRouter(prefix="/api", tags=["reports"])


@ROUTER.get(
    "/figures",
    responses={
        200: {
            "model": schemas.Figures,
            "content": {"text/csv": {"schema": {"type": "string"}}},
            "description": "The figures; with `format=csv`, as a table for a spreadsheet",
        }
    },
    summary="报告里的每个数字 · Every figure of the reports",
)
async def list_figures(
    request: Request,
    _: MayRead,
    ready: Ready,
    report_id: Annotated[list[str] | None, Query(max_length=50)] = None,
    form: Annotated[Literal["json", "csv"], Query(alias="format")] = "json",
) -> Response:
    """In reading order, each with what it is the figure of and its place; of all reports where
    none is named."""
    indicators = ready.answerer.indicators
    if form == "json":
        return json_response(await asyncio.to_thread(_as_json, indicators, report_id))
    language = language_of_request(request)
    content = await asyncio.to_thread(_as_csv, indicators, report_id, language)
    name = f"figures-{report_id[0]}.csv" if report_id else "figures.csv"
    headers = file_named("figures.csv", name)
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _as_json(indicators: Indicators, report_ids: Sequence[str] | None) -> str:
    return json.dumps(figures_to_dict(indicators.of(report_ids)), ensure_ascii=False)


def _as_csv(indicators: Indicators, report_ids: Sequence[str] | None, language: str) -> str:
    return figures_to_csv(indicators.of(report_ids), language)
