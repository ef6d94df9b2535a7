"""Makes a picture out of a picture, such as a larger or cleaner one.

It needs a model that you import: super resolution, noise removal, restyling, anything that takes a
picture and answers one. A model of scale 4 makes a picture of 1,280 x 960 out of one of 320 x 240.
A picture whose result would be too large is refused; make it smaller with *Image resize* first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Image
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.model import Model

MAX_WORK_PIXELS = 4_000_000
"""Pixels of the larger of picture and result: models hold many numbers for each."""


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to start from."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "The picture that the model makes."})


class Params(OperatorParams):
    pass


@operator(
    "image-to-image",
    title="Image to image",
    group="Models",
    icon="sparkles",
    task="image-to-image",
    heavy=True,
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    model = context.require_model()
    return per_picture(batch, context, lambda inputs: _outputs(inputs.image, model, context))


def _outputs(image: Image, model: Model, context: Context) -> Outputs:
    from runtime.inference.decoders import super_resolution
    from runtime.inference.pictures import look
    from runtime.inference.prepare import Recipe

    scale = float(model.manifest.postprocess.get("scale", 1))
    free = Recipe.of(model.manifest).canvas is None
    if free and image.width * image.height * max(1.0, scale) ** 2 > MAX_WORK_PIXELS:
        message = (
            f"The picture has {image.width} x {image.height} pixels, which is too many for this "
            f"model: at most {MAX_WORK_PIXELS / 1e6:g} million may come out. Make it smaller with "
            "Image resize first."
        )
        raise OperatorFailedError(message, limit=MAX_WORK_PIXELS)
    seen = next(look(model, [image], super_resolution.ROLES, cancel=context.cancel))
    return Outputs(image.with_pixels(super_resolution.read(seen)))
