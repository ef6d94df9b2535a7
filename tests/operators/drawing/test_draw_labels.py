from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from runtime.contracts.values import Image, Regions
from runtime.media.annotating import detections
from runtime.media.label_texts import fitting_scale, label_texts
from runtime.operators.drawing import draw_labels
from tests.drawings import FIRST, WALL, drawn
from tests.pictures import yard


@pytest.mark.parametrize(
    ("text", "mean"),
    [
        ("Class", 108.3449),
        ("Confidence", 108.4619),
        ("Class and Confidence", 108.3449),
        ("Index", 104.2185),
        ("Dimensions", 107.876),
        ("Area", 108.598),
        ("Area (mask)", 108.5314),
        ("Area (converted)", 108.5314),
        ("Tracker Id", 107.8634),
        ("Time In Zone", 107.7924),
    ],
)
def test_what_a_label_says(text, mean):
    new = drawn(draw_labels, text=text)
    assert new.mean() == pytest.approx(mean, abs=0.02)
    assert tuple(new[20, 40]) == FIRST  # its plate


def test_facts_and_tracks_are_told():
    facts = {"area_px": 12.0, "area_converted": 3.0, "time_in_zone": 1.234}
    told = Regions((replace(WALL, track_id="9", facts=facts),))
    image = Image(np.zeros((120, 160, 3), np.uint8))
    found = detections(told, image)
    says = {
        "Area (mask)": "Area (mask): 12.00",
        "Area (converted)": "Area (conv): 3.00",
        "Time In Zone": "In zone: 1.23s",
        "Tracker Id": "9",
        "Dimensions": "42, 40 55x40",
        "Area": "2200",
        "Class and Confidence": "wall 0.90",
    }
    for text, label in says.items():
        assert label_texts(text, told, found) == [label]


def test_letters_may_suit_the_picture():
    params = {"text_position": "CENTER", "border_radius": 4, "text_color": "black"}
    new = drawn(draw_labels, text_size_mode="Automatic", text_scale=3, **params)
    assert new.mean() == pytest.approx(106.8128, abs=0.02)
    assert fitting_scale(Image(np.zeros((1080, 1920, 3), np.uint8)), 0.7) == 0.7


def test_without_regions_the_picture_stays():
    assert np.array_equal(drawn(draw_labels, Regions()), yard().pixels)
