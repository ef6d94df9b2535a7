from __future__ import annotations

import pytest

from runtime.contracts.values import Text
from runtime.operators.text import text_cleaner
from runtime.operators.text.text_cleaner import Inputs, Params
from tests.contexts import context_for


def clean(text: str, **params: object) -> str:
    outcome = text_cleaner.run([Inputs(Text(text))], Params(**params), context_for(text_cleaner))
    return outcome[0].text.raw


BARE = {"case": "lower", "remove_accents": True, "remove_punctuation": True}


@pytest.mark.parametrize(
    ("params", "text", "expected"),
    [
        ({}, "  \uff37eft\u00a0 is\t  \ufb01ne\u200b\n now ", "Weft is fine now"),
        (BARE, "Déjà-vu, OK!", "deja vu ok"),
        ({"white_space": "keep lines"}, " a  b \r\n\n\n\n c\n", "a b\n\nc"),
        ({"white_space": "keep", "normalize": False}, " a \uff37", " a \uff37"),
        ({"case": "title"}, "mind the step", "Mind The Step"),
        ({"case": "upper"}, "straße", "STRASSE"),
        ({}, "👩\u200d🔧", "👩\u200d🔧"),
        ({}, "", ""),
    ],
)
def test_a_text_is_tidied(params: dict[str, object], text: str, expected: str):
    assert clean(text, **params) == expected
