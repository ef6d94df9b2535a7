from __future__ import annotations

import pytest

from runtime.inference.languages import identify


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("Where is the nearest library, and when does it open?", "en", "English"),
        ("¿Dónde está la biblioteca más cercana y cuándo abre?", "es", "Spanish"),
        ("Wo ist die nächste Bücherei, und wann öffnet sie?", "de", "German"),
        ("一番近い図書館はどこにありますか、何時に開きますか。", "ja", "Japanese"),
    ],
)
def test_sentences_are_recognised(text: str, code: str, name: str):
    best = identify(text)[0]
    assert (best.id, best.name) == (code, name)


@pytest.mark.parametrize("text", ["", "STOP", "1234 5678 9012 3456", "!?"])
def test_texts_too_short_to_tell_are_undetermined(text: str):
    assert [concept.id for concept in identify(text)] == ["und"]
