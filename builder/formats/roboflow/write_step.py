"""A node as a step: of the blocks that its operator stands for, the one that says the most."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.exact import EXACT, OWN, Exact, own_block
from builder.formats.roboflow.kinds import kinds_of_port
from builder.formats.roboflow.params import in_bounds, to_theirs
from builder.formats.roboflow.settled import settled_by_node
from builder.formats.roboflow.writing import gates, taken
from runtime.contracts.blocks import (
    UNSET,
    CaseSteps,
    Ignored,
    ModelField,
    NextSteps,
    Setting,
    Wire,
    Wires,
)
from runtime.contracts.graph import ALL_PORTS, IN, is_reference, split_source, split_wire

if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.formats.roboflow.writing import Writing
    from runtime.contracts.blocks import Block, Field
    from runtime.contracts.catalogue import Operator
    from runtime.contracts.graph import NodeSpec

_MISSING: Any = object()
METADATA = "metadata"
"""A field of first versions of blocks: what a picture says of itself here."""


@dataclass
class Draft:
    """A step, with what it does not say; its selectors are put in when all blocks are chosen."""

    node: NodeSpec
    operator: Operator
    block: Block
    writing: Writing
    lost: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    """What it selects."""
    said: set[str] = field(default_factory=set)
    """Parameters and ports that a field says."""
    exact: dict[str, Any] = field(default_factory=dict)
    """Parameters of a node that is written as what it is here."""

    def without(self, gone: Iterable[str]) -> dict[str, Any]:
        """The step's entry; steps that are not in the file wait for no gate."""
        missing = {f"$steps.{name}" for name in gone}
        entry: dict[str, Any] = {
            "type": self.block.type, "name": self.writing.names[self.node.id],
        }  # fmt: skip
        for name, one in self.block.fields.items():
            value = self._value(one)
            if isinstance(one, NextSteps) and value is not _MISSING:
                value = [item for item in value if item not in missing]
            elif isinstance(one, CaseSteps) and value is not _MISSING:
                value = {key: item for key, item in value.items() if item not in missing}
            if value is not _MISSING:
                entry[name] = value
        if self.is_own:
            entry[EXACT] = Exact(self.exact)
        return entry

    @property
    def is_own(self) -> bool:
        """Whether it is no block of theirs."""
        return self.block.type.startswith(OWN)

    @property
    def open(self) -> int:
        """How many of its fields for wires have none."""
        wires = (one for one in self.block.fields.values() if isinstance(one, Wire))
        return sum(not one.literal and not self._ends(one.port) for one in wires)

    @property
    def silent(self) -> int:
        """How many of its ports that something takes have no name there."""
        told = {out if isinstance(out, str) else out.port for out in self.block.outputs.values()}
        used = {port for node, port in taken(self.writing.graph) if node == self.node.id}
        return len(used - told - {ALL_PORTS} - gates(self.block))

    def survey(self) -> None:
        """Find out what is selected, and what no field says."""
        for name, one in self.block.fields.items():
            self._note(one)
            if name == METADATA and isinstance(one, Ignored):
                self._lose("Roboflow's engine needs metadata of a video, which the file does not "
                           "select: add an input of the type WorkflowVideoMetadata")  # fmt: skip
        told = self.said | set(self.block.fixed)
        for name, value in self.node.params.items():
            if name not in told and value != _default(self.operator, name):
                self._lose_param(name, value, f"{self.block.type} has no field for it")
        for name, value in self.block.fixed.items():
            own = self.node.params.get(name, _default(self.operator, name))
            if own != value and own is not _MISSING:
                self._lose_param(name, own, f"{self.block.type} has {json.dumps(value)} there")
        for key, ends in self.node.inputs.items():
            port = split_wire(key)[0]
            if ends and port not in self.said:
                self._lose(f"what is wired to {port} is not in the file: {self.block.type} has no "
                           "field for it")  # fmt: skip
        model, usual = self.node.model, self.operator.meta.default_model
        if model is not None and "model" not in self.said and model.id != usual:
            self._lose(f"the model {model.id} is not in the file: {self.block.type} names none")

    def _lose(self, what: str) -> None:
        self.lost.append(f"{self.writing.title(self.node.id)}: {what}.")

    def _lose_param(self, name: str, value: Any, why: str) -> None:
        if self.is_own:
            self.exact[name] = value
        else:
            self._lose(f"{name} is not in the file: {why}")

    def _note(self, one: Field) -> None:
        match one:
            case Wire() | Wires():
                self._note_wires(one)
            case Setting():
                self._note_setting(one)
            case CaseSteps():
                self.said.add(one.param)
                for gate in one.gates:
                    if len(self.writing.behind(f"{self.node.id}.{gate}")) > 1:
                        self._lose("several steps wait for one case; the file names the first")
            case ModelField():
                self.said.add("model")
                if self.node.model is None and not one.default:
                    self._lose("it has no model, and the file has to name one")
                if self.node.model is not None and self.node.model.version is not None:
                    self._lose("the model's version is not in the file; ids of theirs name one")

    def _note_wires(self, one: Wire | Wires) -> None:
        self.said.add(one.port)
        literal = one.literal if isinstance(one, Wire) else one.literals
        self.said |= {literal, getattr(one, "order", "")}
        wanted = one.kinds or kinds_of_port(self.operator.inputs[one.port].kinds)
        for _, source in self._ends(one.port):
            self._selects(source, wanted)
        if isinstance(one, Wire) and self._lacks(one):
            self._lose(f"{one.port} has to be wired there")

    def _lacks(self, one: Wire) -> bool:
        said = self._ends(one.port) or self.node.params.get(one.literal) is not None
        return one.required and not said

    def _note_setting(self, one: Setting) -> None:
        self.said.add(one.param)
        value = self.node.params.get(one.param)
        if isinstance(value, dict) and is_reference(value):
            self._selects(value["$ref"], one.kinds)
        elif one.param in self.node.params:
            self._try(one, value)

    def _try(self, one: Setting, value: Any) -> None:
        if value == _default(self.operator, one.param) and one.default is UNSET:
            return
        try:
            in_bounds(one, to_theirs(one, value))
        except ValueError as error:
            self._lose_param(one.param, value, str(error))

    def _selects(self, source: str, wanted: tuple[str, ...]) -> None:
        self.sources.append(source)
        node, port = split_source(source) or ("", "")
        if node == IN and wanted:
            self.writing.wanted.setdefault(port, []).append(wanted)

    def _ends(self, port: str) -> list[tuple[str, str]]:
        return [(split_wire(key)[1], source) for key, ends in self.node.inputs.items()
                if split_wire(key)[0] == port for source in ends]  # fmt: skip

    def _value(self, one: Field) -> Any:
        match one:
            case Wire():
                return self._wire(one)
            case Wires():
                return self._wires(one)
            case Setting():
                return self._setting(one)
            case ModelField():
                model = self.node.model
                return _MISSING if model is None else self.writing.model_name(model)
            case NextSteps():
                found = self._behind(one.gate)
                return found if found or one.required else _MISSING
            case CaseSteps():
                return self._cases(one)
        return _MISSING

    def _wire(self, one: Wire) -> Any:
        ends = self._ends(one.port)
        if ends:
            return self.writing.selector(ends[0][1])
        return self.node.params.get(one.literal, _MISSING) if one.literal else _MISSING

    def _wires(self, one: Wires) -> Any:
        named = [(name, self.writing.selector(source)) for name, source in self._ends(one.port)]
        literals = self.node.params.get(one.literals) if one.literals else None
        both: dict[str, Any] = dict(literals) if isinstance(literals, dict) else {}
        if not named and not both:
            empty: Any = {} if one.named else []
            return empty if one.required else _MISSING
        if not one.named:
            return [source for _, source in named]
        both.update((name or f"value_{index}", source) for index, (name, source) in
                    enumerate(named))  # fmt: skip
        order = self.node.params.get(one.order) if one.order else None
        first = [name for name in order if name in both] if isinstance(order, list) else []
        return {name: both[name] for name in dict.fromkeys([*first, *both])}

    def _setting(self, one: Setting) -> Any:
        value = self.node.params.get(one.param, _MISSING)
        if is_reference(value):
            return self.writing.selector(value["$ref"])
        if value is _MISSING:
            if one.default is UNSET and not one.required:
                return _MISSING
            value = _default(self.operator, one.param)
            if value is _MISSING:
                return _MISSING
        try:
            return in_bounds(one, to_theirs(one, value))
        except ValueError:
            return _MISSING

    def _behind(self, gate: str) -> list[str]:
        waiting = self.writing.behind(f"{self.node.id}.{gate}")
        return [f"$steps.{self.writing.names[name]}" for name in waiting]

    def _cases(self, one: CaseSteps) -> Any:
        cases = self.node.params.get(one.param)
        if not isinstance(cases, list):
            return _MISSING
        pairs = ((case, self._behind(gate)) for case, gate in zip(cases, one.gates, strict=False))
        return {case: steps[0] for case, steps in pairs if steps}


