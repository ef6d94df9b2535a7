"""Embeddings go into an index with what they stand for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.values import Concept, Concepts, Embeddings, Image, Text
from runtime.operators.connect import annotation_writer as writer
from tests.contexts import context_for


class Kept:
    def __init__(self):
        self.added = []

    def add(self, index, entries):
        self.added += [(index, entry) for entry in entries]
        return len(self.added)


def write(search, *batch, **params):
    context = replace(
        context_for(writer), search=search, node="keep",
        places=[str(at) for at in range(len(batch))],
    )  # fmt: skip
    return writer.run(list(batch), writer.Params(**params), context)


def test_an_entry_holds_vector_label_text_and_a_small_picture():
    kept = Kept()
    inputs = writer.Inputs(
        Embeddings(((1.0, 2.0),)),
        image=Image(np.zeros((600, 300, 3), np.uint8)),
        text=Text("a face"),
        concepts=Concepts((Concept("ana", "Ana", 0.9),)),
    )
    (outcome,) = write(kept, inputs, index="faces")
    assert outcome.total.value == 1
    ((index, entry),) = kept.added
    assert (index, entry.vector, entry.text) == ("faces", (1.0, 2.0), "a face")
    assert (entry.concepts, entry.source) == ([("Ana", 0.9)], "keep.0")
    from io import BytesIO

    from PIL import Image as Pillow

    assert Pillow.open(BytesIO(entry.thumbnail)).size == (128, 256)


def test_every_vector_is_an_entry():
    kept = Kept()
    two = writer.Inputs(Embeddings(((1.0,), (2.0,))))
    outcomes = write(kept, two, writer.Inputs(Embeddings()))
    assert [outcome.total.value for outcome in outcomes] == [2, 2]


def test_without_a_server_it_says_so():
    with pytest.raises(OperatorFailedError, match="runs on a server only"):
        write(None, writer.Inputs(Embeddings(((1.0,),))))
