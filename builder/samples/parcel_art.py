"""A parcel on a table whose label carries a QR code and a bar code."""

import numpy as np
import zxingcpp

from builder.samples.artwork import BLACK, SANS, SANS_BOLD, WHITE, Canvas, Colour, Point, mix

PARCEL_CODES = ("https://example.org/parcel/WF-48213", "WF48213-0907")
CARTON: Colour = (196, 150, 98)


def _code(canvas: Canvas, at: Point, says: str, kind: zxingcpp.BarcodeFormat, size: Point) -> None:
    """Draw a code's dark modules into a box."""
    modules = np.asarray(
        zxingcpp.create_barcode(says, kind).to_image(scale=1, add_quiet_zones=False)
    )
    rows, columns = modules.shape
    wide, tall = size[0] / columns, size[1] / rows
    for row, column in zip(*np.nonzero(modules < 128), strict=True):
        left, top = at[0] + column * wide, at[1] + row * tall
        canvas.box((left, top, left + wide + 0.2, top + tall + 0.2), (16, 16, 18))


def _label() -> Canvas:
    label = Canvas(760, 520, seed=71)
    label.box((0, 0, 760, 520), (252, 252, 250), (242, 242, 238))
    label.box((30, 28, 730, 88), (28, 84, 132))
    label.text((54, 59), "RIVER POST", SANS_BOLD, 34, WHITE, anchor="lm")
    label.text((706, 59), "Parcel 2 kg", SANS, 24, WHITE, anchor="rm")
    for row, line in enumerate(("To: Mina Okafor", "14 Mill Lane", "Harbour Town")):
        label.text((54, 134 + row * 42), line, SANS, 29, (40, 40, 46), anchor="lm")
    _code(label, (520, 116), PARCEL_CODES[0], zxingcpp.BarcodeFormat.QRCode, (196, 196))
    _code(label, (70, 352), PARCEL_CODES[1], zxingcpp.BarcodeFormat.Code128, (620, 96))
    label.text((380, 478), PARCEL_CODES[1], SANS, 24, (40, 40, 46))
    return label


def parcel() -> Canvas:
    """A carton seen from above, its label a little askew."""
    canvas = Canvas(1200, 860, seed=7)
    canvas.box((0, 0, 1200, 860), (118, 92, 74), (92, 68, 54))
    for y in range(0, 860, 7):
        tone = mix((124, 96, 78), (78, 56, 44), float(canvas.rng.random()) * 0.6)
        canvas.line([(0, y), (1200, y + 4)], tone, 2)
    side = Canvas(1000, 720, seed=72)
    side.box((0, 0, 1000, 720), CARTON, mix(CARTON, BLACK, 0.1))
    side.grain(6, cell=2)
    side.box((0, 330, 1000, 392), mix(CARTON, WHITE, 0.4), alpha=0.5)
    canvas.place(side, [(96, 76), (1116, 60), (1124, 796), (88, 806)], shadow=10)
    canvas.place(_label(), [(222, 160), (1004, 136), (1016, 676), (234, 704)], shadow=3)
    return canvas
