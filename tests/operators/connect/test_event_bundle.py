"""An event is one file of its facts, what was found, and its pictures; never two too soon."""

from __future__ import annotations

import io
import json
import tarfile
from dataclasses import replace

import numpy as np
import pytest
import requests
from pydantic import ValidationError

from runtime.contracts.operator import Context, Place
from runtime.contracts.values import (
    Anchor,
    Concept,
    Concepts,
    Image,
    Keypoint,
    Many,
    Number,
    Placement,
    Regions,
)
from runtime.media.images import read_image
from runtime.operators.connect import event_bundle
from tests.connected import graph, node, outcome
from tests.contexts import Token
from tests.query.samples import ANIMALS

GREY = Image(np.full((80, 100, 3), 120, np.uint8))
BLUE = Image(np.full((40, 50, 3), (20, 40, 200), np.uint8))


class Kept:
    """Files in memory."""

    def __init__(self):
        self.files = []

    def keep(self, file, media_type):
        self.files.append((file.read(), media_type))
        return f"blob{len(self.files)}"


def context_of(files, **more):
    return Context(cancel=Token(), progress=lambda done, total: None, files=files, **more)


def keep(inputs=None, count=1, **params):
    files = Kept()
    batch = [event_bundle.Inputs(**(inputs or {}))] * count
    outcomes = event_bundle.run(batch, event_bundle.Params(**params), context_of(files))
    return outcomes, files.files


def opened(data):
    """The document, and the pictures by their names."""
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        parts = {one.name: tar.extractfile(one).read() for one in tar.getmembers()}
    assert next(iter(parts)) == "payload.json"
    return json.loads(parts.pop("payload.json")), parts


def found_of(found):
    _, [(data, _)] = keep({"image": GREY, "found": found})
    [entry] = opened(data)[0]["images"]
    assert entry.pop("label") == "workflow"
    del entry["inputFile"]
    return entry


def test_the_file_holds_the_facts_of_its_type_and_the_pictures():
    one = replace(ANIMALS, items=ANIMALS.items[:1])
    inputs = {"image": GREY, "drawn": BLUE, "found": one, "metadata": Many((Number(3),), ("n",))}
    [told], [(data, media_type)] = keep(
        inputs, folder="/line/7/", event_type="safety_alert", alert_type="no_hat",
        severity="high", location="not of an alert", external_id="b1",
        metadata_constants={"camera": "c1"}, use_case="hats",
    )  # fmt: skip
    assert media_type == "application/gzip"
    payload, pictures = opened(data)
    [image] = payload.pop("images")
    assert list(pictures) == [image["file"], image["inputFile"]]
    shown, whole = (read_image(each, "It") for each in pictures.values())
    assert ((shown.width, shown.height), (whole.width, whole.height)) == ((50, 40), (100, 80))
    assert image["objectDetections"] == [
        {"class": "cat", "x": 20, "y": 20, "width": 10, "height": 20, "confidence": 0.9}
    ]
    assert payload.pop("timestamp").endswith("+00:00")
    assert payload == {
        "bundleFormatVersion": 1, "eventId": told.event.raw, "eventType": "safety_alert",
        "useCaseId": "hats", "displayImagePosition": 0,
        "eventData": {"alertType": "no_hat", "severity": "high", "externalId": "b1"},
        "customMetadata": {"camera": "c1", "n": 3},
    }  # fmt: skip
    assert told.file.value == {"name": told.name.raw, "blob": "blob1", "bytes": len(data)}
    assert told.name.raw.startswith("line/7/event_20")
    assert told.name.raw.endswith(f"_{told.event.raw}.tar.gz")
    assert (told.failed.value, told.throttled.value) == (False, False)


def test_an_event_needs_no_picture_and_then_tells_nothing_of_what_was_found():
    _, [(data, _)] = keep({"found": ANIMALS}, event_type="inventory_count", item_count=0)
    payload, pictures = opened(data)
    assert (payload["images"], pictures) == ([], {})
    assert payload["eventData"] == {"itemCount": 0}
    assert not {"displayImagePosition", "customMetadata", "useCaseId"} & set(payload)


