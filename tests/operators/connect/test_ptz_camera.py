"""A camera is turned towards what is followed: a real one over SOAP that checks every digest."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
import requests
from pydantic import ValidationError

from builder import onvif_requests
from builder.models import Connection
from runtime.contracts.operator import Context
from runtime.contracts.outside import (
    Answer,
    Call,
    ConnectionMissingError,
    ConnectorError,
    Endpoint,
)
from runtime.contracts.values import Box, Concept, Placement, Region, Regions
from runtime.operators.connect import ptz_camera
from tests.builder.api.roboflow.calls import Door, base64_of, definition, output, picture
from tests.camera_server import camera_server
from tests.clients import Editor
from tests.connected import APP
from tests.contexts import Token
from tests.servers import running_server

SIZE = Placement(1000, 500)


def at(x, y, score=0.9, track=None, region_id="r"):
    """A box of 40 pixels around a point of a picture of 1000 by 500."""
    sides = Box((y - 20) / 500, (x - 20) / 1000, (y + 20) / 500, (x + 20) / 1000)
    return Region(region_id, sides, (Concept("car", "car", score),), track_id=track)


def seen(*regions):
    return ptz_camera.Inputs(Regions(regions, SIZE))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("camera")
    with (
        camera_server() as camera,
        running_server(folder, WEFT_CONNECTION_HOSTS=f"127.0.0.1:{camera.port}") as server,
    ):
        editor = Editor(server)
        for name, value in (("right", camera.password), ("wrong", "not-the-password")):
            editor.post(f"{APP}/secrets", {"name": name, "value": value})
        door = Door(server, server.token("--app", "demo"))
        yield SimpleNamespace(camera=camera, editor=editor, door=door)


@pytest.fixture
def camera(place):
    place.camera.forget()
    return place.camera


@pytest.fixture
def connect(place):
    made = []

    def connect(name="gate", **changes):
        body = {
            "name": name, "kind": "onvif", "address": place.camera.address, "user": "root",
            "secret": "right", **changes,
        }  # fmt: skip
        answer = place.editor.post(f"{APP}/connections", body)
        assert answer.status_code == 201, answer.text
        made.append(name)
        return answer.json()

    yield connect
    for name in made:
        place.editor.call("DELETE", f"{APP}/connections/{name}")


# --- the operator, with a clock ----------------------------------------


class Way:
    """A way out that leads to the camera of the tests, past the server."""

    run, draft = "r1", False

    def __init__(self, camera, password=None):
        self.camera, self.asked = camera, []
        self.password = camera.password if password is None else password

    def endpoint_to(self, target, offer, name):
        self.asked.append((target, offer, name))
        if target == "10.0.0.9:80":
            raise ConnectionMissingError("No connection leads to 10.0.0.9:80.")
        return Endpoint("gate", "onvif", "camera.example.com:80", target="camera.example.com:80")

    def call(self, endpoint, call, cancel):
        row = Connection(name="gate", address=self.camera.address, options={"user": "root"})
        out = onvif_requests.enveloped(row, self.password, call)
        got = requests.post(out.url, data=out.body, headers=dict(out.headers), timeout=10)
        if got.status_code != 200:
            raise ConnectorError(f"It said {onvif_requests.onvif_fault(got.content)}.")
        return Answer(got.status_code, "", got.content)


class Clock:
    now = 1000.0

    def time(self):
        return self.now


@pytest.fixture
def helm(camera, monkeypatch):
    """Runs the operator, each call some milliseconds after the one before, in one session."""
    clock, way, kept = Clock(), Way(camera), {}
    monkeypatch.setattr(ptz_camera, "time", clock)

    def run(*inputs, after=1000, **params):
        clock.now += after / 1000
        context = Context(
            cancel=Token(), progress=lambda done, total: None, outside=way, remembered=dict(kept)
        )
        outcomes = ptz_camera.run(inputs, ptz_camera.Params(**params), context)
        for stream, state in context.kept.items():
            kept[stream] = json.loads(json.dumps(state.as_json()))
        return outcomes[0] if len(outcomes) == 1 else outcomes

    return SimpleNamespace(run=run, way=way, clock=clock)


def test_it_asks_the_camera_once_and_turns_it_within_its_limits(helm, camera):
    told = helm.run(seen(at(900, 150)))
    # -0.1 and -0.0125 of the fastest; the camera's fastest tilt is 0.5
    assert camera.moves == [("move", "-0.1", "-0.00625", "0", "PT5S")]
    assert (told.seeking.value, told.failed.value) == (True, False)
    assert camera.asked == [
        "/onvif/device_service GetSystemDateAndTime", "/onvif/device_service GetCapabilities",
        "/onvif/media GetProfiles", "/onvif/ptz GetConfigurationOptions", "/onvif/ptz GetPresets",
        "/onvif/ptz ContinuousMove",
    ]  # fmt: skip
    helm.run(seen(at(900, 150)))
    assert camera.asked[6:] == ["/onvif/ptz ContinuousMove"]


def test_it_is_not_told_more_often_than_wanted_but_stops_at_once(helm, camera):
    helm.run(seen(at(900, 250)))
    told = helm.run(seen(at(890, 250)), after=100)
    assert (told.message.raw, len(camera.moves)) == ("Told it a moment ago", 1)
    told = helm.run(seen(at(510, 250)), after=100)
    assert camera.moves[1:] == [("stop",)]
    assert (told.message.raw, told.seeking.value) == ("Standing still", False)
    helm.run(seen(at(510, 250)), after=100)
    helm.run(seen(), after=100)
    assert len(camera.moves) == 2


def test_it_stays_with_the_object_that_it_followed(helm):
    first = helm.run(seen(at(100, 250, 0.9, "1", "a"), at(900, 250, 0.5, "2", "b")))
    assert [one.id for one in first.followed.items] == ["a"]
    second = helm.run(seen(at(900, 250, 0.95, "2", "b"), at(120, 250, 0.3, "1", "c")))
    assert [one.id for one in second.followed.items] == ["c"]
    third = helm.run(seen(at(900, 250, 0.95, "2", "b")))
    assert [one.id for one in third.followed.items] == ["b"]
    nothing = helm.run(seen())
    assert (nothing.followed.items, nothing.seeking.value) == ((), False)


def test_after_standing_still_it_goes_to_the_preset_once(helm, camera):
    idle = {"preset": "gate & yard", "idle_seconds": 5}
    helm.run(seen(at(900, 250)), **idle)
    helm.run(seen(), **idle)
    helm.run(seen(), after=4000, **idle)
    assert camera.moves[1:] == [("stop",)]
    told = helm.run(seen(), after=1500, **idle)
    assert camera.moves[2:] == [("go", "p2")]
    assert told.message.raw == "Went to gate & yard"
    helm.run(seen(), after=9000, **idle)
    assert len(camera.moves) == 3


def test_it_goes_to_a_preset_whatever_is_seen(helm, camera):
    told = helm.run(seen(at(900, 250)), movement="preset", preset="door")
    assert camera.moves == [("go", "p1")]
    assert (told.followed.items, told.seeking.value) == ((), False)
    helm.run(seen(), after=100, movement="preset", preset="door")
    assert len(camera.moves) == 1
    told = helm.run(seen(), movement="preset", preset="roof")
    assert told.failed.value
    assert "no preset 'roof'; it has door, gate & yard" in told.message.raw


def test_it_zooms_in_on_what_is_in_the_middle_and_then_turns_slower(helm, camera):
    helm.run(seen(at(500, 250)), zoom=True)
    assert camera.moves == [("move", "0", "0", "0.05125", "PT5S")]
    helm.run(seen(at(900, 250)), after=3000, derivative=0.0)
    assert camera.moves[1] == ("move", "-0.05", "0", "0", "PT5S")


def test_a_box_of_a_crop_is_placed_in_the_whole_picture(helm, camera):
    cut = SIZE.part(Box(0.1, 0.8, 0.5, 1.0), 200, 200)
    middle = replace(at(0, 0), box=Box(0.4, 0.4, 0.6, 0.6))
    helm.run(ptz_camera.Inputs(Regions((middle,), cut)))
    # its middle is (900, 150) of 1000 by 500
    assert camera.moves == [("move", "-0.1", "-0.00625", "0", "PT5S")]


def test_a_camera_with_a_wrong_clock_is_spoken_to_by_its_own(helm, camera):
    camera.minutes_ahead = 90
    told = helm.run(seen(at(900, 250)))
    assert (told.failed.value, len(camera.moves)) == (False, 1)


def test_one_that_is_not_reached_is_not_asked_with_every_picture(helm, camera):
    camera.turns = False
    told = helm.run(seen(at(900, 250)))
    assert told.failed.value
    assert "cannot be moved. It says that it cannot be turned." in told.message.raw
    asked = len(camera.asked)
    again = helm.run(seen(at(900, 250)))
    assert (again.message.raw, len(camera.asked)) == (told.message.raw, asked)
    camera.turns = True
    assert not helm.run(seen(at(900, 250)), after=10_000).failed.value


def test_what_is_off_or_elsewhere_or_a_draft_moves_nothing(helm, camera):
    told = helm.run(seen(at(900, 250)), enabled=False)
    assert (len(told.followed.items), told.seeking.value) == (1, False)
    told = helm.run(seen(at(900, 250)), host="10.0.0.9")
    assert (told.failed.value, told.message.raw) == (True, "No connection leads to 10.0.0.9:80.")
    helm.way.draft = True
    told = helm.run(seen(at(900, 250)))
    assert "Not sent: this is a draft" in told.message.raw
    assert camera.asked == []


@pytest.mark.parametrize("params", [{"movement": "preset"}, {"idle_seconds": 5}])
def test_a_preset_has_to_be_named(params):
    with pytest.raises(ValidationError, match="name the preset"):
        ptz_camera.Params(**params)


# --- who asks ----------------------------------------


def test_the_digest_is_that_of_the_standard():
    # the example of ONVIF's application programmer's guide, chapter 6.1.1.3
    nonce = base64.b64decode("LKqI6G/AikKCQrN0zqZFlg==")
    digest = onvif_requests.digest_of(nonce, "2010-09-16T07:50:45Z", "userpassword")
    assert digest == "tuOSpGlFlIXsozq4HFNeeGeFLEI="
    mixed = nonce + b"2010-09-16T07:50:45Z" + b"userpassword"
    assert base64.b64encode(hashlib.sha1(mixed).digest()).decode() == digest


def test_each_request_has_a_digest_of_its_own_and_never_the_password():
    row = Connection(address="http://camera", options={"user": "a<b"})
    call = Call("/onvif/ptz", body=b"<x/>", signed_at=0.5)
    first, second = (onvif_requests.enveloped(row, "pass-word", call) for _ in range(2))
    assert first.body != second.body
    assert b"pass-word" not in first.body
    assert b"<Username>a&lt;b</Username>" in first.body
    assert b"1970-01-01T00:00:00.500Z" in first.body
    open_row = Connection(address="http://camera", options={"user": ""})
    assert b"Header" not in onvif_requests.enveloped(open_row, "", call).body


# --- through a server ----------------------------------------


STEP = {
    "type": "roboflow_core/onvif_sink@v1", "name": "turn", "predictions": "$inputs.found",
    "camera_ip": "127.0.0.1", "camera_username": "not used", "camera_password": "not used",
}  # fmt: skip


def told_by(place, camera, **changes):
    step = {**STEP, "camera_port": camera.port, **changes}
    inputs = [
        {"type": "WorkflowImage", "name": "image"},
        {"type": "WorkflowBatchInput", "name": "found", "kind": ["object_detection_prediction"]},
    ]
    outputs = [output("found", "$steps.turn.predictions"), output("on", "$steps.turn.seeking")]
    found = {
        "image": {"width": 1000, "height": 500},
        "predictions": [
            {
                "x": 900, "y": 150, "width": 40, "height": 40, "confidence": 0.9, "class": "car",
                "class_id": 0, "detection_id": "d",
            }
        ],
    }  # fmt: skip
    brought = {"image": base64_of(picture(size=(1000, 500))), "found": found}
    [answer] = place.door.outputs(definition(outputs, [step], inputs), brought)
    return answer


def test_a_definition_turns_the_camera_that_a_connection_leads_to(place, camera, connect):
    connect()
    answer = told_by(place, camera)
    assert answer["on"] is True
    assert [one["class"] for one in answer["found"]["predictions"]] == ["car"]
    assert camera.moves == [("move", "-0.1", "-0.00625", "0", "PT5S")]
    other = told_by(place, camera, camera_ip="127.0.0.2")
    assert (other["on"], other["found"]["predictions"]) == (False, [])
    assert len(camera.moves) == 1


def test_the_test_button_says_which_camera_it_is_or_that_it_refuses(place, camera, connect):
    row = connect()
    assert (row["user"], row["secret"], row["offers"]) == ("root", "right", ["onvif"])
    tried = place.editor.post(f"{APP}/connections/gate/test").json()
    assert (tried["ok"], tried["message"]) == (True, "The camera answers: Acme Dome 3.")
    connect("bad", secret="wrong")
    tried = place.editor.post(f"{APP}/connections/bad/test").json()
    assert not tried["ok"]
    assert "Sender not Authorized" in tried["message"]
    assert "Check the connection's user and secret" in tried["message"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"secret": ""}, "secret"),
        ({"user": ""}, "user"),
        ({"address": "http://192.168.1.64"}, "address"),
        ({"address": "http://127.0.0.1:1"}, "address"),
        ({"address": "https://camera.example.com/onvif"}, "address"),
    ],
)
def test_a_camera_that_cannot_be_meant_is_refused(place, changes, field):
    body = {
        "name": "bad", "kind": "onvif", "address": "https://camera.example.com", "user": "root",
        "secret": "right", **changes,
    }  # fmt: skip
    answer = place.editor.post(f"{APP}/connections", body)
    assert (answer.status_code, answer.json()["error"]["field"]) == (400, field)
