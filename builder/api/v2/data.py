"""Stored outputs in Clarifai's `Data` shape: one message per node, all ports merged.

A fan-out becomes regions: each element's data hangs on the region it came from, so a crop's text
comes back on its region. A fan-out of a video becomes frames in the same way, one of a sound its
time segments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from runtime import api

Carry = Callable[[str], dict[str, Any]]
"""Gives a file by its digest: its bytes as `base64`, as bytes, or its `url`."""
MakePlace = Callable[[int, Mapping[str, Any]], dict[str, Any]]


def data_of(ports: Mapping[str, Any], carry: Carry, fps: float = 0) -> dict[str, Any]:
    """One node's outputs for one input as a `Data` message; `ports` in the operator's order.

    The first port of a kind fills its field, and metadata has the others by their names. `fps`
    is that of the video that the input brought, for the numbers of its frames.
    """
    data: dict[str, Any] = {}
    writer = _Writer(carry, fps)
    for port, tree in ports.items():
        writer.merge(data, port, tree)
    return data


def in_order(operator: str, ports: Mapping[str, Any]) -> dict[str, Any]:
    """A node's ports as its operator lists them; a database may give them in another order."""
    found = api.operators().get(operator)
    names = [name for name in found.outputs if name in ports] if found is not None else []
    return {**{name: ports[name] for name in names}, **ports}


def fps_of(values: Mapping[str, Any]) -> float:
    """Pictures a second of the video among an input's values; 0 without one."""
    return next((value.get("fps") or 0 for value in values.values() if value["kind"] == "video"), 0)


def error_of(ports: Mapping[str, Any]) -> dict[str, Any] | None:
    """The error that this input met at this node, if any."""
    for tree in ports.values():
        if isinstance(tree, dict) and "error" in tree:
            error: dict[str, Any] = tree["error"]
            return error
    return None


