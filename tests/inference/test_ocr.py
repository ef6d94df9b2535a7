from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.contracts.graph import ModelRef
from runtime.contracts.values import Image
from runtime.inference.ocr import TextReader
from tests.pictures import as_image, page, plate, solid, turned

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions

LINES = (
    "The quick brown fox jumps over the lazy dog",
    "Invoice 2024-0173",
    "Total due: 1,284.50 EUR",
    "Payment within 30 days",
    "Contact: hello@example.org",
    "Quantity 12 x 4.99",
    "Ships from Rotterdam",
    "SAMPLE PAGE (2 of 3)",
)
PLATES = ("WX 482 KD", "HRT 7315", "86-GKL-4", "MN24 PTE", "V 5720 AK", "ZT 936 LW")


@pytest.fixture(scope="module")
def reader(sessions: Sessions) -> TextReader:
    card = sessions.manifest(ModelRef(id="ppocr-v6"))
    assert card is not None
    return TextReader.of(card, sessions)


def texts(reader: TextReader, image: Image) -> list[str]:
    return [line.text for line in reader.read(image)]


def bare(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def test_a_page_is_read_exactly_in_reading_order(reader: TextReader):
    assert texts(reader, page(LINES)) == list(LINES)


def test_an_upside_down_page_is_read_exactly_in_reading_order(reader: TextReader):
    assert texts(reader, turned(page(LINES))) == list(LINES)


def test_one_upside_down_line_among_upright_ones_is_read(reader: TextReader):
    top, bottom = page(LINES[:3]), turned(page(("Turned by mistake",)))
    got = texts(reader, Image(np.vstack([top.pixels, bottom.pixels])))
    assert got == [*LINES[:3], "Turned by mistake"]


def test_a_line_that_runs_upwards_is_read(reader: TextReader):
    upwards = Image(np.ascontiguousarray(np.rot90(page(("Read me sideways",), (360, 0)).pixels)))
    assert texts(reader, upwards) == ["Read me sideways"]


@pytest.mark.parametrize("text", PLATES)
@pytest.mark.parametrize("width", [90, 150, 300])
def test_a_plate_crop_is_read_exactly(reader: TextReader, text: str, width: int):
    art = plate(text, 300, 70).resize((width, round(width * 70 / 300)))
    assert bare("".join(texts(reader, as_image(art)))) == bare(text)


def test_a_quad_starts_at_the_top_left_of_the_upright_text(reader: TextReader):
    (upright,) = reader.read(page(("Which way is up",), (400, 0)))
    (flipped,) = reader.read(turned(page(("Which way is up",), (400, 0))))
    assert upright.quad[0].sum() < upright.quad[2].sum()
    assert flipped.quad[0].sum() > flipped.quad[2].sum()


def test_a_picture_without_text_has_no_lines(reader: TextReader):
    assert reader.read(solid(320, 200)) == []


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (200, 3), (2000, 8)])
def test_odd_sizes_do_no_harm(reader: TextReader, size: tuple[int, int]):
    assert reader.read(solid(*size)) == []


def test_lines_under_the_least_score_are_left_out(reader: TextReader):
    assert reader.read(page(LINES[:2]), min_score=1.0) == []


def test_a_huge_picture_is_scaled_down_first(reader: TextReader):
    assert texts(reader, page(("Large as a poster",), (3000, 1200), 160)) == ["Large as a poster"]


def test_threads_that_share_the_models_read_the_same(reader: TextReader):
    pictures = [page((line,)) for line in LINES[:4]]
    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(lambda picture: texts(reader, picture), pictures * 2))
    assert got == [[line] for line in LINES[:4]] * 2
