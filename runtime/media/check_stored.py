"""Checks a value that a person wrote by hand, and says where and why it does not fit its port.

Media are told by their bytes, which nobody writes by hand: those are only accepted unchanged.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import BadRequestError
from runtime.contracts.limits import MAX_ELEMENTS_PER_NODE, MAX_TEXT_BYTES
from runtime.media.stored import PLAIN, VALUE, from_stored, to_stored

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from runtime.contracts.catalogue import Operator

Media = dict[tuple[str, Any], dict[str, Any]]
"""Kind and blob -> the stored value that names it."""
MEDIA = ("image", "video", "audio", "mask")
WITHIN = ("list", "json")
"""In these other values may stand."""
HEX_COLOUR = re.compile(r"^#[0-9a-f]{6}$")


class MisfitError(BadRequestError):
    """A value that does not fit; `path` says where."""

    code = "value_does_not_fit"
    status = 422


def check_tree(tree: Any, kinds: Collection[str], depth: int, path: str, media: Media) -> Any:
    """The output in its canonical form: `depth` fan-outs around values of one of the kinds.

    `media` holds the files that may be named; what is told of them stays. Raises `MisfitError`.
    """
    if tree is None:
        return None
    if not isinstance(tree, dict):
        raise _misfit(path, 'must be an object such as {"kind": ...}, or null for no value')
    if isinstance(tree.get("error"), dict) and isinstance(tree["error"].get("message"), str):
        return {"error": tree["error"]}
    if depth > 0:
        return {"each": _branches(tree.get("each"), kinds, depth, f"{path}.each", media)}
    kind = tree.get("kind")
    if not isinstance(kind, str) or kind not in _CHECKS:
        raise _misfit(f"{path}.kind", f"must be one of {_words(kinds)}")
    if "any" not in kinds and kind not in kinds:
        raise _misfit(f"{path}.kind", f"is {kind}; this output gives {_words(kinds)}")
    if kind in MEDIA:
        known = media.get((kind, tree.get("blob")))
        if known is None:
            raise _misfit(f"{path}.blob", "names a file; files cannot be edited, only kept")
        return known
    _CHECKS[kind](tree, path)
    if kind in WITHIN:
        return {"kind": kind, "value": _within(tree["value"], f"{path}.value", media)}
    return to_stored(from_stored(tree, lambda _: b""), lambda _data, _type: "")


def _within(part: Any, path: str, media: Media) -> Any:
    """JSON with the values that stand in it in their canonical form."""
    if isinstance(part, list):
        return [_within(item, f"{path}[{index}]", media) for index, item in enumerate(part)]
    if not isinstance(part, dict):
        return part
    if set(part) == {VALUE}:
        here = f"{path}.{VALUE}"
        if not isinstance(part[VALUE], dict) or "error" in part[VALUE]:
            raise _misfit(here, 'must be an object such as {"kind": ...}')
        return {VALUE: check_tree(part[VALUE], ("any",), 0, here, media)}
    if set(part) == {PLAIN} and not isinstance(part[PLAIN], dict):
        raise _misfit(f"{path}.{PLAIN}", "must be an object")
    if set(part) == {PLAIN}:
        inner = part[PLAIN]
        return {PLAIN: {name: _within(inner[name], f"{path}.{name}", media) for name in inner}}
    return {name: _within(item, f"{path}.{name}", media) for name, item in part.items()}


def _branches(each: Any, kinds: Collection[str], depth: int, path: str, media: Media) -> list[Any]:
    found = []
    for index, branch in enumerate(_list(each, path, MAX_ELEMENTS_PER_NODE)):
        here = f"{path}[{index}]"
        if not isinstance(branch, dict) or "value" not in branch:
            raise _misfit(here, "must be an object with anchor and value")
        anchor = branch.get("anchor")
        if not isinstance(anchor, dict):
            raise _misfit(f"{here}.anchor", "must be an object; copy that of another entry")
        if anchor.get("region") is not None:
            _region(anchor["region"], f"{here}.anchor.region")
        for name in ("frame", "time_ms"):
            if anchor.get(name) is not None and not _is_number(anchor[name]):
                raise _misfit(f"{here}.anchor.{name}", "must be a number")
        value = check_tree(branch["value"], kinds, depth - 1, f"{here}.value", media)
        found.append({"anchor": anchor, "value": value})
    return found


def _misfit(path: str, must: str) -> MisfitError:
    return MisfitError(f"{path} {must}.", path=path)


def _words(kinds: Collection[str]) -> str:
    return "any kind of value" if "any" in kinds else " or ".join(sorted(kinds))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _list(value: Any, path: str, most: int = MAX_ELEMENTS_PER_NODE) -> list[Any]:
    if not isinstance(value, list):
        raise _misfit(path, "must be a list")
    if len(value) > most:
        raise _misfit(path, f"has {len(value)} entries; at most {most} are allowed")
    return value


def _text(value: Any, path: str) -> None:
    if not isinstance(value, str):
        raise _misfit(path, "must be text in quotes")
    if len(value.encode()) > MAX_TEXT_BYTES:
        raise _misfit(path, "is longer than 1 MB of text")


def _share(value: Any, path: str) -> None:
    if not _is_number(value) or not 0 <= value <= 1:
        raise _misfit(path, "must be a number from 0 to 1")


def _concept(item: Any, path: str) -> None:
    if not isinstance(item, dict):
        raise _misfit(path, "must be an object with id, name and value")
    _text(item.get("id"), f"{path}.id")
    _text(item.get("name"), f"{path}.name")
    _share(item.get("value"), f"{path}.value")
    if item.get("number") is not None and not _is_count(item["number"]):
        raise _misfit(f"{path}.number", "must be a whole number")


def _region(item: Any, path: str) -> None:
    if not isinstance(item, dict):
        raise _misfit(path, "must be an object with id and box")
    _text(item.get("id"), f"{path}.id")
    box = _list(item.get("box"), f"{path}.box")
    if len(box) != 4:
        raise _misfit(f"{path}.box", "must be four numbers: top, left, bottom, right")
    for index, edge in enumerate(box):
        _share(edge, f"{path}.box[{index}]")
    if box[0] > box[2] or box[1] > box[3]:
        raise _misfit(f"{path}.box", "must be top, left, bottom, right, in that order")
    for index, concept in enumerate(_list(item.get("concepts", []), f"{path}.concepts")):
        _concept(concept, f"{path}.concepts[{index}]")
    for name in ("text", "track_id"):
        if item.get(name) is not None:
            _text(item[name], f"{path}.{name}")
    _polygon(item.get("polygon", []), f"{path}.polygon")
    for index, point in enumerate(_list(item.get("keypoints", []), f"{path}.keypoints")):
        _keypoint(point, f"{path}.keypoints[{index}]")


def _placement(item: Any, path: str) -> None:
    if not isinstance(item, dict):
        raise _misfit(path, "must be an object with width and height")
    root = _list(item.get("root", [0, 0]), f"{path}.root")
    for name in ("width", "height"):
        if not _is_count(item.get(name)):
            raise _misfit(f"{path}.{name}", "must be a whole number of pixels")
    box = _list(item.get("box", [0, 0, 1, 1]), f"{path}.box")
    if len(box) != 4 or not all(map(_is_number, box)):
        raise _misfit(f"{path}.box", "must be four numbers: top, left, bottom, right")
    if len(root) != 2 or not all(map(_is_count, root)):
        raise _misfit(f"{path}.root", "must be two whole numbers: width, height")
    _text(item.get("id", ""), f"{path}.id")
    parent = _list(item.get("parent", [0, 0, 0, 0]), f"{path}.parent")
    if len(parent) != 4 or not all(isinstance(side, int) for side in parent):
        raise _misfit(f"{path}.parent", "must be four whole numbers: left, top, width, height")


def _keypoint(item: Any, path: str) -> None:
    if not isinstance(item, dict) or set(item) != {"x", "y", "value", "name"}:
        raise _misfit(path, "must be an object with x, y, value and name")
    for part in ("x", "y", "value"):
        _share(item[part], f"{path}.{part}")
    _text(item["name"], f"{path}.name")


def _polygon(points: Any, path: str) -> None:
    for index, point in enumerate(_list(points, path)):
        here = f"{path}[{index}]"
        if len(_list(point, here)) != 2:
            raise _misfit(here, "must be two numbers: x, y")
        for axis, part in enumerate(point):
            _share(part, f"{here}[{axis}]")


def _color(item: Any, path: str) -> None:
    if not isinstance(item, dict) or set(item) != {"hex", "name", "value"}:
        raise _misfit(path, "must be an object with hex, name and value")
    if not isinstance(item["hex"], str) or not HEX_COLOUR.match(item["hex"]):
        raise _misfit(f"{path}.hex", "must be a colour such as #1a2b3c")
    _text(item["name"], f"{path}.name")
    _share(item["value"], f"{path}.value")


def _items(check: Callable[[Any, str], None]) -> Callable[[Any, str], None]:
    def check_all(tree: Any, path: str) -> None:
        for index, item in enumerate(_list(tree.get("items"), f"{path}.items")):
            check(item, f"{path}.items[{index}]")
        for index, item in enumerate(_list(tree.get("others", []), f"{path}.others")):
            check(item, f"{path}.others[{index}]")
        if tree.get("placement") is not None:
            _placement(tree["placement"], f"{path}.placement")

    return check_all


def _regions(tree: Any, path: str) -> None:
    _items(_region)(tree, path)
    names = [item["id"] for item in tree["items"]]
    double = next((name for index, name in enumerate(names) if name in names[:index]), None)
    if double is not None:
        raise _misfit(f"{path}.items", f"has two regions with the id {double}")


def _embeddings(tree: Any, path: str) -> None:
    for index, vector in enumerate(_list(tree.get("vectors"), f"{path}.vectors")):
        here = f"{path}.vectors[{index}]"
        if not all(map(_is_number, _list(vector, here))):
            raise _misfit(here, "must be a list of numbers")


def _clusters(tree: Any, path: str) -> None:
    labels = _list(tree.get("labels"), f"{path}.labels")
    if not all(isinstance(label, int) and not isinstance(label, bool) for label in labels):
        raise _misfit(f"{path}.labels", "must be a list of whole numbers")


def _table(tree: Any, path: str) -> None:
    columns = _list(tree.get("columns"), f"{path}.columns")
    if not all(isinstance(column, str) for column in columns):
        raise _misfit(f"{path}.columns", "must be a list of names")
    for index, row in enumerate(_list(tree.get("rows"), f"{path}.rows")):
        here = f"{path}.rows[{index}]"
        if len(_list(row, here)) != len(columns):
            raise _misfit(here, f"must have {len(columns)} cells, one a column")


def _number(tree: Any, path: str) -> None:
    if not _is_number(tree.get("value")):
        raise _misfit(f"{path}.value", "must be a number")


def _boolean(tree: Any, path: str) -> None:
    if not isinstance(tree.get("value"), bool):
        raise _misfit(f"{path}.value", "must be true or false")


def _json(tree: Any, path: str) -> None:
    if "value" not in tree:
        raise _misfit(f"{path}.value", "is missing")


def _plain_list(tree: Any, path: str) -> None:
    _list(tree.get("value"), f"{path}.value")


def _media(_tree: Any, _path: str) -> None:
    """Told by their bytes."""


_CHECKS: dict[str, Callable[[Any, str], None]] = {
    **dict.fromkeys(MEDIA, _media),
    "text": lambda tree, path: _text(tree.get("raw"), f"{path}.raw"),
    "string": lambda tree, path: _text(tree.get("value"), f"{path}.value"),
    "concepts": _items(_concept),
    "colors": _items(_color),
    "regions": _regions,
    "embeddings": _embeddings,
    "clusters": _clusters,
    "table": _table,
    "number": _number,
    "boolean": _boolean,
    "json": _json,
    "list": _plain_list,
}


def check_ports(operator: Operator, outputs: Any, like: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Port outputs for each input, nested as deep as those they stand for."""
    given = _list(outputs, "$")
    if len(given) != len(like):
        raise _misfit("$", f"must have {len(like)} entries, one an input of the run")
    media = {(item["kind"], item["blob"]): item for item in _media_in(list(like))}
    checked = []
    for index, ports in enumerate(given):
        path = f"$[{index}]"
        if not isinstance(ports, dict):
            raise _misfit(path, "must be an object with a value for each output")
        unknown = next((name for name in ports if name not in operator.outputs), None)
        if unknown is not None:
            names = ", ".join(operator.outputs)
            raise _misfit(f"{path}.{unknown}", f"is no output of this node; it has {names}")
        checked.append(
            {
                name: check_tree(
                    ports.get(name), port.kinds, _depth_of(like[index].get(name)),
                    f"{path}.{name}", media,
                )
                for name, port in operator.outputs.items()
            }
        )  # fmt: skip
    return checked


def _depth_of(tree: Any) -> int:
    if not isinstance(tree, dict) or "each" not in tree:
        return 0
    return 1 + max((_depth_of(each["value"]) for each in tree["each"]), default=0)


def _media_in(item: Any) -> Iterator[dict[str, Any]]:
    if isinstance(item, dict):
        if item.get("kind") in MEDIA and isinstance(item.get("blob"), str):
            yield item
        for part in item.values():
            yield from _media_in(part)
    elif isinstance(item, list):
        for part in item:
            yield from _media_in(part)
