"""The reference of operators, and which engine does the work."""

from __future__ import annotations

from builder.operator_engines import engine_of
from builder.operator_pages import operators_markdown
from runtime import api
from tests.servers import ROOT


def test_the_engine_is_read_from_what_the_file_and_its_helpers_import():
    operators = api.operators()
    assert engine_of(operators["barcode-operator"]).startswith("ZXing") or "ZXing" in engine_of(
        operators["barcode-operator"]
    )
    assert engine_of(operators["visual-detector"]).startswith("ONNX Runtime")
    assert engine_of(operators["language-id-operator"]) == "Lingua"
    assert engine_of(operators["text-joiner"]) == "Weft"
    assert engine_of(operators["text-to-audio"]).startswith("eSpeak NG")
    assert "Apertium" in engine_of(operators["text-translation"])


def test_the_written_reference_is_that_of_the_operators():
    """After a change: `python manage.py operators --markdown > docs/operators.md`."""
    assert (ROOT / "docs" / "operators.md").read_text(encoding="utf-8") == operators_markdown()


def test_the_reference_has_a_page_for_every_operator():
    text = operators_markdown()
    for operator in api.operators().values():
        assert f"### {operator.title}\n\n`{operator.id}` · " in text
