"""An operator as the registry describes it.

Ports, parameters and the function, read once at start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from runtime.contracts.kinds import takes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runtime.contracts.operator import Context, OperatorMeta, OperatorParams


@dataclass(frozen=True)
class InputPort:
    """A place a wire may end."""

    name: str
    kinds: frozenset[str]
    """Value kinds it takes; `any` takes all."""
    required: bool
    accepts_absent: bool
    gathers: bool
    """Declared as `All[...]`: takes a whole fan-out at once."""
    many: bool = False
    """Declared as `Many[...]`: takes several wires."""
    of_inputs: bool = False
    """Whether it also gathers the inputs of a call, where nothing was split."""
    help: str = ""

    def takes(self, kinds: frozenset[str]) -> bool:
        """Whether a source of these kinds fits."""
        return takes(self.kinds, kinds)


@dataclass(frozen=True)
class OutputPort:
    """A place a wire may start."""

    name: str
    kinds: frozenset[str]
    fans_out: bool
    """Declared as `Each[...]`: one value per region or frame."""
    help: str = ""
    aside: bool = False
    """Only for who asks for it by name: a wire that names no port never takes it."""
    entry_of: str = ""
    """The parameter whose entries the ports that say so stand for, the first for the first: a card
    shows as many of them."""


@dataclass(frozen=True)
class Operator:
    """A node's type: everything the engine, the palette and the docs know of it."""

    meta: OperatorMeta
    docs: str
    inputs: Mapping[str, InputPort]
    outputs: Mapping[str, OutputPort]
    input_type: type[Any]
    output_type: type[Any]
    params_type: type[OperatorParams]
    run: Any
    module: str

    @property
    def id(self) -> str:
        """The stable id, as in graphs."""
        return self.meta.id

    @property
    def title(self) -> str:
        """The name people see."""
        return self.meta.title

    @property
    def hint(self) -> str:
        """The docstring's first line."""
        return self.docs.split("\n", 1)[0]

    def why_not(self) -> str | None:
        """None when it can run here, else the reason and what brings it."""
        return self.meta.available() if self.meta.available else None

    def call(self, batch: Sequence[Any], params: OperatorParams, context: Context) -> Sequence[Any]:
        """Run it, with the answer's length checked."""
        outcomes: Sequence[Any] = self.run(batch, params, context)
        if len(outcomes) != len(batch):
            message = f"{self.id} answered {len(outcomes)} outcomes for {len(batch)} elements"
            raise RuntimeError(message)
        return outcomes
