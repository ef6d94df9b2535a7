from __future__ import annotations

import numpy as np

from runtime.contracts.values import Box, Concept, Region, Regions
from runtime.media.region_pixels import paint_mask
from runtime.operators.regions import region_edge_snap
from tests.contexts import run_once
from tests.pictures import solid, yard


def region(name, *corners):
    across, down = zip(*corners, strict=True)
    box = Box(min(down) / 120, min(across) / 160, max(down) / 120, max(across) / 160)
    polygon = tuple(((x + 0.5) / 160, (y + 0.5) / 120) for x, y in corners)
    return Region(name, box, (Concept(name, name, 0.9),), polygon=polygon)


DISC = region("disc", (115, 37), (148, 70), (115, 103), (82, 70))
"""A diamond roughly round the disc, whose middle is 115, 70 and whose radius 30."""


def mask(item):
    pixels = np.zeros((120, 160), np.uint8)
    paint_mask(pixels, item, solid(160, 120))
    return pixels > 0


def rim():
    y, x = np.mgrid[:120, :160]
    return (x - 115) ** 2 + (y - 70) ** 2 <= 30**2


def alike(first, second):
    return (first & second).sum() / (first | second).sum()


def snapped(items, image=None, **params):
    inputs = {"image": image or yard(), "regions": Regions(items)}
    return run_once(region_edge_snap, inputs, **params)


def test_a_rough_outline_moves_to_the_rim():
    (item,) = snapped((DISC,)).regions.items
    assert alike(mask(DISC), rim()) < 0.8
    assert alike(mask(item), rim()) > 0.9
    assert (item.id, item.box, item.concepts) == (DISC.id, DISC.box, DISC.concepts)


def test_the_edges_are_one_region_near_the_outlines():
    outcome = snapped((DISC,))
    (edges,) = outcome.edges.items
    assert edges.concepts[0].name == "edges"
    assert outcome.edges.placement.width == 160
    assert edges.box.left * 160 > 60


def test_without_edges_it_stays():
    outcome = snapped((DISC,), solid(160, 120))
    assert outcome.edges.items == ()
    assert alike(mask(outcome.regions.items[0]), mask(DISC)) > 0.999


def test_without_reach_nothing_moves():
    (item,) = snapped((DISC,), pixel_tolerance=0).regions.items
    assert alike(mask(item), mask(DISC)) > 0.999


def test_without_regions_all_edges_are_told():
    outcome = snapped((), boundary_band_width=1)
    assert outcome.regions.items == ()
    assert len(outcome.edges.items) == 1
