from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.contracts.values import Concept, Concepts, Text
from runtime.operators.text import prompter
from runtime.operators.text.prompter import Inputs, Params
from tests.contexts import context_for

CONCEPTS = Concepts((Concept("es", "Spanish", 0.9), Concept("pt", "Portuguese", 0.1)))


def filled(template: str, text: str = "Good morning", concepts: Concepts | None = None) -> str:
    batch = [Inputs(Text(text), concepts)]
    params = Params(prompt_template=template)
    return prompter.run(batch, params, context_for(prompter))[0].text.raw


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("Translate: {data.text.raw}", "Translate: Good morning"),
        ("{data.text.raw} and {data.text.raw}", "Good morning and Good morning"),
        ("{data.text.raw} in {data.concepts}", "Good morning in Spanish, Portuguese"),
        ("{data.text.raw} in {data.concepts[1].name}", "Good morning in Portuguese"),
        ("{data.text.raw}{data.concepts[9].name}", "Good morning"),
        ('{"say": "{data.text.raw}", "n": {0}, "x": {x.__class__}}',
         '{"say": "Good morning", "n": {0}, "x": {x.__class__}}'),
    ],
)  # fmt: skip
def test_slots_are_replaced_and_other_braces_stay(template: str, expected: str):
    assert filled(template, concepts=CONCEPTS) == expected


def test_without_concepts_their_slots_are_empty():
    assert filled("{data.text.raw}|{data.concepts}|{data.concepts[0].name}") == "Good morning||"


def test_a_slot_inside_the_text_is_left_alone():
    assert filled("{data.text.raw}", "{data.concepts}", CONCEPTS) == "{data.concepts}"


@pytest.mark.parametrize("template", ["", "no slot", "{data.text}"])
def test_a_template_without_the_text_is_refused(template: str):
    with pytest.raises(ValidationError):
        Params(prompt_template=template)
