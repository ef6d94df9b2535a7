from __future__ import annotations

from runtime.operators.regions import region_class_thresholder
from tests.contexts import run_once
from tests.pixel_regions import SIZE, found, together

THREE = together(
    found((10, 10, 31, 41), 0.9), found((150, 60, 199, 99), 0.5, "van"),
    found((20, 20, 30, 30), 0.6, "hat"),
)  # fmt: skip


def names(**params: object) -> list[str]:
    outcome = run_once(region_class_thresholder, {"regions": THREE}, **params)
    assert outcome.regions.placement == SIZE
    return [region.concepts[0].name for region in outcome.regions.items]


def test_each_class_is_held_to_its_own_threshold_and_an_equal_score_stays():
    assert names(class_thresholds={"van": 0.5, "car": 0.95}, default_threshold=0.6) == [
        "van", "hat",
    ]  # fmt: skip


def test_without_thresholds_the_default_holds_for_all():
    assert names() == ["car", "van", "hat"]
    assert names(default_threshold=0.7) == ["car"]


def test_no_regions_stay_no_regions():
    assert run_once(region_class_thresholder, {"regions": together()}).regions.items == ()
