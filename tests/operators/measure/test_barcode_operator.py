from __future__ import annotations

import pytest
from PIL import Image as Pillow

from runtime.contracts.values import Text
from runtime.operators.drawing import barcode_maker
from runtime.operators.measure import barcode_operator
from tests.contexts import run_once
from tests.pictures import as_image, solid


def code(text, kind="QR code", scale=4):
    made = run_once(barcode_maker, {"text": Text(text)}, kind=kind, scale=scale)
    return Pillow.fromarray(made.image.pixels)


def sheet(*codes):
    canvas = Pillow.new("RGB", (900, 500), "white")
    for picture, at in codes:
        canvas.paste(picture, at)
    return as_image(canvas)


def read(image, **params):
    return run_once(barcode_operator, {"image": image}, **params)


LABEL = sheet((code("https://example.org/42"), (50, 20)), (code("PARCEL-7", "Code 128"), (50, 260)))


def test_every_code_gives_its_place_text_and_kind():
    outcome = read(LABEL)
    assert outcome.text.raw == "https://example.org/42\nPARCEL-7"
    assert outcome.count.value == 2
    first, second = outcome.regions.items
    assert (first.concepts[0].name, second.concepts[0].name) == ("QR Code", "Code 128")
    assert first.box.left * 900 == pytest.approx(50 + 40, abs=5)
    assert len(first.polygon) == 4


def test_only_chosen_kinds_are_read():
    assert read(LABEL, kinds="QR codes").text.raw == "https://example.org/42"
    assert read(LABEL, kinds="bar codes").text.raw == "PARCEL-7"
    assert read(LABEL, kinds="goods").count.value == 0


def test_a_turned_code_is_read():
    turned = code("turned", scale=6).rotate(25, expand=True, fillcolor="white")
    assert read(as_image(turned)).text.raw == "turned"


@pytest.mark.parametrize(
    ("kind", "text"),
    [("Data Matrix", "abc"), ("Aztec", "abc"), ("PDF417", "abc"), ("EAN 13", "4006381333931")],
)
def test_other_kinds_are_read(kind, text):
    assert read(as_image(code(text, kind))).text.raw == text


def test_a_picture_without_codes_gives_none():
    outcome = read(solid(50, 50))
    assert outcome.regions.items == ()
    assert outcome.text.raw == ""


def test_codes_may_all_be_of_one_class_without_corners():
    (item,) = read(
        sheet((code("weft"), (50, 20))), class_name="barcode", outline=False
    ).regions.items
    assert (item.concepts[0].name, item.concepts[0].number) == ("barcode", 0)
    assert (item.text, item.polygon) == ("weft", ())
