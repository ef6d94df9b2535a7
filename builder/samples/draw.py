"""Draws the sample pictures beside this file: python -m builder.samples.draw.

What they say, and which templates offer them, stands in samples.json.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from builder.samples import card_art, form_art, paper_art, parcel_art, people_art, street_art
from builder.samples.artwork import Canvas

HERE = Path(__file__).parent
PICTURES: Mapping[str, Callable[[], Canvas]] = {
    "street-one-car.jpg": street_art.street_one_car,
    "street-two-cars.jpg": street_art.street_two_cars,
    "gate-night.jpg": street_art.gate_night,
    "shop-sign.jpg": paper_art.shop_sign,
    "notice.jpg": paper_art.notice,
    "menu.jpg": paper_art.menu,
    "digit.jpg": paper_art.digit,
    "parcel.jpg": parcel_art.parcel,
    "people.jpg": people_art.people,
    "meter-card.jpg": form_art.form,
} | {
    f"cards/{place + 1:02}.jpg": partial(card_art.card, place)
    for place in range(len(card_art.CARDS))
}


def main() -> None:
    """Draw every picture."""
    for file, draw in PICTURES.items():
        draw().save(HERE / file)


if __name__ == "__main__":
    main()
