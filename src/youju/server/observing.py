"""What operators see: request ids, one log line a request, figures. No question is logged unless
``YOUJU_LOG_QUESTIONS`` is on."""

from __future__ import annotations

import logging
import os
import re
import secrets
import sys
import time
from pathlib import Path

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from youju.model import Answer
from youju.server.problems import failed

_LOG = structlog.get_logger("youju")
_REQUEST_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)
_QUIET = ("/healthz", "/readyz", "/metrics")
_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
_STAGE_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 2.5, 10, 30, 120)


class Figures:
    """For Prometheus."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.requests = Counter(
            "youju_requests", "Requests", ["method", "route", "status"], registry=registry
        )
        self.seconds = Histogram(
            "youju_request_seconds",
            "Time to a response's end",
            ["route"],
            registry=registry,
            buckets=_STAGE_BUCKETS,
        )
        self.stages = Histogram(
            "youju_stage_seconds",
            "Time of a stage of answering",
            ["stage"],
            registry=registry,
            buckets=_STAGE_BUCKETS,
        )
        self.answers = Counter(
            "youju_answers", "Answers", ["mode", "status", "reason"], registry=registry
        )
        self.unsupported = Counter(
            "youju_unsupported_claims", "Sentences of the LLM not proven", registry=registry
        )
        self.llm_errors = Counter(
            "youju_llm_errors", "Answers for which the LLM failed", registry=registry
        )
        self.under_way = Gauge(
            "youju_answers_under_way",
            "Answers under way or waiting",
            registry=registry,
            multiprocess_mode="livesum",
        )
        self.refused = Counter(
            "youju_refused", "Requests refused: too many", ["why"], registry=registry
        )

    @staticmethod
    def forget_the_dead() -> None:
        """Of workers that were killed, what they had under way would be counted for ever."""
        folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")
        for path in Path(folder).glob("gauge_live*_*.db") if folder else ():
            process = path.stem.rpartition("_")[2]
            if not Path(f"/proc/{process}").exists():
                path.unlink(missing_ok=True)

    def count(self, answer: Answer, *, llm_asked: bool) -> None:
        self.answers.labels(answer.mode, answer.status.value, answer.reason or "").inc()
        self.unsupported.inc(len(answer.struck))
        answered_by_llm = answer.mode == "llm" or answer.draft is not None
        if llm_asked and not answered_by_llm and answer.warnings:
            self.llm_errors.inc()
        for stage, milliseconds in answer.timings_ms.items():
            self.stages.labels(stage).observe(milliseconds / 1000)


class Observed:
    """Gives each request an id (or takes the one it brings), and notes how it went."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        scope["youju.request_id"] = request_id
        structlog.contextvars.bind_contextvars(request_id=request_id)
        status = 0

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        started = time.perf_counter()
        try:
            await self._app(scope, receive, send_noted)
        except ClientDisconnect:
            status = 0
        except Exception:
            _LOG.exception("failed")
            if status:
                raise
            await failed(Request(scope))(scope, receive, send_noted)
        finally:
            self._note(scope, status, time.perf_counter() - started)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", None) or _mounted(scope)
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        self._figures.requests.labels(method, route, status).inc()
        self._figures.seconds.labels(route).observe(seconds)
        if scope["path"] not in _QUIET:
            _LOG.info(
                "request",
                method=method,
                route=route,
                status=status or "gone",
                ms=round(seconds * 1000, 1),
            )


def _mounted(scope: Scope) -> str:
    """A bounded set of names: what is asked for by hand must not fill the memory."""
    path = str(scope["path"])
    return "/mcp" if path.startswith("/mcp") else "other"


def log_answer(question: str, answer: Answer, *, wanted: bool) -> None:
    """``wanted``: the question's text, too."""
    told = {"question": question} if wanted else {}
    _LOG.info(
        "answer",
        answer_id=answer.id,
        mode=answer.mode,
        status=answer.status.value,
        reason=answer.reason and answer.reason.value,
        warnings=len(answer.warnings),
        ms=answer.timings_ms.get("total"),
        **told,
    )


def set_up_logging(log_format: str) -> None:
    """To standard error: a line an event, for people (text) or for machines (json); warnings of
    libraries, too."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    shown: list[structlog.typing.Processor] = (
        [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
        if log_format == "json"
        else [
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(),
                exception_formatter=structlog.dev.plain_traceback,  # the others show questions
            )
        ]
    )
    structlog.configure(
        processors=[*shared, *shown],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *shown],
    )
    handler.setFormatter(formatter)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)  # it quotes what was sent
