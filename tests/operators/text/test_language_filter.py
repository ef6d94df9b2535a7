from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Text
from runtime.operators.text import language_filter
from runtime.operators.text.language_filter import Inputs, Params
from tests.contexts import context_for

ENGLISH = "The weather is lovely today and we are going to the beach."
FRENCH = "Le temps est magnifique aujourd'hui et nous allons à la plage."


def filtered(*texts: str, **params: object):
    batch = [Inputs(Text(text)) for text in texts]
    return language_filter.run(batch, Params(**params), context_for(language_filter))


def test_texts_in_a_named_language_go_on_and_others_go_the_other_way():
    english, french = filtered(ENGLISH, FRENCH, languages=["EN ", "de"])
    assert (english.text, english.others, english.language.value) == (Text(ENGLISH), None, "en")
    assert (french.text, french.others, french.language.value) == (None, Text(FRENCH), "fr")


def test_short_texts_are_undetermined():
    assert filtered("ok")[0].text is None
    assert filtered("ok", languages=["und"])[0].text == Text("ok")


@pytest.mark.parametrize("languages", [[], ["english"], ["e1"], [""]])
def test_what_is_no_code_is_refused(languages: list[str]):
    with pytest.raises(ValidationError):
        Params(languages=languages)
