"""Clarifai's model types and the operators that do the same here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.catalogue import Operator

TRAINABLE = frozenset({
    "clusterer", "embedding-classifier", "text-classifier", "text-to-text", "visual-classifier",
    "visual-detector", "visual-embedder", "visual-segmenter",
})  # fmt: skip
"""Types that the SDK refuses to create from YAML: their models come from training or import."""

_TRACKER = "Use byte-tracker, kalman-filter-tracker or centroid-tracker."
_IMPORT = "Import a model of that kind on the app's page, under Models, and name it."

WITHOUT: Mapping[str, tuple[str, str]] = {
    "neural-tracker": ("its weights are not public", _TRACKER),
    "neural-lite-tracker": ("its weights are not public", _TRACKER),
    "multimodal-embedder": (
        "no model here embeds pictures and texts alike",
        "Use visual-embedder for pictures, or text-embedder for texts.",
    ),
    "custom-code-operator": (
        "no code of users runs on this server",
        "Call a service of yours with http-request or webhook.",
    ),
    "aws-lambda": (
        "there is no such connector",
        "Call the function's address with http-request or webhook.",
    ),
    "sms": ("there is no such connector", "Use webhook to call your provider, or email."),
    "visual-anomaly": ("there is no such model here", _IMPORT),
    "visual-anomaly-heatmap": ("there is no such model here", _IMPORT),
    "visual-detector-embedder": (
        "no model here does both at once",
        "Chain visual-detector, image-crop and visual-embedder.",
    ),
    "audio-embedder": ("there is no such model here", _IMPORT),
    "audio-classifier": ("there is no such model here", "voice-command knows spoken words."),
}
"""Types that nothing does here: the reason, and what to do."""


def operator_of_type(type_id: str, catalogue: Mapping[str, Operator]) -> str | None:
    """The operator of a model type; None when nothing here does it."""
    if type_id in catalogue:
        return type_id
    return next((one.id for one in catalogue.values() if type_id in one.meta.aliases), None)


def operator_of_task(task: str, catalogue: Mapping[str, Operator]) -> str | None:
    """The operator that *is* a model of this task for Clarifai's clients, among all that use one.

    A text embedder's model embeds texts, though others compare or sort them with it.
    """
    found = [one.id for one in catalogue.values() if one.meta.task == task]
    return next((name for name in found if name in _THE_MODEL), found[0] if found else None)


def type_of_operator(operator: Operator) -> str:
    """The type that Clarifai's clients know it by; our own id where they know none."""
    known = (alias for alias in operator.meta.aliases if alias in _WRITTEN)
    return next(known, operator.id)


def why_no_type(type_id: str) -> str:
    """Why a model type is not here, and what to do, in one or two sentences."""
    reason, cure = WITHOUT.get(
        type_id,
        ("this server knows no such type", "See the node palette, or GET /v2/models/types."),
    )
    return f"The model type {type_id} cannot be used: {reason}. {cure}"


_THE_MODEL = frozenset({"text-embedder", "visual-embedder"})
_WRITTEN = frozenset({
    "multimodal-to-text", "results-push", "text-to-image", "tokens-to-entity-operator",
    "visual-keypointer",
})  # fmt: skip
"""Their types that are aliases of ours, written in place of our ids."""
