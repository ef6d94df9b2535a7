from __future__ import annotations

import json

import numpy as np
import pytest

from runtime.contracts import values
from runtime.media.images import sniff
from runtime.media.stored import anchor_from_json, anchor_to_json, from_stored, to_stored

CONCEPT = values.Concept("plate", "plate", 0.93)
REGION = values.Region(
    "r1", values.Box(0.1, 0.2, 0.3, 0.4), (CONCEPT,), "AB 12", ((0.2, 0.1), (0.4, 0.3)),
    (values.Keypoint(0.5, 0.25, 0.75, "elbow"),), "t7",
)  # fmt: skip
EXAMPLES = {
    "image": values.Image(np.random.default_rng(0).integers(0, 255, (9, 7, 3), np.uint8)),
    "video": values.Video("abc", "video/webm", 640, 360, 1500, 29.97),
    "audio": values.Audio(np.linspace(-1, 1, 50, dtype=np.float32), 16_000),
    "text": values.Text("Guten Tag\n你好"),
    "concepts": values.Concepts((CONCEPT, values.Concept("a", "A", 0.1))),
    "regions": values.Regions((REGION, values.Region("r2", values.Box(0, 0, 1, 1)))),
    "embeddings": values.Embeddings(((0.5, -1.0), (0.25, 3.0))),
    "clusters": values.Clusters((0, 1, -1)),
    "mask": values.Mask(np.arange(12, dtype=np.uint8).reshape(3, 4), ("sky", "road")),
    "colors": values.Colors((values.Color("#ff0000", "red", 0.7),)),
    "number": values.Number(2.5),
    "boolean": values.Boolean(value=True),
    "string": values.String("wide"),
    "list": values.List((1, "two", None)),
    "json": values.Json({"a": [1, {"b": None}]}),
    "table": values.Table(("name", "count"), (("car", 2), ("van", None))),
}


class Blobs(dict[str, bytes]):
    def put(self, data: bytes, media_type: str) -> str:
        name = f"{len(self)}.{media_type}"
        self[name] = data
        return name


def plain(value: values.Value) -> object:
    """The fields in a form that compares arrays by content; where sound is stored is no content."""
    fields = dict(vars(value))
    if isinstance(value, values.Audio):
        del fields["blob"]
    return {k: v.tolist() if isinstance(v, np.ndarray) else v for k, v in fields.items()}


def test_every_kind_has_an_example():
    assert set(EXAMPLES) == set(values.VALUE_KINDS) - {"any"}


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_every_kind_survives_the_round_trip_through_json(kind: str):
    blobs = Blobs()
    stored = to_stored(EXAMPLES[kind], blobs.put)
    assert stored["kind"] == kind
    back = from_stored(json.loads(json.dumps(stored)), blobs.__getitem__)
    assert type(back) is type(EXAMPLES[kind])
    assert plain(back) == plain(EXAMPLES[kind])


def test_an_image_tells_its_size_and_type():
    blobs = Blobs()
    stored = to_stored(EXAMPLES["image"], blobs.put)
    assert (stored["width"], stored["height"], stored["media_type"]) == (7, 9, "image/png")
    assert sniff(blobs[stored["blob"]]) == "image/png"


def test_a_video_tells_its_size_and_length():
    assert to_stored(EXAMPLES["video"], Blobs().put) == {
        "kind": "video", "blob": "abc", "media_type": "video/webm", "width": 640, "height": 360,
        "duration_ms": 1500, "fps": 29.97,
    }  # fmt: skip


def test_video_and_audio_stored_before_they_told_more_still_read():
    assert from_stored({"kind": "video", "blob": "v", "media_type": "video/mp4"}, Blobs().get) == (
        values.Video("v", "video/mp4")
    )
    blobs = Blobs()
    stored = to_stored(EXAMPLES["audio"], blobs.put)
    assert (stored.pop("duration_ms"), stored.pop("rate")) == (3, 16_000)
    back = from_stored(stored, blobs.__getitem__)
    assert plain(back) == plain(EXAMPLES["audio"])


def test_uploaded_sound_stays_the_file_that_came():
    audio = values.Audio(np.zeros(800, np.float32), 8000, "song", "audio/mpeg")
    blobs = Blobs()
    assert to_stored(audio, blobs.put) == {
        "kind": "audio", "blob": "song", "media_type": "audio/mpeg", "duration_ms": 100,
        "rate": 8000,
    }  # fmt: skip
    assert not blobs


