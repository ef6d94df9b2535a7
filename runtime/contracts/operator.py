"""The operator contract: one file is one node type.

A module in `runtime/operators/<family>/` defines

* its docstring: the first line is the palette's hint, all of it the reference page;
* `Inputs`: a frozen dataclass whose field types are the ports. `X | None` with a default of None
  makes a port optional; `All[X]` gathers a fan-out (lowers the dimension by one); `Many[X]` takes
  several wires, named or not; a union accepts each kind; metadata `"of_inputs": True` lets an `All`
  port gather a call's inputs where nothing was split; `Value` accepts any.
  `field(metadata={"help": ...})` documents a port.
* `Outputs`: likewise; a value that is None ends the branch on that port; `Each[X]` fans out
  (raises the dimension by one); metadata `"aside": True` keeps an output from wires that name no
  port.
* `Params`: a pydantic model; bounds, defaults and descriptions become form, schema and validation.
* `run(batch, params, context)`, decorated with `operator(...)`: pure, called with the elements of
  the batch, answers one outcome per element, in order: `Outputs`, `None` (this branch ends here for
  that element) or `Failure` (only this element fails).

Who looks at a picture says where: a picture of the same view is `image.with_pixels(...)`, a part
`image.part(...)`, and a plain `Image(...)` is its own root, as after a turn. Regions and concepts
keep `image.placement`, and `replace(regions, items=...)` keeps it on. Pixels of regions are those
of `regions.placement`; no picture has to be wired for them.

`run` may raise a `WeftError`: then the node fails for every element. Models, files, connections,
progress and cancellation come from the context; there are no globals, no network of one's own, no
clock and no other operator. The frames of a video may come in several calls. An operator that
remembers something from frame to frame says `keeps_state=True` and keeps it with
`context.of_stream`, as a `Memory`. A parameter with `json_schema_extra={"fixed": True}` is chosen
by hand and never follows another node's output: where data goes is not decided by data. Heavy
libraries are imported inside functions, because the catalogue imports every operator at start.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.values import Anchor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from runtime.contracts.blocks import Block
    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.errors import WeftError
    from runtime.contracts.files import MediaFiles
    from runtime.contracts.model import Model, ModelSource, Task
    from runtime.contracts.outside import Outside
    from runtime.contracts.stores import SearchIndexes
    from runtime.contracts.values import Value

Effects = Literal["none", "asks", "sends"]
"""What a node is but a function of its inputs: `asks` somebody whose answer may differ the next
time, or `sends` something that stays sent. Neither is ever answered from the result cache."""


class Memory(Protocol):
    """What a node keeps along a stream; in a named session it lives on from call to call."""

    def as_json(self) -> Any:
        """All of it as plain JSON, exactly; lists where order matters, for objects have none."""

    def from_json(self, stored: Any) -> None:
        """Become what `as_json` told, of an object that was just made."""


M = TypeVar("M", bound=Memory)


class OperatorParams(BaseModel):
    """Base of every `Params`: immutable, and an unknown name is an error, not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


@dataclass(frozen=True)
class Failure:
    """One element that could not be computed; its neighbours go on."""

    error: WeftError


ONLY_ON_A_SERVER = "This node needs an app, so it runs on a server only, not from a graph file."


def _unheard(place: str, text: str) -> None:
    """Nobody looks."""


@dataclass(frozen=True)
class Place:
    """Where an element stands, for operators that keep state."""

    stream: tuple[int, ...]
    """The video it is a frame of, or the input that its region lies in; itself without either."""
    anchor: Anchor
    """Its frame and time, and its region, of whichever fan-out they come from."""
    filmed: bool = False
    """Whether the time is that of a video, not only counted along a session."""


