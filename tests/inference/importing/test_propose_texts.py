"""Models of texts and speech are known by their configuration and the files beside them."""

from __future__ import annotations

import numpy as np
import pytest
from onnx import helper

from runtime.contracts.refusals import BadSideFileError, NoUsableOutputError
from tests import onnx_graphs as graphs
from tests.inference.importing.detectors import constant, drawn
from tests.inference.importing.told import config, fields, tokens

TOKENIZER = {"tokenizer": "t"}


def test_a_sentence_embedder_says_how_it_pools(proposed):
    documents = {
        "config": {"architectures": ["BertModel"], "max_position_embeddings": 512,
                   "pad_token_id": 0},
        "tokenizer_config": {"model_max_length": 256},
        "pooling": {"pooling_mode_mean_tokens": True},
        "modules": [{"type": "sentence_transformers.models.Normalize"}],
    }  # fmt: skip
    found = proposed(tokens({"last_hidden_state": drawn(1, 8, 16)}), documents, side=TOKENIZER)
    assert found.questions == ()
    card = found.card
    assert (card.task, card.decoder) == ("text-embed", "text_embedder")
    assert card.postprocess == {
        "outputs": {"embedding": "last_hidden_state"}, "pooling": "mean", "normalise": True,
    }  # fmt: skip
    assert card.preprocess == {
        "tokens": 256, "inputs": ["input_ids", "attention_mask"], "pad": 0,
    }  # fmt: skip
    assert card.side_files == TOKENIZER


def test_pooling_that_nobody_tells_is_asked(proposed):
    made = tokens({"last_hidden_state": drawn(1, 8, 16)})
    found = proposed(made, side=TOKENIZER)
    assert fields(found) == ["pooling"]
    answered = proposed(made, side=TOKENIZER, answers={"pooling": "cls", "normalise": False}).card
    assert answered.postprocess["pooling"] == "cls"
    assert answered.postprocess["normalise"] is False


@pytest.mark.parametrize(
    ("architecture", "shape", "task", "decoder", "activation"),
    [
        ("BertForSequenceClassification", (1, 3), "text-classify", "text_classifier", "softmax"),
        ("BertForSequenceClassification", (1, 1), "text-classify", "text_classifier", "sigmoid"),
        ("BertForTokenClassification", (1, 8, 3), "text-tag", "text_tagger", "softmax"),
    ],
)  # fmt: skip
def test_text_models_of_the_hub(proposed, architecture, shape, task, decoder, activation):
    made = tokens({"logits": drawn(*shape)})
    card = proposed(made, config(architecture), side=TOKENIZER).card
    assert (card.task, card.decoder) == (task, decoder)
    assert card.postprocess["activation"] == activation
    assert card.labels == ("cat", "dog", "bird")


def test_a_text_model_without_its_tokenizer_is_refused(proposed):
    with pytest.raises(BadSideFileError, match=r"needs tokenizer\.json"):
        proposed(tokens({"last_hidden_state": drawn(1, 8, 16)}))


def test_an_encoder_and_a_decoder_write_text(proposed):
    graph = tokens({"last_hidden_state": drawn(1, 8, 16)})
    documents = {
        "config": {"architectures": ["MarianMTModel"], "model_type": "marian"},
        "generation": {"decoder_start_token_id": 59, "eos_token_id": 0, "num_beams": 6,
                       "bad_words_ids": [[59]], "max_length": 512},
    }  # fmt: skip
    found = proposed({"encoder": graph, "decoder_merged": graph}, documents, side=TOKENIZER)
    card = found.card
    assert (card.task, card.decoder) == ("text-to-text", "seq2seq")
    assert card.postprocess == {
        "start": 59, "end": 0, "forced": [], "beams": 5, "suppress": [59], "longest": 512,
    }  # fmt: skip
    with pytest.raises(BadSideFileError, match="begin and end"):
        proposed({"encoder": graph, "decoder_merged": graph}, side=TOKENIZER)


CAPTIONS = {
    "config": {
        "architectures": ["VisionEncoderDecoderModel"], "model_type": "vision-encoder-decoder",
        "decoder": {"decoder_start_token_id": 9, "eos_token_id": 2, "max_length": 20},
        "eos_token_id": None,
    },
    "preprocessor": {"do_resize": True, "size": 384, "resample": 2, "do_normalize": True,
                     "image_mean": [0.5] * 3, "image_std": [0.5] * 3},
}  # fmt: skip


