"""Parameters mean the same on both sides."""

import pytest

from builder.formats.clarifai.params import to_ours, to_theirs
from runtime import api

CATALOGUE = api.operators()


def ours(operator, params=None, concepts=None, **more):
    info = {"params": params or {}, "data": {"concepts": concepts or []}, **more}
    found = to_ours(CATALOGUE[operator], info)
    CATALOGUE[operator].params_type.model_validate(found.params)
    return found


def named(*names):
    return [{"id": name, "name": name} for name in names]


READ = {
    "a prompt": (
        "prompter", {"prompt_template": "Say {data.text.raw}"}, [],
        {"prompt_template": "Say {data.text.raw}"},
    ),
    "passages": (
        "rag-prompter",
        {"prompt_template": "{data.hits} {data.text.raw}", "min_score": 0.2, "max_results": 3.0},
        [],
        {"prompt_template": "{data.hits} {data.text.raw}", "min_score": 0.2, "max_results": 3},
    ),
    "a margin is a multiplier": ("image-crop", {"margin": 1.3}, [], {"margin": 1.3}),
    "a comparison by name": (
        "concept-thresholder", {"concept_threshold_type": "LESS_THAN"}, [],
        {"concept_threshold_type": "LESS_THAN"},
    ),
    "a comparison by its old number": (
        "region-thresholder", {"concept_threshold_type": 4.0}, [],
        {"concept_threshold_type": "LESS_THAN_OR_EQUAL"},
    ),
    "a comparison that is not set": (
        "region-thresholder", {"concept_threshold_type": 0}, [], {},
    ),
    "one threshold for all": (
        "concept-thresholder", {"concept_threshold_type": 1},
        [{"id": "cat", "value": 0.8}, {"id": "dog", "value": 0.8}],
        {"concept_threshold_type": "GREATER_THAN", "value": 0.8, "classes": ["cat", "dog"]},
    ),
    "a threshold each": (
        "region-thresholder", {},
        [{"id": "ai_1", "name": "cat", "value": 0.8}, {"id": "dog", "value": 0.25}],
        {"classes": ["cat = 0.8", "dog = 0.25"]},
    ),
    "a threshold of nought": (
        "concept-thresholder", {}, [{"id": "cat", "value": 0}], {"value": 0, "classes": ["cat"]},
    ),
    "a sample": ("random-sample", {"keep_fraction": 0.25}, [], {"keep_fraction": 0.25}),
    "lines": (
        "text-aggregation-operator",
        {"avg_word_width_window_factor": 2.0, "avg_word_height_window_factor": 1.0}, [],
        {"avg_word_width_window_factor": 2.0, "avg_word_height_window_factor": 1.0},
    ),
    "a language": (
        "language-id-operator", {"topk": 1.0, "threshold": 0.1, "lowercase": True}, [],
        {"topk": 1, "threshold": 0.1, "lowercase": True},
    ),
    "a pattern and its concept": (
        "regex-based-classifier", {"regex": r"\bbucket\b"}, named("bucket"),
        {"regex": r"\bbucket\b", "concepts": ["bucket"]},
    ),
    "keywords as concepts": (
        "keyword-filter-operator", {}, named("sale", "rebate"), {"keywords": ["sale", "rebate"]},
    ),
    "an input filter": (
        "input-filter", {}, [{"id": "cat", "value": 0.7}], {"concepts": ["cat"], "min_value": 0.7},
    ),
    "classes of a detector": (
        "visual-detector", {}, [{"id": "car", "value": 0.3}, {"id": "bus", "value": 0.6}],
        {"classes": ["car", "bus"], "min_value": 0.3},
    ),
    "frames have to exceed their number": (
        "byte-tracker",
        {"min_confidence": 0.2, "min_visible_frames": 0, "max_disappeared": 10.0,
         "track_id_prefix": "c", "confidence_thresh": 0.6, "new_track_confidence_thresh": 0.7,
         "high_confidence_match_thresh": 0.9, "low_confidence_match_thresh": 0.4,
         "unconfirmed_match_thresh": 0.6},
        [],
        {"min_confidence": 0.2, "min_visible_frames": 1, "max_disappeared": 10,
         "track_id_prefix": "c", "confidence_thresh": 0.6, "new_track_confidence_thresh": 0.7,
         "high_confidence_match_thresh": 0.9, "low_confidence_match_thresh": 0.4,
         "unconfirmed_match_thresh": 0.6},
    ),
    "a distance of boxes is one minus their overlap": (
        "kalman-filter-tracker", {"distance_metric": "diou", "max_distance": [0.6]}, [],
        {"distance_metric": "overlap", "association_confidence": 0.4},
    ),
    "a distance of middles stays one": (
        "kalman-filter-tracker", {"distance_metric": "l2", "max_distance": [0.3]}, [],
        {"distance_metric": "centres", "max_distance": 0.3},
    ),
    "tracking by looks": (
        "kalman-reid-tracker", {"max_emb_distance": 0.0, "max_distance": 0.5}, [],
        {"max_emb_distance": 0.001, "association_confidence": 0.5},
    ),
    "one tile size": (
        "image-tiling-operator", {"tile_size": 512.0}, [],
        {"tile_width": 512, "tile_height": 512},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_their_parameters_are_read(name):
    operator, params, concepts, expected = READ[name]
    found = ours(operator, params, concepts)
    assert found.params == expected
    assert found.ignored == {}


IGNORED = {
    "library": ("language-id-operator", "fasttext", "one library knows all languages"),
    "covariance_error": ("kalman-filter-tracker", 100, "fitted to the frames"),
    "association_confidence": ("kalman-reid-tracker", [0.39], "one round"),
    "var_tracker": ("kalman-reid-tracker", "manorm", "averaged"),
    "max_distance": ("byte-tracker", 0.5, "by overlap"),
    "task_id": ("annotation-writer", "t1", "`index`"),
    "smtp_pass": ("email", "hidden", "connection"),
    "url": ("webhook", "https://example.org", "connection"),
    "temperature": ("text-to-text", 0.7, "beams"),
    "margins": ("image-crop", 1.3, "Did you mean margin?"),
    "colour": ("image-grayscale", 1, "It has no parameters."),
}


@pytest.mark.parametrize("name", IGNORED)
def test_what_has_no_effect_is_told(name):
    operator, value, words = IGNORED[name]
    found = ours(operator, {name: value})
    assert found.params == {}
    assert words in found.ignored[name]
    assert name in found.ignored[name]
    assert str(value) not in found.ignored[name] or len(str(value)) < 4


def test_concepts_for_an_operator_that_takes_none_are_told():
    assert "image-crop takes none" in ours("image-crop", {}, named("cat")).ignored["concepts"]


def test_an_output_configuration_sets_the_node():
    config = {"max_concepts": 3, "min_value": 0.2, "select_concepts": [{"id": "x", "name": "cat"}]}
    assert ours("visual-classifier", output_config=config).params == {
        "max_concepts": 3, "min_value": 0.2, "classes": ["cat"],
    }  # fmt: skip


@pytest.mark.parametrize("info", [None, {}, {"params": None}, {"data": {}}, {"params": [1]}])
def test_nothing_said_leaves_the_defaults(info):
    assert to_ours(CATALOGUE["image-crop"], info).params == {}


def test_a_parameter_may_follow_another_node():
    params = {"min_value": {"$ref": "IN.least"}}
    assert ours_unjudged("visual-detector", params) == params
    assert to_theirs(CATALOGUE["visual-detector"], params) == {"params": params}


def ours_unjudged(operator, params):
    return to_ours(CATALOGUE[operator], {"params": params}).params


ROUND = [
    ("concept-thresholder", {"classes": ["cat", "dog = 0.8"], "value": 0.6}),
    ("concept-thresholder", {"classes": ["a=b"]}),
    ("region-thresholder", {"classes": ["cat"], "concept_threshold_type": "EQUAL"}),
    ("region-thresholder", {"value": 0.25}),
    ("regex-based-classifier", {"regex": "a+", "concepts": ["x"], "ignore_case": True}),
    ("input-filter", {"concepts": ["cat"], "min_value": 0.7, "match": "none"}),
    ("visual-detector", {"min_value": 0.5, "classes": ["car"], "max_regions": 7}),
    ("byte-tracker", {"min_visible_frames": 3, "per_class": False}),
    ("kalman-filter-tracker", {"distance_metric": "centres", "association_confidence": 0.2,
                               "max_distance": 0.4}),
    ("kalman-filter-tracker", {"association_confidence": 0.2, "max_distance": 0.4}),
    ("image-tiling-operator", {"tile_width": 300, "tile_height": 200, "overlap": 0.1}),
    ("clusterer", {"method": "density", "count": 4}),
    ("object-counter", {"classes": ["car", "bus"], "min_value": 0.3}),
]  # fmt: skip


@pytest.mark.parametrize(("operator", "params"), ROUND)
@pytest.mark.parametrize("concepts", [True, False])
def test_our_parameters_come_back_as_they_were(operator, params, concepts):
    info = to_theirs(CATALOGUE[operator], params, concepts=concepts)
    assert "data" not in info or concepts
    found = to_ours(CATALOGUE[operator], info)
    assert (found.params, found.ignored) == (params, {})


@pytest.mark.parametrize("operator", CATALOGUE)
def test_the_defaults_of_every_operator_come_back(operator):
    card = CATALOGUE[operator]
    params = card.params_type().model_dump(mode="json")
    for concepts in (True, False):
        found = to_ours(card, to_theirs(card, params, concepts=concepts))
        assert found.ignored == {}
        assert card.params_type.model_validate(found.params) == card.params_type()


def test_theirs_are_written_by_their_names():
    info = to_theirs(
        CATALOGUE["concept-thresholder"],
        {"value": 0.6, "concept_threshold_type": "LESS_THAN", "classes": ["cat", "dog = 0.8"]},
    )
    assert info == {
        "params": {"value": 0.6, "concept_threshold_type": "LESS_THAN"},
        "data": {"concepts": [
            {"id": "cat", "name": "cat", "value": 0.6}, {"id": "dog", "name": "dog", "value": 0.8},
        ]},
    }  # fmt: skip
    assert to_theirs(CATALOGUE["byte-tracker"], {"min_visible_frames": 1}) == {
        "params": {"min_visible_frames": 0}
    }
    assert to_theirs(CATALOGUE["image-crop"], {}) == {}
