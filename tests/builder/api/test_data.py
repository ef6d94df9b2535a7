"""Stored outputs in Clarifai's shape, by what they were computed for."""

from __future__ import annotations

from builder.api.v2.data import data_of, failed_within, in_order, input_data

TEXT = {"kind": "text", "raw": "word"}
BOX = {"id": "r1", "box": [0.1, 0.2, 0.3, 0.4]}


def fanned(*anchors: dict) -> dict:
    each = [{"anchor": anchor, "value": TEXT} for anchor in anchors]
    return data_of({"text": {"each": each}}, lambda _: {})


def test_what_was_computed_for_a_region_hangs_on_it():
    (region,) = fanned({"region": BOX})["regions"]
    assert (region["id"], region["data"]) == ("r1", {"text": {"raw": "word"}})


def test_what_was_computed_for_a_frame_hangs_on_it():
    assert fanned({"frame": 0, "time_ms": 0}, {"frame": 1, "time_ms": 500})["frames"] == [
        {
            "id": "1",
            "frame_info": {"index": 0, "time": 0, "number": 0},
            "data": {"text": {"raw": "word"}},
        },
        {
            "id": "2",
            "frame_info": {"index": 1, "time": 500, "number": 1},
            "data": {"text": {"raw": "word"}},
        },
    ]


def test_regions_of_a_frame_hang_on_the_frame():
    inner = {"each": [{"anchor": {"region": BOX}, "value": TEXT}]}
    tree = {"each": [{"anchor": {"frame": 3, "time_ms": 900}, "value": inner}]}
    (frame,) = data_of({"text": tree}, lambda _: {})["frames"]
    assert frame["frame_info"] == {"index": 3, "time": 900, "number": 3}
    assert frame["data"]["regions"][0]["data"] == {"text": {"raw": "word"}}


def test_several_ports_of_a_frame_meet_on_it():
    regions = {"kind": "regions", "items": [{**BOX, "track_id": "7"}]}
    anchor = {"frame": 0, "time_ms": 0}
    ports = {
        "text": {"each": [{"anchor": anchor, "value": TEXT}]},
        "regions": {"each": [{"anchor": anchor, "value": regions}]},
    }
    (frame,) = data_of(ports, lambda _: {})["frames"]
    assert frame["data"]["text"] == {"raw": "word"}
    assert frame["data"]["regions"][0]["track_id"] == "7"


def test_what_was_computed_for_a_stretch_of_sound_tells_its_time():
    assert fanned({"time_ms": 1500})["time_segments"] == [
        {"id": "1", "time_info": {"begin_time": 1.5}, "data": {"text": {"raw": "word"}}}
    ]


def test_a_video_and_a_sound_tell_what_they_are_without_their_bytes():
    video = {"kind": "video", "blob": "v", "media_type": "video/mp4", "width": 64, "height": 48,
             "duration_ms": 1500, "fps": 10.0}  # fmt: skip
    audio = {"kind": "audio", "blob": "a", "media_type": "audio/mpeg", "duration_ms": 900,
             "rate": 44_100}  # fmt: skip
    assert input_data({"film": video, "sound": audio}) == {
        "video": {"video_info": {"video_format": "video/mp4", "width": 64, "height": 48,
                                 "fps": 10.0, "duration_seconds": 1.5}},
        "audio": {"audio_info": {"audio_format": "audio/mpeg", "sample_rate": 44_100,
                                 "duration_seconds": 0.9}},
    }  # fmt: skip
    old = {"kind": "video", "blob": "v", "media_type": "video/mp4"}
    assert input_data({"film": old}) == {"video": {"video_info": {"video_format": "video/mp4"}}}


def test_the_first_port_of_a_kind_fills_the_field_and_the_others_stand_in_metadata():
    ports = {
        "new": {"kind": "regions", "items": []},
        "regions": {"kind": "regions", "items": [BOX]},
    }
    data = data_of(in_order("byte-tracker", ports), lambda _: {})
    assert [region["id"] for region in data["regions"]] == ["r1"]
    assert data["metadata"] == {"new": []}


def test_files_are_carried_up_to_a_limit_and_told_by_address_beyond_it():
    told = {"a": {"base64": "QQ=="}, "b": {"url": "/v2/runs/1/files/b"}}
    picture = {"kind": "image", "width": 4, "height": 3}
    tree = {"each": [{"anchor": {"frame": at, "time_ms": at * 40}, "value": {**picture, "blob": b}}
                     for at, b in enumerate("ab")]}  # fmt: skip
    first, second = data_of({"image": tree}, told.__getitem__, 25)["frames"]
    assert first["data"]["image"] == {"base64": "QQ==", "image_info": {"width": 4, "height": 3}}
    assert second["data"]["image"] == {**told["b"], "image_info": {"width": 4, "height": 3}}
    assert second["frame_info"] == {"index": 1, "time": 40, "number": 1}


def test_frames_that_failed_are_told_and_the_others_stay():
    error = {"code": "operator_failed", "message": "No."}
    each = [{"anchor": {"frame": at, "time_ms": at}, "value": value}
            for at, value in enumerate((TEXT, {"error": error}, None))]  # fmt: skip
    assert failed_within({"text": {"each": each}}) == [error]
    frames = data_of({"text": {"each": each}}, lambda _: {})["frames"]
    assert [frame["data"] for frame in frames] == [{"text": {"raw": "word"}}, {}, {}]


def test_values_within_json_are_told_without_their_files():
    picture = {"kind": "image", "blob": "abc", "media_type": "image/png", "width": 4, "height": 3}
    within = [{"$value": picture}, {"$value": TEXT}, {"$plain": {"$value": 1}}, "a"]
    data = data_of({"found": {"kind": "list", "value": within}}, lambda _: {})
    assert data["metadata"]["found"] == [
        {"media_type": "image/png", "width": 4, "height": 3}, {"raw": "word"}, {"$value": 1}, "a",
    ]  # fmt: skip
    nested = {"kind": "json", "value": {"n": {"$value": {"kind": "number", "value": 2}}}}
    assert data_of({"it": nested}, lambda _: {})["metadata"]["it"] == {"n": 2}
