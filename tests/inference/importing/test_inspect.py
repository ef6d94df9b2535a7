"""A file that nobody trusts is looked at in a child of its own: every refusal, and what passes."""

from __future__ import annotations

import numpy as np
import onnx
import psutil
import pytest
from onnx import TensorProto, helper

from runtime.contracts import refusals
from runtime.inference.importing.files import gather
from runtime.inference.importing.inspect import InspectLimits, inspect
from tests import onnx_graphs as graphs
from tests.inference.importing.detectors import constant, drawn

LIMITS = InspectLimits(most_megabytes=64, memory_megabytes=1024, seconds=60)


def looked_at(folder, limits=LIMITS, **about):
    return inspect(gather(folder, limits.most_bytes), limits, **about)


def write(folder, made, name="model.onnx"):
    return graphs.saved(made, folder / name)


def classifier(**about):
    return constant({"logits": drawn(1, 3, low=-4, high=4)}, **about)


def test_a_sound_file_passes_and_is_described(tmp_path):
    write(tmp_path, classifier(metadata={"task": "classify"}))
    graph = looked_at(tmp_path).graphs[""]
    assert [port.name for port in graph.inputs] == ["images"]
    assert graph.inputs[0].shape == (1, 3, 64, 64)
    assert (graph.opset, graph.metadata) == (17, {"task": "classify"})
    assert graph.noise[0].shape == (1, 3)
    assert graph.noise[0].values.high > 1
    assert (tmp_path / graph.file).is_file()


def test_open_sides_are_tried_until_one_fits(tmp_path):
    """A graph that only runs on pictures whose sides are 224."""
    made = graphs.model(
        [helper.make_node("Reshape", ["images", "shape"], ["flat"]),
         helper.make_node("MatMul", ["flat", "weights"], ["logits"])],
        {"images": ("n", 3, "h", "w")}, {"logits": ("n", 5)},
        [graphs.tensor("shape", [-1, 3 * 224 * 224], np.int64),
         graphs.tensor("weights", np.zeros((3 * 224 * 224, 5)))],
    )  # fmt: skip
    write(tmp_path, made)
    assert looked_at(tmp_path).graphs[""].side == 224


@pytest.mark.parametrize("keep", [0, 10, 0.5])
def test_a_truncated_file_is_refused(tmp_path, keep):
    whole = classifier().SerializeToString()
    cut = whole[: int(len(whole) * keep)] if isinstance(keep, float) else whole[:keep]
    (tmp_path / "model.onnx").write_bytes(cut)
    with pytest.raises(refusals.TruncatedError, match=r"model\.onnx"):
        looked_at(tmp_path)


def test_a_file_that_is_something_else_is_refused(tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"PK\x03\x04" + b"weights" * 100)
    with pytest.raises(refusals.TruncatedError, match="no ONNX file"):
        looked_at(tmp_path)


def with_external_data(folder, location, data=b"\0" * 64):
    """A classifier whose weights lie in another file."""
    made = classifier()
    held = next(item for item in made.graph.initializer if item.name == "logits_held")
    held.ClearField("raw_data")
    held.data_location = TensorProto.EXTERNAL
    for key, value in {"location": location, "offset": "0", "length": "12"}.items():
        held.external_data.add(key=key, value=value)
    write(folder, made)
    if data is not None and "/" not in location:
        (folder / location).write_bytes(data)


@pytest.mark.parametrize(
    ("location", "says"),
    [("/etc/passwd", "outside its folder"), ("../model.onnx_data", "outside its folder"),
     ("deep/model.onnx_data", "outside its folder"), ("secret.bin", "a file called secret.bin"),
     ("..\\model.onnx_data", "outside its folder"), ("", "outside its folder")],
)  # fmt: skip
def test_weights_outside_the_folder_are_refused(tmp_path, location, says):
    with_external_data(tmp_path, location, None)
    with pytest.raises(refusals.ExternalDataError, match=says):
        looked_at(tmp_path)


def test_weights_that_are_missing_are_asked_for(tmp_path):
    with_external_data(tmp_path, "model.onnx_data", None)
    with pytest.raises(refusals.ExternalDataError, match="which is missing"):
        looked_at(tmp_path)


def test_a_link_to_somewhere_else_is_no_weight_file(tmp_path):
    with_external_data(tmp_path, "model.onnx_data", None)
    (tmp_path / "model.onnx_data").symlink_to("/etc/hostname")
    with pytest.raises(refusals.ExternalDataError, match="missing"):
        looked_at(tmp_path)


