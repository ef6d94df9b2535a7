"""What Clarifai's operators call their parameters, where it is not what we call them.

A parameter that both call the same and mean the same needs no line here. Their units: a tracker's
`min_visible_frames` has to be exceeded, ours to be reached; their trackers take lists with a value
per round, of which we make one round.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

ConceptsAre = Literal["nothing", "thresholds", "names", "selected"]
"""What `output_info.data.concepts` says: thresholds by name, plain names, or classes to keep."""

COMPARISONS = (
    "GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL", "EQUAL",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One parameter of theirs."""

    theirs: str
    ours: tuple[str, ...]
    words: Mapping[str, Any] = field(default_factory=dict)
    """Our value by theirs in lower case; numbers are looked up as `"1"`. None leaves it out."""
    plus: int = 0
    """What is added to their number."""
    first: bool = False
    """Whether they write a list with one value per round."""
    least: float | None = None
    """Our smallest value, where theirs may be smaller."""
    read_only: bool = False
    """Whether it is read, but written under our own name."""


@dataclass(frozen=True)
class Sheet:
    """How one operator's parameters translate."""

    rows: tuple[Row, ...] = ()
    concepts: ConceptsAre = "nothing"
    names: str = "classes"
    """Our parameter that holds the names of concepts."""
    value: str = ""
    """Our parameter that holds the threshold of all concepts."""
    unsupported: Mapping[str, str] = field(default_factory=dict)
    """Their parameters that we have not, each with the reason."""


_THRESHOLD = Row(
    "concept_threshold_type", ("concept_threshold_type",),
    {"0": None, "concept_threshold_not_set": None}
    | {str(number): name for number, name in enumerate(COMPARISONS, 1)}
    | {name.lower(): name for name in COMPARISONS},
)  # fmt: skip
_SEEN = Row("min_visible_frames", ("min_visible_frames",), plus=1)
_METRIC = Row(
    "distance_metric", ("distance_metric",),
    dict.fromkeys(("iou", "giou", "diou", "ciou", "viou", "vdiou"), "overlap")
    | dict.fromkeys(("l2", "euclidean", "centroid", "distance", "l1"), "centres"),
)  # fmt: skip
_ONE_MODEL = "the motion model is fitted to the frames by itself"
_NO_PROJECTION = "a track is told where it was seen only, never where it is foretold"
_ONE_ROUND = "regions are matched in one round; min_confidence says which take part"
_KALMAN = {
    "covariance_error": _ONE_MODEL,
    "observation_error": _ONE_MODEL,
    "project_track": _NO_PROJECTION,
    "use_detect_box": _NO_PROJECTION,
    "project_without_detect": _NO_PROJECTION,
    "project_fix_box_size": _NO_PROJECTION,
    "detect_box_fall_back": _NO_PROJECTION,
    "keep_track_in_image": _NO_PROJECTION,
    "match_limit_ratio": _ONE_ROUND,
    "match_limit_min_matches": _ONE_ROUND,
    "optimal_assignment": "pairs that are too far apart are always ruled out before the matching",
    "association_confidence": _ONE_ROUND,
    "track_aiid": "put a region-filter with these classes before the tracker",
    "max_dead": "a track that ended is not taken up again; max_disappeared says when it ends",
    "var_tracker": "the looks of a track are always averaged",
    "reid_model_path": "no files are read by path",
}
_ACCOUNT = "a connection of the app holds the account; choose it with `connection`"
_ADDRESS = "a connection of the app holds the address; choose it with `connection`, `path` follows"
_ANNOTATION = "what is written goes to a search index of the app; name it with `index`"
_SAMPLING = "the model's words are searched with beams, not drawn"
_SELECTED = Sheet(concepts="selected", value="min_value")
_TRAINED = "it belongs to training, which happens outside of a workflow"

TABLE: Mapping[str, Sheet] = {
    "concept-thresholder": Sheet((_THRESHOLD,), concepts="thresholds", value="value"),
    "region-thresholder": Sheet((_THRESHOLD,), concepts="thresholds", value="value"),
    "regex-based-classifier": Sheet(concepts="names", names="concepts"),
    "input-filter": Sheet(concepts="selected", names="concepts", value="min_value"),
    "keyword-filter-operator": Sheet(
        (Row("words", ("keywords",), read_only=True),), concepts="names", names="keywords",
    ),
    "visual-classifier": _SELECTED,
    "visual-detector": _SELECTED,
    "visual-segmenter": _SELECTED,
    "instance-segmenter": _SELECTED,
    "keypoint-detector": _SELECTED,
    "text-classifier": _SELECTED,
    "text-token-classifier": _SELECTED,
    "object-counter": _SELECTED,
    "embeddings-classifier": Sheet(
        unsupported={"norm_value": _TRAINED, "max_iterations": _TRAINED, "eval_info": _TRAINED},
    ),
    "clusterer": Sheet(
        (Row("coarse_clusters", ("count",), read_only=True),),
        unsupported={
            "query_holdout_fraction": _TRAINED, "eval_holdout_fraction": _TRAINED,
            "num_results_per_class": _TRAINED, "centroids": _TRAINED,
        },
    ),
    "image-tiling-operator": Sheet(
        (Row("tile_size", ("tile_width", "tile_height"), read_only=True),),
        unsupported={"max_object_size": "say with `overlap` how much of a tile it may fill"},
    ),
    "tiling-region-aggregator-operator": Sheet(
        (
            Row("nms_threshold", ("iou_threshold",), read_only=True),
            Row("nms_iou_threshold", ("iou_threshold",), read_only=True),
        ),
    ),
    "language-id-operator": Sheet(
        unsupported={"library": "one library knows all languages here"},
    ),
    "byte-tracker": Sheet(
        (_SEEN,), unsupported={"max_distance": "matches are judged by overlap, not by distance"},
    ),
    "centroid-tracker": Sheet((_SEEN, Row("max_distance", ("max_distance",), first=True))),
    "kalman-filter-tracker": Sheet((_SEEN, _METRIC), unsupported=_KALMAN),
    "kalman-reid-tracker": Sheet(
        (_SEEN, Row("max_emb_distance", ("max_emb_distance",), least=0.001)),
        unsupported=_KALMAN | {"distance_metric": "boxes are always compared by their overlap"},
    ),
    "annotation-writer": Sheet(
        unsupported=dict.fromkeys(
            ("annotation_status", "annotation_user_id", "annotation_info", "task_id"), _ANNOTATION
        ),
    ),
    "email": Sheet(
        unsupported=dict.fromkeys(
            ("from", "smtp_host", "smtp_port", "smtp_user", "smtp_pass", "password"), _ACCOUNT
        ),
    ),
    "webhook": Sheet(unsupported=dict.fromkeys(("url", "address", "endpoint"), _ADDRESS)),
    "input-searcher": Sheet(
        unsupported={"app_id": "an index of this app is searched; name it with `index`"},
    ),
    "concept-synonym-mapper": Sheet(
        unsupported={"knowledge_graph_id": "write the table of names in `synonyms`"},
    ),
    "text-to-text": Sheet(
        unsupported=dict.fromkeys(("temperature", "top_p", "top_k"), _SAMPLING)
        | {"system_prompt": "put a prompter before it", "prompt_template": "put a prompter before"},
    ),
    "image-to-text": Sheet(unsupported=dict.fromkeys(("temperature", "top_p", "top_k"), _SAMPLING)),
}  # fmt: skip
