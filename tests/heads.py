"""What a model says of one picture, made by hand, for tests of decoders."""

from __future__ import annotations

from typing import Any

import numpy as np

from runtime.contracts.model import ModelManifest
from runtime.inference.decoders.boxes import Ask
from runtime.inference.pictures import Seen
from runtime.inference.prepare import Recipe, prepare
from tests.pictures import solid


def card(task: str = "detect", **parts: Any) -> ModelManifest:
    """The card of a model that a test makes."""
    return ModelManifest.model_validate({
        "id": "made", "title": "Made here", "task": task, "description": "Made in a test.",
        "licence": "", "source": "", "file": "made.onnx", **parts,
    })  # fmt: skip


def seen(
    outputs: dict[str, Any], manifest: ModelManifest, size: tuple[int, int] = (64, 64)
) -> Seen:
    """These outputs of a picture of this size, laid out as the card says."""
    image = solid(*size)
    heads = {role: np.asarray(value) for role, value in outputs.items()}
    return Seen(image, prepare(image.pixels, Recipe.of(manifest)), heads, manifest)


def ask(least: float = 0.4, limit: int = 10, wanted: frozenset[int] | None = None) -> Ask:
    """What a caller wants, with ordinary bounds."""
    return Ask(least, 0.5, limit, wanted)
