from __future__ import annotations

import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import List, Number, String, Text
from runtime.operators.text import string_template
from tests.contexts import run_once
from tests.query.samples import ANIMALS, COUNT, many


def filled(template, params=None, **values):
    outcome = run_once(
        string_template, {"data": many(**values)}, template=template, **(params or {})
    )
    if isinstance(outcome, Failure):
        raise outcome.error
    return outcome.text.raw


def test_a_template_takes_values_by_their_names():
    assert filled("{n} at {place}", n=Number(3), place=Text("gate")) == "3 at gate"
    assert filled("{{{n}}}", n=Number(3)) == "{3}"
    assert filled("{x:.1f}% {y:>4}", x=Number(12.345), y=String("ab")) == "12.3%   ab"
    assert filled("{all}", all=List((1, "a"))) == "[1, 'a']"
    assert filled("{d}", {"data_operations": {"d": [COUNT]}}, d=ANIMALS) == "3"
    assert filled("{c}", {"constants": {"c": True}}) == "True"


@pytest.mark.parametrize(
    ("template", "said"),
    [("{m}", "names m, which is not among the values here: n"), ("{n", "cannot be read"),
     ("{}", "is no name"), ("{n.real}", "is no name"), ("{n[0]}", "is no name"),
     ("{n:9999}", "no format that can be used"), ("{n:{n}}", "no format that can be used"),
     ("{n:x}", "does not fit")],
)  # fmt: skip
def test_a_template_has_no_logic(template, said):
    with pytest.raises(Exception, match=said):
        filled(template, n=Number(3.5))
