from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from runtime.contracts.operator import Failure
from runtime.contracts.values import Audio
from runtime.media.audio import read_audio
from runtime.media.folder_files import FolderFiles
from runtime.media.stored import to_stored
from runtime.operators.audio import audio_convert
from tests.contexts import run_with_files
from tests.movies import pitch, sine

TONE = Audio(sine(440, 2, 22_050), 22_050)


@pytest.fixture
def files(tmp_path):
    return FolderFiles(tmp_path)


@pytest.mark.parametrize(
    ("kind", "media_type", "rate"),
    [
        ("mp3", "audio/mpeg", 22_050),
        ("flac", "audio/flac", 22_050),
        ("ogg", "audio/ogg", 24_000),
    ],
)
def test_the_file_is_of_the_chosen_format_and_holds_the_same_tone(files, kind, media_type, rate):
    made = run_with_files(audio_convert, files, {"audio": TONE}, format=kind).audio
    assert (made.media_type, made.rate, files.types[made.blob]) == (media_type, rate, media_type)
    with files.open(made.blob) as file:
        heard = read_audio(file, "made")
    assert pitch(heard.samples, heard.rate) == pytest.approx(440, abs=2)
    assert heard.duration_ms == pytest.approx(2000, abs=60)
    stored = to_stored(made, lambda *_: "nothing is written again")
    assert (stored["blob"], stored["media_type"]) == (made.blob, media_type)


def test_the_bit_rate_decides_how_small_it_is(files):
    def size(kilobits: int) -> int:
        made = run_with_files(
            audio_convert, files, {"audio": TONE}, format="mp3", kilobits=kilobits
        ).audio
        with files.open(made.blob) as file:
            return len(file.read())

    assert size(32) < size(160) / 2


def test_another_rate_for_a_model(files):
    made = run_with_files(audio_convert, files, {"audio": TONE}, format="wav", rate=16_000).audio
    assert (made.rate, made.blob, made.media_type) == (16_000, "", "audio/wav")
    assert pitch(made.samples, made.rate) == pytest.approx(440, abs=2)


def test_wav_makes_an_upload_a_file_of_its_own(files):
    upload = replace(TONE, blob="song", media_type="audio/mpeg")
    made = run_with_files(audio_convert, files, {"audio": upload}, format="wav").audio
    assert (made.blob, made.media_type) == ("", "audio/wav")
    assert np.array_equal(made.samples, TONE.samples)


def test_an_empty_sound_says_so(files):
    empty = Audio(np.zeros(0, np.float32), 8000)
    outcome = run_with_files(audio_convert, files, {"audio": empty})
    assert isinstance(outcome, Failure)
    assert "empty" in outcome.error.message