def write_step(node: NodeSpec, writing: Writing) -> Draft | None:
    """The best draft of a node; None, after saying why, where the language has no block for it."""
    if node.id in writing.joined:
        return None
    operator = writing.catalogue.get(node.operator)
    blocks = operator.meta.blocks if operator is not None else ()
    if operator is not None and writing.exact:
        opened = [port for port in operator.outputs if writing.behind(f"{node.id}.{port}")]
        blocks = (*blocks, own_block(node, operator, opened))
    if operator is None or not blocks:
        what = operator.title if operator is not None else node.operator
        writing.lose(node.id, f"is left out: Roboflow has no block for {what}")
        return None
    drafts = [
        Draft(node, operator, settled_by_node(block, node), writing)
        for block in blocks
        if _is(node, operator, block)
    ]
    if not drafts:
        names = ", ".join(sorted({name for block in blocks for name in block.fixed
                                  if name not in block.loose}))  # fmt: skip
        writing.lose(node.id, f"is left out: Roboflow's block for {operator.title} sets {names} to "
                     "something else")  # fmt: skip
        return None
    for draft in drafts:
        before = {name: list(kinds) for name, kinds in writing.wanted.items()}
        draft.survey()
        writing.wanted = before
    best = min(drafts, key=_distance)
    best.lost.clear()
    best.sources.clear()
    best.survey()
    writing.blocks[node.id] = best.block
    return best


def _distance(draft: Draft) -> tuple[int, ...]:
    """How far a block is from its node."""
    return len(draft.lost) + draft.silent, draft.is_own, draft.open, -len(draft.block.fixed)


def _is(node: NodeSpec, operator: Operator, block: Block) -> bool:
    """Whether a node is what this block always is, but for details."""
    return all(
        name in block.loose or node.params.get(name, _default(operator, name)) == value
        for name, value in block.fixed.items()
    )


def _default(operator: Operator, param: str) -> Any:
    known = operator.params_type.model_fields.get(param)
    if known is None or known.is_required():
        return _MISSING
    return known.get_default(call_default_factory=True)
