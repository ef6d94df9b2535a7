"""The one reader of uploaded pictures: type by content, size first, always upright RGB.

The decoded pixels are read-only, as every value is.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from runtime.contracts.errors import BadMediaError, TooLargeError, UnsupportedMediaError
from runtime.contracts.limits import MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE_PIXELS
from runtime.contracts.values import Image
from runtime.media.rounded_up import rounded_up

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image as Pillow

ACCEPTED = "JPEG, PNG, WEBP, GIF, BMP, TIFF, AVIF or HEIC"
_FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
    "image/bmp": "BMP",
    "image/tiff": "TIFF",
    "image/avif": "AVIF",
    "image/heic": "HEIF",
}
_PREFIXES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_AVIF_BRANDS = (b"avif", b"avis")
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis")
_ANY_BRANDS = (b"mif1", b"msf1")
"""Of a file that leaves it to its list of compatible brands what codes its pictures."""
_EXIF_ORIENTATION = 0x0112
_EXIF_SIDEWAYS = range(5, 9)
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError)
"""What Pillow raises on broken files, by format."""
_MIB = 1024 * 1024
_MAX_BRANDS_BYTES = 64


def sniff(data: bytes) -> str | None:
    """The media type that the first bytes tell, names ignored; None when it is no known picture."""
    for prefix, media_type in _PREFIXES:
        if data.startswith(prefix):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return _sniff_coded(data) if data[4:8] == b"ftyp" else None


def _sniff_coded(data: bytes) -> str | None:
    """A picture in the container that videos use too."""
    brands = [data[8:12]]
    if brands[0] in _ANY_BRANDS:
        end = min(int.from_bytes(data[:4], "big"), len(data), _MAX_BRANDS_BYTES)
        brands = [data[start : start + 4] for start in range(16, end, 4)]
    if any(brand in _AVIF_BRANDS for brand in brands):
        return "image/avif"
    return "image/heic" if any(brand in _HEIC_BRANDS for brand in brands) else None


def read_image(data: bytes, name: str) -> Image:
    """Decode an upload; animations give their first frame, transparency lies on white.

    `name` only appears in error sentences. Raises `BadMediaError`, `UnsupportedMediaError` or
    `TooLargeError`.
    """
    picture = _open(data, name)
    try:
        return Image(_plain_jpeg(picture, data) if _is_plain(picture) else _upright_rgb(picture))
    except _DAMAGE as error:
        raise _damaged(name) from error


def is_turned(data: bytes) -> bool:
    """Whether a note in the file says that its picture is to be turned before it is shown."""
    return bool(_open(data, "The picture").getexif().get(_EXIF_ORIENTATION, 1) != 1)


def thumbnail(data: bytes, max_width: int) -> bytes:
    """A JPEG no wider than `max_width`; a large JPEG is decoded at a reduced size."""
    from PIL import Image as Pillow

    picture = _open(data, "The picture")
    try:
        sideways = picture.getexif().get(_EXIF_ORIENTATION, 1) in _EXIF_SIDEWAYS
        ratio = min(1.0, max_width / (picture.height if sideways else picture.width))
        picture.draft("RGB", (round(picture.width * ratio), round(picture.height * ratio)))
        small = Pillow.fromarray(_upright_rgb(picture))
    except _DAMAGE as error:
        raise _damaged("The picture") from error
    if small.width > max_width:
        height = max(1, round(small.height * max_width / small.width))
        small = small.resize((max_width, height), Pillow.Resampling.BILINEAR, reducing_gap=2.0)
    out = BytesIO()
    small.save(out, "JPEG", quality=82)
    return out.getvalue()


def _open(data: bytes, name: str) -> Pillow.Image:
    """Read the header only, and refuse what must not be decoded."""
    from PIL import Image as Pillow

    if not data:
        message = f"“{name}” is empty. Choose a picture that has content."
        raise BadMediaError(message, reason="empty_file")
    if len(data) > MAX_IMAGE_BYTES:
        message = (
            f"“{name}” has {rounded_up(len(data) / _MIB)} MiB; the limit is "
            f"{MAX_IMAGE_BYTES // _MIB} MiB. Send a smaller or more compressed picture."
        )
        raise TooLargeError(message, reason="too_many_bytes", limit=MAX_IMAGE_BYTES)
    media_type = sniff(data)
    if media_type is None:
        message = f"“{name}” is not a picture, whatever its name says. Send {ACCEPTED}."
        raise UnsupportedMediaError(message, reason="not_a_picture")
    if media_type == "image/heic":
        _know_heic()
    try:
        picture = Pillow.open(BytesIO(data), formats=[_FORMATS[media_type]])
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise _too_many_pixels(name) from error
    except _DAMAGE as error:
        raise _damaged(name) from error
    width, height = picture.size
    if width * height > MAX_IMAGE_PIXELS or max(width, height) > MAX_IMAGE_SIDE_PIXELS:
        raise _too_many_pixels(name, width, height)
    return picture


@cache
def _know_heic() -> None:
    """Teach Pillow to decode HEIC, and nothing else that the plug-in could do."""
    from PIL import Image as Pillow
    from pillow_heif import HeifImageFile

    Pillow.register_open(HeifImageFile.format, HeifImageFile)


def _is_plain(picture: Pillow.Image) -> bool:
    """An upright colour JPEG, the usual upload."""
    upright = picture.getexif().get(_EXIF_ORIENTATION, 1) == 1
    return picture.format == "JPEG" and picture.mode == "RGB" and upright


def _plain_jpeg(picture: Pillow.Image, data: bytes) -> NDArray[np.uint8]:
    """The pixels of a plain JPEG by OpenCV, in half of Pillow's time.

    OpenCV paints grey what is missing, so a file that ends before its end marker is left to Pillow,
    which refuses it. Within the coded picture the marker's bytes cannot occur.
    """
    import cv2
    import numpy as np

    if data.rfind(b"\xff\xd9") < data.rfind(b"\xff\xda"):
        return _upright_rgb(picture)
    flags = cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    if pixels is None or pixels.shape[:2] != (picture.height, picture.width):
        return _upright_rgb(picture)
    pixels.setflags(write=False)
    return np.asarray(pixels, np.uint8)


def _upright_rgb(picture: Pillow.Image) -> NDArray[np.uint8]:
    import numpy as np
    from PIL import Image as Pillow
    from PIL import ImageOps

    picture.seek(0)
    turned = picture
    if picture.getexif().get(_EXIF_ORIENTATION, 1) != 1:
        turned = ImageOps.exif_transpose(picture)
    if turned.mode.startswith("I") or turned.mode == "F":
        turned = Pillow.fromarray(_eight_bits(np.asarray(turned)))
    if turned.has_transparency_data:
        layered = turned.convert("RGBA")
        backdrop = Pillow.new("RGBA", layered.size, "white")
        turned = Pillow.alpha_composite(backdrop, layered)
    rgb = turned if turned.mode == "RGB" else turned.convert("RGB")
    return np.asarray(rgb, np.uint8)


def _eight_bits(values: NDArray[np.generic]) -> NDArray[np.uint8]:
    """16-bit and wider grey as bytes: by the top of its range, floats by 0..1 or 0..255."""
    import numpy as np

    numbers = np.asarray(values, np.float32)
    top = float(numbers.max(initial=0))
    full = next((limit for limit in (1.0, 255.0, 65535.0) if top <= limit), max(top, 1.0))
    if values.dtype.kind in "iu" and values.dtype.itemsize >= 2:
        full = max(65535.0, top)
    return np.asarray(np.clip(numbers * (255.0 / full), 0, 255), np.uint8)


def _damaged(name: str) -> BadMediaError:
    message = f"“{name}” is damaged or cut short and cannot be decoded. Save or send it again."
    return BadMediaError(message, reason="damaged")


def _too_many_pixels(
    name: str, width: int | None = None, height: int | None = None
) -> BadMediaError:
    size = f"{width} by {height} pixels" if width and height else "too many pixels"
    message = (
        f"“{name}” has {size}; the limit is {MAX_IMAGE_PIXELS // 1_000_000} million pixels and "
        f"{MAX_IMAGE_SIDE_PIXELS} a side. Scale it down first."
    )
    return BadMediaError(
        message,
        reason="too_many_pixels",
        limit_pixels=MAX_IMAGE_PIXELS,
        limit_side=MAX_IMAGE_SIDE_PIXELS,
    )
