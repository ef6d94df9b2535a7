"""Models that Clarifai's guides, samples and test fixtures name, and what stands in for them here.

A stand-in is an operator of the same kind, with a model of ours where it needs one. It is *not* the
same network and has not the same weights: answers have the same shape, not the same values, and
each note says where it knows less. Where nothing of the kind runs here, the entry gives the reason
and the cure, which become the sentence of the error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.contracts.catalogue import Operator


@dataclass(frozen=True)
class StandIn:
    """What runs when a workflow names one of their models."""

    operator: str
    model: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    """What differs, for people."""


@dataclass(frozen=True)
class Missing:
    """Nothing of the kind runs here."""

    reason: str
    cure: str

    def sentence(self, model_id: str) -> str:
        """The error's sentence."""
        return f"{model_id} has no stand-in here: {self.reason}. {self.cure}"


def guide_model(model_id: str) -> StandIn | Missing | None:
    """What stands in for a model of the guides; None when they name no such model."""
    exact = GUIDE_MODELS.get(model_id) or GUIDE_MODELS.get(model_id.lower())
    if exact is not None:
        return exact
    return next((entry for pattern, entry in FAMILIES if pattern.match(model_id.lower())), None)


def why_not_here(stand_in: StandIn, catalogue: Mapping[str, Operator]) -> str | None:
    """Why this stand-in cannot run on this very server, and what brings it."""
    operator = catalogue.get(stand_in.operator)
    return "the operator is not installed" if operator is None else operator.why_not()


def _import(task: str) -> str:
    return f"Import {task} on the app's page, under Models, and name it in the workflow."


_READ = StandIn("optical-character-recognizer", "ppocr-v6", note="PP-OCRv6 reads the text.")
_FACES = StandIn("face-detector", note="Finds faces that look at the camera.")
_PEOPLE = StandIn("people-detector", note="Finds standing people, nothing else.")
_PICTURES = StandIn("visual-embedder", "classic-embedder", note="Colours, edges and textures.")
_TEXTS = StandIn("text-embedder", "minilm", note="384 numbers; best in English.")
_SPEECH = StandIn(
    "speech-to-text-basic", note="English, with many errors; import a speech model for real use."
)
_SPEAK = StandIn("text-to-audio", note="Spoken by espeak-ng.")
_MOOD = StandIn("sentiment", note="Positive, neutral and negative, from a list of words; English.")
_SHORTEN = StandIn(
    "text-summarizer", "minilm", note="Picks the sentences that matter, writes none."
)
_ASK = StandIn("connected-text-to-text", note="Asks a connection of the app.")
_ASK_PICTURE = StandIn("connected-multimodal-to-text", note="Asks a connection of the app.")
_DRAW = StandIn("connected-text-to-image", note="Asks a connection of the app.")
_CLUSTERS = StandIn("clusterer", note="Groups what is in one call, not a whole app.")
_GENERAL = Missing(
    "no model here knows everyday things in general", _import("an image classifier (ONNX)"),
)  # fmt: skip
_PERSON = Missing(
    "this server has no model that judges people by looks", _import("a classifier of your own"),
)  # fmt: skip
_MODERATION = Missing("no model here judges content", _import("a classifier of your own"))
_CAPTION = Missing(
    "no model here describes pictures",
    "Name a connection with multimodal-to-text, or import an image-to-text model.",
)  # fmt: skip
_POINTS = Missing("no keypoint model is installed", _import("a keypoint model (ONNX)"))
_TRANSLATE = Missing(
    "only English and Spanish are translated here",
    "Import a Marian model for text-to-text, or name a connection.",
)  # fmt: skip
_TOKENS = Missing("no model here tags words", _import("a token classifier (ONNX)"))

