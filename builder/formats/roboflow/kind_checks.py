"""What a batch input's kinds demand of each value that a call brings, and what it becomes.

Of several kinds the first that takes a value decides. Values of parameters are not looked at here,
nor are pictures, detections, classifications and masks, which have readers of their own.
"""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import TYPE_CHECKING, Any

from builder.formats.roboflow.kinds import OURS
from builder.formats.roboflow.trouble import shown
from builder.formats.roboflow.values_in import NotThatError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_READ_ELSEWHERE = ("image", "regions", "concepts", "mask")


def fitted(value: Any, kinds: Iterable[str]) -> Any:
    """The value as the kinds have it. Raises `NotThatError` with what they take."""
    known = list(dict.fromkeys(kinds))
    checked = [_CHECKS[kind] for kind in known if kind in _CHECKS]
    for _, read in checked:
        try:
            return read(value)
        except (TypeError, ValueError, KeyError, OverflowError):
            continue
    if not checked or any(OURS.get(kind) in _READ_ELSEWHERE for kind in known):
        return value
    wanted = " or ".join(dict.fromkeys(words for words, _ in checked))
    message = f"it takes {wanted}, not {shown(value)}"
    raise NotThatError(message)


def _demand(fits: bool) -> None:  # noqa: FBT001 - the only thing that it is told
    if not fits:
        raise ValueError


def _float(value: Any) -> float:
    _demand(isinstance(value, int | float))
    return float(value)


def _share(value: Any) -> float:
    number = _float(value)
    _demand(0 <= number <= 1)
    return number


def _integer(value: Any) -> int:
    _demand(isinstance(value, int) and not isinstance(value, bool))
    return int(value)


def _string(value: Any) -> str:
    _demand(isinstance(value, str))
    return str(value)


def _boolean(value: Any) -> bool:
    _demand(isinstance(value, bool))
    return bool(value)


def _list(value: Any) -> list[Any]:
    _demand(isinstance(value, list))
    return list(value)


def _objects(value: Any) -> list[Any]:
    _demand(all(isinstance(one, dict) for one in _list(value)))
    return list(value)


def _object(value: Any) -> dict[str, Any]:
    _demand(isinstance(value, dict))
    return dict(value)


def _point(value: Any) -> list[Any]:
    numbers = _list(value)[:2]
    _demand(len(numbers) == 2 and all(isinstance(one, int | float) for one in numbers))
    return numbers


def _zone(value: Any) -> list[Any]:
    points = _list(value)
    _demand(len(points) >= 3 and all(len(one) == 2 and _point(one) for one in points))
    return points


def _labeled(value: Any) -> list[Any]:
    return [_with_label(one) for one in _list(value)]


def _with_label(point: Any) -> dict[str, Any]:
    if isinstance(point, dict):
        point = [point["x"], point["y"], point.get("positive", True)]
    _demand(len(_list(point)) in (2, 3))
    x, y = _point(point)
    return {"x": x, "y": y, "positive": bool(point[2]) if len(point) == 3 else True}


def _color(value: Any) -> Any:
    if isinstance(value, str):
        return value
    _demand(len(_list(value)) >= 3)
    return value[:3]


def _bytes(value: Any) -> str:
    """Bytes as answers and texts tell them: JSON holds none."""
    try:
        return str(base64.b64decode(_string(value)))
    except binascii.Error as error:
        raise ValueError from error


def _moment(value: Any) -> str:
    datetime.fromisoformat(_string(value))
    return str(value)


_TEXTS = (
    "string", "roboflow_model_id", "roboflow_project", "roboflow_solution", "roboflow_api_key",
    "ROBOFLOW_MANAGED_KEY", "top_class", "language_model_output", "prediction_type", "parent_id",
    "inference_id",
)  # fmt: skip
_CHECKS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(_TEXTS, ("a string", _string)),
    "float": ("a number", _float),
    "float_zero_to_one": ("a number from 0 to 1", _share),
    "integer": ("a whole number written without a point", _integer),
    "boolean": ("true or false", _boolean),
    "list_of_values": ("a list", _list),
    "detections_overlaps": ("a list", _list),
    "numpy_array": ("a list", _list),
    "action_recognition_prediction": ("a list of objects", _objects),
    "dictionary": ("an object", _object),
    "video_metadata": ("an object", _object),
    "point": ("a point, [x, y]", _point),
    "zone": ("a zone, a list of at least 3 points [x, y]", _zone),
    "labeled_points": ("a list of points, each {x, y, positive} or [x, y]", _labeled),
    "rgb_color": ("a colour, a text or [red, green, blue]", _color),
    "bytes": ("bytes, as a text in base64", _bytes),
    "timestamp": ("a moment such as 2026-01-31T12:00:00", _moment),
}
