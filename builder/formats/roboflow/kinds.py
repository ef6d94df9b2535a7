"""Their kinds and ours: what a selector may carry, and what type a workflow input gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WILDCARD = "*"

_WORDS = (
    "string", "language_model_output", "top_class", "roboflow_model_id", "roboflow_project",
    "roboflow_solution", "roboflow_api_key", "ROBOFLOW_MANAGED_KEY", "secret", "prediction_type",
    "parent_id", "inference_id", "timestamp",
)  # fmt: skip
_NUMBERS = ("float", "integer", "float_zero_to_one")
_DETECTIONS = (
    "object_detection_prediction", "instance_segmentation_prediction",
    "keypoint_detection_prediction", "rle_instance_segmentation_prediction",
    "qr_code_detection", "bar_code_detection", "detection",
)  # fmt: skip
_LISTS = ("list_of_values", "rgb_color", "contours", "zone", "point", "labeled_points",
          "embedding", "image_keypoints", "numpy_array", "timestamp")  # fmt: skip
_OBJECTS = ("dictionary", "video_metadata", "image_metadata", "serialised_payloads",
            "detections_overlaps", "action_recognition_prediction", "bytes")  # fmt: skip

THEIRS: dict[str, tuple[str, ...]] = {
    "any": (WILDCARD,),
    "image": ("image",),
    "video": (),
    "audio": (),
    "text": _WORDS,
    "string": _WORDS,
    "number": _NUMBERS,
    "boolean": ("boolean",),
    "list": _LISTS,
    "json": _OBJECTS,
    "regions": _DETECTIONS,
    "concepts": ("classification_prediction",),
    "embeddings": ("embedding",),
    "clusters": (),
    "mask": ("semantic_segmentation_prediction", "numpy_array"),
    "colors": ("rgb_color",),
    "table": (),
}
"""Every kind of theirs that a value of ours may stand for, the usual one first."""

_OURS = {"semantic_segmentation_prediction": "mask", "embedding": "embeddings"}
OURS: dict[str, str] = {
    kind: _OURS.get(kind, ours)
    for ours in ("image", "regions", "concepts", "mask", "string", "number", "boolean", "list",
                 "json")
    for kind in THEIRS[ours]
} | _OURS  # fmt: skip
"""The usual value of ours for a kind of theirs."""

_NAMES = (WILDCARD, *dict.fromkeys(kind for kinds in THEIRS.values() for kind in kinds
                                   if kind != WILDCARD))  # fmt: skip
KNOWN = frozenset(_NAMES)

_LOOSE = {"rgb_color", "timestamp", "image_keypoints", "numpy_array"}
"""Kinds whose values are written in more ways than one."""
_PARAMETERS = {"json": "dict", "regions": "any", "concepts": "any", "mask": "any",
               "embeddings": "list", "image": "any"}  # fmt: skip


def kinds_of_port(kinds: Iterable[str]) -> tuple[str, ...]:
    """Their kinds for a port of ours."""
    found = dict.fromkeys(one for kind in sorted(kinds) for one in THEIRS.get(kind, ()))
    return (WILDCARD,) if WILDCARD in found else tuple(found)


_SHOWN = {"regions": _DETECTIONS[:4]}


def shown_kinds(kinds: Iterable[str]) -> tuple[str, ...]:
    """The kinds of theirs that people wire to a port of ours; it takes more than these."""
    found = dict.fromkeys(
        one for kind in sorted(kinds) for one in _SHOWN.get(kind, THEIRS.get(kind, ())[:1])
    )
    if "number" in kinds:
        found |= dict.fromkeys(_NUMBERS)
    return (WILDCARD,) if WILDCARD in found or not found else tuple(found)


def usual_kinds(kinds: Iterable[str]) -> tuple[str, ...]:
    """The usual kind of theirs for each of ours, to show what a port is."""
    found = dict.fromkeys(THEIRS[kind][0] for kind in sorted(kinds) if THEIRS.get(kind))
    return (WILDCARD,) if WILDCARD in found or not found else tuple(found)


def meet(given: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether a selector of some kinds fits where others are wanted; `*` fits all."""
    given, wanted = set(given), set(wanted)
    return WILDCARD in given or WILDCARD in wanted or bool(given & wanted)


def batch_type(kinds: Sequence[str]) -> str:
    """The type of a workflow input that brings one value an image."""
    ours = {"any" if kind in _LOOSE else OURS.get(kind, "any") for kind in kinds}
    return ours.pop() if len(ours) == 1 else "any"


def parameter_type(kinds: Sequence[str]) -> str | None:
    """The type of a workflow parameter of these kinds; None when they do not say it."""
    ours = {OURS[kind] for kind in kinds if kind in OURS}
    if len(ours) != 1 or WILDCARD in kinds:
        return None
    only = ours.pop()
    return _PARAMETERS.get(only, only)


def type_of_value(value: Any) -> str | None:
    """The type of a workflow parameter with this default; None for no default."""
    match value:
        case None:
            return None
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "list"
        case _:
            return "dict"
