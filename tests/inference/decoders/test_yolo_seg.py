from __future__ import annotations

import cv2
import numpy as np
import pytest

from runtime.inference.decoders.yolo_seg import read
from tests.heads import ask, card, seen

CANVAS = {"width": 128, "height": 128, "resize": "stretch"}
MADE = card(
    "instance-segment", decoder="yolo_seg", labels=["cat", "dog"], preprocess=CANVAS
)  # fmt: skip


def prototypes() -> np.ndarray:
    """Two masks at a quarter of the canvas: a disc in the middle, and the left half."""
    rows, columns = np.mgrid[:32, :32]
    disc = np.where((rows - 15.5) ** 2 + (columns - 15.5) ** 2 < 8**2, 4.0, -4.0)
    left = np.where(columns < 16, 4.0, -4.0)
    return np.stack([disc, left]).astype(np.float32)


def decode(*rows: tuple[float, ...]):
    heads = {"boxes": np.array(rows, np.float32).T, "prototypes": prototypes()}
    return read(seen(heads, MADE), ask())


def area(points: np.ndarray) -> float:
    return cv2.contourArea(points.astype(np.float32))


def test_the_outline_follows_the_mask_within_the_box():
    found = decode((64, 64, 80, 80, 0.9, 0.1, 1, 0))
    (outline,) = found.outlines
    assert area(outline) == pytest.approx(np.pi * 32**2, rel=0.06)
    assert np.abs(outline - 64).max() < 34
    assert found.classes.tolist() == [0]


def test_the_box_cuts_the_mask_off():
    (outline,) = decode((32, 32, 40, 40, 0.1, 0.9, 0, 1)).outlines
    assert outline.min(axis=0).tolist() == pytest.approx([12.5, 12.5], abs=1)
    assert outline.max(axis=0).tolist() == pytest.approx([51.5, 51.5], abs=1)


def test_each_instance_mixes_the_prototypes_its_own_way():
    found = decode((64, 64, 100, 100, 0.9, 0, 1, 0), (64, 64, 100, 100, 0, 0.8, 1, -1))
    disc, right = found.outlines
    assert area(disc) > 1.5 * area(right)
    assert right[:, 0].min() > 60


def test_a_mask_that_is_empty_in_its_box_has_no_outline():
    (outline,) = decode((8, 8, 10, 10, 0.9, 0, 1, 0)).outlines
    assert outline.shape == (0, 2)


def test_nothing_found_is_an_empty_answer():
    assert decode((8, 8, 10, 10, 0.1, 0, 1, 0)).boxes.shape == (0, 4)
