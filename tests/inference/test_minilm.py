from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tokenizers import Tokenizer

from runtime.contracts.graph import ModelRef
from runtime.inference import manifests, minilm

if TYPE_CHECKING:
    from pathlib import Path

    from runtime.inference.sessions import Sessions

TEXTS = ("A cat sits on the mat.", "Stock markets fell sharply on Monday, said the bank's report.")


def by_hand(weights, ids):
    """BERT's arithmetic for one text, straight from its paper."""

    def linear(x, name):
        return x @ weights[name + ".weight"].T + weights[name + ".bias"]

    def norm(x, name):
        x = x - x.mean(-1, keepdims=True)
        x = x / np.sqrt((x**2).mean(-1, keepdims=True) + 1e-12)
        return x * weights[name + ".weight"] + weights[name + ".bias"]

    def heads(x):
        return x.reshape(len(ids), 12, 32).transpose(1, 0, 2)

    x = weights["embeddings.word_embeddings.weight"][ids]
    x = x + weights["embeddings.position_embeddings.weight"][: len(ids)]
    x = norm(x + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for number in range(6):
        name = f"encoder.layer.{number}."
        q, k, v = (heads(linear(x, f"{name}attention.self.{p}")) for p in ("query", "key", "value"))
        scores = q @ k.transpose(0, 2, 1) / math.sqrt(32)
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        shares = shares / shares.sum(-1, keepdims=True)
        seen = (shares @ v).transpose(1, 0, 2).reshape(len(ids), 384)
        x = norm(
            linear(seen, name + "attention.output.dense") + x, name + "attention.output.LayerNorm"
        )
        wide = linear(x, name + "intermediate.dense")
        wide = wide * 0.5 * (1 + np.vectorize(math.erf)(wide / math.sqrt(2)))
        x = norm(linear(wide, name + "output.dense") + x, name + "output.LayerNorm")
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


@pytest.fixture(scope="module")
def files() -> tuple[Path, Path]:
    card = manifests.builtin()["minilm"]
    return manifests.path_of(card), manifests.path_of(card, card.side_files["tokenizer"])


def test_the_graph_computes_what_the_weights_say(sessions: Sessions, files):
    weights = minilm.read_weights(files[0])
    encoded = [Tokenizer.from_file(str(files[1])).encode(text).ids for text in TEXTS]
    encoded = [[number for number in ids if number] for ids in encoded]
    longest = max(map(len, encoded))
    padded = np.array([ids + [0] * (longest - len(ids)) for ids in encoded], np.int64)
    model = sessions.get(ModelRef(id="minilm"))
    feeds = {"input_ids": padded, "attention_mask": (padded > 0).astype(np.int64)}
    (computed,) = model.run(feeds)
    assert model.output_names() == ["sentence_embedding"]
    for ids, vector in zip(encoded, computed, strict=True):
        assert float(by_hand(weights, ids) @ vector) > 0.999999
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
