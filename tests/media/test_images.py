from __future__ import annotations

import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image as Pillow
from pillow_heif import from_pillow

from runtime.contracts.errors import BadMediaError, TooLargeError, UnsupportedMediaError
from runtime.contracts.limits import MAX_IMAGE_BYTES
from runtime.media.images import read_image, sniff, thumbnail
from tests.pictures import encoded

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
BLUE = (20, 60, 200)


def blue(mode: str = "RGB", size: tuple[int, int] = (40, 30)) -> Pillow.Image:
    return Pillow.new("RGB", size, BLUE).convert(mode)


def png_header(width: int, height: int) -> bytes:
    """A PNG that only claims its size; there is nothing behind the header to decode."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    return data + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))


@pytest.mark.parametrize("kind", FORMATS)
def test_every_accepted_format_is_known_by_content_and_decoded(kind: str):
    data = encoded(blue(), kind)
    assert sniff(data) == f"image/{kind.lower()}"
    image = read_image(data, "no-extension")
    assert image.pixels.shape == (30, 40, 3)
    assert image.pixels.dtype == np.uint8
    assert np.abs(image.pixels.astype(int) - BLUE).max() < 12


@pytest.mark.parametrize("mode", ["L", "P", "1", "RGBA", "LA", "CMYK", "YCbCr"])
def test_every_colour_mode_becomes_rgb(mode: str):
    kind = {"CMYK": "JPEG", "YCbCr": "JPEG"}.get(mode, "PNG")
    assert read_image(encoded(blue(mode), kind), "x").pixels.shape == (30, 40, 3)


def test_cmyk_keeps_its_colour():
    red = Pillow.new("CMYK", (20, 20), (0, 255, 255, 0))
    pixel = read_image(encoded(red, "JPEG", quality=95), "x").pixels[10, 10]
    assert pixel[0] > 200
    assert max(pixel[1:]) < 60


def test_sixteen_bit_grey_is_scaled_not_cut_off():
    ramp = np.linspace(0, 65535, 256).astype(np.uint16)[None, :].repeat(4, axis=0)
    for kind in ("PNG", "TIFF"):
        pixels = read_image(encoded(Pillow.fromarray(ramp), kind), "x").pixels
        assert pixels[0, 128, 0] == pytest.approx(128, abs=1)
        assert pixels[0, 255].tolist() == [255, 255, 255]


def test_transparency_lies_on_white():
    half = Pillow.new("RGBA", (4, 4), (0, 0, 0, 0))
    assert (read_image(encoded(half, "PNG"), "x").pixels == 255).all()


def test_a_transparent_palette_colour_lies_on_white():
    flat = Pillow.new("P", (4, 4), 0)
    flat.putpalette([255, 0, 0] * 256)
    pixels = read_image(encoded(flat, "GIF", transparency=0), "x").pixels
    assert (pixels == 255).all()


def test_the_camera_rotation_is_applied():
    exif = Pillow.Exif()
    exif[0x0112] = 6
    image = read_image(encoded(blue(), "JPEG", exif=exif), "x")
    assert (image.width, image.height) == (30, 40)


def test_an_animation_gives_its_first_frame():
    frames = [Pillow.new("RGB", (8, 8), color) for color in ("red", "lime", "blue")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert read_image(data, "x").pixels[0, 0].tolist() == [255, 0, 0]


def test_an_empty_file_says_so():
    with pytest.raises(BadMediaError, match="“photo” is empty") as caught:
        read_image(b"", "photo")
    assert caught.value.data["reason"] == "empty_file"


@pytest.mark.parametrize("data", [b"just words", b"%PDF-1.7", b"<svg></svg>", b"\x00" * 64, b"RI"])
def test_other_content_is_refused_whatever_its_name_says(data: bytes):
    assert sniff(data) is None
    with pytest.raises(UnsupportedMediaError, match="Send JPEG, PNG"):
        read_image(data, "photo.png")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "TIFF", "AVIF"])
def test_a_truncated_file_is_damaged(kind: str):
    noise = np.random.default_rng(1).integers(0, 255, (64, 64, 3), np.uint8)
    data = encoded(Pillow.fromarray(noise), kind)
    with pytest.raises(BadMediaError) as caught:
        read_image(data[: len(data) // 2], "cut")
    assert caught.value.data["reason"] == "damaged"


@pytest.mark.parametrize("kind", FORMATS)
def test_a_bare_signature_is_damaged(kind: str):
    with pytest.raises(BadMediaError):
        read_image(encoded(blue(), kind)[:16], "stub")


@pytest.mark.parametrize("size", [(30_000, 30_000), (20_000, 10), (10, 20_000), (10_000, 9_000)])
def test_too_many_pixels_are_refused_before_decoding(size: tuple[int, int]):
    with pytest.raises(BadMediaError, match="Scale it down") as caught:
        read_image(png_header(*size), "bomb")
    assert caught.value.data["reason"] == "too_many_pixels"


def test_too_many_bytes_are_refused_unread():
    with pytest.raises(TooLargeError, match=r"has 20\.1 MiB; the limit is 20 MiB\."):
        read_image(b"\xff\xd8\xff" + bytes(MAX_IMAGE_BYTES), "huge.jpg")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_thumbnail_is_no_wider_than_asked_and_keeps_the_aspect_ratio(kind: str):
    small = read_image(thumbnail(encoded(blue(size=(1600, 900)), kind), 320), "x")
    assert (small.width, small.height) == (320, 180)


def test_a_small_picture_is_not_enlarged():
    assert read_image(thumbnail(encoded(blue(), "PNG"), 320), "x").width == 40


def test_a_turned_photo_has_an_upright_thumbnail():
    exif = Pillow.Exif()
    exif[0x0112] = 6
    data = thumbnail(encoded(blue(size=(800, 400)), "JPEG", exif=exif), 100)
    small = read_image(data, "x")
    assert (small.width, small.height) == (100, 200)


def test_the_thumbnail_of_a_damaged_picture_is_an_error():
    data = encoded(blue(size=(400, 300)), "JPEG")
    with pytest.raises(BadMediaError):
        thumbnail(data[: len(data) // 2], 100)


def heic(picture: Pillow.Image) -> bytes:
    out = BytesIO()
    from_pillow(picture).save(out, format="HEIF")
    return out.getvalue()


def test_a_telephones_heic_picture_is_read():
    data = heic(blue())
    assert sniff(data) == "image/heic"
    pixels = read_image(data, "IMG_0001.jpg").pixels
    assert pixels.shape == (30, 40, 3)
    assert np.abs(pixels.astype(int) - BLUE).max() < 12
    assert sniff(thumbnail(data, 64)) == "image/jpeg"


def test_the_list_of_brands_tells_heic_from_avif():
    for brand in ("heic", "avif"):
        head = b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1" + brand.encode()
        assert sniff(head) == f"image/{brand}"
    assert sniff(b"\x00\x00\x00\x14ftypmif1\x00\x00\x00\x00mif1heic") is None


def test_a_cut_heic_picture_is_damaged():
    for data in (heic(blue())[:200], heic(blue())[:-60]):
        with pytest.raises(BadMediaError, match="damaged or cut short"):
            read_image(data, "x")
