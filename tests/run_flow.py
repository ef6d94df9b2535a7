"""Flows over two pictures of different widths, with three regions in one and none in the other."""

from __future__ import annotations

import numpy as np

from runtime import registry
from runtime.contracts.graph import parse_graph
from runtime.contracts.values import Box, Concept, Image, Placement, Region, Regions
from runtime.engine.batch import as_tree
from runtime.engine.cancel import Cancel
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from runtime.query.plain import plain_of
from tests.query.samples import COUNT, compare, op, value
from tests.run_graph import Silent
from tests.sample_operators import NoModels

WIDTH = op("ExtractImageProperty", property_name="width")
IMAGES = [Image(np.full((80, 100 + 20 * n, 3), 127, np.uint8)) for n in range(2)]


def _region(name, left, right):
    return Region(name, Box(0.1, left, 0.9, right), (Concept("cat", "cat", 0.9, 3),))


FOUND = [
    Regions(
        (_region("a", 0.1, 0.2), _region("b", 0.4, 0.7), _region("c", 0.5, 0.55)),
        Placement(100, 80),
    ),
    Regions((), Placement(120, 80)),
]


def node(name, operator, params=None, when=(), **inputs):
    wires = {port.replace("__", "."): [source] for port, source in inputs.items()}
    return {
        "id": name, "operator": operator, "params": params or {}, "inputs": wires,
        "when": list(when),
    }  # fmt: skip


def width(name, source="IN.image", when=()):
    return node(name, "property-reader", {"operations": [WIDTH]}, when, value=source)


def gate(name, source, statement, when=(), **params):
    inputs = {"data.x": source}
    return node(name, "condition", {"statement": statement, **params}, when, **inputs)


def counted(comparator, number):
    return compare(value(COUNT, name="x"), comparator, number)


WIDE = compare(value(WIDTH, name="x"), "(Number) >", 110)
CROP = node("crop", "image-crop", image="IN.image", regions="IN.d")


def run(*nodes, wanted):
    """What the port `node.port` says of each picture."""
    document = {
        "schema": 1,
        "inputs": [{"name": "image", "type": "image"}, {"name": "d", "type": "regions"}],
        "nodes": list(nodes),
    }
    plan = compile_graph(parse_graph(document), registry.operators(), NoModels())
    given = [{"image": image, "d": found} for image, found in zip(IMAGES, FOUND, strict=True)]
    result = run_plan(Job(plan, given), Means(NoModels(), Cancel(), Silent(), None, None))
    if result.failures:
        raise next(iter(result.failures.values()))
    name, port = wanted.split(".")
    return [
        bare(as_tree(result.results[name], port, index, result.state.anchors, plain_of))
        for index in range(2)
    ]


def bare(tree):
    """Without the places of a fan-out's elements."""
    return [one["value"] for one in tree["each"]] if isinstance(tree, dict) else tree
