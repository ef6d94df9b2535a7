"""What every operator must have, over discovery: a new file is held to it without an edit here."""

from __future__ import annotations

import subprocess
import sys

import pytest

from runtime import registry
from tests.servers import ROOT

OPERATORS = dict(registry.operators())


@pytest.mark.parametrize("name", OPERATORS)
def test_it_has_a_docs_page_titles_and_described_parameters(name):
    operator = OPERATORS[name]
    assert operator.hint.endswith(".")
    assert "\n" in operator.docs
    schema = operator.params_type.model_json_schema()
    for field, part in schema.get("properties", {}).items():
        assert part.get("description"), f"{name}: {field} has no description"
    for port in (*operator.inputs.values(), *operator.outputs.values()):
        assert port.help, f"{name}: the port {port.name} has no help"


@pytest.mark.parametrize("name", OPERATORS)
def test_it_has_a_test_that_mirrors_its_file(name):
    parts = OPERATORS[name].module.split(".")
    family, file = parts[2], parts[3]
    assert (ROOT / "tests" / "operators" / family / f"test_{file}.py").is_file()


def test_the_catalogue_loads_without_heavy_libraries():
    """What makes it slow is known by name; how slow it is depends on the machine."""
    script = (
        "import sys; from runtime import registry; registry.operators();"
        "heavy = ('onnxruntime', 'lingua', 'torch', 'django', 'cv2', 'PIL');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
