from __future__ import annotations

from runtime.contracts.values import (
    All,
    Anchor,
    Concept,
    Concepts,
    List,
    Placement,
    String,
    Text,
)
from runtime.operators.regions import region_classes
from tests.contexts import run_once
from tests.query.samples import ANIMALS

ANCHORS = tuple(Anchor(region=region) for region in ANIMALS.items)


def run(*values, **params):
    inputs = {"regions": ANIMALS, "classes": All(values, ANCHORS[: len(values)])}
    found = run_once(region_classes, inputs, **params).regions
    assert found.placement == ANIMALS.placement
    return [
        (one.id, one.concepts[0].name, one.concepts[0].number, one.score) for one in found.items
    ]


BEAGLE = Concepts((Concept("beagle", "beagle", 0.8, 4), Concept("cat", "cat", 0.2, 0)))


def test_a_region_gets_the_class_of_its_crop():
    assert run(None, BEAGLE, Concepts()) == [("b", "beagle", 4, 0.8)]


def test_what_was_sent_says_which_region_it_was_of():
    values = (Concepts(BEAGLE.items, Placement(8, 8, id="c")), BEAGLE, Concepts(BEAGLE.items[1:]))
    inputs = {"regions": ANIMALS, "classes": All(values, (Anchor(),) * 3)}
    [one] = run_once(region_classes, inputs).regions.items
    assert (one.id, one.concepts[0].name) == ("c", "beagle")


def test_a_crop_without_a_class_gives_the_fallback():
    assert run(BEAGLE, None, Concepts(), fallback_name="unknown", fallback_number=7) == [
        ("a", "beagle", 4, 0.8),
        ("c", "unknown", 7, 0.0),
    ]
    assert run(Concepts(), None, Concepts(), fallback_name="unknown") == []


def test_texts_are_taken_in_order():
    assert run(String("10"), Text("30"), None) == [("a", "10", 0, 1.0), ("b", "30", 0, 1.0)]
    assert run(String("10"), List(("x", "y")), List(()), fallback_name="unk") == [
        ("a", "10", 0, 1.0),
        ("b", "x", 0, 1.0),
        ("c", "unk", 9223372036854775807, 0.0),
    ]
    assert run() == []
