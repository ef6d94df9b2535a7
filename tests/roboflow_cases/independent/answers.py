"""What a definition should answer, computed from its inputs alone; cases name these functions."""

from __future__ import annotations

import numpy as np

from tests.roboflow_cases.independent import reading, shipped
from tests.roboflow_cases.independent.run_lengths import written

MARGIN = 10
COLOURS = ("red", "green", "blue")


def about(pixels):
    """The size of a picture."""
    return {"image": {"width": pixels.shape[1], "height": pixels.shape[0]}}


def plates(inputs):
    """One detection for each plate, by the least score of the first versions."""
    return [{"predictions": _plates(pixels, least=0.4)} for pixels in inputs["image"]]


def plates_as_the_model_says(inputs):
    """By the score that stands on the model's card, 0.55."""
    return [{"predictions": _plates(pixels, least=0.55)} for pixels in inputs["image"]]


def _plates(pixels, least):
    boxes = shipped.plate_boxes(pixels, least=least)
    found = [
        {
            "x": (left + right) / 2, "y": (top + bottom) / 2, "width": right - left,
            "height": bottom - top, "confidence": score, "class": "plate", "class_id": 0,
        }
        for score, left, top, right, bottom in boxes
    ]  # fmt: skip
    return {**about(pixels), "predictions": found}


def digit(inputs):
    """The digits whose share is at least 0.4, best first."""
    return [{"predictions": _digit(pixels)} for pixels in inputs["image"]]


def _digit(pixels):
    shares = shipped.digit_scores(pixels)
    found = [
        {"class": shipped.DIGITS[at], "class_id": int(at), "confidence": float(shares[at])}
        for at in np.argsort(-shares) if shares[at] >= 0.4
    ]  # fmt: skip
    top = {"top": found[0]["class"], "confidence": found[0]["confidence"]}
    return {**about(pixels), "prediction_type": "classification", "predictions": found, **top}


def digits_that_apply(inputs):
    """The share of each digit by its name, and those of at least 0.3."""
    return [{"predictions": _that_apply(pixels)} for pixels in inputs["image"]]


def _that_apply(pixels):
    shares = shipped.digit_scores(pixels)
    return {
        **about(pixels),
        "prediction_type": "classification",
        "predictions": {
            name: {"class_id": at, "confidence": float(shares[at])}
            for at, name in enumerate(shipped.DIGITS)
        },
        "predicted_classes": [
            shipped.DIGITS[at] for at in np.argsort(-shares) if shares[at] >= 0.3
        ],
    }


def words_on_plates(inputs):
    """Each plate, grown by a margin on every side, read by itself."""
    return [{"result": _words(pixels)} for pixels in inputs["image"]]


def _words(pixels):
    high, wide = pixels.shape[:2]
    found = []
    for _, left, top, right, bottom in shipped.plate_boxes(pixels, least=0.4):
        rows = slice(max(0, round(top - MARGIN)), min(high, round(bottom + MARGIN)))
        columns = slice(max(0, round(left - MARGIN)), min(wide, round(right + MARGIN)))
        found.append(reading.read(pixels[rows, columns]))
    return found


def words(inputs):
    """The whole picture, read."""
    return [{"result": reading.read(pixels)} for pixels in inputs["image"]]


def likeness(inputs):
    """The cosine of two pictures' vectors, which have the length one."""
    [one], [other] = inputs["image"], inputs["other"]
    return [{"x": float(shipped.embedding(one) @ shipped.embedding(other))}]


def street(inputs):
    """The parts of a street."""
    return [
        {"predictions": _parts(shipped.street_classes(pixels), shipped.STREET)}
        for pixels in inputs["image"]
    ]


def strongest_colours(inputs):
    """Every pixel by its strongest colour; the first of two that are as strong."""
    return [{"predictions": _parts(pixels.argmax(axis=2), COLOURS)} for pixels in inputs["image"]]


def _parts(classes, names):
    """One detection for each class that is seen: the box round its pixels, and its pixels."""
    found = []
    for number, name in enumerate(names):
        mask = classes == number
        if not mask.any():
            continue
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
        found.append({
            "x": float(left + right) / 2, "y": float(top + bottom) / 2,
            "width": float(right - left), "height": float(bottom - top), "confidence": 1.0,
            "class": name, "class_id": number, "rle_mask": written(mask),
        })  # fmt: skip
    return {**about(classes), "predictions": found}
