from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from runtime.contracts.errors import CancelledError, ModelUnavailableError
from runtime.contracts.operator import Failure
from runtime.contracts.values import Text
from runtime.inference import apertium
from runtime.operators.text import text_translation
from runtime.operators.text.text_translation import Inputs, Params
from tests.contexts import context_for, run_once

needs_apertium = pytest.mark.skipif(
    apertium.why_unavailable() is not None, reason="apertium is not installed here"
)


def translated(text: str, **params: object):
    return run_once(text_translation, {"text": Text(text)}, **params)


@needs_apertium
@pytest.mark.parametrize(
    ("text", "to", "expected"),
    [
        ("The house is sold.", "Spanish", "La casa está vendida."),
        ("The house is sold", "Spanish", "La casa está vendida"),
        ("MIND THE STEP", "Spanish", "Mente el paso"),
        (
            "Hello world.\n\n  The house is sold.",
            "Spanish",
            "Hola Mundo.\n\n  La casa está vendida.",
        ),
        ("La casa está vendida.", "English", "The house is sold."),
        ("[b] {c} ^d$ e/f \\ @ <h> ~", "Spanish", "[b] {c} ^d$ e/f \\ @ <h> ~"),
        ("UK", "Spanish", "Reino Unido"),
        ("When do I get my refund?", "Spanish", "Cuando cojo mi reembolso?"),
    ],
)
def test_texts_are_translated_line_by_line(text: str, to: str, expected: str):
    outcome = translated(text, to=to)
    assert outcome.text.raw == expected
    assert outcome.translated.value


@needs_apertium
def test_a_text_in_the_wanted_language_passes_through():
    text = "El servicio fue terrible y la comida estaba fría, no volveremos nunca."
    outcome = translated(text)
    assert (outcome.text.raw, outcome.translated.value) == (text, False)


@needs_apertium
def test_a_third_language_fails_with_a_sentence_that_names_it():
    outcome = translated("Das Wetter ist heute schön und wir gehen an den Strand.")
    assert isinstance(outcome, Failure)
    assert "in German" in outcome.error.message


@needs_apertium
@pytest.mark.parametrize(("text", "words"), [(" ", "empty"), ("a" * 100_001, "100,001")])
def test_no_text_and_too_much_fail_with_a_sentence(text: str, words: str):
    outcome = translated(text)
    assert isinstance(outcome, Failure)
    assert words in outcome.error.message


@needs_apertium
def test_many_at_once_do_not_mix():
    texts = [f"The house number {number} is sold." for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: apertium.translate(text, "eng-spa"), texts))
    assert found == [f"El número de casa {number} está vendido." for number in range(40)]


@needs_apertium
def test_a_long_text_keeps_its_lines():
    text = "\n".join(["The house is sold."] * 300)
    assert translated(text).text.raw.count("La casa está vendida.") == 300


@needs_apertium
def test_a_row_that_dies_is_replaced():
    assert apertium.translate("The house is sold.", "eng-spa")
    with apertium._pool("eng-spa").lent(5) as row:
        row._processes[4].kill()
        row._processes[4].wait()
    assert apertium.translate("The house is sold.", "eng-spa") == "La casa está vendida."


@needs_apertium
def test_a_cancelled_run_stops():
    context = context_for(text_translation)
    context.cancel.cancel()
    with pytest.raises(CancelledError):
        text_translation.run([Inputs(Text("The house is sold."))], Params(), context)


def test_without_the_engine_it_says_what_brings_it(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert "apt-get install apertium" in text_translation.run.__weft_operator__.available()
    with pytest.raises(ModelUnavailableError, match="apertium-eng-spa"):
        translated("The house is sold.")
