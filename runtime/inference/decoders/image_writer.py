"""Write a text about a picture with an encoder that looks and a decoder that writes.

Captions, and readers of one line such as TrOCR. Reads the picture words of `preprocess`, and of
`postprocess` what `runtime.inference.generation.Rules` names: `start`, `forced`, `end`, `beams`,
`longest`, `suppress`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.inference.encoder_decoder import GraphWriter, encode
from runtime.inference.generation import Rules, Written, write
from runtime.inference.prepare import Recipe, prepare
from runtime.inference.tokens import Tokens

if TYPE_CHECKING:
    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model
    from runtime.contracts.values import Image


def describe(
    model: Model,
    image: Image,
    *,
    beams: int | None = None,
    longest: int | None = None,
    cancel: CancelToken | None = None,
) -> tuple[str, Written]:
    """What the model writes about this picture, and the tokens with their score."""
    rules = Rules.of(model.manifest.postprocess).asked(beams, longest)
    recipe = Recipe.of(model.manifest)
    prepared = prepare(image.pixels, recipe)
    hidden = encode(model, {recipe.input: prepared.tensor[None]}, cancel)
    found = write(GraphWriter(model, hidden, cancel=cancel), rules)
    return Tokens.of(model, cancel).decode(found.tokens), found
