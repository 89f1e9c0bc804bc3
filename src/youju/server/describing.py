"""The OpenAPI document: the forms of errors, which differ by path, and the key, which is not always
asked for."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.security import HTTPBearer

from youju.server.problems import OPENAI, PROBLEM
from youju.server.schemas import OpenAIProblem, Problem

_KEY = HTTPBearer().model.model_dump(mode="json", by_alias=True, exclude_none=True)
_OPEN = ("/healthz", "/readyz")


def describe(app: FastAPI) -> None:
    make = app.openapi

    def openapi() -> dict[str, Any]:
        document = make()
        parts = document.setdefault("components", {})
        parts.setdefault("schemas", {})["Problem"] = Problem.model_json_schema()
        parts["securitySchemes"] = {"Key": _KEY}
        for path, operations in document["paths"].items():
            for operation in operations.values():
                operation["responses"].pop("422", None)
                operation["responses"] |= {"4XX": _error(path), "5XX": _error(path)}
                if path not in _OPEN:
                    operation["security"] = [{}, {"Key": []}]
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def _error(path: str) -> dict[str, Any]:
    if path.startswith(OPENAI):
        schema = OpenAIProblem.model_json_schema()
        return {"description": "OpenAI's form", "content": {"application/json": {"schema": schema}}}
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": "RFC 9457 problem", "content": {PROBLEM: {"schema": schema}}}
