"""A file lives as long as a run that points at it, also when the run computed nothing itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.clients import DEMO, image_input, sample

USED = "SELECT digest FROM builder_blob WHERE used_at > datetime('now', '-1 day')"


def rows(server, statement, *values):
    with closing(sqlite3.connect(server.data / "weft.sqlite3", timeout=20)) as table:
        found = table.execute(statement, values).fetchall()
        table.commit()
        return {row[0] for row in found}


def test_a_run_from_the_cache_counts_as_use_of_its_files(server, api, editor):
    """Pruning takes files that no run made or was given for long."""
    picture = image_input(sample("street-two-cars.jpg") + b"kept")
    first = api.post(f"{DEMO}/read-licence-plates/results", {"inputs": [picture]}).json()
    rows(server, "UPDATE builder_blob SET used_at = datetime('now', '-40 days')")
    second = api.post(f"{DEMO}/read-licence-plates/results", {"inputs": [picture]}).json()
    shown = [editor.get(f"/runs/{call['run']['id']}").json() for call in (first, second)]
    files = [set(files_in([run["outputs"], run["inputs"]])) for run in shown]
    assert first["run"]["id"] != second["run"]["id"]
    assert any(node["cached"] for node in shown[1]["nodes"].values())
    assert files[0] == files[1]
    assert len(files[1]) > 1
    assert files[1] <= rows(server, USED)


def files_in(tree):
    if isinstance(tree, dict):
        if isinstance(tree.get("blob"), str):
            yield tree["blob"]
        tree = list(tree.values())
    if isinstance(tree, list):
        for item in tree:
            yield from files_in(item)
