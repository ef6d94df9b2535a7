"""Values to and from their stored JSON (`StoredValue` of the front end); bytes go to a blob store.

Everything survives the round trip exactly but a large picture: above `encode.MAX_LOSSLESS_PIXELS`
it is kept as JPEG, so a model that reads it again may answer a little differently.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from runtime.contracts import values
from runtime.media.audio import from_wav, read_audio, to_wav
from runtime.media.encode import encode_image
from runtime.media.images import read_image
from runtime.media.masks import mask_classes, mask_png
from runtime.media.packed import PackedMask

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Put = Callable[[bytes, str], str]
    """Keep bytes of a media type; answers the blob's name."""
    Get = Callable[[str], bytes]
    """The bytes of a blob by name."""

VALUE = "$value"
"""The one key of an object that stands for a value within JSON."""
PLAIN = "$plain"
"""The one key of an object that stands for a plain one whose only key is one of these two."""


def to_stored(value: values.Value, put: Put) -> dict[str, Any]:
    """The JSON form of a value, its bytes handed to `put`."""
    write = _WRITERS.get(value.kind)
    if write is None:
        message = f"a value of kind {value.kind!r} has no stored form"
        raise ValueError(message)
    return {"kind": value.kind, **write(value, put)}


def from_stored(stored: Mapping[str, Any], get: Get) -> values.Value:
    """The value a JSON form stands for. Raises `ValueError` when no such kind is stored."""
    read = _READERS.get(stored["kind"])
    if read is None:
        message = f"no value of kind {stored['kind']!r} is stored"
        raise ValueError(message)
    return read(stored, get)


def region_to_json(region: values.Region) -> dict[str, Any]:
    """A region with its empty parts left out."""
    box = region.box
    shown: dict[str, Any] = {"id": region.id, "box": [box.top, box.left, box.bottom, box.right]}
    if region.concepts:
        shown["concepts"] = [concept_to_json(concept) for concept in region.concepts]
    if region.text is not None:
        shown["text"] = region.text
    if region.polygon:
        shown["polygon"] = [list(point) for point in region.polygon]
    if region.keypoints:
        shown["keypoints"] = [asdict(point) for point in region.keypoints]
    if region.track_id is not None:
        shown["track_id"] = region.track_id
    if region.facts:
        shown["facts"] = dict(region.facts)
    return shown


def concept_to_json(concept: values.Concept) -> dict[str, Any]:
    """A concept; without the class's number when it has none."""
    shown = asdict(concept)
    if concept.number is None:
        del shown["number"]
    return shown


def placement_to_json(placement: values.Placement) -> dict[str, Any]:
    """A picture's size and its place in its root; a root says its size only."""
    shown: dict[str, Any] = {"width": placement.width, "height": placement.height}
    if placement.root_width:
        box = placement.box
        shown["box"] = [box.top, box.left, box.bottom, box.right]
        shown["root"] = [placement.root_width, placement.root_height]
    if placement.id:
        shown["id"] = placement.id
    if placement.parent:
        shown["parent"] = list(placement.parent)
    return shown


def placement_from_json(item: Mapping[str, Any] | None) -> values.Placement | None:
    """The placement of `placement_to_json`."""
    if item is None:
        return None
    root = item.get("root", (0, 0))
    box = values.Box(*item["box"]) if "box" in item else values.WHOLE
    parent = tuple(item["parent"]) if "parent" in item else None
    return values.Placement(
        item["width"], item["height"], box, root[0], root[1], item.get("id", ""), parent
    )


def region_from_json(item: Mapping[str, Any]) -> values.Region:
    """The region of `region_to_json`."""
    return values.Region(
        id=item["id"],
        box=values.Box(*item["box"]),
        concepts=_concepts(item.get("concepts", ())),
        text=item.get("text"),
        polygon=tuple((x, y) for x, y in item.get("polygon", ())),
        keypoints=tuple(values.Keypoint(**point) for point in item.get("keypoints", ())),
        track_id=item.get("track_id"),
        facts=item.get("facts", {}),
    )


