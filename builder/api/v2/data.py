"""Stored outputs in Clarifai's `Data` shape: one message per node, all ports merged.

A fan-out becomes regions: each element's data hangs on the region it came from, so a crop's text
comes back on its region.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def data_of(ports: Mapping[str, Any], get: Callable[[str], bytes]) -> dict[str, Any]:
    """One node's outputs for one input as a `Data` message."""
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
        elif value["kind"] == "image":
            shown["image"] = {
                "image_info": {"width": value["width"], "height": value["height"]},
            }
    return shown


def _merge(data: dict[str, Any], port: str, tree: Any, get: Callable[[str], bytes]) -> None:
    if tree is None or "error" in tree:
        return
    if "each" in tree:
        _merge_each(data, port, tree["each"], get)
        return
    match tree["kind"]:
        case "image":
            info = {"width": tree["width"], "height": tree["height"]}
            data["image"] = {"base64": _base64(get(tree["blob"])), "image_info": info}
        case "audio" | "video" as kind:
            data[kind] = {"base64": _base64(get(tree["blob"]))}
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
    regions = data.setdefault("regions", [])
    for index, element in enumerate(elements):
        if index == len(regions):
            anchor = element["anchor"].get("region")
            region: dict[str, Any] = _region(anchor) if anchor else {"id": str(index + 1)}
            region["data"] = {}
            regions.append(region)
        _merge(regions[index]["data"], port, element["value"], get)


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


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
