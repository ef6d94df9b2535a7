from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from runtime.contracts.graph import ModelRef
from runtime.contracts.operator import Failure
from runtime.contracts.values import Embeddings, Json
from runtime.inference import sentences
from runtime.operators.model import embeddings_classifier
from runtime.operators.model.embeddings_classifier import Inputs, Params
from tests.contexts import context_for

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions

EXAMPLES = """bill: Where is my invoice?
bill: You charged me twice: please check.
bill: How do I pay?
repair: The screen is broken.
repair: It makes a strange noise.

repair: The button fell off."""
METHODS = ["nearest class", "nearest examples", "logistic regression"]


def embedded(sessions: Sessions, *texts: str) -> list[Embeddings]:
    vectors = sentences.embed(sessions.get(ModelRef(id="minilm")), texts)
    return [Embeddings((tuple(map(float, row)),)) for row in vectors]


def classified(sessions: Sessions, *items: Embeddings, examples=None, **params: object):
    batch = [Inputs(item, None if examples is None else Json(examples)) for item in items]
    context = context_for(embeddings_classifier, sessions)
    return embeddings_classifier.run(batch, Params(**params), context)


@pytest.mark.parametrize("method", METHODS)
def test_texts_go_to_the_class_whose_examples_they_are_like(sessions: Sessions, method: str):
    items = embedded(sessions, "The amount on my invoice is wrong.", "My phone does not start.")
    batch = [Inputs(item) for item in items]
    context = context_for(embeddings_classifier, sessions)
    params = Params(examples=EXAMPLES, method=method)
    bill, repair = embeddings_classifier.run(batch, params, context)
    assert (bill.best.value, repair.best.value) == ("bill", "repair")
    assert bill.concepts.items[0].value > 0.5
    assert sum(item.value for item in bill.concepts.items) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("method", METHODS)
def test_vectors_may_be_wired_as_examples(sessions: Sessions, method: str):
    examples = {"cat": [[0, 1], [0.1, 0.9]], "dog": [[1, 0]]}
    cat, dog = classified(
        sessions, Embeddings(((0.2, 1.0),)), Embeddings(((3.0, 0.1),)),
        examples=examples, method=method,
    )  # fmt: skip
    assert (cat.best.value, dog.best.value) == ("cat", "dog")


@pytest.mark.parametrize(
    ("examples", "vector", "words"),
    [
        (None, (1.0, 0.0), "fewer than two classes"),
        ({"cat": [[1, 0]]}, (1.0, 0.0), "fewer than two classes"),
        ({"cat": "x", "dog": [[1]]}, (1.0,), "examples of cat are no list of vectors"),
        ({"cat": [[1, 0]], "dog": [[1]]}, (1.0, 0.0), "different lengths"),
        ({"cat": [[1, 0]], "dog": [[0, 1]]}, (1.0, 0.0, 0.0), "has 3 numbers"),
        ({"cat": [[1, 0]] * 600, "dog": [[0, 1]] * 600}, (1.0, 0.0), "1,200 examples"),
    ],
)
def test_examples_that_do_not_do_say_why(sessions: Sessions, examples, vector, words: str):
    (outcome,) = classified(sessions, Embeddings((vector,)), examples=examples)
    assert isinstance(outcome, Failure)
    assert words in outcome.error.message


@pytest.mark.parametrize("examples", ["no label", "a:", ": text"])
def test_lines_that_are_no_examples_are_refused(examples: str):
    with pytest.raises(ValidationError, match="line 1 is no example"):
        Params(examples=examples)
