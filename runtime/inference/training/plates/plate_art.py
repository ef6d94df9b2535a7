"""Draws one licence plate flat on: its text, colours, border, side band."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from runtime.inference.training.plates.drawing import (
    Colour,
    Rng,
    between,
    chance,
    digits,
    fit_text,
    letters,
    pick,
    whole,
)

FLAT_HEIGHT_PX = 72


@dataclass(frozen=True)
class Scheme:
    """The colours of one kind of plate; `band` is the country strip, if any."""

    ground: Colour
    ink: Colour
    band: Colour | None = None


TRAINING_SCHEMES = (
    Scheme((244, 244, 240), (18, 18, 22)),
    Scheme((244, 244, 240), (18, 18, 22), (20, 60, 160)),
    Scheme((248, 200, 40), (18, 18, 18)),
    Scheme((248, 205, 60), (20, 20, 20), (24, 64, 150)),
    Scheme((20, 22, 26), (235, 235, 235)),
    Scheme((235, 240, 248), (30, 50, 120)),
)
SHIFTED_SCHEMES = (
    Scheme((236, 246, 236), (16, 96, 50)),
    Scheme((240, 236, 226), (150, 24, 32)),
    Scheme((224, 228, 230), (40, 40, 46), (190, 30, 40)),
    Scheme((244, 214, 84), (40, 30, 20)),
)


@dataclass(frozen=True)
class FlatPlate:
    """A plate seen straight on, as an opaque RGBA picture."""

    picture: Image.Image
    text: str


def plate_text(rng: Rng) -> str:
    """A registration in one of several layouts; always letters and digits."""
    layout = whole(rng, 0, 5)
    if layout == 0:
        return f"{letters(rng, 2)}{digits(rng, 2)} {letters(rng, 3)}"
    if layout == 1:
        return f"{digits(rng, 4)} {letters(rng, 3)}"
    if layout == 2:
        return f"{letters(rng, 2)}-{digits(rng, 3)}-{letters(rng, 2)}"
    if layout == 3:
        return f"{letters(rng, whole(rng, 1, 3))} {digits(rng, whole(rng, 3, 4))}"
    if layout == 4:
        return f"{letters(rng, 3)} {digits(rng, 4)}"
    return f"{letters(rng, 1)} {digits(rng, 3)} {letters(rng, 2)}"


def _shaded(colour: Colour, rng: Rng) -> Colour:
    red, green, blue = (
        int(min(255, max(0, channel + between(rng, -14, 10)))) for channel in colour
    )
    return red, green, blue


def draw_plate(rng: Rng, schemes: tuple[Scheme, ...], families: tuple[str, ...]) -> FlatPlate:
    """Draw a plate with a random text, colour scheme, typeface and aspect ratio."""
    scheme, text = pick(rng, schemes), plate_text(rng)
    aspect = between(rng, 4.0, 5.0) if chance(rng, 0.75) else between(rng, 2.1, 3.6)
    height, width = FLAT_HEIGHT_PX, int(FLAT_HEIGHT_PX * aspect)
    ground, ink = _shaded(scheme.ground, rng), _shaded(scheme.ink, rng)
    picture = Image.new("RGBA", (width, height), (*ground, 255))
    draw = ImageDraw.Draw(picture)
    left = 6.0
    if scheme.band is not None:
        left = height * 0.55
        draw.rectangle((0, 0, left - 4, height), fill=scheme.band)
        draw.ellipse((left * 0.2, 10, left * 0.7, 10 + left * 0.5), outline=(240, 210, 60), width=3)
    margin = height * between(rng, 0.08, 0.2)
    if scheme.band is None and chance(rng, 0.2):
        fit_text(draw, letters(rng, 8), (width * 0.2, 4, width * 0.8, 16), families[0], ink)
        margin = 17
    fit_text(draw, text, (left + 3, margin, width - 9, height - margin), pick(rng, families), ink)
    if chance(rng, 0.6):
        draw.rounded_rectangle(
            (1, 1, width - 2, height - 2), 7, outline=ink, width=whole(rng, 2, 4)
        )
    if chance(rng, 0.4):
        frame = Image.new("RGBA", (width + 10, height + 10), (22, 22, 24, 255))
        frame.paste(picture, (5, 5))
        picture = frame
    return FlatPlate(picture, text)
