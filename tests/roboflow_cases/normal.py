"""Answers without what cannot be equal, and what is unlike in two of them."""

from __future__ import annotations

import base64
import io
import math
import re

import numpy as np
from PIL import Image

NEVER_EQUAL = {
    "detection_id", "parent_id", "root_parent_id", "inference_id", "video_metadata", "time",
    "timestamp",
}  # fmt: skip
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*([+-]\d\d:?\d\d|Z)?")
GREY_LEVELS = 3.0
TOLERANCE = 1e-4


def normal(value):
    """Pictures become their size and the mean colours of their four quarters."""
    if isinstance(value, dict) and value.get("type") == "base64":
        told = {name: normal(one) for name, one in value.items() if name.endswith("origin")}
        return {**seen(base64.b64decode(value["value"])), **told, **_film(value)}
    if isinstance(value, dict):
        told = {name: normal(one) for name, one in value.items() if name not in NEVER_EQUAL}
        return {**told, "points": _outline(value["points"])} if value.get("points") else told
    if isinstance(value, list):
        return [normal(one) for one in value]
    if isinstance(value, float):
        return round(value, 6)
    return _MOMENT.sub("<time>", value) if isinstance(value, str) else value


def _film(picture):
    """Where it stands in its film; a still says nothing that could be compared."""
    frame = picture.get("video_metadata") or {}
    known = {name: one for name, one in frame.items() if name != "video_identifier"}
    return {"frame": known} if frame.get("frame_number") else {}


def _outline(points):
    """Area and sides: masks give many corners, where a few say the same."""
    corners = [(float(one["x"]), float(one["y"])) for one in points]
    turns = sum(
        x * below - right * y
        for (x, y), (right, below) in zip(corners, corners[1:] + corners[:1], strict=True)
    )
    columns, rows = zip(*corners, strict=True)
    sides = [min(columns), min(rows), max(columns), max(rows)]
    return {"area": round(abs(turns) / 2, 6), "sides": [round(side, 6) for side in sides]}


def seen(data):
    """Size and mean colours (red, green, blue), left before right and top before bottom."""
    pixels = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), np.float64)
    high, wide = pixels.shape[:2]
    down, across = max(1, high // 2), max(1, wide // 2)
    quarters = (
        pixels[:down, :across], pixels[:down, across:], pixels[down:, :across],
        pixels[down:, across:],
    )  # fmt: skip
    means = [part.mean(axis=(0, 1)).round(1).tolist() for part in quarters if part.size]
    return {"picture": [wide, high], "means": means}


def unlike(wanted, got, tolerance=TOLERANCE, levels=GREY_LEVELS, place="outputs"):
    """A sentence for each thing in which two normal answers differ."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        if "means" in wanted and "means" in got:
            levels = max(levels, 0.0)
            tolerance = levels
        names = [*wanted, *(name for name in got if name not in wanted)]
        return [
            line
            for name in names
            for line in (
                unlike(wanted[name], got[name], tolerance, levels, f"{place}.{name}")
                if name in wanted and name in got
                else [f"{place}.{name} is {'missing' if name in wanted else 'too much'}"]
            )
        ]
    if isinstance(wanted, list) and isinstance(got, list):
        if len(wanted) != len(got):
            return [f"{place} has {len(got)} instead of {len(wanted)}: {got!r:.200}"]
        return [
            line
            for index, (one, other) in enumerate(zip(wanted, got, strict=True))
            for line in unlike(one, other, tolerance, levels, f"{place}[{index}]")
        ]
    if _number(wanted) and _number(got):
        near = math.isclose(wanted, got, rel_tol=tolerance, abs_tol=tolerance)
        return [] if near else [f"{place} is {got} instead of {wanted}"]
    if type(wanted) is type(got) and wanted == got:
        return []
    return [f"{place} is {got!r:.200} instead of {wanted!r:.200}"]


def _number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)