def anchor_to_json(anchor: values.Anchor) -> dict[str, Any]:
    """Where an element of a fan-out came from; absent parts are left out."""
    shown: dict[str, Any] = {}
    if anchor.region is not None:
        shown["region"] = region_to_json(anchor.region)
    if anchor.frame is not None:
        shown["frame"] = anchor.frame
    if anchor.time_ms is not None:
        shown["time_ms"] = anchor.time_ms
    return shown


def anchor_from_json(item: Mapping[str, Any]) -> values.Anchor:
    """The anchor of `anchor_to_json`."""
    region = item.get("region")
    return values.Anchor(
        region=region_from_json(region) if region is not None else None,
        frame=item.get("frame"),
        time_ms=item.get("time_ms"),
    )


def _write_image(value: values.Image, put: Put) -> dict[str, Any]:
    data, media_type = encode_image(value)
    shown: dict[str, Any] = {
        "blob": put(data, media_type),
        "media_type": media_type,
        "width": value.width,
        "height": value.height,
    }
    if value.cut is not None:
        shown["cut"] = placement_to_json(value.cut)
    if value.shot is not None:
        shown["shot"] = {key: one for key, one in vars(value.shot).items() if one is not None}
    return shown


def shot_from_json(item: Mapping[str, Any] | None) -> values.Shot | None:
    """A picture's place in its film."""
    return None if item is None else values.Shot(**item)


def _write_audio(value: values.Audio, put: Put) -> dict[str, Any]:
    """A file that was uploaded stays as it came; what a node made is kept as WAV."""
    return {
        "blob": value.blob or put(to_wav(value), "audio/wav"),
        "media_type": value.media_type if value.blob else "audio/wav",
        "duration_ms": value.duration_ms,
        "rate": value.rate,
    }


def _write_video(value: values.Video, _put: Put) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "blob": value.blob,
        "media_type": value.media_type,
        "width": value.width,
        "height": value.height,
        "duration_ms": value.duration_ms,
    }
    return {**shown, "fps": value.fps} if value.fps else shown


def _write_mask(value: values.Mask, put: Put) -> dict[str, Any]:
    if isinstance(value, PackedMask):
        data, size = value.packing.read(), (value.packing.height, value.packing.width)
    else:
        data, size = mask_png(value.classes), value.classes.shape
    return {
        "blob": put(data, "image/png"),
        "media_type": "image/png",
        "width": size[1],
        "height": size[0],
        "names": list(value.names),
    }


def _write_concepts(value: values.Concepts, _put: Put) -> dict[str, Any]:
    told = {"items": [concept_to_json(item) for item in value.items], **_placed(value)}
    if not value.several:
        return told
    others = [concept_to_json(item) for item in value.others]
    return {**told, "several": True, **({"others": others} if others else {})}


def _write_regions(value: values.Regions, _put: Put) -> dict[str, Any]:
    return {"items": [region_to_json(item) for item in value.items], **_placed(value)}


def _placed(value: values.Concepts | values.Regions) -> dict[str, Any]:
    return {"placement": placement_to_json(value.placement)} if value.placement else {}


def _write_value(
    value: values.Number | values.Boolean | values.String, _put: Put
) -> dict[str, Any]:
    return {"value": value.value}


def _write_json(value: values.Json | values.List, put: Put) -> dict[str, Any]:
    return {"value": _within(value.value, put)}


def _within(part: Any, put: Put) -> Any:
    """JSON in which values may stand; each becomes `{"$value": its stored form}`.

    Somebody's own `{"$value": ...}` stays plain: whoever sends JSON names no stored file by it.
    """
    if isinstance(part, values.Value):
        return {VALUE: to_stored(part, put)}
    if isinstance(part, dict):
        inner = {name: _within(item, put) for name, item in part.items()}
        return {PLAIN: inner} if set(part) in ({VALUE}, {PLAIN}) else inner
    return [_within(item, put) for item in part] if isinstance(part, list | tuple) else part


def _from_within(part: Any, get: Get) -> Any:
    if isinstance(part, dict):
        inner = _only(part, VALUE)
        if inner is not None:
            return from_stored(inner, get)
        part = _only(part, PLAIN) or part
        return {name: _from_within(item, get) for name, item in part.items()}
    return [_from_within(item, get) for item in part] if isinstance(part, list) else part


