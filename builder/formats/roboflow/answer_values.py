"""Single values as their server tells them: pictures, detections, classifications, plain JSON."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from builder.formats.roboflow.answer_masks import detections_of
from builder.formats.roboflow.answer_places import View, view_of
from builder.formats.roboflow.film_frames import told_frame

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.blocks import Out

VALUE = "$value"
PLAIN = "$plain"


def sized_by(values: Mapping[str, Any]) -> tuple[int, int]:
    """Width and height of the first picture of an input; 1 by 1 where it has none."""
    for stored in values.values():
        if isinstance(stored, dict) and stored.get("kind") == "image":
            return stored["width"], stored["height"]
    return 1, 1


MEASURED = (
    "time_in_zone", "path_deviation", "velocity", "speed", "smoothed_velocity", "smoothed_speed",
    "area_px", "area_converted", "nearest_target_distance", "rect", "width", "height", "angle",
    "polygon",
)  # fmt: skip
"""What blocks measure of a detection and an answer tells; a slanted rectangle's sides stand where
the box's would."""


class Files(Protocol):
    """Gives what an answer carries of stored files, by digest."""

    def picture(self, digest: str, media_type: str) -> Any:
        """A picture as JPEG in base64, or something that becomes it when the answer is written."""

    def mask(self, digest: str) -> NDArray[np.uint8]:
        """The class of each pixel."""


