"""Vectors of pictures and texts, for any model of the tasks `image-embed` and `text-embed`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.contracts.errors import OperatorFailedError
from runtime.inference.decoders import clip, image_embedder, text_embedder
from runtime.inference.pictures import look
from runtime.inference.text_models import run_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model
    from runtime.contracts.values import Image


def embed_pictures(
    model: Model, images: Sequence[Image], cancel: CancelToken | None = None
) -> Iterator[NDArray[np.float32]]:
    """One vector per picture, in their order."""
    _refuse_others(model, "image_embedder", "pictures")
    if model.manifest.decoder == "clip":
        yield from clip.pictures(model, images, cancel)
        return
    for seen in look(model, images, image_embedder.ROLES, cancel=cancel):
        yield image_embedder.read(seen)


def embed_texts(
    model: Model, texts: Sequence[str], cancel: CancelToken | None = None
) -> Iterator[NDArray[np.float32]]:
    """One vector per text, in their order; the end of a text that is too long does not count."""
    _refuse_others(model, "text_embedder", "texts")
    if model.manifest.decoder == "clip":
        yield from clip.texts(model, texts, cancel)
        return
    told = model.manifest.postprocess
    for said in run_texts(model, texts, text_embedder.ROLES, cancel):
        yield from text_embedder.read(said.head("embedding"), said.mask, told)


def _refuse_others(model: Model, own: str, what: str) -> None:
    card = model.manifest
    if card.decoder not in (None, own, "clip"):
        message = (
            f"The model {card.title} names the decoder {card.decoder}, which makes no vectors of "
            f"{what}. Import it again as an embedder, or choose another model."
        )
        raise OperatorFailedError(message, model=card.id)
