"""The template gallery: one JSON file a ready workflow, and the sample inputs that go with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from runtime.contracts.values import MEDIA_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "samples"


@dataclass(frozen=True)
class Template:
    """A workflow that works as it is, to start from."""

    id: str
    name: str
    note: str
    family: str
    """What it is about, such as `Pictures`: how the gallery groups it."""
    graph: dict[str, Any]
    layout: dict[str, Any]

    @property
    def takes(self) -> list[str]:
        """The kinds of media that its runs start from."""
        return [item["type"] for item in self.graph["inputs"] if item["type"] in MEDIA_KINDS]


@dataclass(frozen=True)
class ReadyInput:
    """An input to try templates with: a file, a text, or both together."""

    title: str
    kind: str
    templates: tuple[str, ...]
    file: str = ""
    text: str = ""

    def data(self) -> bytes:
        """The file's bytes; empty for a text."""
        return (SAMPLES / self.file).read_bytes() if self.file else b""


@cache
def templates() -> Mapping[str, Template]:
    """Every template by id, in the order of the gallery."""
    found = []
    for path in HERE.glob("*.json"):
        card = json.loads(path.read_text(encoding="utf-8"))
        found.append((card.pop("place"), Template(id=path.stem, **card)))
    return {template.id: template for _, template in sorted(found, key=lambda each: each[0])}


@cache
def ready_inputs() -> Sequence[ReadyInput]:
    """Every sample input, in the order in which people see them."""
    listed = json.loads((SAMPLES / "samples.json").read_text(encoding="utf-8"))
    for entry in listed:
        entry.pop("expect", None)
        entry["templates"] = tuple(entry["templates"])
    return [ReadyInput(**entry) for entry in listed]


def inputs_of(template: str) -> Sequence[ReadyInput]:
    """The sample inputs that a template is tried with."""
    return [item for item in ready_inputs() if template in item.templates]