@dataclass(frozen=True)
class Teller:
    """Tells stored values in their words."""

    files: Files
    root: str
    """The input that pictures came in by."""
    size: tuple[int, int] = (1, 1)
    """Of the picture that came in, for what does not say where it lies."""
    run: str = ""
    own: bool = False
    """Whether places are told in the picture that was looked at, not in the one that came in."""
    now: datetime | None = None
    """When stills were taken, as far as anybody knows."""
    model: str = ""
    """The step's model, as it is named in answers."""

    def value(self, stored: Mapping[str, Any], out: Out) -> Any:
        """A stored value, or what a property without a port says of it."""
        if out.shape and not out.port:
            return self._about(stored, out.shape)
        match stored["kind"]:
            case "image":
                return self._image(stored)
            case "regions":
                return self._detections(stored, out)
            case "concepts":
                multi = out.shape == "multi_label" or stored.get("several") is True
                return self._classes(stored, multi=multi)
            case "mask":
                return self._mask(stored)
            case "video" | "audio":
                return {
                    "type": "file",
                    "media_type": stored["media_type"],
                    "value": f"/v2/runs/{self.run}/files/{stored['blob']}",
                }
            case _:
                return self._plain(stored, out)

    def _about(self, stored: Mapping[str, Any], shape: str) -> str:
        """The run, the model, the picture that was looked at, or a word."""
        match shape:
            case "run_id":
                return self.run
            case "model_id":
                return self.model
            case "root_parent_id":
                return self.root
            case "parent_id":
                placement = stored.get("placement")
                return str(view_of(placement, self.size, self.root).origins()["parent_id"])
            case _:
                return shape.removeprefix("word:")

    def _plain(self, stored: Mapping[str, Any], out: Out) -> Any:
        """What is JSON already."""
        match stored["kind"]:
            case "text":
                return stored["raw"]
            case "embeddings":
                vectors = stored["vectors"]
                return vectors[0] if len(vectors) == 1 else vectors
            case "clusters":
                return stored["labels"]
            case "colors":
                return stored["items"]
            case "table":
                return [dict(zip(stored["columns"], row, strict=False)) for row in stored["rows"]]
            case _:
                value = _number(stored["value"], out)
                return self._within(value, out)

    def _within(self, part: Any, out: Out) -> Any:
        """JSON in which values may stand."""
        if isinstance(part, dict):
            if set(part) == {VALUE}:
                return self.value(part[VALUE], replace(out, shape=""))
            if set(part) == {PLAIN}:  # somebody's own object that only looks like a value
                part = part[PLAIN]
            return {name: self._within(item, out) for name, item in part.items()}
        return [self._within(item, out) for item in part] if isinstance(part, list) else part

    def _image(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        cut = stored.get("cut") or {}
        told = view_of(cut, self.size, self.root).origins() if cut.get("root") else {}
        origins = told if "parent_origin" in told else {}
        return {
            "type": "base64",
            "value": self.files.picture(stored["blob"], stored["media_type"]),
            "video_metadata": told_frame(
                stored.get("shot"), str(origins.get("parent_id", self.root)), self.now
            ),
            **origins,
        }

    def _view(self, stored: Mapping[str, Any]) -> View:
        view = view_of(stored.get("placement"), self.size, self.root)
        return view if self.own else view.of_root()

    def _detections(self, stored: Mapping[str, Any], out: Out) -> dict[str, Any]:
        view = self._view(stored)
        predictions = [self._detection(item, view, out) for item in stored["items"]]
        return {"image": view.image(), "predictions": predictions}

    def _detection(self, item: Mapping[str, Any], view: View, out: Out) -> dict[str, Any]:
        best = max(item.get("concepts", ()), key=lambda one: one["value"], default=None)
        text = item.get("text")
        name = text if out.shape == "ocr" and text is not None else (best or {}).get("name", "")
        shown: dict[str, Any] = {
            **view.box(item["box"]),
            "confidence": best["value"] if best is not None else 1.0,
            "class": name,
            "class_id": _class_id(best),
            "detection_id": item["id"],
            **view.origins(),
        }
        if item.get("polygon"):
            shown["points"] = [view.point(x, y) for x, y in item["polygon"]]
        if item.get("keypoints"):
            shown["keypoints"] = [
                {
                    "class_id": number,
                    "class": point["name"],
                    "confidence": point["value"],
                    **view.point(point["x"], point["y"]),
                }
                for number, point in enumerate(item["keypoints"])
            ]
        if str(item.get("track_id") or "").isdecimal():
            shown["tracker_id"] = int(item["track_id"])
        if text is not None and out.shape != "ocr":
            shown["data"] = text
        facts = item.get("facts", {})
        return shown | {name: facts[name] for name in MEASURED if name in facts}

    def _classes(self, stored: Mapping[str, Any], *, multi: bool) -> dict[str, Any]:
        view = view_of(stored.get("placement"), self.size, self.root)
        items = stored["items"]
        about = {"image": view.image(), **view.origins()}
        if multi:
            every = _by_number([*items, *stored.get("others", ())])
            return {
                **about,
                "prediction_type": "classification",
                "predictions": {
                    item["name"]: {"confidence": item["value"], "class_id": number}
                    for item, number in zip(every, _class_ids(every), strict=True)
                },
                "predicted_classes": [item["name"] for item in items],
            }
        top = items[0] if items else {"name": "", "value": 0.0}
        return {
            **about,
            "prediction_type": "classification",
            "predictions": [
                {"class": item["name"], "class_id": number, "confidence": item["value"]}
                for item, number in zip(items, _class_ids(items), strict=True)
            ],
            "top": top["name"],
            "confidence": top["value"],
        }

    def _mask(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """One detection for each class that is seen, with its pixels by run lengths."""
        size = {"width": stored["width"], "height": stored["height"]}
        found = detections_of(self.files.mask(stored["blob"]), stored["names"])
        return {"image": size, "predictions": [{**one, "parent_id": self.root} for one in found]}


def _number(value: Any, out: Out) -> Any:
    whole = isinstance(value, float) and value.is_integer() and "integer" in out.kinds
    return int(value) if whole else value


def _class_id(concept: Mapping[str, Any] | None) -> int:
    number = (concept or {}).get("number")
    return number if isinstance(number, int) else 0


def _by_number(items: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """In the order of the classes' numbers, as far as they are known."""
    known = all(isinstance(item.get("number"), int) for item in items)
    return sorted(items, key=lambda item: item["number"]) if known else list(items)


def _class_ids(items: Sequence[Mapping[str, Any]]) -> list[int]:
    """The classes' numbers; their places where the model does not say them."""
    if all(isinstance(item.get("number"), int) for item in items):
        return [item["number"] for item in items]
    return list(range(len(items)))
