"""What a stored version says about itself, in the words of the compare page."""

from __future__ import annotations

import pytest

from builder.actions.summarize import summarize

DETECT = {"id": "find", "operator": "visual-detector", "model": {"id": "plates", "version": "1"}}
OFFSET = {"id": "wide", "operator": "region-offset", "inputs": {"regions": ["find.regions"]}}


def graph(*nodes, **more):
    return {"inputs": [{"name": "image", "type": "image"}], "nodes": list(nodes), **more}


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (graph(DETECT), "no change"),
        (graph(DETECT, OFFSET), "+1 node"),
        (graph(), "-1 node"),
        (graph({**DETECT, "model": {"id": "plates", "version": "2"}}), "1 model version"),
        (graph({**DETECT, "model": {"id": "faces", "version": "1"}}), "1 model"),
        (graph({**DETECT, "params": {"min_value": 0.5, "classes": []}}), "2 parameters"),
        (graph(DETECT, outputs=[{"name": "all", "source": "find.regions"}]), "outputs"),
        (graph({**DETECT, "operator": "text-detector"}, OFFSET), "+1 node, 1 operator"),
    ],
)
def test_the_differences_in_words(after, words):
    assert summarize(graph(DETECT), after) == words