def _only(part: Mapping[str, Any], key: str) -> dict[str, Any] | None:
    """What the only key of an object holds, where it is an object too."""
    inner = part.get(key) if len(part) == 1 else None
    return inner if isinstance(inner, dict) else None


def _read_image(stored: Mapping[str, Any], get: Get) -> values.Image:
    image = read_image(get(stored["blob"]), "The stored picture")
    cut, shot = placement_from_json(stored.get("cut")), shot_from_json(stored.get("shot"))
    return image if cut is None and shot is None else replace(image, cut=cut, shot=shot)


def _read_audio(stored: Mapping[str, Any], get: Get) -> values.Audio:
    blob, media_type = stored["blob"], stored["media_type"]
    data = get(blob)
    if media_type == "audio/wav":
        return from_wav(data, blob)
    return read_audio(BytesIO(data), "The stored sound", blob, media_type)


def _read_video(stored: Mapping[str, Any], _get: Get) -> values.Video:
    """A value from before a video told its size reads as one of unknown size."""
    numbers = {name: stored.get(name, 0) for name in ("width", "height", "duration_ms", "fps")}
    return values.Video(stored["blob"], stored["media_type"], **numbers)


def _read_mask(stored: Mapping[str, Any], get: Get) -> values.Mask:
    return values.Mask(mask_classes(get(stored["blob"])), tuple(stored["names"]))


def _read_table(stored: Mapping[str, Any], _get: Get) -> values.Table:
    return values.Table(tuple(stored["columns"]), tuple(tuple(row) for row in stored["rows"]))


def _concepts(items: Any) -> tuple[values.Concept, ...]:
    return tuple(
        values.Concept(item["id"], item["name"], item["value"], item.get("number"))
        for item in items
    )


_WRITERS: dict[str, Callable[[Any, Put], dict[str, Any]]] = {
    "image": _write_image,
    "video": _write_video,
    "audio": _write_audio,
    "text": lambda value, _: {"raw": value.raw},
    "concepts": _write_concepts,
    "regions": _write_regions,
    "embeddings": lambda value, _: {"vectors": [list(vector) for vector in value.vectors]},
    "clusters": lambda value, _: {"labels": list(value.labels)},
    "mask": _write_mask,
    "colors": lambda value, _: {"items": [asdict(item) for item in value.items]},
    "number": _write_value,
    "boolean": _write_value,
    "string": _write_value,
    "list": _write_json,
    "json": _write_json,
    "table": lambda value, _: {
        "columns": list(value.columns),
        "rows": [list(row) for row in value.rows],
    },
}
_READERS: dict[str, Callable[[Mapping[str, Any], Get], values.Value]] = {
    "image": _read_image,
    "video": _read_video,
    "audio": _read_audio,
    "text": lambda stored, _: values.Text(stored["raw"]),
    "concepts": lambda stored, _: values.Concepts(
        _concepts(stored["items"]),
        placement_from_json(stored.get("placement")),
        stored.get("several") is True,
        _concepts(stored.get("others", ())),
    ),
    "regions": lambda stored, _: values.Regions(
        tuple(map(region_from_json, stored["items"])),
        placement_from_json(stored.get("placement")),
    ),
    "embeddings": lambda stored, _: values.Embeddings(tuple(map(tuple, stored["vectors"]))),
    "clusters": lambda stored, _: values.Clusters(tuple(stored["labels"])),
    "mask": _read_mask,
    "colors": lambda stored, _: values.Colors(
        tuple(values.Color(**item) for item in stored["items"])
    ),
    "number": lambda stored, _: values.Number(stored["value"]),
    "boolean": lambda stored, _: values.Boolean(stored["value"]),
    "string": lambda stored, _: values.String(stored["value"]),
    "list": lambda stored, get: values.List(tuple(_from_within(stored["value"], get))),
    "json": lambda stored, get: values.Json(_from_within(stored["value"], get)),
    "table": _read_table,
}
