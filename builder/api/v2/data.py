"""Stored outputs in Clarifai's `Data` shape: one message per node, all ports merged.

A fan-out becomes regions: each element's data hangs on the region it came from, so a crop's text
comes back on its region. A fan-out of a video becomes frames in the same way, one of a sound its
time segments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def data_of(ports: Mapping[str, Any], get: Callable[[str], bytes]) -> dict[str, Any]:
    """One node's outputs for one input as a `Data` message; `base64` holds bytes."""
    data: dict[str, Any] = {}
    for port, tree in ports.items():
        _merge(data, port, tree, get)
    return data


def error_of(ports: Mapping[str, Any]) -> dict[str, Any] | None:
    """The error that this input met at this node, if any."""
    for tree in ports.values():
        if isinstance(tree, dict) and "error" in tree:
            error: dict[str, Any] = tree["error"]
            return error
    return None


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


def _merge(data: dict[str, Any], port: str, tree: Any, get: Callable[[str], bytes]) -> None:
    if tree is None or "error" in tree:
        return
    if "each" in tree:
        _merge_each(data, port, tree["each"], get)
        return
    match tree["kind"]:
        case "image" | "audio" | "video" as kind:
            data[kind] = {"base64": get(tree["blob"]), **_INFO[kind](tree)}
        case "text":
            data["text"] = {"raw": tree["raw"]}
        case "concepts":
            data["concepts"] = [_concept(item) for item in tree["items"]]
        case "regions":
            data["regions"] = [_region(item) for item in tree["items"]]
        case "embeddings":
            data["embeddings"] = [
                {"vector": vector, "num_dimensions": len(vector)} for vector in tree["vectors"]
            ]
        case "colors":
            data["colors"] = [
                {"w3c": {"hex": item["hex"], "name": item["name"]}, "value": item["value"]}
                for item in tree["items"]
            ]
        case _:
            shown = {key: value for key, value in tree.items() if key != "kind"}
            data.setdefault("metadata", {})[port] = shown.get("value", shown)


def _merge_each(
    data: dict[str, Any], port: str, elements: list[Any], get: Callable[[str], bytes]
) -> None:
    name, make = _places_of(elements[0]["anchor"] if elements else {})
    places = data.setdefault(name, [])
    for index, element in enumerate(elements):
        if index == len(places):
            places.append({**make(index, element["anchor"]), "data": {}})
        _merge(places[index]["data"], port, element["value"], get)


def _places_of(
    anchor: Mapping[str, Any],
) -> tuple[str, Callable[[int, Mapping[str, Any]], dict[str, Any]]]:
    """Where elements like this one hang: on frames, stretches of time, or regions."""
    if "frame" in anchor:
        return "frames", _frame
    if "time_ms" in anchor and "region" not in anchor:
        return "time_segments", _stretch
    return "regions", _of_region


def _frame(index: int, anchor: Mapping[str, Any]) -> dict[str, Any]:
    info = {"index": anchor.get("frame", index), "time": anchor.get("time_ms", 0)}
    return {"id": str(index + 1), "frame_info": info}


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
