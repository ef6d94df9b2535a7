"""Reads regions out of what a vision model wrote, such as a list of boxes in JSON.

Wire the picture that the model looked at and its answer; say which model it was, for each tells
boxes in its own way, and which classes were asked for, so that they have numbers. `failed` is yes
where nothing could be read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.blocks import RUN_ID, Block, Out, Setting, Wire
from runtime.contracts.operator import Context, OperatorParams, operator
from runtime.contracts.values import Boolean, Image, Regions, String, Text
from runtime.query.lenient_json import found_json
from runtime.query.told_boxes import Telling, florence_regions, regions_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.blocks import Field as BlockField


@dataclass(frozen=True)
class Inputs:
    image: Image = field(metadata={"help": "The picture that the model looked at."})
    answer: Text | String = field(metadata={"help": "What the model wrote."})


@dataclass(frozen=True)
class Outputs:
    regions: Regions | None = field(metadata={"help": "The regions that it tells of."})
    failed: Boolean = field(metadata={"help": "Whether nothing could be read."})


class Params(OperatorParams):
    model: Literal[
        "openai", "google-gemini", "anthropic-claude", "spacexai", "qwen", "muse", "zai",
        "zai-flash", "florence-2",
    ] = Field(default="openai", description="Whose way of telling boxes is read.")  # fmt: skip
    task: Literal[
        "object-detection", "open-vocabulary-object-detection", "object-detection-and-caption",
        "phrase-grounded-object-detection", "region-proposal", "ocr-with-text-detection",
    ] = Field(default="object-detection", description="What Florence was asked.")  # fmt: skip
    classes: list[str] | None = Field(
        default=None, max_length=1000, description="The classes that were asked for, in order."
    )


_FIELDS: dict[str, BlockField] = {
    "image": Wire("image"),
    "vlm_output": Wire("answer", kinds=("language_model_output",)),
    "classes": Setting("classes", default=None, required=True),
    "model_type": Setting("model", required=True),
    "task_type": Setting("task", required=True),
}
_TOLD: dict[str, Out | str] = {
    "error_status": Out("failed", ("boolean",)),
    "predictions": Out("regions", ("object_detection_prediction",)),
    "inference_id": RUN_ID,
}


@operator(
    "answer-to-regions",
    title="Model answer to regions",
    group="Edit and filter",
    icon="scan-text",
    summary="{model}",
    blocks=(
        Block(
            "roboflow_core/vlm_as_detector@v2", _FIELDS, _TOLD,
            names=("roboflow_core/vlm_as_detector@v1",),
        ),
    ),
)  # fmt: skip
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs]:
    return [_read(inputs, params) for inputs in batch]


def _read(inputs: Inputs, params: Params) -> Outputs:
    answer = inputs.answer
    told = found_json(answer.raw if isinstance(answer, Text) else answer.value)
    telling = Telling(params.model, inputs.image.placement, params.classes or [])
    try:
        if params.model == "florence-2":
            regions = florence_regions(told, params.task, telling)
        else:
            regions = regions_of(told, telling)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError):
        return Outputs(None, Boolean(value=True))
    return Outputs(Regions(regions, inputs.image.placement), Boolean(value=False))
