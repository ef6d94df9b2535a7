from __future__ import annotations

import numpy as np
import pytest

from runtime.inference.decoders.text_embedder import read

TOKENS = np.array([[[1, 0], [3, 4], [99, 99]]], np.float32)
MASK = np.array([[1, 1, 0]])


def test_padding_does_not_count_in_the_mean():
    assert read(TOKENS, MASK, {}).tolist() == [[2, 2]]


def test_the_first_token_may_stand_for_all():
    assert read(TOKENS, MASK, {"pooling": "cls"}).tolist() == [[1, 0]]


def test_a_pooled_vector_is_taken_as_it_is_and_brought_to_length_one():
    pooled = np.array([[3, 4]], np.float32)
    assert read(pooled, MASK, {"pooling": "none"}).tolist() == [[3, 4]]
    assert read(pooled, MASK, {"normalise": True})[0].tolist() == pytest.approx([0.6, 0.8])
