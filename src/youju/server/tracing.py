"""OpenTelemetry, where its own variables ask for it."""

from __future__ import annotations

import os
from collections.abc import Callable

import structlog
from fastapi import FastAPI

_LOG = structlog.get_logger("youju")
_VARIABLES = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_QUIET = "healthz,readyz,metrics"


def trace(app: FastAPI) -> Callable[[], None]:
    """Spans of all requests go to the collector that the environment names. Returns what sends the
    last ones at the end."""
    if not any(os.environ.get(name) for name in _VARIABLES):
        return lambda: None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        _LOG.error("no_tracing", mend="pip install 'youju[otel]'")
        return lambda: None
    resource = Resource.create({"service.name": os.environ.get("OTEL_SERVICE_NAME", "youju")})
    provider = TracerProvider(resource=resource)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    FastAPIInstrumentor.instrument_app(app, tracer_provider=provider, excluded_urls=_QUIET)
    return provider.shutdown
