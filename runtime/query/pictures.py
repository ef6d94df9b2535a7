"""Operations on pictures."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from runtime.contracts.values import Image
from runtime.media.encode import encode_jpeg
from runtime.query import picture_operations
from runtime.query.words import needs

if TYPE_CHECKING:
    from collections.abc import Callable

    from runtime.query.written import Written

BASE64_QUALITY = 95


def _measured(value: Any, how: picture_operations.ExtractImageProperty) -> float:
    image = needs(value, Image, "a picture")
    match how.property_name:
        case "width":
            return image.width
        case "height":
            return image.height
        case "size":
            return image.width * image.height
    return image.width / image.height


def _jpeg(value: Any, how: picture_operations.ConvertImageToJPEG) -> bytes:
    return encode_jpeg(needs(value, Image, "a picture"), how.compression_level)


def _base64(value: Any, _: picture_operations.ConvertImageToBase64) -> str:
    data = encode_jpeg(needs(value, Image, "a picture"), BASE64_QUALITY)
    return base64.b64encode(data).decode()


OPERATIONS: dict[type[Written], Callable[[Any, Any], Any]] = {
    picture_operations.ExtractImageProperty: _measured,
    picture_operations.ConvertImageToJPEG: _jpeg,
    picture_operations.ConvertImageToBase64: _base64,
}
