"""Every field of every block takes what Roboflow's takes, and refuses what theirs refuses.

`bounds.json` holds for each field the numbers at its bounds (`takes`, `refuses`), its words, its
default, and whether it has to be there; and for each block the names of its outputs.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builder.formats.roboflow.block_schema import default_of, required
from builder.formats.roboflow.blocks import block_index
from builder.formats.roboflow.read import Means, read_definition
from builder.formats.roboflow.trouble import DefinitionError
from runtime.contracts.blocks import CaseSteps, Ignored, ModelField, NextSteps, Setting
from runtime.contracts.graph import ModelRef
from runtime.registry import operators

TABLE = json.loads((Path(__file__).parent / "bounds.json").read_text())
MEANS = Means(operators(), lambda name: ModelRef(id="model"))
FREE = 1000
"""Stands in `takes` for every number above, where their field has no bound upwards."""
SHARE = "it is a share, and one above 1 means nothing"
DRAWN = "what is drawn would be larger than any picture that comes in"
NARROWER = {
    **dict.fromkeys((
        "track_activation_threshold", "minimum_matching_threshold", "minimum_iou_threshold",
        "minimum_iou_threshold_first_assoc", "minimum_iou_threshold_second_assoc",
        "minimum_iou_threshold_unconfirmed_assoc", "high_conf_det_threshold",
        "direction_consistency_weight", "threshold_percentile", "smoothing_factor",
        "smoothing_alpha", "bbox_smoothing_coefficient", "ratio_threshold", "matching_threshold",
        "default_threshold", "midpoint_fraction", "opacity",
    ), SHARE),
    **dict.fromkeys((
        "text_padding", "text_scale", "text_thickness", "font_size", "border_radius", "border",
        "padding", "radius", "scale_factor", "scale_ratio",
    ), DRAWN),
    **dict.fromkeys(
        ("kernel_size", "morphological_kernel_size"), "a wider kernel takes minutes a picture"
    ),
    **dict.fromkeys(
        ("tolerance", "thresh_value", "max_value"), "a pixel's brightness ends at 255"
    ),
    **dict.fromkeys(("top_hue", "low_hue"), "a hue ends at 179"),
    **dict.fromkeys(
        ("latitude", "longitude", "horizontal_fov"), "there is no such place on the earth"
    ),
    "otsu_threshold_multiplier": "no gap between letters is so wide",
    "count_of_best_matches_per_query_descriptor": "every match takes memory",
    "request_timeout": "a call of another service ends after ten minutes",
    "delta_t": "a track remembers 100 frames",
    "enable_cmc": "the camera's own motion is not undone here",
}  # fmt: skip
"""Fields that take less here than there, and why."""
COLOURS = {"BLACK": "#000000", "WHITE": "#ffffff", "RED": "#ff0000", "GREEN": "#00ff00"}
SAME = {"detection_zone": [None, []], "background_color": [[0, 0, 0], "#000000"]}
"""Two ways to write one default."""


def says(block, field, value):
    """What is said against a field's value; empty where it is taken."""
    step = {"type": f"roboflow_core/{block}", "name": "s", field: value}
    document = {"version": "1.0", "inputs": [], "steps": [step], "outputs": []}
    try:
        read_definition(document, MEANS)
    except DefinitionError as error:
        return " ".join(one.message for one in error.troubles if one.property_name == field)
    return ""


def fields(block):
    """Its fields that mean something here, with what is known of each."""
    known = block_index(operators())[f"roboflow_core/{block}"].block
    for name, facts in TABLE[block]["fields"].items():
        found = known.field_of(name)
        assert found is not None, f"{block} lacks {name}"
        if not isinstance(found[1], Ignored):
            yield name, found, facts


def literals(block):
    """Those that are values, written as they are."""
    other = (ModelField, NextSteps, CaseSteps)
    return [(name, facts) for name, (_, one), facts in fields(block) if not isinstance(one, other)]


def is_same(name, theirs, ours):
    """Whether two defaults are one; colours may be written in two ways."""
    if isinstance(theirs, str) and isinstance(ours, str):
        theirs, ours = COLOURS.get(theirs, theirs), COLOURS.get(ours, ours)
        return theirs == ours or (theirs.startswith("#") and theirs.lower() == ours.lower())
    return theirs == ours or [theirs, ours] == SAME.get(name)


@pytest.mark.parametrize("block", TABLE)
def test_it_takes_and_refuses_the_same(block):
    wrong = []
    for name, facts in literals(block):
        most = FREE if name != "enable_cmc" else 1
        taken = [*facts.get("takes", ()), *facts.get("words", ())]
        wrong += [
            f"{name} refuses {value!r}: {why}"
            for value in taken
            if (why := says(block, name, value)) and not (name in NARROWER and value == most)
        ]
        refused = [*facts.get("refuses", ()), *(["no such word"] if facts.get("only") else [])]
        wrong += [f"{name} takes {value!r}" for value in refused if not says(block, name, value)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("block", TABLE)
def test_its_fields_have_the_same_defaults_and_need(block):
    one = block_index(operators())[f"roboflow_core/{block}"]
    wrong = []
    for name, (own, item), facts in fields(block):
        needed = facts.get("required", False)
        if needed is not (own in required(one)):
            wrong.append(f"{name} is {'needed' if needed else 'not needed'} there")
        if isinstance(item, Setting) and "default" in facts:
            default = default_of(one, item)
            if not is_same(name, facts["default"], default):
                wrong.append(f"{name} is {default!r} instead of {facts['default']!r}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("block", TABLE)
def test_its_outputs_have_the_same_names(block):
    assert set(block_index(operators())[f"roboflow_core/{block}"].block.outputs) == set(
        TABLE[block]["outputs"]
    )


def test_what_is_narrower_here_is_known_there():
    known = {name for block in TABLE.values() for name in block["fields"]}
    assert set(NARROWER) <= known
