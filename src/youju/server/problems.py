"""Errors → RFC 9457 problem documents, or OpenAI's form under ``/v1``. One table for all."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from youju.errors import (
    ChatModelMissing,
    ConfigurationError,
    DatabaseError,
    DocumentError,
    DocumentTooLarge,
    DraftEmpty,
    DraftError,
    EmbeddingError,
    ForeignHost,
    ForeignOrigin,
    IndexBusy,
    IndexStoreError,
    KeyMissing,
    NotFound,
    NotReady,
    Overloaded,
    PromptError,
    QuestionError,
    ReportUnknown,
    SameReport,
    ScopeMissing,
    TooManyRequests,
    UnsupportedFormat,
    YoujuError,
)
from youju.server.invalid import told
from youju.wording import explain

OPENAI = "/v1/"
_URN = "urn:youju:problem:"
PROBLEM = "application/problem+json"
_METHODS = ("GET", "HEAD", "POST", "PATCH", "DELETE")
_STATUS: dict[type[YoujuError], int] = {
    DraftEmpty: 422,
    DraftError: 413,
    QuestionError: 422,
    ChatModelMissing: 409,
    UnsupportedFormat: 415,
    DocumentTooLarge: 413,
    DocumentError: 422,
    SameReport: 409,
    ReportUnknown: 404,
    ConfigurationError: 503,
    EmbeddingError: 503,
    PromptError: 503,
    IndexBusy: 503,
    IndexStoreError: 503,
    DatabaseError: 503,
    NotFound: 404,
    KeyMissing: 401,
    ScopeMissing: 403,
    ForeignOrigin: 403,
    ForeignHost: 400,
    TooManyRequests: 429,
    Overloaded: 503,
    NotReady: 503,
}

_TOLD = {
    400: (
        "读不懂这个请求：请检查 JSON 或表单",
        "The request cannot be read: check its JSON or form",
    ),
    404: ("没有这个地址。全部接口见 /docs", "There is nothing here. /docs has all routes"),
    405: ("这个地址不接受这种方法。见 /docs", "This method is not allowed here. See /docs"),
    413: ("请求太大", "The request is too large"),
}


def status_of(error: YoujuError) -> int:
    return next((_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), 500)


def language_of_request(request: Request) -> str:
    """en where the client's first wish is English; zh otherwise."""
    first = request.headers.get("accept-language", "").split(",")[0].strip().lower()
    return "en" if first.startswith("en") else "zh"


def problem_of(error: YoujuError, language: str, request_id: str) -> dict[str, Any]:
    status = status_of(error)
    return {
        "type": f"{_URN}{error.code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": explain(error, language),
        "request_id": request_id,
    }


def told_in_stream(request: Request) -> Callable[[YoujuError], str]:
    """An error → the problem document as JSON, for a response that has begun."""
    language, request_id = language_of_request(request), request_id_of(request)
    return lambda error: json.dumps(problem_of(error, language, request_id), ensure_ascii=False)


def response_of(request: Request, error: YoujuError) -> JSONResponse:
    problem = problem_of(error, language_of_request(request), request_id_of(request))
    seconds = error.values.get("seconds", 1)
    headers = {"Retry-After": str(seconds)} if problem["status"] in (429, 503) else {}
    if problem["status"] == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return _response(request, problem, headers)


def request_id_of(request: Request) -> str:
    return str(request.scope.get("youju.request_id", ""))


def _response(
    request: Request, problem: dict[str, Any], headers: dict[str, str] | None = None
) -> JSONResponse:
    status = problem["status"]
    if request.url.path.startswith(OPENAI):
        return JSONResponse(_as_openai(problem), status, headers)
    return JSONResponse(problem, status, headers, media_type=PROBLEM)


def _as_openai(problem: dict[str, Any]) -> dict[str, Any]:
    kinds = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
    is_server = problem["status"] >= HTTPStatus.INTERNAL_SERVER_ERROR
    kind = kinds.get(problem["status"], "server_error" if is_server else "invalid_request_error")
    code = problem["type"].removeprefix(_URN) if problem["type"].startswith(_URN) else None
    return {"error": {"message": problem["detail"], "type": kind, "param": None, "code": code}}


def _plain_problem(request: Request, status: int, detail: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "request_id": request_id_of(request),
        **more,
    }


def install(app: FastAPI) -> None:
    """Nothing that a client sees is outside this form."""

    @app.exception_handler(YoujuError)
    async def known(request: Request, error: YoujuError) -> JSONResponse:
        return response_of(request, error)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        language = language_of_request(request)
        errors = [told(one, language) for one in error.errors()]
        detail = ("; " if language == "en" else "；").join(one["message"] for one in errors[:5])
        return _response(request, _plain_problem(request, 422, detail, errors=errors))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        problem = _plain_problem(request, error.status_code, _detail(request, error))
        headers = dict(error.headers or {})
        if "Allow" in headers:
            headers["Allow"] = ", ".join(_methods_of(request))
        return _response(request, problem, headers)


def _detail(request: Request, error: HTTPException) -> str:
    told = _TOLD.get(error.status_code)
    return told[language_of_request(request) == "en"] if told else str(error.detail)


def failed(request: Request) -> JSONResponse:
    """For what nobody foresaw."""
    detail = {"zh": "服务出错了，已记入日志", "en": "The service failed; it is in the log"}
    return _response(request, _plain_problem(request, 500, detail[language_of_request(request)]))


def _methods_of(request: Request) -> list[str]:
    """All that the path takes; Starlette names those of the first route that it fits."""
    scopes = ((method, {**request.scope, "method": method}) for method in _METHODS)
    routes = request.app.router.routes
    return [
        method
        for method, scope in scopes
        if any(route.matches(scope)[0] is Match.FULL for route in routes)
    ]
