"""A model is asked about a picture, which goes along made smaller."""

from __future__ import annotations

import base64
from io import BytesIO

from PIL import Image

from tests.connected import graph, node, outcome

LOOK = "connected-multimodal-to-text"


def sample_of(desk):
    samples = desk.get("/apps/local/demo/samples").json()["samples"]
    return next(each["id"] for each in samples if each["kind"] == "image")


def test_the_picture_goes_with_the_question(desk, lender):
    document = graph(
        node("look", LOOK, {"prompt": "What?", "longest_side": 200}, image="IN.image"),
        image="image",
    )
    run = outcome(desk, document, files=[{"sample": sample_of(desk)}])
    assert run["outputs"]["look"][0]["text"]["raw"] == "You said What? with 1 picture "
    asked = lender.asked("/chat/completions")[0].json["messages"][-1]["content"]
    assert [part["type"] for part in asked] == ["text", "image_url"]
    head, _, data = asked[1]["image_url"]["url"].partition(",")
    assert head == "data:image/jpeg;base64"
    assert max(Image.open(BytesIO(base64.b64decode(data))).size) == 200


def test_a_text_that_is_wired_in_goes_with_it_too(desk, lender):
    document = graph(
        node("say", "constant", {"value": "Is it red?"}),
        node("text", "text-template", {"template": "{first}"}, first="say.text"),
        node("look", LOOK, {"prompt": ""}, image="IN.image", text="text.text"),
        image="image",
    )
    run = outcome(desk, document, files=[{"sample": sample_of(desk)}])
    assert run["outputs"]["look"][0]["text"]["raw"] == "You said Is it red? with 1 picture "
