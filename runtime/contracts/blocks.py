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
    required: bool = False
    """Whether a step has to say it although the port may stay open."""


@dataclass(frozen=True)
class Wires:
    """A list or a mapping of selectors: wires on a port that takes several (`Many[...]`)."""

    port: str
    also: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    literals: str = ""
    """The parameter (a dict) for entries that are literals, by their names; empty where entries are
    selectors only."""
    order: str = ""
    """The parameter for the names of all entries, where literals stand among selectors and their
    order counts."""
    named: bool = True
    """Whether the field is a mapping, whose keys name the wires."""
    required: bool = True


@dataclass(frozen=True)
class Bounds:
    """What a field takes, where the parameter behind it takes more."""

    least: float | None = None
    over: float | None = None
    """As `least`, which is itself left out."""
    most: float | None = None
    whole: bool = False
    """Whole numbers only."""
    fewest: int = 0
    """Entries of a list."""

    def why_not(self, value: Any) -> str:
        """Why a value is not taken, as the end of a sentence; empty where it is."""
        if isinstance(value, list | tuple):
            return f"it has fewer than {self.fewest} entries" if len(value) < self.fewest else ""
        try:
            number = float(value)
        except (TypeError, ValueError):
            return ""  # no number: the parameter's type judges it
        if self.whole and not number.is_integer():
            return "it must be a whole number"
        if self.over is not None and number <= self.over:
            return f"it must be more than {self.over:g}"
        if self.least is not None and number < self.least:
            return f"it must be {self.least:g} or more"
        if self.most is not None and number > self.most:
            return f"it must be at most {self.most:g}"
        return ""


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
    bounds: Bounds | None = None
    """Of their literals, and of what an input brings, where the parameter takes more."""


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
    loose: tuple[str, ...] = ()
    """Those of them that are details: a node that has them otherwise is still written as this
    block, and the export says what will differ."""
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

    def setting_of(self, param: str) -> tuple[str, Setting] | None:
        """The field that fills a parameter, by its name."""
        for name, one in self.fields.items():
            if isinstance(one, Setting) and one.param == param:
                return name, one
        return None

    def out(self, name: str, fields: Mapping[str, Any] | None = None) -> Out | None:
        """A property by its name; `fields` are the step's, for what it names itself."""
        found = self.outputs_of(fields or {}).get(name)
        return Out(found) if isinstance(found, str) else found
