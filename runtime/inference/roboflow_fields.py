"""The fields that Roboflow's model blocks share, so that each operator names only its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.contracts.blocks import (
    MODEL_ID,
    RUN_ID,
    Block,
    Ignored,
    ModelField,
    Out,
    Setting,
    Wire,
)

if TYPE_CHECKING:
    from runtime.contracts.blocks import Field

SCORE = ("float_zero_to_one",)
OLD_RUN_ID = Out("", ("string",), "run_id")
NOT_SENT = "nothing is sent to a data set from here"


def listed(given: Any) -> Any:
    """Their null as our empty list."""
    return [] if given is None else given


def or_null(own: Any) -> Any:
    """Our empty list as their null."""
    return own or None


SEES: dict[str, Field] = {"images": Wire("image", also=("image",)), "model_id": ModelField()}
LEARNING: dict[str, Field] = {
    "disable_active_learning": Ignored(NOT_SENT),
    "active_learning_target_dataset": Ignored(NOT_SENT),
}
CONFIDENCE: dict[str, Field] = {"confidence": Setting("min_value", kinds=SCORE, default=0.4)}
"""How versions 1 and 2 say the least score."""


def modes(*, best: bool) -> dict[str, Field]:
    """How version 3 says it; some families can also be asked for the best threshold of a model."""
    words = {"custom": "least score", "best": "model", "default": "model"}
    if not best:
        del words["best"]
    return {
        "confidence_mode": Setting(
            "threshold", kinds=("string",), default="best" if best else "default", words=words
        ),
        "custom_confidence": Setting("min_value", kinds=SCORE, default=0.4),
    }


BOXES: dict[str, Field] = {
    "class_filter": Setting(
        "classes", kinds=("list_of_values",), default=None, read=listed, write=or_null
    ),
    "iou_threshold": Setting("overlap", kinds=SCORE, default=0.3),
    "max_detections": Setting("max_regions", kinds=("integer",), default=300),
    "class_agnostic_nms": Setting("across_classes", kinds=("boolean",), default=False),
    "max_candidates": Setting("max_candidates", kinds=("integer",), default=3000),
}


def model_blocks(
    family: str,
    names: tuple[str, ...],
    fields: dict[str, Field],
    outputs: dict[str, Out],
    fixed: dict[str, Any] | None = None,
    newer: tuple[str, ...] = (),
    *,
    best: bool = True,
) -> tuple[Block, ...]:
    """The three versions of a family of model blocks, the newest first.

    `newer` are types that mean what version 3 does.
    """
    told = {**outputs, "inference_id": RUN_ID}
    by_mode = {**SEES, **modes(best=best), **fields, **LEARNING}
    by_score = {**SEES, **CONFIDENCE, **fields, **LEARNING}
    always = fixed or {}
    loose = tuple(name for name in always if name.startswith("max_"))  # how many is a detail
    fixed = {**always, "threshold": "least score"}
    return (
        Block(f"{family}@v3", by_mode, {**told, "model_id": MODEL_ID}, newer, always, loose),
        Block(f"{family}@v2", by_score, {**told, "model_id": MODEL_ID}, fixed=fixed, loose=loose),
        Block(
            f"{family}@v1",
            by_score,
            {**outputs, "inference_id": OLD_RUN_ID},
            names=names,
            fixed=fixed,
            loose=loose,
        ),
    )
