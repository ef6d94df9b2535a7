"""A picture is made from a text: its bytes are read like any upload."""

from __future__ import annotations

from tests.connected import graph, node, outcome

DRAW = graph(node("draw", "connected-text-to-image", {"size": "256x256"}, text="IN.text"))


def test_the_text_becomes_a_picture(desk, lender):
    run = outcome(desk, DRAW, texts=["a red square"])
    picture = run["outputs"]["draw"][0]["image"]
    assert (picture["kind"], picture["width"], picture["height"]) == ("image", 32, 24)
    asked = lender.asked("/images/generations")[0].json
    assert (asked["prompt"], asked["size"], asked["response_format"]) == (
        "a red square", "256x256", "b64_json",
    )  # fmt: skip


def test_what_the_endpoint_refuses_is_said(desk, lender):
    lender.fail_next[:] = [(400, {})]
    run = outcome(desk, DRAW)
    message = run["nodes"]["draw"]["error"]["message"]
    assert 'answered 400: "status 400 for now". Check the node\'s settings' in message
