"""A sound is written down: it goes out as a form with a 16-bit WAV file."""

from __future__ import annotations

from tests.connected import graph, node, outcome
from tests.openai_server import WAV_RATE, parts_of


def test_a_sound_becomes_text(desk, lender):
    document = graph(
        node("speak", "connected-text-to-audio", text="IN.text"),
        node("hear", "connected-audio-to-text", {"language": "de"}, audio="speak.audio"),
    )
    run = outcome(desk, document)
    count = WAV_RATE // 2
    assert run["outputs"]["hear"][0]["text"]["raw"] == f"{44 + 2 * count} bytes of echo"
    parts = parts_of(lender.asked("/audio/transcriptions")[0])
    assert (parts["language"], parts["file"][:4]) == (b"de", b"RIFF")
    assert parts["file"][44:48] == b"\x00\xc0\x00\xc0"
