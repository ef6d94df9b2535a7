from __future__ import annotations

from builder.formats.roboflow.block_table import block_table
from runtime import registry
from tests.servers import ROOT

PAGE = "docs/coming-from-roboflow.md"


def test_the_page_holds_the_table_of_today():
    """After a change: `python manage.py roboflow_blocks --into docs/coming-from-roboflow.md`."""
    table = block_table(registry.operators())
    assert (ROOT / PAGE).read_text(encoding="utf-8").endswith(table)


def test_a_row_names_the_node_the_old_names_and_what_changes_nothing():
    table = block_table(registry.operators())
    row = next(line for line in table.split("\n") if "`DetectionOffset`" in line)
    assert row.startswith("| `detection_offset@v1` |")
    assert "| Region offset |" in row
    assert "`disable_active_learning`" in table
