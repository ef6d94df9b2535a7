"""Graphs that nobody thought of: what resolves runs, and what runs comes back."""

import random

import pytest
import yaml
from clarifai.workflows.validate import validate

from builder.formats.clarifai.document_nodes import Source, imported
from builder.formats.clarifai.model_types import operator_of_task
from builder.formats.clarifai.wiring import Node, graph_of, nodes_of
from builder.formats.clarifai.yaml_file import read, write_self_contained
from runtime import api
from runtime.contracts.errors import InvalidGraphError
from runtime.contracts.graph import parse_graph
from runtime.inference import manifests

CATALOGUE = api.operators()
ABOUT_MODELS = {"missing_model", "unknown_model", "operator_unavailable", "bad_params"}


def problems(document):
    found = api.check_graph(parse_graph(document), _NoModels())
    return [problem for problem in found if problem.code not in ABOUT_MODELS]


def find(part):
    card = manifests.builtin().get(part.model_id)
    return Source(operator_of_task(card.task, CATALOGUE), {}, {"id": card.id}) if card else None


@pytest.mark.parametrize("seed", range(40))
def test_random_nodes_resolve_to_a_graph_that_runs_or_are_refused(seed):
    """What node_inputs alone do not say, such as an optional wire from an input, kept wires do."""
    dice = random.Random(seed)
    nodes = []
    for number in range(8):
        before = [node.id for node in nodes]
        waits = dice.sample(before, min(len(before), dice.choice([0, 1, 1, 2, 3])))
        node = Node(f"n{number}", dice.choice(list(CATALOGUE)), waits_for=tuple(waits))
        try:
            graph = graph_of([*nodes, node], CATALOGUE)
        except InvalidGraphError:
            continue
        nodes.append(node)
        assert not problems(graph)
        again, exact = nodes_of(parse_graph(graph), CATALOGUE)
        wires = {item["id"]: item.get("inputs", {}) for item in graph["nodes"]}
        assert graph_of(again, CATALOGUE, wires, inputs=graph.get("inputs", ())) == graph
        if exact:
            assert graph_of(again, CATALOGUE) == graph


@pytest.mark.parametrize("seed", range(40))
def test_random_wires_come_back_from_a_file(seed):
    document = random_graph(random.Random(seed))
    text = write_self_contained("w", parse_graph(document), CATALOGUE)
    validate(yaml.safe_load(text))
    assert imported(read(text), CATALOGUE, find).graph == parse_graph(document).as_json()


def random_graph(dice):
    """Nodes wired at random, each wire one that the checker allows, in no order."""
    inputs = [{"name": f"my_{medium}", "type": medium} for medium in ("image", "text", "audio")]
    inputs.append({"name": "least", "type": "number", "default": 0.3})
    offers = [(f"IN.{item['name']}", frozenset([item["type"]])) for item in inputs]
    nodes = [{"id": "first", "operator": "constant"}]
    for number in range(12):
        operator = CATALOGUE[dice.choice(list(CATALOGUE))]
        wires = {}
        for port in operator.inputs.values():
            fits = [source for source, kinds in offers if port.takes(kinds)]
            if fits and (port.required or dice.random() < 0.5):
                wires[port.name] = [dice.choice(fits[-6:])]
        node = {"id": f"n{number}", "operator": operator.id, "inputs": wires}
        if operator.meta.task and operator.meta.default_model:
            node["model"] = {"id": operator.meta.default_model}
        if not problems({"schema": 1, "inputs": inputs, "nodes": [*nodes, node]}):
            nodes.append(node)
            offers += [(f"{node['id']}.{port.name}", port.kinds)
                       for port in operator.outputs.values()]  # fmt: skip
    dice.shuffle(nodes)
    return {"schema": 1, "inputs": inputs, "nodes": nodes}


class _NoModels:
    """No model is known, so only wires and parameters are judged."""

    def manifest(self, ref):
        return None