def failed_within(ports: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The errors that single frames or regions of this input met at this node, in order."""
    found = [_failed(tree) for tree in ports.values() if isinstance(tree, dict) and "each" in tree]
    return max(found, key=len, default=[])


def _failed(tree: Any) -> list[dict[str, Any]]:
    if not isinstance(tree, dict):
        return []
    if "error" in tree:
        return [tree["error"]]
    return [error for each in tree.get("each", ()) for error in _failed(each["value"])]


def input_data(values: Mapping[str, Any]) -> dict[str, Any]:
    """The echo of an input: its shape without its payload, except for text."""
    shown: dict[str, Any] = {}
    for value in values.values():
        if value["kind"] == "text":
            shown["text"] = {"raw": value["raw"]}
        elif value["kind"] in _INFO:
            shown[value["kind"]] = _INFO[value["kind"]](value)
    return shown


def _image_info(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"image_info": {"width": value["width"], "height": value["height"]}}


def _video_info(value: Mapping[str, Any]) -> dict[str, Any]:
    info = {name: value[name] for name in ("width", "height", "fps") if value.get(name)}
    if value.get("duration_ms"):
        info["duration_seconds"] = value["duration_ms"] / 1000
    return {"video_info": {"video_format": value["media_type"], **info}}


def _audio_info(value: Mapping[str, Any]) -> dict[str, Any]:
    info: dict[str, Any] = {"audio_format": value["media_type"]}
    if value.get("rate"):
        info |= {"sample_rate": value["rate"], "duration_seconds": value["duration_ms"] / 1000}
    return {"audio_info": info}


_INFO: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "image": _image_info,
    "video": _video_info,
    "audio": _audio_info,
}


class _Writer:
    """Writes the trees of a node's ports into one message."""

    def __init__(self, carry: Carry, fps: float) -> None:
        self.carry = carry
        self.fps = fps

    def merge(self, data: dict[str, Any], port: str, tree: Any) -> None:
        """Add what flows from a port; absent and failed elements add nothing."""
        if tree is None or "error" in tree:
            return
        if "each" in tree:
            self._merge_each(data, port, tree["each"])
            return
        name, value = self._part(port, tree)
        if name not in data:
            data[name] = value
        elif name == "metadata":
            data[name].update(value)
        else:  # a message has one of each: what further ports give stands in its metadata
            data.setdefault("metadata", {})[port] = _without_bytes(value)

    def _part(self, port: str, tree: Mapping[str, Any]) -> tuple[str, Any]:
        """The field of a message that a value fills, and with what."""
        match tree["kind"]:
            case "image" | "audio" | "video" as kind:
                return kind, {**self.carry(tree["blob"]), **_INFO[kind](tree)}
            case "text":
                return "text", {"raw": tree["raw"]}
            case "concepts":
                return "concepts", [_concept(item) for item in tree["items"]]
            case "regions":
                return "regions", [_region(item) for item in tree["items"]]
            case "embeddings":
                return "embeddings", [
                    {"vector": vector, "num_dimensions": len(vector)} for vector in tree["vectors"]
                ]
            case "colors":
                return "colors", [
                    {"w3c": {"hex": item["hex"], "name": item["name"]}, "value": item["value"]}
                    for item in tree["items"]
                ]
            case _:
                return "metadata", {port: _plain(_told(tree))}

    def _merge_each(self, data: dict[str, Any], port: str, elements: list[Any]) -> None:
        name, make = self._places_of(elements[0]["anchor"] if elements else {})
        places = data.setdefault(name, [])
        for index, element in enumerate(elements):
            if index == len(places):
                places.append({**make(index, element["anchor"]), "data": {}})
            self.merge(places[index]["data"], port, element["value"])

    def _places_of(self, anchor: Mapping[str, Any]) -> tuple[str, MakePlace]:
        """Where elements like this one hang: on frames, stretches of time, or regions."""
        if "frame" in anchor:
            return "frames", self._frame
        if "time_ms" in anchor and "region" not in anchor:
            return "time_segments", _stretch
        return "regions", _of_region

    def _frame(self, index: int, anchor: Mapping[str, Any]) -> dict[str, Any]:
        """Its place among the frames, its time, and its number in the video it was taken from."""
        at, time_ms = anchor.get("frame", index), anchor.get("time_ms", 0)
        number = round(time_ms * self.fps / 1000) if self.fps else at
        info = {"index": at, "time": time_ms, "number": number}
        return {"id": str(index + 1), "frame_info": info}


def _told(tree: Mapping[str, Any]) -> Any:
    """A value without its kind; of most there is only one thing to tell."""
    shown = {key: value for key, value in tree.items() if key != "kind"}
    return shown.get("value", shown)


def _plain(part: Any) -> Any:
    """JSON in which values may stand, as JSON: of a picture its size is told."""
    if isinstance(part, list):
        return [_plain(item) for item in part]
    if not isinstance(part, dict):
        return part
    only = next(iter(part)) if len(part) == 1 else ""
    inner = part.get(only)
    if only == "$value" and isinstance(inner, dict):
        return _plain(_told({name: item for name, item in inner.items() if name != "blob"}))
    if only == "$plain" and isinstance(inner, dict):
        part = inner
    return {name: _plain(item) for name, item in part.items()}


def _without_bytes(value: Any) -> Any:
    """What metadata may hold of a value."""
    if not isinstance(value, dict):
        return value
    return {name: item for name, item in value.items() if name != "base64"}


def _stretch(index: int, anchor: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": str(index + 1), "time_info": {"begin_time": anchor["time_ms"] / 1000}}


def _of_region(index: int, anchor: Mapping[str, Any]) -> dict[str, Any]:
    return _region(anchor["region"]) if anchor.get("region") else {"id": str(index + 1)}


def _region(item: Mapping[str, Any]) -> dict[str, Any]:
    top, left, bottom, right = item["box"]
    info: dict[str, Any] = {
        "bounding_box": {
            "top_row": top, "left_col": left, "bottom_row": bottom, "right_col": right,
        }
    }  # fmt: skip
    if item.get("polygon"):
        points = [{"row": y, "col": x} for x, y in item["polygon"]]
        info["polygon"] = {"points": points}
    concepts = [_concept(concept) for concept in item.get("concepts", [])]
    data: dict[str, Any] = {"concepts": concepts} if concepts else {}
    if item.get("text") is not None:
        data["text"] = {"raw": item["text"]}
    region: dict[str, Any] = {"id": item["id"], "region_info": info, "data": data}
    if concepts:
        region["value"] = max(concept["value"] for concept in concepts)
    if item.get("track_id"):
        region["track_id"] = item["track_id"]
    return region


def _concept(item: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": item["id"], "name": item["name"], "value": item["value"]}
