from __future__ import annotations

import hashlib

import pytest

from runtime.contracts.errors import ModelUnavailableError
from runtime.contracts.graph import ModelRef
from runtime.inference import manifests


@pytest.mark.parametrize("model_id", sorted(manifests.builtin()))
def test_every_built_in_model_can_run_here(model_id: str):
    assert manifests.why_unavailable(model_id) is None


@pytest.mark.parametrize("model_id", [i for i, c in manifests.builtin().items() if c.file])
def test_the_card_tells_the_size_and_digest_of_its_file(model_id: str):
    card = manifests.builtin()[model_id]
    data = manifests.path_of(card).read_bytes()
    assert card.bytes == len(data)
    assert card.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("model_id", sorted(manifests.builtin()))
def test_the_card_says_licence_source_and_purpose(model_id: str):
    card = manifests.builtin()[model_id]
    assert card.licence in ("Apache-2.0", "MIT")
    assert card.source
    assert card.description.endswith(".")


def test_parts_of_a_composition_are_cards_too():
    parts = manifests.builtin()["ppocr-v6"].parts
    assert set(parts) == {"detector", "recognizer", "orientation"}
    assert set(parts.values()) <= set(manifests.builtin())


def test_a_missing_package_is_answered_with_the_command_that_brings_it():
    card = manifests.builtin()["ppocr-v6-text-detector"].model_copy(update={"package": "no_such"})
    with pytest.raises(
        ModelUnavailableError, match="pip install --no-deps -r requirements-weights"
    ):
        manifests.path_of(card)


def test_an_unknown_model_is_not_available():
    assert manifests.why_unavailable("nobody") is not None
    assert manifests.find(ModelRef(id="nobody")) is None


def test_another_users_model_is_not_ours():
    assert manifests.find(ModelRef(id="plates", user="someone")) is None
