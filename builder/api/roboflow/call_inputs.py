"""A call's `inputs` as the inputs of a run: one for each picture of the batch.

Pictures come as base64 or by URL, nested in lists where an input has levels. The first input that
brings more than one says how large the batch is; what brings one goes with every picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.actions.accept_inputs import AcceptedInput
from builder.api.roboflow.errors import RuntimeInputError
from builder.api.roboflow.media import Media
from builder.formats.roboflow.film_frames import metadata_of
from builder.formats.roboflow.kind_checks import fitted
from builder.formats.roboflow.room import weight
from builder.formats.roboflow.trouble import listed, shown
from builder.formats.roboflow.values_in import NotThatError, stored_value
from runtime.contracts.errors import TooLargeError
from runtime.contracts.limits import MAX_BODY_BYTES, MAX_ELEMENTS_PER_NODE, MAX_INPUTS
from runtime.contracts.values import MEDIA_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from builder.models import App
    from runtime.contracts.graph import GraphInput, GraphSpec

TEXT = "text"
MOST_VALUES = MAX_BODY_BYTES // 4


@dataclass(frozen=True)
class _Laid:
    """An input whose files are known and not read yet: `leaf` is what stands for an element."""

    item: GraphInput
    elements: list[Any]


def read_inputs(
    app: App,
    graph: GraphSpec,
    given: object,
    single: Collection[str],
    kinds: Mapping[str, Sequence[str]] | None = None,
) -> list[AcceptedInput]:
    """Everything proven and stored. `single` names inputs with one value for all pictures.

    `kinds` says of batch inputs what each value is to be, in their words.

    Raises a `RuntimeInputError` that names the input, or a 413.
    """
    sent = {} if given is None else given
    if not isinstance(sent, dict):
        message = f"inputs must be an object of inputs by name, not {shown(sent)}."
        raise RuntimeInputError(message)
    media = Media()
    same = {
        item.name: _value(item, sent[item.name], item.name)
        for item in graph.inputs
        if item.name in single and sent.get(item.name) is not None
    }
    laid = [
        _Laid(item, _elements(item, _brought(item, sent), media, (kinds or {}).get(item.name, ())))
        for item in graph.inputs
        if item.name not in single and (item.name in sent or item.default is None)
    ]
    size = _batch_size(laid)
    _check_weight([*same.values(), *(one.elements for one in laid if len(one.elements) == 1)], size,
                  [one.elements for one in laid if len(one.elements) > 1])  # fmt: skip
    kept = media.store(app)
    return [
        AcceptedInput(
            _name(laid, place, size),
            {**same, **{one.item.name: kept.get(_of(one.elements, place)) for one in laid}},
        )
        for place in range(size)
    ]


def with_films(given: object, films: Collection[str]) -> object:
    """The same inputs, with all that is known of frames. Raises a `RuntimeInputError`."""
    if not isinstance(given, dict):
        return given
    return {name: _film(value, name) if name in films else value for name, value in given.items()}


def _film(value: Any, place: str) -> Any:
    if isinstance(value, list):
        return [_film(one, f"{place}[{index}]") for index, one in enumerate(value)]
    try:
        return None if value is None else metadata_of(value)
    except ValueError as error:
        message = f"The input {place} does not fit: {error}."
        raise RuntimeInputError(message, input=place.partition("[")[0]) from error


def _brought(item: GraphInput, sent: Mapping[str, Any]) -> Any:
    value = sent.get(item.name)
    if value is None:
        message = (
            f"The input {item.name} ({item.type}) is missing; this call brings {listed(sent)}. "
            f"Send it in inputs.{item.name}."
        )
        raise RuntimeInputError(message, input=item.name)
    return value


def _elements(item: GraphInput, value: Any, media: Media, kinds: Sequence[str]) -> list[Any]:
    """One element for each picture of the batch, with lists beneath as deep as the input says."""
    count = _count(value, item.levels)
    if count > MAX_ELEMENTS_PER_NODE:
        message = (
            f"The input {item.name} brings {count} elements in its lists; a call takes at most "
            f"{MAX_ELEMENTS_PER_NODE}."
        )
        raise RuntimeInputError(message, input=item.name, limit=MAX_ELEMENTS_PER_NODE)
    if not isinstance(value, list):
        return [_nested(item, value, item.levels - 1, item.name, media, kinds)]
    if not value:
        message = f"The input {item.name} is an empty list. Send 1 to {MAX_INPUTS} of them."
        raise RuntimeInputError(message, input=item.name)
    if len(value) > MAX_INPUTS:
        message = (
            f"The input {item.name} brings {len(value)}; a call takes at most {MAX_INPUTS}. "
            "Send the rest in another call."
        )
        raise RuntimeInputError(message, input=item.name, limit=MAX_INPUTS)
    return [
        _nested(item, one, item.levels - 1, f"{item.name}[{place}]", media, kinds)
        for place, one in enumerate(value)
    ]


def _count(value: Any, levels: int) -> int:
    if levels and isinstance(value, list):
        return len(value) if levels == 1 else sum(_count(one, levels - 1) for one in value)
    return 1


def _nested(
    item: GraphInput, value: Any, levels: int, place: str, media: Media, kinds: Sequence[str]
) -> Any:
    if value is None:
        return None
    if levels:
        if not isinstance(value, list):
            message = (
                f"The input {place} is {shown(value)}; {item.name} has the dimensionality "
                f"{item.levels}, so it takes a list here."
            )
            raise RuntimeInputError(message, input=item.name)
        return {
            "each": [
                _nested(item, one, levels - 1, f"{place}[{index}]", media, kinds)
                for index, one in enumerate(value)
            ]
        }
    if item.type in MEDIA_KINDS and item.type != TEXT:
        return media.ask_picture(value, str(item.type), place)
    return _value(item, value, place, kinds)


def _value(item: GraphInput, value: Any, place: str, kinds: Sequence[str] = ()) -> dict[str, Any]:
    try:
        return stored_value(fitted(value, kinds), str(item.type))
    except NotThatError as error:
        message = f"The input {place} does not fit: {error}."
        raise RuntimeInputError(message, input=item.name) from error


def _batch_size(laid: list[_Laid]) -> int:
    first = next((one for one in laid if len(one.elements) > 1), None)
    if first is None:
        return 1
    size = len(first.elements)
    for one in laid:
        if len(one.elements) not in (1, size):
            message = (
                f"The input {first.item.name} brings {size} and {one.item.name} brings "
                f"{len(one.elements)}. Inputs bring one for all, or as many as the others."
            )
            raise RuntimeInputError(message, input=one.item.name)
    return size


def _check_weight(for_all: list[Any], size: int, each: list[Any]) -> None:
    """Refuse values that would fill the store: what goes with every picture is kept with each."""
    if weight(for_all, MOST_VALUES // size) * size + weight(each, MOST_VALUES) > MOST_VALUES:
        message = (
            f"The values of this call have more than {MOST_VALUES // 1024 // 1024} MB beside its "
            f"files, counted for each of {size} in the batch. Send fewer at a time."
        )
        raise TooLargeError(message, limit=MOST_VALUES)


def _of(elements: list[Any], place: int) -> Any:
    return elements[place if len(elements) > 1 else 0]


def _name(laid: list[_Laid], place: int, size: int) -> str:
    """What an element is called in the history."""
    first = next((one.item.name for one in laid if one.item.type in MEDIA_KINDS), "input")
    return f"{first} {place + 1}" if size > 1 else first
