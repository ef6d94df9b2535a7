"""What a person may write by hand for a node's output, and where it is told what does not fit."""

from __future__ import annotations

import pytest

from runtime.media.check_stored import MisfitError, check_tree

PICTURE = {
    "kind": "image", "blob": "abc", "media_type": "image/png", "width": 40, "height": 20,
    "cut": {"width": 40, "height": 20, "box": [0, 0, 0.5, 0.5], "root": [80, 40], "id": "r1"},
}  # fmt: skip
TEXT = {"kind": "text", "raw": "a"}
WITHIN = {"$value": PICTURE}
MEDIA = {("image", "abc"): PICTURE}
PLACEMENT = {"width": 200, "height": 100}
REGION = {
    "id": "r1", "box": [0.0, 0.0, 0.5, 0.5],
    "concepts": [{"id": "car", "name": "car", "value": 0.5, "number": 2}],
}  # fmt: skip


def check(tree, *kinds):
    return check_tree(tree, kinds or ("any",), 0, "$", MEDIA)


@pytest.mark.parametrize(
    "tree",
    [
        PICTURE,
        {"kind": "regions", "items": [REGION], "placement": PLACEMENT},
        {"kind": "regions", "items": [REGION]},
        {"kind": "concepts", "items": REGION["concepts"], "placement": PICTURE["cut"]},
        {"kind": "list", "value": [1, {"$value": PICTURE}, {"$value": TEXT}]},
        {"kind": "json", "value": {"a": [{"$value": {"kind": "list", "value": [WITHIN]}}]}},
        {"kind": "json", "value": {"$plain": {"$value": 1}}},
        {"kind": "json", "value": None},
    ],
)  # fmt: skip
def test_what_is_stored_may_be_written_again(tree):
    assert check(tree) == tree


def test_a_value_within_json_is_brought_into_its_form():
    given = {"kind": "list", "value": [{"$value": {**PICTURE, "width": 9999}}]}
    assert check(given) == {"kind": "list", "value": [{"$value": PICTURE}]}


def regions(**parts):
    return {"kind": "regions", "items": [REGION], "placement": {**PLACEMENT, **parts}}


@pytest.mark.parametrize(
    ("tree", "path"),
    [
        ({"kind": "list", "value": [{"$value": {**PICTURE, "blob": "other"}}]},
         "$.value[0].$value.blob"),
        ({"kind": "json", "value": {"a": {"$value": 5}}}, "$.value.a.$value"),
        ({"kind": "json", "value": {"$value": {"error": {"message": "x"}}}}, "$.value.$value"),
        ({"kind": "json", "value": {"$value": {"kind": "hologram"}}}, "$.value.$value.kind"),
        ({"kind": "json", "value": {"$value": {"kind": "text"}}}, "$.value.$value.raw"),
        ({"kind": "json", "value": {"$plain": 5}}, "$.value.$plain"),
        (regions(width=-1), "$.placement.width"),
        (regions(height=2.5), "$.placement.height"),
        (regions(root=[1]), "$.placement.root"),
        (regions(root=["a", 1]), "$.placement.root"),
        (regions(box=[0, 1]), "$.placement.box"),
        (regions(id=5), "$.placement.id"),
        (regions(parent=[1, 2]), "$.placement.parent"),
        ({"kind": "concepts", "items": [], "others": [3]}, "$.others[0]"),
        ({"kind": "regions", "items": [], "placement": 3}, "$.placement"),
        ({"kind": "concepts", "items": [{"id": "a", "name": "a", "value": 1, "number": -2}]},
         "$.items[0].number"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_place(tree, path: str):
    with pytest.raises(MisfitError) as told:
        check(tree)
    assert told.value.data["path"] == path
