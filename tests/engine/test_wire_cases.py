"""The shared table of wires: the checker and the canvas must judge each of them alike."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command

from builder.management.commands import kind_table
from runtime.contracts.catalogue import InputPort, Operator, OutputPort
from runtime.contracts.graph import parse_graph
from runtime.contracts.operator import OperatorMeta, OperatorParams
from runtime.engine.check import check
from tests.sample_operators import NoModels
from tests.servers import ROOT

TABLE = json.loads((ROOT / "tests" / "cases" / "wires.json").read_text())
WIRE_CODES = {"dangling_edge", "unknown_port", "wrong_type", "cycle", "lineage_clash"}


def _kinds(text):
    return frozenset(text.split()[-1].split("|"))


def _operator(name, ports):
    inputs = {
        port: InputPort(port, _kinds(text), True, False, text.startswith("all "))
        for port, text in ports["in"].items()
    }
    outputs = {
        port: OutputPort(port, _kinds(text), text.startswith("each "))
        for port, text in ports["out"].items()
    }
    meta = OperatorMeta(name, title=name, group="Cases", icon="box")
    return Operator(meta, name, inputs, outputs, object, object, OperatorParams, None, "cases")


CATALOGUE = {name: _operator(name, ports) for name, ports in TABLE["operators"].items()}


def _graph(nodes):
    written = [
        {"id": name, "operator": operator, "inputs": {port: [source] for port, source in wires}}
        for name, operator, wires in nodes
    ]
    return parse_graph({"schema": 1, "inputs": TABLE["inputs"], "nodes": written})


def _said(case, wired):
    """The wire problems of the case's graph, with the wire or without it."""
    nodes = {name: (operator, dict(*wires)) for name, (operator, *wires) in case["nodes"].items()}
    source, target = case["wire"]
    if wired:
        name, port = target.split(".")
        nodes[name][1][port] = source
    graph = _graph([(name, operator, wires.items()) for name, (operator, wires) in nodes.items()])
    problems = check(graph, CATALOGUE, NoModels())
    return {problem.code for problem in problems if problem.code in WIRE_CODES}


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_the_checker_judges_a_wire_as_the_table_says(case):
    assert _said(case, wired=False) == set(), "only the wire may be wrong"
    assert _said(case, wired=True) == ({case["why"]} if case["why"] else set())


@pytest.mark.parametrize("case", TABLE["counts"], ids=lambda case: str(case["nodes"]))
def test_the_checker_counts_nodes_as_the_table_says(case):
    graph = _graph([(f"n{number}", "offset", []) for number in range(case["nodes"])])
    codes = {problem.code for problem in check(graph, CATALOGUE, NoModels())}
    assert ("too_many_nodes" in codes) == (case["why"] == "too_many_nodes")


def test_the_canvas_has_the_type_table_of_the_checker():
    assert kind_table.TABLE.read_text() == kind_table.rendered(), "run manage.py kind_table"


def test_the_type_table_is_written_by_a_command(tmp_path, monkeypatch):
    monkeypatch.setattr(kind_table, "TABLE", tmp_path / "table.json")
    call_command("kind_table", verbosity=0)
    assert (tmp_path / "table.json").read_text() == kind_table.rendered()
