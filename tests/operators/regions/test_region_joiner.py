from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.operator import Failure
from runtime.contracts.values import (
    All,
    Anchor,
    Box,
    Concept,
    Concepts,
    Region,
    Regions,
    Text,
)
from runtime.operators.regions import region_joiner
from runtime.operators.regions.region_joiner import Inputs, Params
from tests.contexts import context_for


def region(region_id: str, box: tuple[float, ...] = (0, 0, 1, 1), text=None, **scores: float):
    """With box as top, left, bottom, right."""
    concepts = tuple(Concept(name, name, score) for name, score in scores.items())
    return Region(region_id, Box(*box), concepts, text)


def run(*batch: Inputs, **params: object):
    return region_joiner.run(batch, Params(**params), context_for(region_joiner))


def ids(regions: Regions) -> list[str]:
    return [item.id for item in regions.items]


R1, R2, R3 = region("r1", plate=0.9), region("r2", plate=0.8), region("r3", (0, 0, 0, 0), plate=0.7)
FOUND = Regions((R1, R2, R3))
ANCHORS = (Anchor(region=R1), Anchor(region=R2))
TEXTS = All((Text("AB 123 \n"), Text(" ")), ANCHORS)
KINDS = All((None, Concepts((Concept("lorry", "lorry", 0.6),))), ANCHORS)


def test_what_was_read_in_a_crop_becomes_the_text_of_its_region():
    (outcome,) = run(Inputs(FOUND, TEXTS))
    assert [item.text for item in outcome.regions.items] == ["AB 123", None, None]
    assert [item.concepts for item in outcome.regions.items] == [
        R1.concepts,
        R2.concepts,
        R3.concepts,
    ]


def test_what_a_crop_was_taken_for_replaces_the_class_or_is_added():
    (replaced,) = run(Inputs(FOUND, None, KINDS))
    assert [item.name for item in replaced.regions.items[1].concepts] == ["lorry"]
    assert replaced.regions.items[0] == R1
    (added,) = run(Inputs(FOUND, None, KINDS), concepts="add")
    assert [item.name for item in added.regions.items[1].concepts] == ["plate", "lorry"]


def test_regions_whose_crop_gave_nothing_can_be_dropped():
    assert ids(run(Inputs(FOUND, TEXTS), keep_unmatched=False)[0].regions) == ["r1"]
    assert ids(run(Inputs(FOUND, TEXTS, KINDS), keep_unmatched=False)[0].regions) == ["r1", "r2"]


def test_nothing_wired_says_what_to_wire():
    (outcome,) = run(Inputs(FOUND))
    assert isinstance(outcome, Failure)
    assert "Wire texts or concepts" in outcome.error.message


def test_an_unknown_way_is_refused():
    with pytest.raises(ValidationError):
        Params(concepts="merge")
