"""Says how near each part of a picture is.

It needs a depth model that you import, such as Depth Anything or MiDaS. The answer is a picture of
the same size in which near is bright and far is dark; a person before a wall stands out light from
the dark. With *heat* the same is shown in colours. The two numbers are the model's own for the
least and the greatest value; only models of distances tell them in metres.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Image, Number

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture to measure."})


@dataclass(frozen=True)
class Outputs:
    image: Image = field(metadata={"help": "Near is bright and far is dark."})
    least: Number = field(metadata={"help": "The least of the model's numbers."})
    greatest: Number = field(metadata={"help": "The greatest of the model's numbers."})


class Params(OperatorParams):
    colors: Literal["grey", "heat"] = Field(
        title="Colours", default="grey", description="How nearness is painted."
    )


@operator(
    "depth-estimator",
    title="Depth estimator",
    group="Models",
    icon="waves",
    task="depth",
    heavy=True,
    summary="{colors}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    import numpy as np

    from runtime.inference.decoders import depth
    from runtime.inference.pictures import look
    from runtime.media.opencv import cv2

    model = context.require_model()
    metric = bool(model.manifest.postprocess.get("metric"))
    outcomes = []
    images = [inputs.image for inputs in batch]
    for seen in look(model, images, depth.ROLES, cancel=context.cancel):
        values = depth.read(seen)
        light = np.rint(depth.nearness(values, metric=metric) * 255).astype(np.uint8)
        if params.colors == "heat":
            painted = cv2.cvtColor(
                cv2.applyColorMap(light, cv2.COLORMAP_INFERNO), cv2.COLOR_BGR2RGB
            )
        else:
            painted = cv2.cvtColor(light, cv2.COLOR_GRAY2RGB)
        image = seen.image.with_pixels(np.asarray(painted, np.uint8))
        least, greatest = Number(float(values.min())), Number(float(values.max()))
        outcomes.append(Outputs(image, least, greatest))
        context.progress(len(outcomes), len(batch))
    return outcomes
