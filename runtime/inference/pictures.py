"""Runs a model over pictures and hands out what it said of each, by role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.errors import OperatorFailedError
from runtime.inference.prepare import Prepared, Recipe, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model, ModelManifest
    from runtime.contracts.values import Image

BATCH_ON_GPU = 8
"""On a processor a batch is no faster than its pictures one by one, and takes more memory."""


@dataclass(frozen=True, eq=False)
class Seen:
    """What a model said of one picture."""

    image: Image
    prepared: Prepared
    outputs: Mapping[str, NDArray[np.generic]]
    card: ModelManifest

    def head(self, role: str) -> NDArray[np.float32]:
        """The output in this role, as floats."""
        if role not in self.outputs:
            message = (
                f"The model {self.card.title} has no output for {role}. "
                "Correct its card, or import it again."
            )
            raise OperatorFailedError(message, model=self.card.id)
        return np.asarray(self.outputs[role], np.float32)

    def has(self, role: str) -> bool:
        """Whether the model has an output in this role."""
        return role in self.outputs


def look(
    model: Model,
    images: Sequence[Image],
    roles: Sequence[str],
    *,
    graph: str = "",
    cancel: CancelToken | None = None,
    also: Mapping[str, NDArray[np.generic]] | None = None,
) -> Iterator[Seen]:
    """Run the model over the pictures, in their order.

    `roles` names the outputs in the file's order, for cards that do not name them. `also` feeds
    further inputs, which must not depend on the number of pictures in a batch.
    """
    card = model.manifest
    recipe = Recipe.of(card)
    names = _names(model, roles, graph)
    size = recipe.batch or (1 if model.provider == "CPUExecutionProvider" else BATCH_ON_GPU)
    for begin in range(0, len(images), size):
        group = images[begin : begin + size]
        prepared = [prepare(image.pixels, recipe) for image in group]
        for members in _of_one_shape(prepared):
            chosen = [prepared[index] for index in members]
            feeds = {**_feeds(chosen, recipe, model, graph), **(also or {})}
            outputs = model.run(feeds, cancel, graph)
            for row, index in enumerate(members):
                said = {role: outputs[at][row] for role, at in names.items()}
                yield Seen(group[index], prepared[index], said, card)


def _feeds(
    chosen: Sequence[Prepared], recipe: Recipe, model: Model, graph: str
) -> dict[str, NDArray[np.generic]]:
    card = model.manifest
    spare = (recipe.batch or 0) - len(chosen)
    filled = [*chosen, *[chosen[-1]] * max(0, spare)]
    feeds = {recipe.input: np.stack([item.tensor for item in filled])}
    told = card.preprocess.get("size_input")
    if told:
        feeds[str(told)] = np.array([[item.width, item.height] for item in filled], np.int64)
    mask = card.preprocess.get("mask_input")
    if mask:
        shape_told = model.inputs(graph)[str(mask)]
        sides = [side if isinstance(side, int) else None for side in shape_told[1:]]
        shape = (sides[0] or filled[0].height, sides[1] or filled[0].width)
        feeds[str(mask)] = np.ones((len(filled), *shape), np.int64)
    return feeds


def _of_one_shape(prepared: Sequence[Prepared]) -> Iterator[list[int]]:
    """Neighbours whose tensors stack."""
    members: list[int] = []
    for index, item in enumerate(prepared):
        if members and item.tensor.shape != prepared[members[0]].tensor.shape:
            yield members
            members = []
        members.append(index)
    if members:
        yield members


def _names(model: Model, roles: Sequence[str], graph: str) -> dict[str, int]:
    """Role -> place in what `run` answers."""
    found = list(model.output_names(graph))
    told = model.manifest.postprocess.get("outputs")
    if not told:
        return dict(zip(roles, range(len(found)), strict=False))
    return {role: found.index(name) for role, name in told.items() if name in found}
