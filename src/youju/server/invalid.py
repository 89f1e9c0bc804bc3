"""What is wrong with a request's fields, in the client's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TOLD = {
    "missing": ("缺少 {field}", "{field} is missing"),
    "extra_forbidden": ("没有 {field} 这一项", "there is no field {field}"),
    "json_invalid": ("JSON 有误，在第 {where} 个字符附近", "broken JSON near character {where}"),
    "model_attributes_type": (
        "要一个 JSON 对象，并带上 Content-Type: application/json",
        "send a JSON object, with Content-Type: application/json",
    ),
    "model_type": ("要一个 JSON 对象", "send a JSON object"),
    "tuple_type": ("{field} 要是列表", "{field} must be a list"),
    "string_type": ("{field} 要是文字", "{field} must be text"),
    "string_too_short": ("{field} 不能是空的", "{field} must not be empty"),
    "string_too_long": ("{field} 最多 {max_length} 字", "{field}: {max_length} characters at most"),
    "list_type": ("{field} 要是列表", "{field} must be a list"),
    "too_long": ("{field} 最多 {max_length} 项", "{field}: {max_length} items at most"),
    "too_short": ("{field} 至少 {min_length} 项", "{field}: {min_length} items at least"),
    "int_type": ("{field} 要是整数", "{field} must be a whole number"),
    "int_parsing": ("{field} 要是整数", "{field} must be a whole number"),
    "int_from_float": ("{field} 要是整数", "{field} must be a whole number"),
    "greater_than_equal": ("{field} 至少是 {ge}", "{field} must be {ge} at least"),
    "less_than_equal": ("{field} 最多是 {le}", "{field} must be {le} at most"),
    "literal_error": ("{field} 只能是 {expected}", "{field} must be {expected}"),
    "bool_type": ("{field} 要是 true 或 false", "{field} must be true or false"),
}


def told(error: Mapping[str, Any], language: str) -> dict[str, str]:
    """``error``: one of pydantic's."""
    place = [str(part) for part in error["loc"]]
    field = ".".join(place[1:]) or place[0]
    words = _TOLD.get(error["type"])
    values = {"field": field, "where": field, **error.get("ctx", {})}
    message = words[language == "en"].format(**values) if words else f"{field}: {error['msg']}"
    return {"field": ".".join(place), "message": message}
