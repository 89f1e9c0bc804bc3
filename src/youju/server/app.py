"""The application: everything is built here, and passed to those who need it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from prometheus_client import CollectorRegistry
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from youju.assembly import build_database
from youju.database import History, Keys
from youju.resources import shipped
from youju.server import observing, problems
from youju.server.access import Gate
from youju.server.dependencies import House
from youju.server.describing import describe
from youju.server.engine import Engine
from youju.server.guarding import Guarded, Sealed
from youju.server.limiting import Limited
from youju.server.mounting import LateMcp
from youju.server.openai.routes import ROUTER as OPENAI
from youju.server.routes import asking, checking, history, library, operating
from youju.server.routes.figures import ROUTER as FIGURES
from youju.server.service import Service
from youju.server.streaming import LiveAnswers
from youju.server.tracing import trace
from youju.settings import Settings, listed

_MEGABYTE = 2**20
_ROUTERS = (
    asking.ROUTER,
    checking.ROUTER,
    library.ROUTER,
    FIGURES,
    history.ROUTER,
    OPENAI,
    operating.ROUTER,
)
_DESCRIPTION = (
    "向工作报告提问，每句话都有原文为证。 Ask a report; every sentence comes with the words that "
    "prove it. Offsets are Unicode code points into a report's canonical text, `end` exclusive."
)


def create_app(
    settings: Settings, *, hosts: tuple[str, ...] = (), needs_key: bool = False
) -> FastAPI:
    """Loads nothing until it starts, and then beside serving.

    ``hosts``: names and addresses that it listens on, ``"*"`` among them: any name will do;
    ``needs_key``: nobody is let in without a key, even while there is none.
    """
    observing.set_up_logging(settings.log_format)
    registry = CollectorRegistry()
    figures = observing.Figures(registry)
    figures.forget_the_dead()
    database = build_database(settings)
    keys = Keys(database, listed(settings.api_keys))
    engine = Engine(settings)
    house = House(
        settings=settings,
        engine=engine,
        service=Service(engine, figures, settings),
        history=History(database),
        gate=Gate(keys, figures, settings.rate_limit, needs_key=needs_key),
        live=LiveAnswers(),
        registry=registry,
    )
    mcp = LateMcp(house)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(database.aclose)
            stack.push_async_callback(house.history.aclose)
            stack.push_async_callback(engine.aclose)
            stack.callback(stop_tracing)
            await database.open()
            engine.start()
            await stack.enter_async_context(mcp.running())
            yield

    app = FastAPI(
        title="youju 有据",
        version=version("youju"),
        description=_DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        middleware=_middleware(settings, figures, hosts),
    )
    app.state.house = house
    stop_tracing = trace(app)
    problems.install(app)
    describe(app)
    for router in _ROUTERS:
        app.include_router(router)
    app.mount("/static", GZipMiddleware(StaticFiles(directory=shipped("web"))))
    app.router.routes.append(Route("/mcp", mcp, methods=["POST"]))
    return app


def _middleware(
    settings: Settings, figures: observing.Figures, hosts: tuple[str, ...]
) -> list[Middleware]:
    origins = listed(settings.cors_origins)
    own = [*hosts, *listed(settings.allowed_hosts)]
    chain = [
        Middleware(Sealed),
        Middleware(observing.Observed, figures=figures),
        Middleware(Guarded, hosts=own, origins=origins),
        Middleware(
            Limited, limit=2 * _MEGABYTE, upload_limit=(settings.max_upload_mb + 1) * _MEGABYTE
        ),
    ]
    if origins:
        chain.append(
            Middleware(
                CORSMiddleware,
                allow_origins=origins,
                allow_methods=["GET", "POST", "PATCH", "DELETE"],
                allow_headers=["Authorization", "Content-Type", "Last-Event-ID", "X-API-Key"],
                expose_headers=["Content-Disposition", "Retry-After", "X-Request-ID"],
            )
        )
    return chain
