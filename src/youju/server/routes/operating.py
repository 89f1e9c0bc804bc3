"""``/healthz``, ``/readyz``, ``/metrics``, ``/docs``."""

from __future__ import annotations

import os
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from youju.resources import shipped
from youju.server import schemas
from youju.server.access import cookie_owner
from youju.server.dependencies import InHouse, MayRead
from youju.wording import reasons

ROUTER = APIRouter(tags=["operations"])


@ROUTER.head("/healthz", include_in_schema=False)
@ROUTER.get("/healthz", summary="进程在运行 · Alive")
async def healthz() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok"}


@ROUTER.head("/readyz", include_in_schema=False)
@ROUTER.get("/readyz", summary="可以提问了 · Ready")
async def readyz(house: InHouse) -> dict[str, Any]:
    """The first question can be answered; 503 until then."""
    return {"status": "ready", "reports": len(house.engine.assistant.answerer.reports)}


@ROUTER.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}}},
    summary="运行指标 · Metrics",
)
async def metrics(house: InHouse, _: MayRead) -> Response:
    """For Prometheus; of all workers."""
    registry: CollectorRegistry = house.registry
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client.multiprocess import MultiProcessCollector

        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


@ROUTER.get("/api/about", summary="关于这个服务 · About this service")
async def about(house: InHouse, _: MayRead) -> schemas.About:
    """What a page needs to know before the first question."""
    settings = house.settings
    return schemas.About(
        version=version("youju"),
        model=settings.llm_model if settings.llm_base_url else None,
        max_upload_mb=settings.max_upload_mb,
        problems={name: schemas.Words(zh=zh, en=en) for name, zh, en in reasons()},
    )


@ROUTER.get("/docs", include_in_schema=False)
async def docs() -> FileResponse:
    return FileResponse(shipped("web") / "docs.html")


@ROUTER.get("/", include_in_schema=False)
async def page(request: Request) -> FileResponse:
    """With the asker's cookie: what the page then asks for all at once is one asker's."""
    cookie_owner(request)
    return FileResponse(shipped("web") / "index.html", headers={"Cache-Control": "no-cache"})