@pytest.mark.parametrize("name", ["model.onnx_data", "model.onnx_data_1", "model.onnx.data"])
def test_weights_beside_the_graph_are_brought_into_it(tmp_path, name):
    with_external_data(tmp_path, name, np.array([1, 2, 3], np.float32).tobytes())
    graph = looked_at(tmp_path).graphs[""]
    assert graph.noise[0].values.high == 3
    whole = onnx.load(tmp_path / graph.file, load_external_data=False)
    assert not any(item.external_data for item in whole.graph.initializer)


def test_a_weight_file_that_is_too_short_is_refused(tmp_path):
    with_external_data(tmp_path, "model.onnx_data", b"\0")
    with pytest.raises(refusals.ExternalDataError):
        looked_at(tmp_path)


@pytest.mark.parametrize("deep", [False, True])
def test_operators_of_unknown_domains_are_refused(tmp_path, deep):
    """Also when they hide in a graph within a graph."""
    node = helper.make_node("Magic", ["x"], ["y"], domain="com.example.magic")
    if deep:
        branch = helper.make_graph(
            [helper.make_node("Magic", ["x"], ["b"], domain="com.example.magic")], "branch", [],
            [helper.make_tensor_value_info("b", TensorProto.FLOAT, [1])],
        )  # fmt: skip
        node = helper.make_node("If", ["yes"], ["y"], then_branch=branch, else_branch=branch)
    made = graphs.model(
        [node], {"x": [1]}, {"y": [1]}, [graphs.tensor("yes", True, np.bool_)],
        domains={"com.example.magic": 1},
    )  # fmt: skip
    write(tmp_path, made)
    with pytest.raises(refusals.UnknownDomainError, match=r"com\.example\.magic"):
        looked_at(tmp_path)


def test_functions_that_the_file_brings_itself_are_no_unknown_domain(tmp_path):
    made = graphs.model(
        [helper.make_node("Twice", ["images"], ["out"], domain="mine")],
        {"images": (1, 3, 8, 8)}, {"out": (1, 3, 8, 8)}, domains={"mine": 1},
    )  # fmt: skip
    twice = helper.make_function(
        "mine", "Twice", ["x"], ["y"], [helper.make_node("Add", ["x", "x"], ["y"])],
        [helper.make_opsetid("", graphs.OPSET)],
    )  # fmt: skip
    made.functions.append(twice)
    write(tmp_path, made)
    assert looked_at(tmp_path).graphs[""].noise[0].shape == (1, 3, 8, 8)


@pytest.mark.parametrize("opset", [3, 999])
def test_an_opset_that_is_not_read_is_refused(tmp_path, opset):
    write(tmp_path, graphs.model(
        [helper.make_node("Identity", ["x"], ["y"])], {"x": [1]}, {"y": [1]}, opset=opset,
    ))  # fmt: skip
    with pytest.raises(refusals.OpsetError, match=str(opset)):
        looked_at(tmp_path)


def test_a_graph_that_breaks_the_rules_is_refused(tmp_path):
    write(tmp_path, graphs.model(
        [helper.make_node("Identity", ["nowhere"], ["y"])], {"x": [1]}, {"y": [1]},
    ))  # fmt: skip
    with pytest.raises(refusals.InvalidModelError):
        looked_at(tmp_path)


def test_a_graph_without_outputs_is_refused(tmp_path):
    made = classifier()
    del made.graph.output[:]
    write(tmp_path, made)
    with pytest.raises(refusals.NoUsableOutputError, match="no output"):
        looked_at(tmp_path)


def test_a_graph_that_answers_no_numbers_is_refused(tmp_path):
    made = graphs.model(
        [helper.make_node("SequenceConstruct", ["images"], ["out"])],
        {"images": (1, 3, 8, 8)}, {},
    )  # fmt: skip
    made.graph.output.append(
        helper.make_value_info(
            "out", helper.make_sequence_type_proto(helper.make_tensor_type_proto(1, None))
        )
    )
    write(tmp_path, made)
    with pytest.raises(refusals.NoUsableOutputError, match="no arrays of numbers"):
        looked_at(tmp_path)


def test_a_graph_that_cannot_compute_is_refused(tmp_path):
    """The shapes only clash when it runs."""
    made = graphs.model(
        [helper.make_node("Reshape", ["images", "shape"], ["out"])],
        {"images": ("n", 3, "h", "w")}, {"out": ("a", "b")},
        [graphs.tensor("shape", [7, 11], np.int64)],
    )  # fmt: skip
    write(tmp_path, made)
    with pytest.raises(refusals.CannotRunError, match="cannot compute a test input"):
        looked_at(tmp_path)


