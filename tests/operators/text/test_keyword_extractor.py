from __future__ import annotations

import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Text
from runtime.operators.text import keyword_extractor
from tests.contexts import run_once

SOLAR = (
    "Solar panels turn light into electric power. Solar panels need light, and the cleaner the "
    "solar panels are, the more power they give. Electric power from the roof is cheap."
)
SPANISH = (
    "Los paneles solares convierten la luz en energía. Los paneles solares necesitan luz y la "
    "energía de los paneles solares es barata para todos."
)


def keywords(text: str, **params: object):
    return run_once(keyword_extractor, {"text": Text(text)}, **params)


@pytest.mark.parametrize("method", ["linked", "often"])
def test_a_text_is_about_its_phrases(method: str):
    outcome = keywords(SOLAR, method=method, most=3)
    assert outcome.keywords.value[0] == "solar panels"
    assert {"electric power", "light"} & set(outcome.keywords.value)
    assert outcome.concepts.items[0].value == 1
    assert outcome.table.rows[0] == ("solar panels", 1.0, 3)


def test_common_words_of_other_languages_are_left_out():
    found = keywords(SPANISH).keywords.value
    assert found[0] == "paneles solares"
    assert not {"los", "la", "de", "para", "en"} & set(found)


def test_words_can_be_left_out_and_phrases_kept_short():
    found = keywords(SOLAR, leave_out=["Solar"], longest=1).keywords.value
    assert all(" " not in word and word != "solar" for word in found)


def test_a_text_of_common_words_has_no_keywords():
    assert keywords("and the of, but not only").keywords.value == ()


def test_empty_texts_fail_and_long_ones_are_read_in_part():
    assert isinstance(keywords(""), Failure)
    long = " ".join(f"word{number % 5000} of" for number in range(120_000))
    assert len(keywords(long, most=100).keywords.value) == 100
