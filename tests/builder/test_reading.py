"""How much is read exactly: generated lines of text, and generated plates through the workflow."""

from __future__ import annotations

import io
from copy import copy

import numpy as np
import pytest
from PIL import Image as Pillow

from builder.gallery import templates
from builder.samples.car_art import Car, Plate, draw_front, draw_rear
from builder.samples.street_art import DAY_GLASS, village
from runtime import api
from runtime.contracts.graph import ModelRef, parse_graph
from runtime.inference.ocr import TextReader
from runtime.inference.sessions import Sessions
from tests.pictures import page

WORDS = (
    "harbour", "window", "ticket", "garden", "silver", "market", "winter",
    "station", "bridge", "orange", "kitchen", "letter", "summer", "number",
    "bottle", "hammer", "forest", "button", "castle", "pepper",
)  # fmt: skip


def generated_lines(count: int) -> list[str]:
    """Lines of words, numbers, prices, dates and addresses, the same every time."""
    rng = np.random.default_rng(25)

    def word() -> str:
        return str(rng.choice(WORDS))

    def number(low: int, high: int) -> int:
        return int(rng.integers(low, high))

    makers = (
        lambda: f"{word().title()} {word()} {word()}",
        lambda: f"Order {number(1000, 9999)}: {number(2, 40)} {word()}s",
        lambda: f"Total {number(1, 9)},{number(100, 999)}.{number(10, 99)} EUR",
        lambda: f"{number(10, 28)} March 20{number(10, 30)}, {number(10, 23)}:{number(10, 59)}",
        lambda: f"{word()}.{word()}@example.org",
    )
    return [makers[index % len(makers)]() for index in range(count)]


def generated_plates(count: int) -> list[str]:
    rng = np.random.default_rng(20)
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ"

    def some(alphabet: str, length: int) -> str:
        return "".join(rng.choice(list(alphabet), length))

    makers = (
        lambda: f"{some(letters, 2)}{some('23456789', 2)} {some(letters, 3)}",
        lambda: f"{some(letters, 3)} {some('123456789', 4)}",
    )
    return [makers[index % len(makers)]() for index in range(count)]


def test_at_least_24_of_25_generated_lines_are_read_exactly():
    sessions = Sessions(threads=2)
    card = sessions.manifest(ModelRef(id="ppocr-v6"))
    assert card is not None
    reader = TextReader.of(card, sessions)
    lines = generated_lines(25)
    wrong = []
    for line in lines:
        got = "\n".join(found.text for found in reader.read(page((line,))))
        if got != line:
            wrong.append((line, got))
    assert len(lines) - len(wrong) >= 24, wrong


@pytest.fixture(scope="module")
def street():
    return village()


def test_at_least_19_of_20_generated_plates_are_read_by_the_workflow(street):
    rng = np.random.default_rng(7)
    graph = parse_graph(templates()["read-licence-plates"].graph)
    wrong = []
    for index, text in enumerate(generated_plates(20)):
        canvas = copy(street)
        canvas.image = street.image.copy()
        paint = tuple(int(part) for part in rng.integers(30, 220, 3))
        wide = float(rng.uniform(380, 560))
        car = Car(canvas, float(rng.uniform(320, 960)), 590 + wide * 0.22, wide, paint)
        ground = (250, 206, 60) if index % 3 == 0 else (246, 246, 242)
        (draw_rear if index % 2 else draw_front)(car, Plate(text, ground), DAY_GLASS)
        picture = canvas.image.resize((1280, 800), Pillow.Resampling.LANCZOS)
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=88)
        run = api.run_here(graph, api.read_upload(out.getvalue(), "car.jpg", ("image",)))
        read = [each["value"]["raw"] for each in run.outputs["read"]["text"]["each"]]
        if read != [text]:
            wrong.append((text, read))
    assert len(wrong) <= 1, wrong
