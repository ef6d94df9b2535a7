"""One strict JSON reader for every door.

What could break a database or a stack is refused with a sentence.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from django.core.exceptions import RequestDataTooBig
from rest_framework.parsers import BaseParser, MultiPartParser

from runtime.contracts.errors import BadRequestError, TooLargeError
from runtime.contracts.limits import MAX_BODY_BYTES, MAX_JSON_DEPTH

MAX_NUMBER_DIGITS = 40
STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
BRACKET = re.compile(rb"[\[\]{}]")


class MalformedJsonError(BadRequestError):
    """The body is no JSON that can be accepted."""

    code = "malformed_json"


def read_json(data: bytes) -> Any:
    """Parse a body. Raises `MalformedJsonError` that says what is wrong."""
    _check_depth(data)
    try:
        text = data.decode("utf-8")
        parsed = json.loads(
            text,
            object_pairs_hook=_no_duplicates,
            parse_constant=_no_constant,
            parse_int=_small_int,
            parse_float=_finite,
        )
    except UnicodeDecodeError as error:
        raise MalformedJsonError("The body is not UTF-8 text.") from error
    except json.JSONDecodeError as error:
        message = f"The body is not JSON: {error.msg}, line {error.lineno} column {error.colno}."
        raise MalformedJsonError(message) from error
    _check_text(parsed)
    return parsed


class StrictJsonParser(BaseParser):
    """Reads JSON whatever Content-Type the caller names, because browsers' snippets name none."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """Read the whole body, or nothing from an empty one."""
        try:
            data = stream.read(MAX_BODY_BYTES + 1)
        except RequestDataTooBig as error:
            raise too_large() from error
        if len(data) > MAX_BODY_BYTES:
            raise too_large()
        return read_json(data) if data.strip() else {}


class UploadParser(MultiPartParser):
    """Django's own multipart reader: uploaded files come from here and from nowhere else."""


def too_large() -> TooLargeError:
    """The error for a body over the limit."""
    limit = MAX_BODY_BYTES // (1024 * 1024)
    return TooLargeError(f"The request is larger than {limit} MB. Send fewer or smaller inputs.")


def _check_depth(data: bytes) -> None:
    """Count brackets outside strings before parsing, so that depth cannot exhaust the stack."""
    if data.count(b"[") + data.count(b"{") <= MAX_JSON_DEPTH:
        return
    depth = 0
    for bracket in BRACKET.findall(STRING.sub(b"", data)):
        depth += 1 if bracket in b"[{" else -1
        if depth > MAX_JSON_DEPTH:
            message = f"The body is nested deeper than {MAX_JSON_DEPTH} levels."
            raise MalformedJsonError(message)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise MalformedJsonError(f"The key {key[:60]!r} stands twice in one object.")
            seen.add(key)
    return found


def _no_constant(name: str) -> Any:
    raise MalformedJsonError(f"{name} is no JSON number.")


def _small_int(digits: str) -> int:
    if len(digits) > MAX_NUMBER_DIGITS:
        raise MalformedJsonError(f"A number has more than {MAX_NUMBER_DIGITS} digits.")
    return int(digits)


def _finite(text: str) -> float:
    """1e999 would be read as infinity, which no answer can write."""
    number = float(text)
    if number in (math.inf, -math.inf):
        raise MalformedJsonError(f"The number {text[:MAX_NUMBER_DIGITS]} is too large.")
    return number


def _check_text(item: Any) -> None:
    if isinstance(item, str):
        # A file in base64 is long and ASCII, where only one character is to be looked for.
        if "\0" in item if item.isascii() else UNSTORABLE.search(item):
            raise MalformedJsonError("A text holds a character that cannot be stored.")
    elif isinstance(item, dict):
        for key, value in item.items():
            _check_text(key)
            _check_text(value)
    elif isinstance(item, list):
        for value in item:
            _check_text(value)
