"""LINE's own OpenAPI description as a judge of requests and events: discriminators enforced, nothing unknown."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import best_match

from tests.test_architecture import ROOT

Api = Literal["messaging-api", "webhook"]
Json = dict[str, Any]
FORMATS = FormatChecker(["uuid"])
PREFIX = "#/components/schemas/"


@FORMATS.checks("uri")
def is_uri(value: object) -> bool:
    """A full address; the library checks this only with a further package."""
    parts = urlsplit(str(value))
    return bool(parts.scheme and (parts.netloc or parts.path)) and not any(char.isspace() for char in str(value))


def folder() -> Path:
    """Where the description lies: beside the repository, or where GREENDESK_LINE_OPENAPI says."""
    return Path(os.environ.get("GREENDESK_LINE_OPENAPI") or ROOT.parent / "shared" / "line-openapi")


def available() -> bool:
    """Whether the description is there."""
    return (folder() / "messaging-api.yml").is_file() and (folder() / "webhook.yml").is_file()


def needed() -> None:
    """Skip, visibly, where the description isn't there: it may not be copied into the repository."""
    if available():
        return
    told = f"LINE's OpenAPI description isn't in {folder()} (GREENDESK_LINE_OPENAPI)"
    pytest.skip(told)


def problem(api: Api, schema: str, value: object) -> str:
    """What is wrong with a value by LINE's description; empty where nothing is, or where the description isn't there.

    `tests/channels/test_line_schema.py` says, by skipping, when it isn't.
    """
    if not available():
        return ""
    found = best_match(_validator(api, schema).iter_errors(value))
    return f"{found.json_path}: {found.message[:300]}" if found else ""


def body_schema(method: str, path: str) -> str | None:
    """The schema of what a request to this path carries; None where it carries no JSON. Raises KeyError: no such."""
    for template, operations in _description("messaging-api")["paths"].items():
        if _fits(template, path) and method.lower() in operations:
            body = operations[method.lower()].get("requestBody", {}).get("content", {}).get("application/json")
            return body["schema"]["$ref"].removeprefix(PREFIX) if body else None
    raise KeyError(f"{method} {path}")


def _fits(template: str, path: str) -> bool:
    parts, given = template.split("/"), path.split("/")
    return len(parts) == len(given) and all(
        part.startswith("{") or part == one for part, one in zip(parts, given, strict=True)
    )


@cache
def _description(api: Api) -> Json:
    data: Json = yaml.load((folder() / f"{api}.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return data


@cache
def _schemas(api: Api) -> Json:
    """Every schema with what it is built upon (`allOf`) merged in, and closed: nothing unknown may be there."""
    given = _description(api)["components"]["schemas"]
    made: Json = {}
    for name, schema in given.items():
        if "discriminator" in schema:
            made[name] = _dispatched(schema["discriminator"])
        elif "properties" in schema or "allOf" in schema:
            made[name] = _merged(schema, given) | {"type": "object", "additionalProperties": False}
        else:
            made[name] = schema
    return made


def _merged(schema: Json, given: Json) -> Json:
    """The properties and duties of a schema and of all it is built upon."""
    if "$ref" in schema:
        return _merged(given[schema["$ref"].removeprefix(PREFIX)], given)
    properties, required = dict(schema.get("properties", {})), set(schema.get("required", ()))
    for part in schema.get("allOf", ()):
        merged = _merged(part, given)
        properties = merged["properties"] | properties
        required |= set(merged["required"])
    return {"properties": properties, "required": sorted(required)}


def _dispatched(discriminator: Json) -> Json:
    """The kind must be one that the description knows, and that kind's own schema must hold."""
    key, kinds = discriminator["propertyName"], discriminator["mapping"]
    cases = [{"if": {"properties": {key: {"const": kind}}}, "then": {"$ref": target}} for kind, target in kinds.items()]
    return {"type": "object", "required": [key], "properties": {key: {"enum": list(kinds)}}, "allOf": cases}


@cache
def _validator(api: Api, schema: str) -> Draft202012Validator:
    root = {"$ref": PREFIX + schema, "components": {"schemas": _schemas(api)}}
    return Draft202012Validator(root, format_checker=FORMATS)
