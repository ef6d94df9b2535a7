"""Operations on texts and moments, and what turns anything into one."""

from __future__ import annotations

import contextlib
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.limits import MAX_QUERY_TEXT
from runtime.contracts.values import Embeddings, Regions, Value
from runtime.inference.patterns import find
from runtime.query import value_operations
from runtime.query.as_dictionary import dictionary_of
from runtime.query.detections import Detection
from runtime.query.errors import QueryError
from runtime.query.words import entries, needs, word

if TYPE_CHECKING:
    from collections.abc import Callable

    from runtime.query.written import Written


def _lower(value: Any, _: value_operations.StringToLowerCase) -> str:
    return needs(value, str, "a text").lower()


def _upper(value: Any, _: value_operations.StringToUpperCase) -> str:
    return needs(value, str, "a text").upper()


def _part(value: Any, how: value_operations.StringSubSequence) -> str:
    return needs(value, str, "a text")[how.start : how.end]


def _matches(value: Any, how: value_operations.StringMatches) -> bool:
    (found,) = find(how.regex, [needs(value, str, "a text")], limit=1)
    if isinstance(found, OperatorFailedError):
        raise QueryError(found.message) from found
    return bool(found)


def as_text(value: Any) -> str:
    """Anything that can be read, as a text."""
    if isinstance(value, Regions):
        value = dictionary_of(value)
    if isinstance(value, Detection):
        value = dictionary_of(Regions((value.region,), value.placement))["predictions"][0]
    if isinstance(value, Embeddings):
        vectors = [list(one) for one in value.vectors]
        value = vectors[0] if len(vectors) == 1 else vectors
    if isinstance(value, Value | bytes):
        message = f"cannot write {word(value)} as a text."
        raise QueryError(message)
    text = str(value)
    if len(text) > MAX_QUERY_TEXT:
        message = f"would make a text of more than {MAX_QUERY_TEXT:,} characters."
        raise QueryError(message)
    return text


def _to_string(value: Any, _: value_operations.ToString) -> str:
    return as_text(value)


def _joined(value: Any, how: value_operations.SequenceJoin) -> str:
    parts = [as_text(one) for one in entries(value)]
    size = sum(map(len, parts)) + len(how.separator) * max(0, len(parts) - 1)
    if size > MAX_QUERY_TEXT:
        message = f"would make a text of {size:,} characters; at most {MAX_QUERY_TEXT:,} go."
        raise QueryError(message)
    return how.separator.join(parts)


def _to_json(value: Any, _: value_operations.ConvertDictionaryToJSON) -> str:
    try:
        return json.dumps(needs(value, dict, "a mapping"))
    except TypeError as error:
        message = "holds something that JSON cannot say, such as a picture."
        raise QueryError(message) from error


def _iso(value: Any, _: value_operations.TimestampToISOFormat) -> str:
    if isinstance(value, str):
        with contextlib.suppress(ValueError):
            value = datetime.fromisoformat(value)
    return needs(value, datetime, "a moment").isoformat()


OPERATIONS: dict[type[Written], Callable[[Any, Any], Any]] = {
    value_operations.StringToLowerCase: _lower,
    value_operations.StringToUpperCase: _upper,
    value_operations.StringSubSequence: _part,
    value_operations.StringMatches: _matches,
    value_operations.ToString: _to_string,
    value_operations.SequenceJoin: _joined,
    value_operations.ConvertDictionaryToJSON: _to_json,
    value_operations.TimestampToISOFormat: _iso,
}
