"""The rule for models whose encoder looks at a picture and whose decoder writes a text about it."""

from __future__ import annotations

from runtime.contracts.refusals import NoUsableOutputError
from runtime.inference.importing import pictures
from runtime.inference.importing.config import architecture_of
from runtime.inference.importing.evidence import Evidence, Guess, picture_port, require
from runtime.inference.importing.writing import writing

ARCHITECTURE = "VisionEncoderDecoderModel"
DECODERS = ("decoder", "decoder_merged")


def by_caption_config(evidence: Evidence) -> Guess | None:
    """The guess; None when config.json does not speak of such a model."""
    if architecture_of(evidence) != ARCHITECTURE:
        return None
    graphs = evidence.seen.graphs
    port = picture_port(graphs["encoder"]) if "encoder" in graphs else None
    if port is None or not any(role in graphs for role in DECODERS):
        message = (
            f"{ARCHITECTURE} writes with two graphs: encoder_model, which takes a picture, and "
            "decoder_model. Export it with both."
        )
        raise NoUsableOutputError(message)
    require(evidence, "tokenizer", "tokenizer.json")
    guess = Guess(
        "image-to-text", "image_writer",
        [f"config.json names the architecture {ARCHITECTURE}.",
         "An encoder looks at a picture, a decoder writes about it."],
        postprocess=writing(evidence),
    )  # fmt: skip
    guess.preprocess, why = pictures.as_configured(evidence, port, "half")
    guess.reasons += why
    return guess
