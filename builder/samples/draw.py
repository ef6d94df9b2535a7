"""Draws the demo pictures and the list of what they say: python -m builder.samples.draw."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from builder.samples import paper_art, street_art
from builder.samples.artwork import Canvas

HERE = Path(__file__).parent
PLATES = "read-licence-plates"
TEXT = "read-text"


@dataclass(frozen=True)
class Sample:
    """A picture to draw, the workflow it is for and the texts that a reader should find."""

    file: str
    title: str
    workflow: str
    expect: tuple[str, ...]
    draw: Callable[[], Canvas]


SAMPLES = (
    Sample(
        "street-one-car.jpg",
        "A car in a village street",
        PLATES,
        ("KT52 LMR",),
        street_art.street_one_car,
    ),
    Sample(
        "street-two-cars.jpg",
        "Two cars in town",
        PLATES,
        ("WFT 7423", "GX64 KPD"),
        street_art.street_two_cars,
    ),
    Sample(
        "gate-night.jpg", "A car at a gate at dusk", PLATES, ("LN68 ZHC",), street_art.gate_night
    ),
    Sample(
        "shop-sign.jpg",
        "A bakery's shop front",
        TEXT,
        paper_art.SHOP_SIGN_LINES,
        paper_art.shop_sign,
    ),
    Sample("notice.jpg", "A notice on a cork board", TEXT, paper_art.NOTICE_TEXT, paper_art.notice),
    Sample("menu.jpg", "A menu in Spanish", TEXT, paper_art.MENU_TEXT, paper_art.menu),
)


def main() -> None:
    """Draw every sample beside this file, and write samples.json."""
    for sample in SAMPLES:
        sample.draw().save(HERE / sample.file)
    listing = [
        {
            "file": sample.file,
            "title": sample.title,
            "workflows": [sample.workflow],
            "expect": list(sample.expect),
        }
        for sample in SAMPLES
    ]
    text = json.dumps(listing, ensure_ascii=False, indent=2) + "\n"
    (HERE / "samples.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
