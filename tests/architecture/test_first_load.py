"""What a browser has to fetch before a page shows: measured on the built canvas, compressed."""

from __future__ import annotations

import gzip
import json

import pytest

from tests.servers import ROOT

DIST = ROOT / "frontend" / "dist"
ENTRY = "index.html"
KILOBYTE = 1000
LIMITS = {
    "src/pages/EditorPage.tsx": 220,
    "src/pages/AppPage.tsx": 130,
    "src/pages/HomePage.tsx": 130,
}


def _static_files(*entries: str) -> set[str]:
    """The scripts that the entries import, and those that these import."""
    manifest = json.loads((DIST / ".vite" / "manifest.json").read_text())
    seen: set[str] = set()
    waiting = list(entries)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += manifest[name].get("imports", [])
    return {manifest[name]["file"] for name in seen}


@pytest.mark.parametrize(("page", "limit"), LIMITS.items())
def test_a_page_shows_after_a_small_first_load(page, limit):
    assert DIST.exists(), "The canvas is not built: run make setup."
    sizes = {
        name: len(gzip.compress((DIST / name).read_bytes())) for name in _static_files(ENTRY, page)
    }
    total = sum(sizes.values()) / KILOBYTE
    listed = "\n".join(f"{size:>7} {name}" for name, size in sorted(sizes.items()))
    assert total <= limit, f"{page} loads {total:.1f} kB of JavaScript first:\n{listed}"
