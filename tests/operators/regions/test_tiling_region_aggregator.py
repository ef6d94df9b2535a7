from __future__ import annotations

import numpy as np
import pytest

from runtime import registry
from runtime.contracts.graph import parse_graph
from runtime.contracts.values import All, Anchor, Box, Concept, Image, Region, Regions
from runtime.engine.cancel import Cancel
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from runtime.operators.regions import tiling_region_aggregator
from tests.contexts import run_once
from tests.sample_operators import NoModels


class Recorder:
    def commit(self, transitions):
        pass


LEFT = Anchor(region=Region("t1", Box(0, 0, 1, 0.6)))
RIGHT = Anchor(region=Region("t2", Box(0, 0.4, 1, 1)))


def found(name, score, box, polygon=()):
    return Region("r1", box, (Concept(name, name, score),), polygon=polygon)


def gathered(*tiles, anchors=(LEFT, RIGHT), **params):
    values = tuple(None if tile is None else Regions(tile) for tile in tiles)
    inputs = {"regions": All(values, anchors)}
    return run_once(tiling_region_aggregator, inputs, **params).regions.items


IN_BOTH = (
    (found("car", 0.7, Box(0.2, 0.75, 0.4, 0.9)),),
    (found("car", 0.9, Box(0.2, 0.08, 0.4, 0.23)),),
)


def test_regions_move_to_where_their_tile_lay():
    corner = (0.5, 0.5)
    (region,) = gathered((), (found("car", 0.7, Box(0, 0, 0.5, 0.5), (corner,)),))
    assert (region.box.left, region.box.right) == pytest.approx((0.4, 0.7))
    assert region.polygon[0] == pytest.approx((0.7, 0.5))


def test_a_thing_seen_by_two_tiles_is_one_again_and_the_best_stays():
    (region,) = gathered(*IN_BOTH)
    assert region.score == 0.9
    assert region.id == "r1"


def test_classes_are_kept_apart_unless_told_otherwise():
    tiles = (IN_BOTH[0], (found("dog", 0.9, Box(0.2, 0.08, 0.4, 0.23)),))
    assert len(gathered(*tiles)) == 2
    assert len(gathered(*tiles, across_classes=True)) == 1


def test_a_half_cut_at_a_seam_joins_its_whole_by_the_smaller_one_only():
    tiles = (
        (found("car", 0.6, Box(0.2, 0.85, 0.4, 1)),),
        (found("car", 0.9, Box(0.2, 0.15, 0.4, 0.6)),),
    )
    assert len(gathered(*tiles)) == 1
    assert len(gathered(*tiles, overlap_of="union", iou_threshold=0.5)) == 2


def test_best_scores_come_first_and_low_ones_are_dropped():
    tiles = ((found("a", 0.3, Box(0, 0, 0.1, 0.1)),), (found("b", 0.8, Box(0, 0.5, 0.1, 0.6)),))
    assert [region.score for region in gathered(*tiles)] == [0.8, 0.3]
    assert len(gathered(*tiles, min_value=0.5)) == 1
    assert len(gathered(*tiles, max_regions=1)) == 1


def test_an_absent_tile_is_passed_over_and_none_give_none():
    assert len(gathered(None, IN_BOTH[1])) == 1
    assert gathered(anchors=()) == ()


def test_it_brings_what_was_found_in_tiles_back_in_a_workflow():
    pixels = np.zeros((120, 200, 3), np.uint8)
    pixels[50:60, 90:105] = 255  # lies in several tiles
    pixels[10:18, 20:30] = 255
    nodes = [
        {
            "id": "tiles",
            "operator": "image-tiling-operator",
            "params": {"tile_width": 80, "tile_height": 80, "overlap": 0.5},
            "inputs": {"image": ["IN.image"]},
        },
        {
            "id": "spots",
            "operator": "contours",
            "params": {"shapes_are": "light"},
            "inputs": {"image": ["tiles.images"]},
        },
        {
            "id": "all",
            "operator": "tiling-region-aggregator-operator",
            "inputs": {"regions": ["spots.regions"]},
        },
    ]
    document = {"inputs": [{"name": "image", "type": "image"}], "nodes": nodes}
    plan = compile_graph(parse_graph(document), registry.operators(), NoModels())
    job = Job(plan, [{"image": Image(pixels)}])
    result = run_plan(job, Means(NoModels(), Cancel(), Recorder(), None, None))
    found = result.results["all"].outputs["regions"].items[(0,)].items
    places = sorted((round(item.box.left * 200), round(item.box.top * 120)) for item in found)
    assert places == [(20, 10), (90, 50)]
