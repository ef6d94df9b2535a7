"""Workflow files: read by our rules and by the SDK's own."""

import json
from pathlib import Path

import pytest
import yaml
from clarifai.workflows.export import Exporter
from clarifai.workflows.validate import validate
from clarifai_grpc.grpc.api import resources_pb2, service_pb2
from schema import SchemaError

from builder.formats.clarifai.document import Document, DocumentNode, ModelPart
from builder.formats.clarifai.yaml_file import MARK, legal_id, read, write
from builder.formats.clarifai.yaml_tree import read_tree
from runtime.contracts.errors import BadRequestError, InvalidGraphError

HEX = "0123456789abcdef0123456789abcdef"
CUT = f"""
workflow:
  id: detect-and-crop
  nodes:
    - id: find
      model: {{model_id: my-detector, user_id: ana, app_id: demo, model_version_id: {HEX.upper()}}}
    - id: cut
      model:
        model_id: crop-wide
        model_type_id: image-crop
        description: wide crop
        output_info: {{params: {{margin: 1.3}}}}
      node_inputs: [{{node_id: find}}]
"""
DOCUMENT = Document(
    "detect-and-crop",
    (
        DocumentNode("find", ModelPart("my-detector", "ana", "demo", HEX)),
        DocumentNode(
            "cut",
            ModelPart(
                "crop-wide", model_type_id="image-crop", description="wide crop",
                output_info={"params": {"margin": 1.3}},
            ),
            ("find",),
        ),
    ),
)  # fmt: skip


def test_a_file_is_read():
    assert read(CUT) == DOCUMENT


def test_the_same_as_json_is_read():
    assert read(json.dumps(yaml.safe_load(CUT))) == DOCUMENT


def test_names_that_look_like_numbers_are_names():
    version = "12345678901234567890123456789012"
    model = f"{{model_id: 1e5, model_version_id: {version}}}"
    text = f"workflow: {{id: 007, nodes: [{{id: 1, model: {model}}}]}}"
    assert read(text) == Document(
        "007", (DocumentNode("1", ModelPart("1e5", None, None, version)),)
    )


def test_what_the_api_knows_beyond_their_files_is_read():
    text = """
workflow:
  id: w
  nodes:
    - id: a
      suppress_output: true
      model:
        model_id: t
        model_type_id: concept-thresholder
        output_info: {data: {concepts: [{id: cat, value: 0.8}]}}
"""
    (node,) = read(text).nodes
    assert node.suppress_output
    assert node.model.output_info == {"data": {"concepts": [{"id": "cat", "value": 0.8}]}}


def one(model="model_id: m", node="", more=""):
    return f"workflow:\n  id: w\n  nodes:\n    - id: a\n      model: {{{model}}}\n{node}{more}"