def test_an_encoder_of_pictures_and_a_decoder_write_captions(proposed):
    looks = constant({"last_hidden_state": drawn(1, 8, 16)}, ("n", 3, "h", "w"), name="pixels")
    writes = tokens({"logits": drawn(1, 8, 16)}, ("input_ids",))
    told = {**CAPTIONS, "generation": {"max_length": 64, "num_beams": 4}}
    found = proposed({"encoder": looks, "decoder": writes}, told, side=TOKENIZER)
    card = found.card
    assert found.questions == ()
    assert (card.task, card.decoder, card.side_files) == (
        "image-to-text", "image_writer", TOKENIZER,
    )  # fmt: skip
    assert card.graphs == {"encoder": "encoder", "decoder": "decoder"}
    assert card.postprocess == {"start": 9, "end": 2, "forced": [], "beams": 4, "longest": 64}
    assert card.preprocess == {
        "input": "pixels", "resize": "stretch", "height": 384, "width": 384,
        "resample": "bilinear", "mean": [0.5] * 3, "std": [0.5] * 3,
    }  # fmt: skip
    with pytest.raises(BadSideFileError, match=r"tokenizer\.json"):
        proposed({"encoder": looks, "decoder": writes}, told)
    shut = {"config": {**CAPTIONS["config"], "decoder": {}}}
    with pytest.raises(BadSideFileError, match="begin and end"):
        proposed({"encoder": looks, "decoder": writes}, shut, side=TOKENIZER)


@pytest.mark.parametrize("roles", [("encoder",), ("",), ("decoder",)])
def test_captions_need_both_graphs(proposed, roles):
    looks = constant({"last_hidden_state": drawn(1, 8, 16)})
    with pytest.raises(NoUsableOutputError, match="with two graphs"):
        proposed(dict.fromkeys(roles, looks), CAPTIONS, side=TOKENIZER)


def test_captions_need_an_encoder_that_looks(proposed):
    reads = tokens({"last_hidden_state": drawn(1, 8, 16)})
    with pytest.raises(NoUsableOutputError, match="takes a picture"):
        proposed({"encoder": reads, "decoder": reads}, CAPTIONS, side=TOKENIZER)


def test_whisper_begins_with_forced_tokens(proposed):
    hears = graphs.model(
        [helper.make_node("Identity", ["input_features"], ["last_hidden_state"])],
        {"input_features": ("n", 80, 3000)}, {"last_hidden_state": ("n", 80, 3000)},
    )  # fmt: skip
    writes = tokens({"logits": drawn(1, 8, 16)}, ("input_ids",))
    documents = {
        "config": {"architectures": ["WhisperForConditionalGeneration"], "model_type": "whisper"},
        "preprocessor": {"feature_size": 80, "sampling_rate": 16000, "chunk_length": 30},
        "generation": {
            "decoder_start_token_id": 1, "eos_token_id": 2, "lang_to_id": {"<|en|>": 3},
            "task_to_id": {"transcribe": 4}, "no_timestamps_token_id": 5,
            "suppress_tokens": [7, 8],
        },
    }  # fmt: skip
    card = proposed({"encoder": hears, "decoder": writes}, documents, side=TOKENIZER).card
    assert (card.task, card.decoder) == ("speech-to-text", "whisper")
    assert card.postprocess["forced"] == [[1, 3], [2, 4], [3, 5]]
    assert (card.postprocess["suppress"], card.postprocess["languages"]) == ([7, 8], {"en": 3})
    assert card.preprocess == {
        "input": "input_features", "rate": 16000, "mels": 80, "seconds": 30,
    }  # fmt: skip


def test_letters_for_every_moment_need_a_vocabulary(proposed):
    hears = graphs.model(
        [helper.make_node("Unsqueeze", ["input_values", "axis"], ["logits"])],
        {"input_values": ("n", "samples")}, {"logits": ("n", "samples", 1)},
        [graphs.tensor("axis", [2], np.int64)],
    )  # fmt: skip
    told = {"config": {"architectures": ["Wav2Vec2ForCTC"], "pad_token_id": 5}}
    card = proposed(hears, told, side={"vocabulary": "v"}).card
    assert (card.decoder, card.postprocess["blank"]) == ("ctc_speech", 5)
    with pytest.raises(BadSideFileError, match=r"vocab\.json"):
        proposed(hears, told)


@pytest.mark.parametrize(
    ("architecture", "says"),
    [("LlamaForCausalLM", "connector"), ("BertForQuestionAnswering", "questions"),
     ("ASTForAudioClassification", "sounds")],
)  # fmt: skip
def test_kinds_that_no_node_runs_are_refused_with_a_way_out(proposed, architecture, says):
    with pytest.raises(NoUsableOutputError, match=says):
        proposed(tokens({"logits": drawn(1, 8, 16)}), config(architecture), side=TOKENIZER)
