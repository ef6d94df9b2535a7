"""Read a two-sided embedder such as CLIP or SigLIP: pictures and texts in one space.

Its graphs are `image` and `text`, or one graph that takes both and answers both. Reads `outputs`
{`image`: [size], `text`: [size]}, `normalise` (true unless told), `scale` of the cosines (100
unless told), `bias`, and `activation` of the likeness of a picture to labels: `softmax` unless
told, or `sigmoid`, where each label is judged by itself and the bias decides: unless told it is
that of the SigLIP base models.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.errors import OperatorFailedError
from runtime.inference.decoders.boxes import activated
from runtime.inference.decoders.image_embedder import unit
from runtime.inference.pictures import look
from runtime.inference.prepare import Recipe
from runtime.inference.tokens import Tokens, text_batches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model, ModelManifest
    from runtime.contracts.values import Image

    Vector = NDArray[np.float32]

_TEXT_INPUTS = ("input_ids", "attention_mask", "token_type_ids", "position_ids")
_BLANK_PIXELS = 224
SIGLIP_BIAS = -12.9


def pictures(
    model: Model, images: Sequence[Image], cancel: CancelToken | None = None
) -> Iterator[Vector]:
    """One vector per picture."""
    graph = _graph(model.manifest, "image")
    blanks = {
        name: np.ones((1, _side(shape[-1], 1)), np.int64)
        for name, shape in model.inputs(graph).items()
        if name in _TEXT_INPUTS
    }
    for seen in look(model, images, ("image",), graph=graph, cancel=cancel, also=blanks):
        yield _finished(seen.head("image").ravel(), model.manifest)


def texts(
    model: Model, written: Sequence[str], cancel: CancelToken | None = None
) -> Iterator[Vector]:
    """One vector per text."""
    card = model.manifest
    graph = _graph(card, "text")
    pixels, shapes = Recipe.of(card).input, model.inputs(graph)
    blank = {}
    if pixels in shapes:
        sides = [_side(side, size) for side, size in zip(shapes[pixels], _blank(card), strict=True)]
        blank = {pixels: np.zeros(sides, np.float32)}
    at = _output(model, graph, "text")
    for batch in text_batches(Tokens.of(model, cancel), model, written, graph):
        outputs = model.run({**batch.feeds, **blank}, cancel, graph)
        for row in np.asarray(outputs[at], np.float32):
            yield _finished(row.ravel(), card)


def likeness(card: ModelManifest, picture: Vector, labels: NDArray[np.float32]) -> Vector:
    """How well each label, a row, describes the picture."""
    told = card.postprocess
    activation = told.get("activation", "softmax")
    usual = SIGLIP_BIAS if activation == "sigmoid" else 0.0
    logits = cosines(picture, labels) * float(told.get("scale", 100)) + float(
        told.get("bias", usual)
    )
    return activated(logits.astype(np.float32), activation)


def cosines(picture: Vector, labels: NDArray[np.float32]) -> Vector:
    """How alike a picture and each label, a row, are: -1 to 1."""
    alike: Vector = unit(labels) @ unit(picture)
    return alike


def _finished(vector: Vector, card: ModelManifest) -> Vector:
    return unit(vector) if card.postprocess.get("normalise", True) else vector


def _graph(card: ModelManifest, side: str) -> str:
    """The role of the graph for one side; a model of one graph serves both."""
    if not card.graphs:
        return ""
    if side in card.graphs:
        return side
    what = "pictures" if side == "image" else "texts"
    message = f"The model {card.title} came without the graph for {what}. Import it again."
    raise OperatorFailedError(message, model=card.id)


def _output(model: Model, graph: str, role: str) -> int:
    names = list(model.output_names(graph))
    told = model.manifest.postprocess.get("outputs", {}).get(role)
    return names.index(told) if told in names else 0


def _blank(card: ModelManifest) -> tuple[int, int, int, int]:
    recipe = Recipe.of(card)
    width, height = recipe.canvas or (_BLANK_PIXELS, _BLANK_PIXELS)
    return (1, 3, height, width) if recipe.layout == "nchw" else (1, height, width, 3)


def _side(given: int | str | None, otherwise: int) -> int:
    return given if isinstance(given, int) and given > 0 else otherwise