def test_what_was_measured_of_a_region_is_kept():
    region = values.Region("r1", values.Box(0, 0, 1, 1), facts={"time_in_zone": 1.5, "rect": [[1]]})
    blobs = Blobs()
    stored = json.loads(json.dumps(to_stored(values.Regions((region,)), blobs.put)))
    assert from_stored(stored, blobs.get).items == (region,)


def test_empty_parts_of_a_region_are_left_out():
    stored = to_stored(EXAMPLES["regions"], Blobs().put)
    assert stored["items"][1] == {"id": "r2", "box": [0, 0, 1, 1]}


@pytest.mark.parametrize("anchor", [values.Anchor(REGION), values.Anchor(frame=3, time_ms=120)])
def test_anchors_survive_the_round_trip(anchor: values.Anchor):
    assert anchor_from_json(json.loads(json.dumps(anchor_to_json(anchor)))) == anchor


def test_an_unknown_kind_is_an_error():
    with pytest.raises(ValueError, match="hologram"):
        from_stored({"kind": "hologram"}, Blobs().__getitem__)
    with pytest.raises(ValueError, match="any"):
        to_stored(values.Value(), Blobs().put)


PLACED = values.Placement(40, 20, values.Box(0.2, 0.35, 0.4, 0.55), 200, 100, "plate")


def there_and_back(value: values.Value) -> values.Value:
    blobs = Blobs()
    stored = json.loads(json.dumps(to_stored(value, blobs.put)))
    return from_stored(stored, blobs.__getitem__)


def test_a_picture_that_was_cut_out_remembers_from_where():
    pixels = np.zeros((20, 40, 3), np.uint8)
    assert there_and_back(values.Image(pixels, PLACED)).placement == PLACED
    assert "cut" not in to_stored(values.Image(pixels), Blobs().put)


@pytest.mark.parametrize("placement", [None, PLACED, values.Placement(200, 100)])
def test_regions_and_concepts_remember_their_picture(placement):
    regions = values.Regions((REGION,), placement)
    concepts = values.Concepts((values.Concept("a", "A", 0.5, 7),), placement)
    assert there_and_back(regions) == regions
    assert there_and_back(concepts) == concepts
    assert ("placement" in to_stored(regions, Blobs().put)) == (placement is not None)


def test_classes_that_do_not_apply_are_kept_beside_those_that_do():
    value = values.Concepts((CONCEPT,), several=True, others=(values.Concept("a", "A", 0.1, 3),))
    blobs = Blobs()
    stored = json.loads(json.dumps(to_stored(value, blobs.put)))
    assert plain(from_stored(stored, blobs.__getitem__)) == plain(value)


def test_a_picture_remembers_its_place_in_its_film():
    shot = values.Shot("yard", 7, "2026-01-02T03:04:05", fps=25.0, from_file=True)
    image = values.Image(np.zeros((4, 6, 3), np.uint8), shot=shot)
    blobs = Blobs()
    stored = json.loads(json.dumps(to_stored(image, blobs.put)))
    assert from_stored(stored, blobs.__getitem__).shot == shot


def test_values_from_before_they_had_places_still_read():
    old = {"kind": "regions", "items": [{"id": "r1", "box": [0, 0, 1, 1]}]}
    assert from_stored(old, Blobs().get).placement is None
    old = {"kind": "concepts", "items": [{"id": "a", "name": "A", "value": 0.5}]}
    assert from_stored(old, Blobs().get).items[0].number is None


def test_values_stand_within_lists_and_json_at_any_depth():
    picture = values.Image(np.arange(36, dtype=np.uint8).reshape(3, 4, 3), PLACED)
    found = values.Regions((REGION,), PLACED)
    listed = there_and_back(values.List((picture, 1, {"found": found}, values.Text("a"))))
    first, one, named, text = listed.value
    assert np.array_equal(first.pixels, picture.pixels)
    assert (first.placement, one, named, text) == (PLACED, 1, {"found": found}, values.Text("a"))
    deep = values.Json({"a": [{"b": values.List((found,))}], "$value": 3})
    assert there_and_back(deep) == deep
    assert there_and_back(values.Json(found)) == values.Json(found)


@pytest.mark.parametrize(
    "data",
    [
        {"$value": {"kind": "image", "blob": "somebody's"}},
        {"$value": 5},
        {"$plain": {"$value": {"kind": "text", "raw": "x"}}},
        [{"$plain": 1}, {"$value": None, "b": 1}],
    ],
)
def test_json_that_only_looks_like_a_value_stays_what_it_is(data):
    assert there_and_back(values.Json(data)) == values.Json(data)
    assert there_and_back(values.List((data,))) == values.List((data,))
