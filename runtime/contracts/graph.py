"""The graph document: one canonical, versioned JSON form of a workflow.

Parsed once, at the edge, by `parse_graph`; inside, only these frozen types travel. Structure that a
human can mend (a cycle, a missing wire) is not refused here: `engine.check` reports all of it at
once.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from runtime.contracts.errors import InvalidGraphError, Problem
from runtime.contracts.node_ids import NodeId

if TYPE_CHECKING:
    from collections.abc import Collection

NAME_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"
PORT_REF = re.compile(r"(.{1,64})\.([A-Za-z0-9_-]{1,64}|\*)", re.DOTALL)
"""A port's name has no dot, so what stands before the last one is the node, whatever it holds."""
IN = "IN"
ALL_PORTS = "*"
"""As the port of an output's source: every port of the node, by name."""

Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
InputName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
WireName = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}(\.[^\x00-\x1f\x7f]{1,64})?$")
]
"""A port; a port that takes several wires may name each of them after a dot, in any letters."""
OutputName = Annotated[str, StringConstraints(min_length=1, max_length=64)]
MediaType = Literal["image", "video", "audio", "text"]
ParameterType = Literal["number", "string", "boolean", "list", "dict"]
DataType = Literal["any", "json", "regions", "concepts", "embeddings", "mask", "table"]
"""Values that only a program sends, in their stored form or as plain JSON."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GraphInput(_Frozen):
    """A named workflow input: a medium, a parameter with a default, or other data."""

    name: InputName
    type: MediaType | ParameterType | DataType
    default: Any = None
    levels: int = Field(default=1, ge=1, le=4)
    """1 for one value an input; with more, each input brings lists nested so deep beneath it."""


class ModelRef(_Frozen):
    """Which model a node uses; without `version` the newest, pinned when a version is saved."""

    id: Name
    user: Name | None = None
    app: Name | None = None
    version: str | None = None


class NodeSpec(_Frozen):
    """One node: an operator with its model, parameters and wires."""

    id: NodeId
    operator: Name
    model: ModelRef | None = None
    params: dict[str, Any] = Field(default_factory=dict)
    inputs: dict[WireName, list[str]] = Field(default_factory=dict)
    when: list[str] = Field(default_factory=list)
    """Gates: the node runs for the elements for which each of these sources has a value."""


class GraphOutput(_Frozen):
    """A named selection: one port of a node, all of them (`node.*`), or a workflow input."""

    name: OutputName
    source: str
    coordinates: Literal["parent", "own"] | None = None
    """In which picture a program is told places: the one that came in, or the one looked at."""


class GraphSpec(_Frozen):
    """The whole document; layout lives beside it, never in it."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    inputs: list[GraphInput] = Field(default_factory=list)
    nodes: list[NodeSpec] = Field(default_factory=list)
    outputs: list[GraphOutput] = Field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The canonical JSON form; empty parts are left out of nodes."""
        nodes = []
        for node in self.nodes:
            entry: dict[str, Any] = {"id": node.id, "operator": node.operator}
            if node.model is not None:
                entry["model"] = node.model.model_dump(exclude_none=True)
            if node.params:
                entry["params"] = node.params
            if node.inputs:
                entry["inputs"] = node.inputs
            if node.when:
                entry["when"] = node.when
            nodes.append(entry)
        inputs = []
        for item in self.inputs:
            shown: dict[str, Any] = {"name": item.name, "type": item.type}
            if item.default is not None:
                shown["default"] = item.default
            if item.levels > 1:
                shown["levels"] = item.levels
            inputs.append(shown)
        document: dict[str, Any] = {"schema": 1, "inputs": inputs, "nodes": nodes}
        if self.outputs:
            document["outputs"] = [output.model_dump(exclude_none=True) for output in self.outputs]
        return document

    def only(self, nodes: Collection[str]) -> GraphSpec:
        """The same graph without the other nodes; `nodes` holds all that they wait for."""
        kept = [node for node in self.nodes if node.id in nodes]
        outputs = [item for item in self.outputs if node_of(item.source) in (*nodes, IN)]
        return self.model_copy(update={"nodes": kept, "outputs": outputs})

    def digest(self) -> str:
        """SHA-256 of the canonical form: equal graphs have equal digests."""
        text = json.dumps(self.as_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def is_reference(param: Any) -> bool:
    """Whether a parameter is a reference to a workflow parameter or another node's output."""
    return isinstance(param, dict) and set(param) == {"$ref"} and isinstance(param["$ref"], str)


def split_wire(name: str) -> tuple[str, str]:
    """The key of a node's wire as its port and the wire's own name, which is mostly empty."""
    port, _, own = name.partition(".")
    return port, own


def split_source(source: str) -> tuple[str, str] | None:
    """`"node.port"` as its two names, or None when it is not of that form."""
    match = PORT_REF.fullmatch(source)
    return (match[1], match[2]) if match else None


def node_of(source: str) -> str | None:
    """The node that a source names, or None when it is not of the form `"node.port"`."""
    parts = split_source(source)
    return parts[0] if parts else None


def parse_graph(document: object) -> GraphSpec:
    """Read a graph document, or raise `InvalidGraphError` naming every malformed place."""
    try:
        return GraphSpec.model_validate(document)
    except ValidationError as error:
        problems = [_as_problem(document, item) for item in error.errors()]
        first = problems[0]
        message = f"The graph document is malformed: {first.message}"
        raise InvalidGraphError(message, problems=[p.as_json() for p in problems]) from error


def _as_problem(document: object, item: Any) -> Problem:
    place = ".".join(str(part) for part in item["loc"]) or "document"
    node = None
    loc = item["loc"]
    if len(loc) > 1 and loc[0] == "nodes" and isinstance(document, dict):
        entry = document["nodes"][loc[1]]
        node = entry.get("id") if isinstance(entry, dict) else None
    return Problem(
        node=node if isinstance(node, str) else None,
        port=None,
        code="malformed",
        message=f"{place}: {item['msg']}",
        cure=f"Correct {place}; the schema is at /api/graph-schema.",
    )
