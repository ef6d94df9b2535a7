from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from runtime.contracts.errors import CancelledError
from runtime.contracts.graph import ModelRef
from runtime.inference import sentences
from runtime.inference.sessions import LoadedModel
from tests.contexts import Token

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions

MINILM = ModelRef(id="minilm")


def test_alike_meanings_lie_close(sessions: Sessions):
    texts = ["The dog runs in the park.", "A puppy is running outdoors.", "Interest rates rose."]
    vectors = sentences.embed(sessions.get(MINILM), texts)
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.5
    assert vectors[0] @ vectors[2] < 0.2


def test_a_text_has_the_same_vector_in_any_company(sessions: Sessions):
    model = sessions.get(MINILM)
    texts = [
        "short",
        "a much longer text " * 30,
        "",
        "word " * 2000,
        *(f"text {n}" for n in range(40)),
    ]
    together = sentences.embed(model, texts)
    alone = np.concatenate([sentences.embed(model, [text]) for text in texts[:6]])
    assert np.allclose(together[:6], alone, atol=1e-5)


def test_remembered_texts_are_not_computed_again(sessions: Sessions):
    model = sessions.get(MINILM)
    assert isinstance(model, LoadedModel)
    first = sentences.embed(model, ["remember me", "and me"], remember=True)
    runs = model.runs
    again = sentences.embed(model, ["and me", "remember me", "and me"], remember=True)
    assert model.runs == runs
    assert np.array_equal(again, first[[1, 0, 1]])


def test_no_texts_give_no_vectors(sessions: Sessions):
    assert len(sentences.embed(sessions.get(MINILM), [])) == 0


def test_a_very_long_text_is_read_from_its_start_only(sessions: Sessions):
    model = sessions.get(MINILM)
    long = "The cat sat. " * 80_000
    assert np.allclose(
        sentences.embed(model, [long]), sentences.embed(model, [long[:5000]]), atol=1e-5
    )


def test_a_cancelled_run_stops(sessions: Sessions):
    token = Token()
    token.cancel()
    with pytest.raises(CancelledError):
        sentences.embed(sessions.get(MINILM), ["text"], cancel=token)
