"""A text is spoken: the endpoint's WAV, sizes unknown, is read as it came."""

from __future__ import annotations

from tests.connected import graph, node, outcome
from tests.openai_server import WAV_RATE

SPEAK = graph(node("speak", "connected-text-to-audio", {"voice": "nova"}, text="IN.text"))


def test_the_text_becomes_a_sound(desk, lender):
    run = outcome(desk, SPEAK, texts=["Good morning"])
    sound = run["outputs"]["speak"][0]["audio"]
    assert (sound["kind"], sound["media_type"]) == ("audio", "audio/wav")
    data = desk.get(f"/apps/local/demo/blobs/{sound['blob']}").content
    assert int.from_bytes(data[24:28], "little") == WAV_RATE
    assert len(data) == 44 + WAV_RATE // 2 * 4
    asked = lender.asked("/audio/speech")[0].json
    assert (asked["input"], asked["voice"], asked["response_format"]) == (
        "Good morning", "nova", "wav",
    )  # fmt: skip
