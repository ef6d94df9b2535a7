from __future__ import annotations

import numpy as np
import pytest

from runtime.inference.mel import RATE, log_mel, mel_bands


def tone(hertz: float, seconds: float = 1.0, loud: float = 0.5) -> np.ndarray:
    return (loud * np.sin(2 * np.pi * hertz * np.arange(int(RATE * seconds)) / RATE)).astype(
        np.float32
    )


def test_the_bands_are_those_that_whisper_was_trained_on():
    """The first weights of the published table of 80 bands."""
    bands = mel_bands(80)
    assert bands.shape == (80, 201)
    assert bands[0, :3].tolist() == pytest.approx([0, 0.02486259, 0], abs=1e-8)
    assert bands[1, :3].tolist() == pytest.approx([0, 0.00199082, 0.02287177], abs=1e-8)
    assert mel_bands(128).shape == (128, 201)


def test_every_band_has_the_same_area():
    areas = mel_bands(80).sum(axis=1) * RATE / 400
    assert areas[20:].tolist() == pytest.approx([1] * 60, abs=0.1)


def test_a_tone_is_loudest_in_the_band_that_holds_it():
    picture = log_mel(tone(1000), 80, 1)
    bands = mel_bands(80)
    centres = (bands * np.linspace(0, RATE / 2, 201)).sum(axis=1) / bands.sum(axis=1)
    loudest = int(picture[:, 50].argmax())
    assert abs(centres[loudest] - 1000) < 60
    assert picture.shape == (80, 100)


def test_silence_is_flat_and_what_is_missing_is_silence():
    assert np.unique(log_mel(np.zeros(0, np.float32), 80, 1)) == pytest.approx([-1.5])
    picture = log_mel(tone(1000, 0.5), 80, 1)
    assert picture[:, 60:].max() < picture[:, 20].max() - 1.5


def test_nothing_is_more_than_eight_below_the_loudest():
    picture = log_mel(tone(300), 80, 1)
    assert picture.max() - picture.min() == pytest.approx(2, abs=1e-5)


def test_the_numbers_are_those_of_the_plain_formula():
    """One window, by the definition of the transform."""
    sound = np.random.default_rng(4).normal(0, 0.1, RATE).astype(np.float32)
    at = 30
    piece = sound[at * 160 - 200 : at * 160 + 200].astype(np.float64)
    turn = np.arange(400)
    piece *= 0.5 - 0.5 * np.cos(2 * np.pi * turn / 400)
    waves = np.exp(-2j * np.pi * np.outer(np.arange(201), turn) / 400)
    energies = mel_bands(80).astype(np.float64) @ np.abs(waves @ piece) ** 2
    picture = log_mel(sound, 80, 1)
    assert picture[:, at].tolist() == pytest.approx(((np.log10(energies) + 4) / 4), abs=1e-3)
