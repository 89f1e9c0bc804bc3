"""``/api/reports``."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Response, UploadFile

from youju.errors import EmptyDocument
from youju.server import schemas
from youju.server.dependencies import InHouse, MayChange, MayRead, Ready
from youju.server.uploading import uploaded

ROUTER = APIRouter(prefix="/api/reports", tags=["reports"])


@ROUTER.get("", summary="报告列表 · List reports")
async def list_reports(_: MayRead, ready: Ready) -> schemas.Reports:
    entries = ready.answerer.reports
    return schemas.Reports(reports=[schemas.Report(**asdict(entry)) for entry in entries])


@ROUTER.post("", status_code=201, summary="收入报告 · Add a report")
async def add_report(file: UploadFile, house: InHouse, _: MayChange) -> schemas.Report:
    """Add a report (.txt, .md); one of the same name is replaced."""
    name, content = await uploaded(file, house.settings.max_upload_mb, "report")
    if not content:
        raise EmptyDocument(name=name)
    return schemas.Report(**asdict(await house.engine.add_report(name, content)))


@ROUTER.get("/{report_id}", summary="一份报告 · One report")
async def show_report(report_id: str, _: MayRead, ready: Ready) -> schemas.Report:
    return schemas.Report(**asdict(ready.answerer.entry(report_id)))


@ROUTER.get("/{report_id}/text", summary="报告正文 · Text of a report")
async def report_text(report_id: str, _: MayRead, ready: Ready) -> schemas.ReportText:
    """The canonical text, which all offsets refer to."""
    report = ready.answerer.report(report_id)
    sections = [schemas.Section(**asdict(section)) for section in report.sections]
    return schemas.ReportText(report_id=report_id, text=report.text, sections=sections)


@ROUTER.delete("/{report_id}", status_code=204, summary="移走报告 · Remove a report")
async def remove_report(report_id: str, house: InHouse, _: MayChange) -> Response:
    await house.engine.remove_report(report_id)
    return Response(status_code=204)