def test_classes_outlines_and_points_are_told_apart():
    cat = ANIMALS.items[0]
    boxed = {"class": "cat", "x": 20, "y": 20, "width": 10, "height": 20, "confidence": 0.9}
    classes = Concepts((Concept("a", "a", 0.7), Concept("b", "b", 0.3)))
    assert found_of(classes) == {
        "classifications": [{"class": "a", "confidence": 0.7}, {"class": "b", "confidence": 0.3}]
    }
    outlined = replace(cat, polygon=((0.1, 0.5), (0.2, 0.5), (0.2, 0.75)))
    both = Regions((outlined, cat), Placement(100, 80))
    assert found_of(both) == {
        "objectDetections": [boxed],
        "instanceSegmentations": [{**boxed, "points": [[10, 40], [20, 40], [20, 60]]}],
    }
    posed = Regions((replace(outlined, keypoints=(Keypoint(0.5, 0.25),)),), Placement(100, 80))
    assert found_of(posed) == {"keypoints": [{**boxed, "keypoints": [{"id": 0, "x": 50, "y": 20}]}]}
    assert found_of(Regions((), Placement(100, 80))) == {}
    many = Regions(tuple(replace(cat, id=str(at)) for at in range(1200)), Placement(100, 80))
    assert len(found_of(many)["objectDetections"]) == 1000


def test_a_name_of_ones_own_gets_its_ending_and_stays_a_name():
    [told], _ = keep(file_name="line-7")
    assert told.name.raw == "line-7.tar.gz"
    [told], _ = keep(file_name="line-7.tar.gz", folder="a")
    assert told.name.raw == "a/line-7.tar.gz"
    for name in ("", "../x", ".hidden", "a/b", "a b", "x\n", "x" * 201):
        with pytest.raises(ValidationError):
            event_bundle.Params(file_name=name)
    with pytest.raises(ValidationError, match=r"has no \.\. in it"):
        event_bundle.Params(folder="../x")


def test_a_second_one_is_too_soon_and_what_is_off_keeps_nothing():
    outcomes, files = keep(count=2)
    assert [one.throttled.value for one in outcomes] == [False, True]
    assert outcomes[1].message.raw == "Sink cooldown applies"
    assert (outcomes[1].event.raw, outcomes[1].file, len(files)) == ("", None, 1)
    assert len(keep(count=2, cooldown_seconds=0)[1]) == 2
    [told], files = keep(enabled=False)
    assert (told.message.raw, files) == ("Sink was disabled by parameter", [])


def test_frames_count_by_the_time_of_their_film_and_calls_go_on_from_one_another():
    files, params = Kept(), event_bundle.Params(cooldown_seconds=1)
    kept, remembered = [], {}
    for call in (range(4), range(4, 8)):
        along = [Place((0,), Anchor(frame=at, time_ms=at * 300), filmed=True) for at in call]
        context = context_of(files, along=along, remembered=remembered)
        kept += event_bundle.run([event_bundle.Inputs()] * 4, params, context)
        remembered = {(0,): json.loads(json.dumps(context.kept[(0,)].as_json()))}
    assert [at for at, one in enumerate(kept) if not one.throttled.value] == [0, 4]
    assert len(files.files) == 2


def test_what_cannot_be_written_is_told():
    [told], files = keep({"image": GREY, "found": replace(ANIMALS, placement=None)})
    assert told.failed.value
    assert "it is not known how large the picture is" in told.message.raw
    assert files == []


def test_a_file_that_no_reader_takes_is_not_kept(monkeypatch):
    monkeypatch.setattr(event_bundle, "MAX_BYTES", 100)
    [told], files = keep({"image": GREY})
    assert told.failed.value
    assert "Send smaller pictures" in told.message.raw
    assert files == []


def test_a_kept_file_is_given_out_to_its_app_only(editor, server):
    told = node("keep", "event-bundle", {"folder": "a"}, **{"metadata.words": "IN.text"})
    run = outcome(editor, graph(told))
    [kept] = run["outputs"]["keep"]
    file = kept["file"]["value"]
    answer = editor.call("GET", f"/apps/local/demo/blobs/{file['blob']}")
    assert (answer.status_code, len(answer.content)) == (200, file["bytes"])
    assert answer.headers["Content-Type"] == "application/gzip"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    payload, _ = opened(answer.content)
    assert payload["eventId"] == kept["event"]["raw"]
    assert payload["customMetadata"] == {"words": "hello"}
    stranger = requests.get(answer.url, timeout=30, allow_redirects=False)
    assert stranger.status_code in (401, 403)
    assert kept["message"]["raw"] == "Vision event bundle written successfully"