REFUSED = {
    "no workflow": ("nodes: []", "line 1", "has no key nodes"),
    "a list": ("- a", "line 1", "the file has to be a table"),
    "nothing": ("", "line 1", "the file has to be a table"),
    "no nodes": ("workflow: {id: w}", "line 1", "workflow has no nodes"),
    "an empty list": ("workflow:\n  id: w\n  nodes: []", "line 3", "at least one node"),
    "a bad workflow id": ("workflow: {id: my flow, nodes: [{id: a, model: {model_id: m}}]}",
                          "line 1", "my flow"),
    "too long an id": (f"workflow: {{id: {'a' * 49}, nodes: [{{id: a, model: {{model_id: m}}}}]}}",
                       "line 1", "1 to 48"),
    "an unknown key": (one(node="      inputs: []\n"), "line 6", "no key inputs"),
    "a misspelt key": (one("modelid: m"), "line 5", "Did you mean model_id?"),
    "no model id": (one("user_id: ana"), "line 5", "model has no model_id"),
    "a short version": (one("model_id: m, model_version_id: abc"), "line 5", "32 digits"),
    "a version and a type": (
        one(f"model_id: m, model_version_id: {HEX}, model_type_id: prompter"),
        "line 5", "cannot have model_type_id too",
    ),
    "params that are no table": (
        one("model_id: m, output_info: {params: 3}"), "line 5", "params has to be a table",
    ),
    "an input that is not there": (
        one(node="      node_inputs: [{node_id: aa}]\n"), "line 6", "Did you mean a?",
    ),
    "an input that comes later": (
        one(node="      node_inputs: [{node_id: b}]\n",
            more="    - id: b\n      model: {model_id: m}\n"),
        "line 6", "Put b before a",
    ),
    "an input by its bare name": (
        one(node="      node_inputs: [a]\n"), "line 6", "a table with the keys node_id",
    ),
    "an empty list of inputs": (one(node="      node_inputs: []\n"), "line 6", "leave it away"),
    "an id that is a list": (
        "workflow: {id: w, nodes: [{id: [a], model: {model_id: m}}]}", "line 1", "has to be a name",
    ),
    "a description that is a list": (
        one("model_id: m, description: [a]"), "line 5", "description has to be a text",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_file_is_refused_with_its_line(name):
    text, line, words = REFUSED[name]
    with pytest.raises(InvalidGraphError) as refused:
        read(text)
    told = [f"{item['message']} {item['cure']}" for item in refused.value.data["problems"]]
    assert any(line in sentence and words in sentence for sentence in told), told
    with pytest.raises(SchemaError):
        validate(yaml.safe_load(text))


def test_all_problems_of_a_file_come_at_once():
    with pytest.raises(InvalidGraphError) as refused:
        read("workflow: {id: -, nodes: [{id: a, model: {}}, {id: b, modle: {}}]}")
    assert len(refused.value.data["problems"]) == 4


BROKEN = {
    "not closed": ("workflow: {id: w", "line 1"),
    "a tab": ("workflow:\n\tid: w", "line 2"),
    "a key twice": ("workflow:\n  id: w\n  id: v\n", "line 3: id stands here twice"),
    "code": ("workflow: !!python/object/apply:os.system [ls]", "has to be"),
    "two documents": ("a: 1\n---\nb: 2", "line 2"),
    "a bomb": (
        "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n"
            for old, new in zip("abcdefg", "bcdefgh", strict=True)
        ), "more values than",
    ),
    "itself": ("&a [*a]", "more values than"),
    "too deep": ("[" * 5000, ""),
    "too large": ("a: " + "x" * 300_000, "256 kB"),
    "a list as a key": ("? [a]\n: b", "a key has to be a name"),
    "a damaged end": (one() + MARK + "{nothing", "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_plain_data_is_refused(name):
    text, words = BROKEN[name]
    with pytest.raises((BadRequestError, InvalidGraphError)) as refused:
        read(text)
    assert words in refused.value.message


def proto(document):
    nodes = [
        resources_pb2.WorkflowNode(
            id=node.id,
            model=resources_pb2.Model(
                id=node.model.model_id, user_id=node.model.user_id, app_id=node.model.app_id,
                model_version=resources_pb2.ModelVersion(id=node.model.model_version_id),
            ),
            node_inputs=[resources_pb2.NodeInput(node_id=name) for name in node.node_inputs],
        )
        for node in document.nodes
    ]  # fmt: skip
    flow = resources_pb2.Workflow(id=document.id, nodes=nodes)
    return service_pb2.SingleWorkflowResponse(workflow=flow)


def test_it_writes_what_their_export_writes(tmp_path: Path):
    document = Document(
        "w-1",
        (
            DocumentNode("a", ModelPart("plates", "local", "demo", HEX)),
            DocumentNode("b c", ModelPart("12", "local", "demo", "1" * 32), ("a",)),
            DocumentNode("d", ModelPart("x_1", "local", "demo", "0" * 32), ("a", "b c")),
        ),
    )
    theirs = tmp_path / "theirs.yml"
    exporter = Exporter(proto(document))
    exporter.parse()
    exporter.export(str(theirs))
    ours = write(document.id, document.nodes)
    assert ours == theirs.read_text()
    validate(yaml.safe_load(ours))
    assert read(ours) == document


def test_nodes_are_written_after_those_they_wait_for():
    nodes = (
        DocumentNode("b", ModelPart("m", "u", "a", HEX), ("a",)),
        DocumentNode("a", ModelPart("m", "u", "a", HEX)),
    )
    assert [node.id for node in read(write("w", nodes)).nodes] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "legal"),
    [
        ("detect-and-crop", "detect-and-crop"), ("a" * 60, "a" * 48), ("-x--y_", "x-y"),
        ("…", "workflow"), ("a" * 47 + "-b", "a" * 47),
    ],
)  # fmt: skip
def test_ids_are_made_legal(name, legal):
    assert legal_id(name) == legal


@pytest.mark.parametrize("number", [".inf", ".nan", "1.0e+999"])
def test_a_number_that_nothing_can_keep_is_refused(number):
    with pytest.raises(BadRequestError, match="line 1"):
        read_tree(f"x: {number}")


def test_a_number_too_long_to_be_one_is_a_text():
    number = "1" + ":1" * 2000 + ".0"
    assert read_tree(f"x: {number}").data == {"x": number}
