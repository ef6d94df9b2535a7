"""The page for people who come from Clarifai."""

from __future__ import annotations

from builder.api.clarifai_tables import clarifai_tables
from builder.api.v2.call import HANDLERS
from builder.formats.clarifai.guide_models import FAMILIES, GUIDE_MODELS
from tests.servers import ROOT

PAGE = "docs/coming-from-clarifai.md"


def test_the_pages_tables_are_those_of_the_handlers():
    """After a change: `python manage.py clarifai_tables --into docs/coming-from-clarifai.md`."""
    assert (ROOT / PAGE).read_text(encoding="utf-8").endswith(clarifai_tables())


def test_every_call_and_every_model_of_the_guides_has_a_place():
    text = clarifai_tables()
    for name in HANDLERS:
        assert f"\n| {name} | " in text
    for name in GUIDE_MODELS:
        assert f"`{name}`" in text
    for pattern, _ in FAMILIES:
        assert pattern.pattern.replace("|", "\\|") in text