@dataclass(frozen=True)
class Context:
    """What the engine lends to one call of `run`."""

    cancel: CancelToken
    progress: Callable[[int, int], None]
    """Report `(done, total)` in elements; cheap, may be called often."""
    models: ModelSource | None = None
    model: Model | None = None
    """The node's model, loaded; set for operators with a `task`."""
    node: str = ""
    places: Sequence[str] = ()
    """A name for each element of the batch, such as `0.2`, the same in every attempt; only for
    operators with effects."""
    outside: Outside | None = None
    search: SearchIndexes | None = None
    live: Callable[[str, str], None] = _unheard
    """Show `(place, text so far)` while the element is computed; cheap, lost when nobody looks."""
    files: MediaFiles | None = None
    """Files too long for memory."""
    along: Sequence[Place] = ()
    """Where each element of the call stands; only for operators that keep state."""
    kept: dict[tuple[int, ...], Any] = field(default_factory=dict)
    """What the node keeps, by stream; use `of_stream`."""
    remembered: Mapping[tuple[int, ...], Any] = field(default_factory=dict)
    """What it kept at the end of the session's call before, by stream, as JSON."""

    shared: dict[str, dict[str, Value]] = field(default_factory=dict)
    """What nodes keep for one another until the run ends: by the workflow's input, then by name."""

    def place(self, index: int) -> Place:
        """Where an element of this call stands. Without an engine the call is one video."""
        return self.along[index] if self.along else Place((), Anchor(frame=index))

    def input_of(self, index: int) -> str:
        """Which input of the run an element of this call belongs to, for operators with effects."""
        return self.places[index].partition(".")[0] if self.places else "0"

    def of_stream(self, place: Place, make: Callable[[], M]) -> M:
        """What this node keeps along the place's stream, for the length of the run or the session.

        Made when the stream begins. The elements of a stream come in order, in one call or several.
        """
        found: M | None = self.kept.get(place.stream)
        if found is None:
            found = self.kept[place.stream] = make()
            if place.stream in self.remembered:
                found.from_json(self.remembered[place.stream])
        return found

    def require_files(self) -> MediaFiles:
        """Files, for operators that read or make videos."""
        if self.files is None:
            message = "this operator was called without files"
            raise RuntimeError(message)
        return self.files

    def require_model(self) -> Model:
        """The node's model, for operators that declare a task."""
        if self.model is None:
            message = "this operator was called without a model"
            raise RuntimeError(message)
        return self.model

    def require_models(self) -> ModelSource:
        """Every model, for compositions."""
        if self.models is None:
            message = "this operator was called without models"
            raise RuntimeError(message)
        return self.models

    def require_outside(self) -> Outside:
        """The way out, for connectors. Raises an `OperatorFailedError` where there is none."""
        if self.outside is None:
            raise OperatorFailedError(ONLY_ON_A_SERVER)
        return self.outside

    def require_search(self) -> SearchIndexes:
        """The app's search indexes. Raises an `OperatorFailedError` where there are none."""
        if self.search is None:
            raise OperatorFailedError(ONLY_ON_A_SERVER)
        return self.search


@dataclass(frozen=True)
class OperatorMeta:
    """What `operator(...)` records."""

    id: str
    title: str
    group: str
    icon: str
    aliases: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    """Blocks of Roboflow's language that it stands for; the first one that fits is exported."""
    task: Task | None = None
    default_model: str | None = None
    heavy: bool = False
    """Heavy nodes run in the pool, light ones inline."""
    keeps_state: bool = False
    """Whether it remembers along a stream: its context has places, its calls keep their order."""
    available: Callable[[], str | None] | None = None
    """Answers None, or why this operator cannot run here and what brings it."""
    effects: Effects = "none"
    connection: str | None = None
    """What the connection named by the parameter `connection` has to offer."""
    summary: str | None = None
    """A format string over params for the one line on the node.

    Such as `"score over {min_value}"`.
    """

    @property
    def known_as(self) -> tuple[str, ...]:
        """Every other name that people search it by."""
        blocks = (name for block in self.blocks for name in (*block.names, block.type))
        return (*self.aliases, *dict.fromkeys(blocks))


class OperatorFunction(Protocol):
    """A `run` that carries its meta."""

    __weft_operator__: ClassVar[OperatorMeta]

    def __call__(self, batch: Sequence[Any], params: Any, context: Context) -> Sequence[Any]:
        """Compute one outcome per element."""


def operator(  # noqa: PLR0913 - the card of an operator, each part given by name
    operator_id: str,
    *,
    title: str,
    group: str,
    icon: str,
    aliases: tuple[str, ...] = (),
    blocks: tuple[Block, ...] = (),
    task: Task | None = None,
    default_model: str | None = None,
    heavy: bool = False,
    keeps_state: bool = False,
    available: Callable[[], str | None] | None = None,
    effects: Effects = "none",
    connection: str | None = None,
    summary: str | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a function as an operator's `run`; `registry` finds it by this mark."""
    meta = OperatorMeta(
        id=operator_id, title=title, group=group, icon=icon, aliases=aliases, blocks=blocks,
        task=task, default_model=default_model, heavy=heavy, keeps_state=keeps_state,
        available=available, effects=effects, connection=connection, summary=summary,
    )  # fmt: skip

    def mark(run: Callable[..., Any]) -> Callable[..., Any]:
        run.__weft_operator__ = meta  # type: ignore[attr-defined]  # functions take attributes
        return run

    return mark
