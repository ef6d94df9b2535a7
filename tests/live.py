"""Follows a run from a test, until it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from tests.clients import Editor


def ended(editor: Editor, run: dict[str, Any]) -> dict[str, Any]:
    """The run once its terminal event came."""
    with requests.get(
        f"{editor.url}/api/editor/runs/{run['id']}/stream",
        cookies=editor.session.cookies, stream=True, timeout=120,
    ) as stream:  # fmt: skip
        for _ in stream.iter_lines():
            """Until the server closes it, after the terminal event."""
    return dict(editor.get(f"/runs/{run['id']}").json())
