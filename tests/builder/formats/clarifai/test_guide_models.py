"""What stands in for the models that Clarifai's guides name."""

import pytest

from builder.formats.clarifai.guide_models import (
    FAMILIES,
    GUIDE_MODELS,
    Missing,
    StandIn,
    guide_model,
    why_not_here,
)
from builder.formats.clarifai.model_types import (
    TRAINABLE,
    WITHOUT,
    operator_of_type,
    type_of_operator,
    why_no_type,
)
from runtime import api
from runtime.inference import manifests

CATALOGUE = api.operators()
ENTRIES = {**GUIDE_MODELS, **{pattern.pattern: entry for pattern, entry in FAMILIES}}
TYPES = [
    "audio-to-text", "barcode-operator", "centroid-tracker", "clusterer", "embeddings-classifier",
    "image-color-recognizer", "image-to-text", "kalman-filter-tracker", "kalman-reid-tracker",
    "neural-lite-tracker", "neural-tracker", "optical-character-recognizer", "tesseract-operator",
    "text-classifier", "text-embedder", "text-token-classifier", "visual-classifier",
    "visual-detector", "visual-embedder", "visual-segmenter", "visual-keypointer", "text-to-text",
    "isolation-operator", "text-aggregation-operator", "annotation-writer", "email", "sms",
    "visual-anomaly", "transfer-learn", "embedding-classifier", "concept-thresholder",
    "region-thresholder", "random-sample", "byte-tracker", "concept-synonym-mapper",
    "custom-code-operator", "image-align", "image-crop", "image-tiling-operator",
    "image-to-image", "input-filter", "input-searcher", "keyword-filter-operator",
    "language-id-operator", "multimodal-embedder", "multimodal-to-text", "prompter",
    "rag-prompter", "regex-based-classifier", "text-to-audio", "text-to-image",
    "tiling-region-aggregator-operator", "object-counter", "tokens-to-entity-operator",
    "aws-lambda", "results-push", "status-push",
]  # fmt: skip


@pytest.mark.parametrize("type_id", TYPES)
def test_every_type_of_the_docs_has_an_operator_or_a_reason(type_id):
    operator = operator_of_type(type_id, CATALOGUE)
    assert (operator is None) == (type_id in WITHOUT)
    if operator is None:
        assert type_id in why_no_type(type_id)


@pytest.mark.parametrize("type_id", ["tokens-to-entity-operator", "visual-keypointer", "prompter"])
def test_types_are_written_as_their_clients_know_them(type_id):
    assert type_of_operator(CATALOGUE[operator_of_type(type_id, CATALOGUE)]) == type_id


def test_an_operator_that_they_do_not_have_is_written_by_our_id():
    assert type_of_operator(CATALOGUE["image-blur"]) == "image-blur"


def test_trainable_types_are_types():
    assert all(operator_of_type(type_id, CATALOGUE) for type_id in TRAINABLE)


@pytest.mark.parametrize("name", ENTRIES)
def test_stand_ins_are_of_the_kind_that_their_operator_runs(name):
    entry = ENTRIES[name]
    if isinstance(entry, Missing):
        assert entry.cure.endswith(".")
        assert not entry.reason.endswith(".")
        return
    operator = CATALOGUE[entry.operator]
    operator.params_type.model_validate(entry.params)
    card = manifests.builtin().get(entry.model) if entry.model else None
    assert (card.task if card else None) == operator.meta.task
    assert entry.params or entry.note or entry.model is None


@pytest.mark.parametrize(
    ("model_id", "operator"),
    [
        ("ocr-scene-english-paddleocr", "optical-character-recognizer"),
        ("text-translation-english-spanish", "text-translation"),
        ("face-detection", "face-detector"),
        ("asr-wav2vec2-base-960h-english", "speech-to-text-basic"),
        ("asr-wav2vec2-large-robust-ft-swbd-300h-english", "speech-to-text-basic"),
        ("whisper-large-v3", "speech-to-text-basic"),
        ("sentiment-analysis-twitter-roberta-base", "sentiment"),
        ("BAAI-bge-base-en-v15", "text-embedder"),
        ("multilingual-text-embedding", "text-embedder"),
        ("CLIP-ViT-L-14-DataComp-XL-s13B-b90K", "visual-embedder"),
        ("mistral-7B-Instruct", "connected-text-to-text"),
        ("GPT-4", "connected-text-to-text"),
        ("gpt-4-vision", "connected-multimodal-to-text"),
        ("stable-diffusion-xl", "connected-text-to-image"),
        ("speech-synthesis", "text-to-audio"),
        ("margin-110-image-crop", "image-crop"),
        ("person-vehicle-detection-yolov5", "people-detector"),
    ],
)
def test_models_of_the_guides_have_a_stand_in(model_id, operator):
    found = guide_model(model_id)
    assert isinstance(found, StandIn)
    assert found.operator == operator


@pytest.mark.parametrize(
    "model_id",
    ["general-image-recognition", "age-demographics-recognition", "text-translation-german-english",
     "general-english-image-caption-blip", "moderation-recognition"],
)  # fmt: skip
def test_what_nothing_stands_in_for_says_why_and_what_to_do(model_id):
    found = guide_model(model_id)
    assert isinstance(found, Missing)
    assert model_id in found.sentence(model_id)


@pytest.mark.parametrize(
    "model_id",
    [
        "my-model",
        "plates",
        "crop-wide",
        "",
        "detector-2",
        "claude-prompt",
        "command-filter",
        "wrap-op",
    ],
)
def test_other_ids_are_nobodys(model_id):
    assert guide_model(model_id) is None


def test_a_stand_in_says_why_it_cannot_run_on_this_server():
    found = guide_model("face-detection")
    assert why_not_here(found, CATALOGUE) is None
    assert why_not_here(StandIn("no-such-operator"), CATALOGUE) == "the operator is not installed"
