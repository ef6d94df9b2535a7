"""Texts with `{name}` for values: no logic, no attributes, bounded in size."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING, Any

from runtime.contracts.limits import MAX_QUERY_TEXT
from runtime.query.errors import QueryError
from runtime.query.texts import as_text

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_WIDTH = 1000
_SPEC = re.compile(r"(?:.?[<>=^])?[+\- ]?#?0?(\d*)[,_]?(?:\.(\d+))?[bcdeEfFgGnosxX%]?")


def filled(template: str, values: Mapping[str, Any]) -> str:
    """The template with each `{name}` or `{name:format}` replaced. Raises `QueryError`."""
    written: list[str] = []
    size = 0
    for text, name, spec, conversion in _parts(template):
        written.append(text)
        if name is not None:
            written.append(_slot(name, spec or "", conversion, values))
        size += sum(map(len, written[-2:]))
        if size > MAX_QUERY_TEXT:
            message = f"the text would have more than {MAX_QUERY_TEXT:,} characters."
            raise QueryError(message, "template")
    return "".join(written)


def _parts(template: str) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(Formatter().parse(template))
    except ValueError as error:
        message = f"cannot be read: {error}. Write {{{{ and }}}} for braces themselves."
        raise QueryError(message, "template") from error


def _slot(name: str, spec: str, conversion: str | None, values: Mapping[str, Any]) -> str:
    if not name or name.isdigit() or "." in name or "[" in name:
        message = (
            f"{{{name}}} is no name. Write the name of a value; operations take it apart before."
        )
        raise QueryError(message, "template")
    if name not in values:
        known = ", ".join(values) or "none"
        message = f"names {name}, which is not among the values here: {known}."
        raise QueryError(message, "template")
    value = values[name]
    plain = value if isinstance(value, str | int | float) else as_text(value)
    if conversion:
        plain = repr(plain) if conversion in "ra" else as_text(plain)
    return _formatted(plain, spec, name)


def _formatted(plain: float | str, spec: str, name: str) -> str:
    sizes = _SPEC.fullmatch(spec)
    if sizes is None or any(int(size) > MAX_WIDTH for size in sizes.groups() if size):
        message = f"{{{name}:{spec}}} has no format that can be used, such as :.2f."
        raise QueryError(message, "template")
    try:
        return format(plain, spec)
    except (ValueError, OverflowError) as error:
        message = f"{{{name}:{spec}}} does not fit {as_text(plain)[:50]!r}: {error}."
        raise QueryError(message, "template") from error
