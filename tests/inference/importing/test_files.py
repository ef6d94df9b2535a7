"""Which files of a folder make a model, and what they are called here."""

from __future__ import annotations

import json

import pytest

from runtime.contracts import refusals
from runtime.inference.importing.files import flat, gather, is_wanted, lay_out

MOST_BYTES = 64 * 1024 * 1024


def named(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"{}" if name.endswith(".json") else b"\0")


def laid_out(tmp_path, *names):
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    target.mkdir()
    named(source, *names)
    lay_out(source, target, MOST_BYTES)
    return target


def test_a_folder_of_the_hub_is_understood(tmp_path):
    folder = laid_out(
        tmp_path, "onnx/model.onnx", "onnx/model_quantized.onnx", "onnx/model_fp16.onnx",
        "config.json", "tokenizer.json", "1_Pooling/config.json", "train.py", "pytorch_model.bin",
    )  # fmt: skip
    found = gather(folder, MOST_BYTES)
    assert (found.graphs, found.variant) == ({"": "model.onnx"}, "fp32")
    assert list(found.variants) == ["fp32", "quantized", "fp16"]
    assert found.side == {"tokenizer": "tokenizer.json"}
    assert set(found.documents) == {"config", "pooling"}
    assert not (folder / "train.py").exists()
    assert not (folder / "pytorch_model.bin").exists()
    assert gather(folder, 100, "fp16").graphs == {"": "model_fp16.onnx"}
    with pytest.raises(refusals.NoGraphError, match="no variant q4"):
        gather(folder, 100, "q4")


@pytest.mark.parametrize(
    ("names", "graphs_found"),
    [
        (["encoder_model.onnx", "decoder_model_merged.onnx", "decoder_model.onnx"],
         {"encoder": "encoder_model.onnx", "decoder_merged": "decoder_model_merged.onnx"}),
        (["encoder_model.onnx", "decoder_model.onnx", "decoder_with_past_model.onnx"],
         {"encoder": "encoder_model.onnx", "decoder": "decoder_model.onnx",
          "decoder_with_past": "decoder_with_past_model.onnx"}),
        (["text_model.onnx", "vision_model.onnx", "model.onnx"],
         {"image": "vision_model.onnx", "text": "text_model.onnx"}),
        (["yolov8n.onnx"], {"": "yolov8n.onnx"}),
        (["encoder_model_quantized.onnx", "decoder_model_merged_quantized.onnx"],
         {"encoder": "encoder_model_quantized.onnx",
          "decoder_merged": "decoder_model_merged_quantized.onnx"}),
    ],
)  # fmt: skip
def test_graphs_get_their_roles_by_name(tmp_path, names, graphs_found):
    named(tmp_path, *names)
    assert gather(tmp_path, 100).graphs == graphs_found


@pytest.mark.parametrize(
    ("names", "says"),
    [([], r"no \.onnx file"), (["a.onnx", "b.onnx"], "not clear"),
     (["encoder_model.onnx"], "not clear")],
)  # fmt: skip
def test_files_that_make_no_model_are_refused(tmp_path, names, says):
    named(tmp_path, *names)
    with pytest.raises(refusals.NoGraphError, match=says):
        gather(tmp_path, 100)


def test_labels_are_read_from_a_file_beside_the_graph(tmp_path):
    named(tmp_path, "model.onnx")
    (tmp_path / "labels.txt").write_text("cat\n big  dog \n\nbird\n")
    assert gather(tmp_path, 100).labels == ("cat", "big dog", "bird")


@pytest.mark.parametrize("text", ["{", "[" * 100_000])
def test_a_configuration_that_is_no_json_is_refused(tmp_path, text):
    named(tmp_path, "model.onnx")
    (tmp_path / "config.json").write_text(text)
    with pytest.raises(refusals.BadSideFileError, match=r"config\.json"):
        gather(tmp_path, 100)


@pytest.mark.parametrize(
    "name",
    ["../model.onnx", "/model.onnx", "a/b/model.onnx", ".onnx", "model.py", "model.bin",
     "model.pt", "onnx/../../x.onnx", "model.onnx\n", "model.pkl"],
)  # fmt: skip
def test_names_that_are_not_looked_at(name):
    assert not is_wanted(name)


def test_what_is_laid_out_lies_flat():
    assert flat("onnx/model.onnx") == "model.onnx"
    assert flat("1_Pooling/config.json") == "pooling_config.json"


def test_documents_may_hold_anything(tmp_path):
    named(tmp_path, "model.onnx")
    (tmp_path / "config.json").write_text(json.dumps([1, 2]))
    assert gather(tmp_path, 100).documents == {"config": [1, 2]}