GUIDE_MODELS: Mapping[str, StandIn | Missing] = {
    "ocr-scene-english-paddleocr": _READ,
    "ocr-scene-chinese-english-crnn": _READ,
    "language-aware-multilingual-ocr-multiplex": _READ,
    "paddleocr-eng-multilingual": _READ,
    "text-translation-english-spanish": StandIn(
        "text-translation", params={"to": "Spanish"}, note="Translates by rules: the gist."
    ),
    "text-translation-spanish-english": StandIn(
        "text-translation", params={"to": "English"}, note="Translates by rules: the gist."
    ),
    "face-detection": _FACES,
    "face-detection-resnet10-ssd": _FACES,
    "person-vehicle-detection-yolov5": _PEOPLE,
    "general-image-detection": _PEOPLE,
    "person-detection": _PEOPLE,
    "license-plate-detection": StandIn(
        "visual-detector", "plates", note="A sample model, taught on drawn plates."
    ),
    "face-sentiment-recognition": StandIn(
        "visual-classifier", "smiles", note="Smiling or not, taught on drawn faces."
    ),
    "image-general-segmentation": StandIn(
        "visual-segmenter", "street-scenes", note="Five classes of drawn streets only."
    ),
    "digits-mnist": StandIn("visual-classifier", "digits", note="One digit a picture."),
    "general-image-embedding": _PICTURES,
    "general-image-embedding_deprecated": _PICTURES,
    "face-identification-transfer-learn": _PICTURES,
    "clip-vit-l-14-datacomp-xl-s13b-b90k": _PICTURES,
    "general-clustering": _CLUSTERS,
    "general-clusterering": _CLUSTERS,
    "face-clustering": _CLUSTERS,
    "datacomp-l14-lopq-1": _CLUSTERS,
    "margin-100-image-crop": StandIn("image-crop", params={"margin": 1.0}),
    "margin-110-image-crop": StandIn("image-crop", params={"margin": 1.1}),
    "margin-120-image-crop": StandIn("image-crop", params={"margin": 1.2}),
    "margin-130-image-crop": StandIn("image-crop", params={"margin": 1.3}),
    "landmarks-align": StandIn("image-align"),
    "color-recognition": StandIn("image-color-recognizer"),
    "multilingual-text-embedding": _TEXTS,
    "text-embedding-ada": _TEXTS,
    "sentiment-analysis-twitter-roberta-base": _MOOD,
    "multilingual-uncased-sentiment": _MOOD,
    "sentiment-analysis-distilbert-english": _MOOD,
    "text-summarization-english-pegasus": _SHORTEN,
    "text-summarization-english-distilbart": _SHORTEN,
    "speech-synthesis": _SPEAK,
    "general-image-recognition": _GENERAL,
    "food-item-recognition": _GENERAL,
    "apparel-recognition": _GENERAL,
    "apparel-detection": Missing("no model here finds clothes", _import("a detector (ONNX)")),
    "moderation-recognition": _MODERATION,
    "nsfw-recognition": _MODERATION,
    "moderation-multilingual-text-classification": _MODERATION,
    "age-demographics-recognition": _PERSON,
    "gender-demographics-recognition": _PERSON,
    "ethnicity-demographics-recognition": _PERSON,
    "celebrity-face-recognition": _PERSON,
    "face-landmarks": _POINTS,
    "general-english-image-caption-blip": _CAPTION,
    "general-english-image-caption-blip-2": _CAPTION,
    "general-english-image-caption-clip": _CAPTION,
}
"""By model id, in their spelling; ids with capitals stand in small letters."""

FAMILIES: tuple[tuple[re.Pattern[str], StandIn | Missing], ...] = tuple(
    (re.compile(pattern), entry)
    for pattern, entry in (
        (r"text-translation-[a-z]+-[a-z-]+$", _TRANSLATE),
        (r"(m2m100|nllb)-\d", _TRANSLATE),
        (r"general-english-image-caption", _CAPTION),
        (r"(asr-wav2vec2|whisper-(large|medium|small|base|tiny)|whisper$|general-asr-)", _SPEECH),
        (r"(assembly-audio-transcription|nova-2$|chirp-asr|conformer-)", _SPEECH),
        (r"(openai-tts-1|speech-synthesis-|text-to-speech-)", _SPEAK),
        (r"text-summarization-english", _SHORTEN),
        (r"sentiment-analysis-", _MOOD),
        (r"(stable-diffusion|dall-e-\d|imagen-\d|flux-(1|schnell|dev|pro)|openai-dall-e)", _DRAW),
        ((r"(gpt-4-vision|gpt-4o|llava-\d|qwen[\d-].*vl|minicpm-o|cogvlm|pixtral-\d|"
         r"gemini-(pro-vision|\d))"), _ASK_PICTURE),
        ((r"(gpt-?(3|4|5|oss)|chatgpt|claude-(\d|v\d|instant|sonnet|opus|haiku)|llama-?\d|"
         r"(mistral|mixtral)-(\d|large|medium|small)|gemini-pro|gemma-\d|qwen[\d-]|phi-?\d|"
         r"deepseek-|command-r|text-bison|falcon-\d|zephyr-\d|dolly-v|openhermes-|wizardlm-|"
         r"cohere-generate|o[134]-(mini|preview|pro))"), _ASK),
        ((r"(baai-bge-|text-embedding-(ada|3)|instructor-(xl|large|base)|cohere-embed-|"
         r"jina-embeddings-|multilingual-e5-)"), _TEXTS),
        (r"clip-vit-", _PICTURES),
        (r"(ocr-scene-|paddleocr-)", _READ),
        (r"(ner-english|ner-multilingual)", _TOKENS),
    )
)  # fmt: skip
"""By the beginning of the id in small letters; the first that fits is taken.
Narrow, so that the id somebody gives an operator of their own is not taken for one of these."""
