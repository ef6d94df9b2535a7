"""The envelope of a definition: version, inputs, steps and outputs, taken apart once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.trouble import (
    GRAPH,
    NAMES,
    PARSING,
    VERSION,
    DefinitionError,
    Troubles,
    clip,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ENGINE_VERSION = (1, 17, 0)
ENGINE_NAME = "1.17.0"
REQUIRED = ("version", "inputs", "steps", "outputs")
MOST_ENTRIES = 200
"""Of inputs, steps or outputs that are looked at; a workflow may have far fewer steps."""
MOST_DEPTH = 64
_VERSION = re.compile(r"v?(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?")


@dataclass(frozen=True)
class RawStep:
    """A step as it is written."""

    name: str
    type: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Parts:
    """What a definition says, its entries still as they are written."""

    inputs: Sequence[Mapping[str, Any]]
    steps: Sequence[Mapping[str, Any]]
    outputs: Sequence[Mapping[str, Any]]


def parts_of(document: object, troubles: Troubles, inside: str | None = None) -> Parts:
    """The envelope's parts. Raises where it is none; `inside` is the step that holds it."""
    if not isinstance(document, dict):
        _syntax(troubles, "A definition is a JSON object.", "Send an object with version, inputs, "
                "steps and outputs.", inside)  # fmt: skip
        raise DefinitionError(troubles.found)
    missing = [key for key in REQUIRED if key not in document]
    if missing:
        _syntax(troubles, f"The definition lacks {', '.join(missing)}.",
                "Add it; an empty list is allowed.", inside)  # fmt: skip
    _check_version(document.get("version", "1.0"), troubles)
    _check_dynamic(document.get("dynamic_blocks_definitions"), troubles)
    found = [_entries(document, key, troubles, inside) for key in REQUIRED[1:]]
    return Parts(*found)


def check_depth(document: object, troubles: Troubles) -> None:
    """Refuse what is nested so deep that nobody meant it."""
    level: list[Any] = [document]
    for _ in range(MOST_DEPTH):
        level = [
            inner for one in level if isinstance(one, (dict, list))
            for inner in (one.values() if isinstance(one, dict) else one)
        ]  # fmt: skip
        if not level:
            return
    _syntax(troubles, f"The definition is nested more than {MOST_DEPTH} deep.", "Flatten it.", None)
    troubles.refuse()


def raw_steps(parts: Parts, troubles: Troubles) -> list[RawStep]:
    """The steps that have a name and a type; each name once."""
    found: dict[str, RawStep] = {}
    for index, entry in enumerate(parts.steps):
        name, kind = entry.get("name"), entry.get("type")
        where = {"block_id": name if isinstance(name, str) else f"steps[{index}]",
                 "block_type": kind if isinstance(kind, str) else None}  # fmt: skip
        for key, value in (("name", name), ("type", kind)):
            if not isinstance(value, str) or not value:
                troubles.add(
                    "WorkflowSyntaxError", f"Step {index} has no {key}.",
                    f"Give it a {key}, a text.", **where,
                )  # fmt: skip
        if not isinstance(name, str) or not isinstance(kind, str) or not name or not kind:
            continue
        if name in found:
            troubles.add(
                "DuplicatedNameError", f"Two steps are named {clip(name)}.",
                "Give each step a name of its own.", context=NAMES, **where,
            )  # fmt: skip
            continue
        fields = {key: value for key, value in entry.items() if key not in ("name", "type")}
        found[name] = RawStep(name, kind, fields)
    return list(found.values())


def _entries(
    document: Mapping[str, Any], key: str, troubles: Troubles, inside: str | None
) -> list[Mapping[str, Any]]:
    listed = document.get(key, [])
    if not isinstance(listed, list):
        _syntax(troubles, f"{key} is no list.", f"Write {key} as a list of objects.", inside)
        return []
    if len(listed) > MOST_ENTRIES:
        troubles.add(
            "WorkflowDefinitionError", f"The definition has {len(listed)} {key}; at most "
            f"{MOST_ENTRIES} are read.", "Split it into several workflows.",
            context=GRAPH, block_id=inside,
        )  # fmt: skip
        troubles.refuse()
    for index, entry in enumerate(listed):
        if not isinstance(entry, dict):
            _syntax(troubles, f"{key}[{index}] is {shown(entry)}, which is no object.",
                    "Write it as an object with a type and a name.", inside)  # fmt: skip
    return [entry for entry in listed if isinstance(entry, dict)]


def _check_version(version: object, troubles: Troubles) -> None:
    match = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if match is None:
        troubles.add(
            "WorkflowSyntaxError", f"The version {shown(version)} is none.",
            'Write a text such as "1.0".', context=VERSION,
        )  # fmt: skip
        return
    asked = tuple(int(part or 0) for part in match.groups())
    if asked[0] != ENGINE_VERSION[0] or asked > ENGINE_VERSION:
        troubles.add(
            "NotSupportedExecutionEngineError",
            f"The definition asks for version {shown(version)} of the language; versions 1.0.0 to "
            f"{ENGINE_NAME} run here.", 'Write "1.0".', context=VERSION,
        )  # fmt: skip


def _check_dynamic(blocks: object, troubles: Troubles) -> None:
    if blocks:
        troubles.add(
            "DynamicBlockError",
            "The definition brings blocks written in Python (dynamic_blocks_definitions), and no "
            "code of users runs here: it would run beside the data of everybody else.",
            "Use the blocks there are (Expression and Property definition compute a lot), or call "
            "your own service from a webhook step.",
            context="workflow_compilation | dynamic_blocks_compilation",
        )  # fmt: skip


def _syntax(troubles: Troubles, message: str, cure: str, inside: str | None) -> None:
    told = f"In the workflow of step {clip(inside)}: {message}" if inside else message
    troubles.add("WorkflowSyntaxError", told, cure, context=PARSING, block_id=inside)