def test_a_graph_that_eats_memory_is_refused(tmp_path):
    made = graphs.model(
        [helper.make_node("Shape", ["images"], ["shape"]),
         helper.make_node("Mul", ["shape", "many"], ["large"]),
         helper.make_node("ConstantOfShape", ["large"], ["out"])],
        {"images": ("n", 3, 64, 64)}, {"out": ("a", "b", "c", "d")},
        [graphs.tensor("many", [1000, 1, 100, 100], np.int64)],
    )  # fmt: skip
    write(tmp_path, made)
    with pytest.raises(refusals.TooMuchMemoryError, match="memory"):
        looked_at(tmp_path)


def endless(tmp_path):
    made = graphs.endless()
    made.graph.initializer.append(graphs.tensor("n", 2**60, np.int64))
    del made.graph.input[:]
    made.graph.input.append(helper.make_tensor_value_info("images", TensorProto.FLOAT, [1]))
    write(tmp_path, made)


def test_a_graph_that_never_ends_is_refused_in_time(tmp_path):
    endless(tmp_path)
    before = {child.pid for child in psutil.Process().children()}
    with pytest.raises(refusals.TooSlowError, match="longer than 6 s"):
        looked_at(tmp_path, InspectLimits(seconds=6))
    assert {child.pid for child in psutil.Process().children()} <= before


def test_a_file_that_crashes_the_loader_is_refused(tmp_path):
    """The child dies, as it does of a fault in the library; nobody else notices."""
    write(tmp_path, classifier())
    dies = ("-c", "import os; os.abort()")
    with pytest.raises(refusals.CrashedError, match="crashed the process"):
        looked_at(tmp_path, program=dies)


LIES = (
    "import socket, sys; from runtime.inference.children.channel import Channel;"
    "line = Channel(socket.socket(fileno=int(sys.argv[1]))); line.receive();"
)


@pytest.mark.parametrize(
    "says",
    ["{'facts': {'graphs': {'': 7}}}", "{'error': {'code': 'unheard_of', 'message': 'x'}}",
     "{'error': 3}", "{}"],
)  # fmt: skip
def test_a_child_that_talks_nonsense_counts_as_crashed(tmp_path, says):
    write(tmp_path, classifier())
    with pytest.raises(refusals.CrashedError):
        looked_at(tmp_path, program=("-P", "-c", f"{LIES} line.send({says})"))


def test_a_model_that_is_too_large_is_refused_before_anything_is_read(tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"\0" * 2_000_000)
    with pytest.raises(refusals.ModelTooLargeError, match="larger than 1 MB"):
        looked_at(tmp_path, InspectLimits(most_megabytes=1))


def test_its_weights_beside_it_count_too(tmp_path):
    write(tmp_path, classifier())
    (tmp_path / "model.onnx_data").write_bytes(b"\0" * 2_000_000)
    with pytest.raises(refusals.ModelTooLargeError):
        looked_at(tmp_path, InspectLimits(most_megabytes=1))


def test_a_tokenizer_that_cannot_be_read_is_refused(tmp_path):
    write(tmp_path, classifier())
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(refusals.BadSideFileError, match="tokenizer"):
        looked_at(tmp_path)


def test_a_decoder_with_a_memory_begins_with_an_empty_one(tmp_path):
    """As merged decoders of encoder-decoder models have it, with a flag for the first step."""
    made = graphs.model(
        [
            helper.make_node("Concat", ["past_key_values.0.key", "new"], ["present"], axis=2),
            helper.make_node("Cast", ["use_cache_branch"], ["flag"], to=TensorProto.FLOAT),
            helper.make_node("ReduceMean", ["encoder_hidden_states"], ["mean"], axes=[1, 2]),
            helper.make_node("Add", ["mean", "flag"], ["logits"]),
        ],
        {
            "input_ids": ("batch", "decoder_sequence_length"),
            "encoder_hidden_states": ("batch", "encoder_sequence_length / 2", 4),
            "past_key_values.0.key": ("batch", 3, "past_decoder_sequence_length", 2),
            "use_cache_branch": (1,),
        },
        {"logits": (1, 1, 1), "present": ("batch", 3, "length", 2)},
        [graphs.tensor("new", np.zeros((1, 3, 1, 2)))],
        types={"input_ids": TensorProto.INT64, "use_cache_branch": TensorProto.BOOL},
    )
    write(tmp_path, made)
    graph = looked_at(tmp_path).graphs[""]
    assert graph.output("present").shape == (1, 3, 1, 2)
    assert graph.side is None
