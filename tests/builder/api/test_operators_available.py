"""What an installation offers: counted on a server that was started as users start it."""

from __future__ import annotations

import json


def test_at_least_60_operators_are_available_and_the_rest_say_what_they_need(editor, server):
    cards = editor.get("/catalogue").json()["operators"]
    available = [card["id"] for card in cards if card["available"]]
    assert len(available) >= 60
    for card in cards:
        assert card["available"] == (card["why_not"] is None)
    listed = json.loads(server.manage("operators", "--json"))
    assert {row["id"] for row in listed if row["available"]} == set(available)
    assert all(row["engine"] and row["kind"] for row in listed)
