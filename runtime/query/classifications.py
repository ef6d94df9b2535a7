"""What a classification says: ours, or the mapping that an answer of another one holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.contracts.values import Concept, Concepts
from runtime.query import picture_operations
from runtime.query.errors import QueryError
from runtime.query.words import word

if TYPE_CHECKING:
    from collections.abc import Callable

    from runtime.query.written import Written


def _property(value: Any, how: picture_operations.ClassificationPropertyExtract) -> Any:
    if isinstance(value, dict):
        try:
            return _OF_MAPPINGS[how.property_name](value)
        except (KeyError, TypeError, AttributeError) as error:
            message = "needs a classification, but the mapping does not tell one."
            raise QueryError(message) from error
    if not isinstance(value, Concepts):
        message = f"needs a classification, but got {word(value)}."
        raise QueryError(message)
    return _OF_CONCEPTS[how.property_name](value)


def _best(value: Concepts) -> Concept | None:
    return max(value.items, key=lambda one: one.value, default=None)


def _top(value: Concepts) -> str | list[str]:
    if value.several:
        return [one.name for one in value.items]
    best = _best(value)
    return best.name if best is not None else ""


def _top_score(value: Concepts) -> float | list[float]:
    return [one.value for one in value.items] if value.several else _best_score(value)


def _best_score(value: Concepts) -> float:
    best = _best(value)
    return best.value if best is not None else 0.0


def _all(value: Concepts) -> list[Concept]:
    """Best first; by the classes' numbers, and those that do not apply too, where several may."""
    if not value.several:
        return list(value.items)
    every = (*value.items, *value.others)
    return sorted(every, key=lambda one: -1 if one.number is None else one.number)


_OF_CONCEPTS: dict[str, Callable[[Concepts], Any]] = {
    "top_class": _top,
    "top_class_confidence": _top_score,
    "top_class_confidence_single": _best_score,
    "all_classes": lambda value: [one.name for one in _all(value)],
    "all_confidences": lambda value: [one.value for one in _all(value)],
}


def _told_score(told: dict[str, Any]) -> Any:
    if "confidence" in told:
        return told["confidence"]
    return [told["predictions"][name]["confidence"] for name in told["predicted_classes"]]


def _told_best_score(told: dict[str, Any]) -> Any:
    score = _told_score(told)
    return max(score, default=0.0) if isinstance(score, list) else score


def _told_all(told: dict[str, Any]) -> list[tuple[str, float]]:
    """Names and scores: as listed, or by the classes' numbers."""
    listed = told["predictions"]
    if isinstance(listed, list):
        return [(one["class"], one["confidence"]) for one in listed]
    ordered = sorted(listed.items(), key=lambda item: item[1]["class_id"])
    return [(name, one["confidence"]) for name, one in ordered]


_OF_MAPPINGS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "top_class": lambda told: told["top"] if "top" in told else told.get("predicted_classes", []),
    "top_class_confidence": _told_score,
    "top_class_confidence_single": _told_best_score,
    "all_classes": lambda told: [name for name, _ in _told_all(told)],
    "all_confidences": lambda told: [score for _, score in _told_all(told)],
}

OPERATIONS: dict[type[Written], Callable[[Any, Any], Any]] = {
    picture_operations.ClassificationPropertyExtract: _property,
}
