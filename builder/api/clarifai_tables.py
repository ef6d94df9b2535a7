"""What is answered to Clarifai's clients, as Markdown, made from the handlers and the stand-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import builder.api.v2.answering  # noqa: F401 (loads every handler)
from builder.api.v2.call import HANDLERS
from builder.api.v2.methods import METHODS, Method
from builder.formats.clarifai.guide_models import FAMILIES, GUIDE_MODELS, Missing, StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

APP = "/v2/users/{user_app_id.user_id}/apps/{user_app_id.app_id}"
USER = "/v2/users/{user_app_id.user_id}"
CALLS = """## Calls that are answered

By REST and by gRPC, from one handler each. `L` is `/v2/users/{user}/apps/{app}`; every address has
its short form too. All other methods of `clarifai.api.V2` answer 10040 and say so.

| call | REST | what it does |
| --- | --- | --- |"""
MODELS = """
## Models of the guides

Samples and workflow files that name these run as they stand. What runs is a **stand-in of the same
kind, not the same weights**: answers have the same shape and other values. Saving says so.

| id | runs here | know |
| --- | --- | --- |"""
LIKE = """
Ids that begin like these regular expressions, too:

| id | runs here | know |
| --- | --- | --- |"""
NONE = """
These have no stand-in; a workflow that names one is refused with the reason:

| id | why | what to do |
| --- | --- | --- |"""


def clarifai_tables() -> str:
    """The tables of docs/coming-from-clarifai.md."""
    by_id = {f"`{name}`": entry for name, entry in GUIDE_MODELS.items()}
    by_pattern = {_code(pattern.pattern): entry for pattern, entry in FAMILIES}
    lines = [CALLS, *_calls(), MODELS, *_stand_ins(by_id), LIKE, *_stand_ins(by_pattern)]
    return "\n".join([*lines, NONE, *_missing({**by_id, **by_pattern})]) + "\n"


def _calls() -> Iterator[str]:
    for name in sorted(HANDLERS, key=lambda name: _address(METHODS[name])[::-1]):
        first = (HANDLERS[name].__doc__ or "").splitlines()[0]
        yield f"| {name} | `{' '.join(_address(METHODS[name]))}` | {_cell(first)} |"


def _address(method: Method) -> tuple[str, str]:
    verb, path = method.paths[0]
    return verb, path.replace(APP, "L").replace(USER, "/v2/users/{user}")


def _stand_ins(entries: Mapping[str, StandIn | Missing]) -> Iterator[str]:
    grouped: dict[str, list[str]] = {}
    for name, entry in entries.items():
        if isinstance(entry, StandIn):
            grouped.setdefault(_stand_in(entry), []).append(name)
    for told, names in grouped.items():
        yield f"| {', '.join(names)} | {told} |"


def _stand_in(entry: StandIn) -> str:
    runs = f"`{entry.operator}`"
    if entry.model:
        runs += f" with `{entry.model}`"
    if entry.params:
        runs += f", {', '.join(f'{name} {value}' for name, value in entry.params.items())}"
    return f"{runs} | {_cell(entry.note)}"


def _missing(entries: Mapping[str, StandIn | Missing]) -> Iterator[str]:
    grouped: dict[str, list[str]] = {}
    for name, entry in entries.items():
        if isinstance(entry, Missing):
            grouped.setdefault(f"{_cell(entry.reason)} | {_cell(entry.cure)}", []).append(name)
    for told, names in grouped.items():
        yield f"| {', '.join(names)} | {told} |"


def _code(pattern: str) -> str:
    return f"`{_cell(pattern)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
