"""Any value as plain JSON for somebody outside: what a webhook posts, what a template takes in."""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import Any

from runtime.contracts import values
from runtime.media.encode import encode_jpeg
from runtime.media.stored import concept_to_json, region_to_json
from runtime.media.wav import encode_wav


def plain_json(value: values.Value | None) -> Any:  # noqa: C901, PLR0911, PLR0912 - a table
    """Pictures and sounds become `data:` addresses; videos say which file they are."""
    match value:
        case None:
            return None
        case values.Text():
            return value.raw
        case values.Number() | values.Boolean() | values.String():
            return value.value
        case values.Json() | values.List():
            return _plain_within(value.value)
        case values.Concepts():
            return [concept_to_json(item) for item in value.items]
        case values.Colors():
            return [asdict(item) for item in value.items]
        case values.Regions():
            return [region_to_json(item) for item in value.items]
        case values.Table():
            return [dict(zip(value.columns, row, strict=False)) for row in value.rows]
        case values.Embeddings():
            return [list(vector) for vector in value.vectors]
        case values.Clusters():
            return list(value.labels)
        case values.Image():
            return picture_url(value)
        case values.Audio():
            return _data_url("audio/wav", encode_wav(value))
        case values.Video():
            return {"blob": value.blob, "media_type": value.media_type}
        case _:
            return {"kind": value.kind}


def _plain_within(part: Any) -> Any:
    """JSON whose values are plain too."""
    if isinstance(part, values.Value):
        return plain_json(part)
    if isinstance(part, dict):
        return {name: _plain_within(item) for name, item in part.items()}
    return [_plain_within(item) for item in part] if isinstance(part, list | tuple) else part


def picture_url(image: values.Image, longest: int = 0) -> str:
    """A JPEG as a `data:` address, made smaller when a side is longer than `longest`."""
    return _data_url("image/jpeg", encode_jpeg(smaller(image, longest) if longest else image))


def smaller(image: values.Image, longest: int) -> values.Image:
    """The picture with no side longer than that."""
    side = max(image.width, image.height)
    if side <= longest:
        return image
    import numpy as np
    from PIL import Image as Pillow

    size = (max(1, image.width * longest // side), max(1, image.height * longest // side))
    return values.Image(np.asarray(Pillow.fromarray(image.pixels).resize(size), np.uint8))


def _data_url(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"
