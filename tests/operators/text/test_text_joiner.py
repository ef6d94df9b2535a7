from __future__ import annotations

from runtime.contracts.operator import Failure
from runtime.contracts.values import All, List, Text
from runtime.operators.text import text_joiner
from runtime.operators.text.text_joiner import Inputs, Params
from tests.contexts import context_for


def joined(texts: list[str | None] | None = None, entries: tuple | None = None, **params: object):
    fan = All(tuple(Text(text) if text is not None else None for text in texts)) if texts else None
    batch = [Inputs(fan, List(entries) if entries is not None else None)]
    return text_joiner.run(batch, Params(**params), context_for(text_joiner))[0]


def test_texts_are_joined_in_their_order_and_absent_ones_left_out():
    outcome = joined(["AB 123", None, "CD 456"], separator=", ")
    assert outcome.text.raw == "AB 123, CD 456"
    assert outcome.count.value == 2


def test_a_line_break_is_written_with_a_backslash():
    assert joined(["a", "b"]).text.raw == "a\nb"


def test_entries_of_a_list_come_after_and_empty_ones_can_stay():
    assert joined(["a"], (1, None, " "), separator="|").text.raw == "a|1"
    assert joined(["a"], (1, None, "x"), separator="|", skip_empty=False).text.raw == "a|1||x"


def test_nothing_wired_says_what_to_wire():
    outcome = joined()
    assert isinstance(outcome, Failure)
    assert "Wire texts" in outcome.error.message


def test_an_empty_fan_out_gives_an_empty_text():
    batch = [Inputs(All(()))]
    assert text_joiner.run(batch, Params(), context_for(text_joiner))[0].text.raw == ""
