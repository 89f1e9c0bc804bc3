"""``youju mcp``: the same tools for one agent, over standard input and output."""

from __future__ import annotations

from prometheus_client import CollectorRegistry

from youju.server.engine import Engine
from youju.server.mcp import ReportServer
from youju.server.observing import Figures, set_up_logging
from youju.server.service import Service
from youju.settings import Settings


async def run_stdio(settings: Settings) -> None:
    """Until standard input ends."""
    set_up_logging(settings.log_format)
    engine = Engine(settings)
    engine.start()
    try:
        await engine.refresh()
        server = ReportServer(Service(engine, Figures(CollectorRegistry()), settings))
        await server.run_stdio_async()
    finally:
        await engine.aclose()
