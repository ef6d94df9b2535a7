from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Number, Placement, Regions
from runtime.operators.regions import region_query
from tests.contexts import run_along, run_once
from tests.query.samples import ANIMALS, COUNT, compare, detection, many, op, value
from tests.run_flow import node, run

RIGHT = op(
    "DetectionsFilter",
    filter_operation=compare(detection("x_min"), "(Number) >", value(name="least")),
)


def ids(regions):
    return [region.id for region in regions.items]


def test_regions_are_filtered_with_a_value_from_elsewhere():
    left = value(op("ExtractDetectionProperty", property_name="x_min"))
    condition = compare(left, "(Number) >", value(name="least"))
    params = {
        "operations": [op("DetectionsFilter", filter_operation=condition)],
        "constants": {"least": 20},
    }
    nodes = [node("t", "region-query", params, regions="IN.d")]
    first, second = run(*nodes, wanted="t.regions")
    assert [region.id for region in first.items] == ["b", "c"]
    assert first.placement == Placement(100, 80)
    assert second.items == ()


def test_places_are_in_pixels_and_a_wire_may_name_the_value():
    elements = [{"regions": ANIMALS, "values": many(least=Number(n))} for n in (14, 15, 40)]
    found = run_along(region_query, elements, operations=[RIGHT])
    assert [ids(one.regions) for one in found] == [["a", "b", "c"], ["b", "c"], ["c"]]
    assert found[0].regions.placement == ANIMALS.placement


def test_regions_are_sorted_and_renamed_one_after_another():
    operations = [
        op("SortDetections", mode="confidence", ascending=True),
        op("DetectionsRename", class_map={"cat": "tiger"}, strict=False),
    ]
    found = run_once(region_query, {"regions": ANIMALS}, operations=operations).regions
    told = [(one.id, one.concepts[0].name, one.score) for one in found.items]
    assert told == [("b", "dog", 0.6), ("c", "tiger", 0.75), ("a", "tiger", 0.9)]


def test_no_operations_and_no_regions_are_left_as_they_are():
    assert run_once(region_query, {"regions": ANIMALS}).regions == ANIMALS
    empty = Regions((), Placement(100, 80))
    found = run_once(region_query, {"regions": empty}, operations=[RIGHT], constants={"least": 20})
    assert found.regions == empty


def test_what_goes_wrong_is_told_with_its_place():
    failure = run_once(region_query, {"regions": ANIMALS}, operations=[COUNT])
    assert failure.error.message == (
        "operations: end with a number, but have to end with detections."
    )
    failure = run_once(region_query, {"regions": ANIMALS}, operations=[RIGHT])
    assert failure.error.message.startswith(
        "operations[0].filter_operation.statements[0].right_operand: names least, which is not"
    )
    with pytest.raises(ValidationError, match=r"operations\[0\]: 'DetectionFilter' is unknown"):
        region_query.Params(operations=[op("DetectionFilter")])
    with pytest.raises(ValidationError, match="_ is the region in hand"):
        region_query.Params(constants={"_": 1})
