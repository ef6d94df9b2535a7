"""How an operator stands for blocks of Roboflow's workflow language: pure data, beside `run`.

An operator says `blocks=(Block(...), ...)`. A block names its fields and what each is here: a wire,
several wires, a parameter, a model, or the steps it lets run. The importer, the exporter, the
palette answer and the interface description read nothing else, so there is no second registry.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

UNSET: Any = object()
"""No default of its own: the parameter's default holds."""


@dataclass(frozen=True)
class Wire:
    """A field that selects a value: it ends on a port."""

    port: str
    also: tuple[str, ...] = ()
    """Other names of the field, such as `images` for `image`."""
    kinds: tuple[str, ...] = ()
    """Their kinds; empty for those of the port."""
    literal: str = ""
    """The parameter that a literal in this field goes to, when the field takes one."""


@dataclass(frozen=True)
class Wires:
    """A list or a mapping of selectors: wires on a port that takes several (`Many[...]`)."""

    port: str
    also: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    literals: str = ""
    """The parameter (a dict) for entries that are literals, by their names; lists of selectors have
    the names `0`, `1` ... when it is given."""
    required: bool = True


@dataclass(frozen=True)
class Setting:
    """A field that is a parameter: a literal, or a selector, which becomes a reference."""

    param: str
    also: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    default: Any = UNSET
    """Their default, where the parameter has another, in their words."""
    required: bool = False
    words: Mapping[Any, Any] = field(default_factory=dict)
    """Their literal -> ours, where they differ."""
    read: Callable[[Any], Any] | None = None
    """Their literal as ours, for what `words` cannot say; raises `ValueError` with a sentence."""
    write: Callable[[Any], Any] | None = None
    """Ours as theirs, for the export; needed with `read`."""


@dataclass(frozen=True)
class ModelField:
    """A field that names a model by its id, which the app's table may map to one of ours."""

    also: tuple[str, ...] = ()
    default: str = ""
    """The id that is meant when the field is left out; empty when it has to be given."""


@dataclass(frozen=True)
class NextSteps:
    """A field that names steps (`$steps.x`) which run only where `gate`, an output, has a value."""

    gate: str
    also: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class CaseSteps:
    """A mapping of a value to steps: the cases go, in order, to `param`, and gate `case_<n>`."""

    param: str
    gates: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ignored:
    """A field of theirs that changes nothing here; `why` says so."""

    why: str
    also: tuple[str, ...] = ()


Field = Wire | Wires | Setting | ModelField | NextSteps | CaseSteps | Ignored


@dataclass(frozen=True)
class Out:
    """A property of a block: a port of ours, told in a form of theirs."""

    port: str
    kinds: tuple[str, ...] = ()
    """Their kinds; empty for those of the port."""
    shape: str = ""
    """The form in an answer where the kind of value does not say it, such as `multi_label`."""


RUN_ID = Out("", ("inference_id",), "run_id")
"""A property that names the run. What has no port is told in answers; no other step can use it."""
MODEL_ID = Out("", ("roboflow_model_id",), "model_id")
"""The model as the definition names it, else ours."""
PARENT_ID = Out("", ("parent_id",), "parent_id")
"""The id of the picture that the step looked at."""
ROOT_PARENT_ID = Out("", ("parent_id",), "root_parent_id")


def told(word: str, kinds: tuple[str, ...] = ("prediction_type",)) -> Out:
    """A property that always says the same."""
    return Out("", kinds, f"word:{word}")


@dataclass(frozen=True)
class Named:
    """Properties that a step itself names, such as the fields that a parser is told to expect."""

    names: Callable[[Mapping[str, Any]], Sequence[str]]
    """The names, in order, from the step's fields as they are written."""
    ports: tuple[str, ...]
    """Where the first, the second ... of them comes out."""
    kinds: tuple[str, ...] = ("*",)


@dataclass(frozen=True)
class Block:
    """A block, as `type`, and its other names, such as those of older versions."""

    type: str
    fields: Mapping[str, Field] = field(default_factory=dict)
    outputs: Mapping[str, Out | str] = field(default_factory=dict)
    """Property -> `Out`, or a port whose kind of value says all."""
    names: tuple[str, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)
    """Parameters of ours that this block always has."""
    sink: bool = False
    """Whether `disable_sinks` stops it."""
    named: Named | None = None
    """Properties beside `outputs` that the step names."""

    def field_of(self, name: str) -> tuple[str, Field] | None:
        """A field by its name or another name of it."""
        for own, one in self.fields.items():
            if name == own or name in one.also:
                return own, one
        return None

    def outputs_of(self, fields: Mapping[str, Any]) -> Mapping[str, Out | str]:
        """All properties of a step with these fields, those that it names too."""
        if self.named is None:
            return self.outputs
        names = zip(self.named.names(fields), self.named.ports, strict=False)
        return {**{name: Out(port, self.named.kinds) for name, port in names}, **self.outputs}

    def out(self, name: str, fields: Mapping[str, Any] | None = None) -> Out | None:
        """A property by its name; `fields` are the step's, for what it names itself."""
        found = self.outputs_of(fields or {}).get(name)
        return Out(found) if isinstance(found, str) else found
