from __future__ import annotations

import numpy as np

from runtime.inference.sound_windows import is_silent, windows

RATE = 1000


def test_a_short_sound_is_one_window():
    assert [(begin, len(piece)) for begin, piece in windows(np.ones(900), RATE, 1)] == [(0, 900)]
    assert list(windows(np.zeros(0), RATE, 1)) == []


def test_a_long_sound_is_cut_at_its_quietest_moment():
    sound = np.ones(25 * RATE, np.float32)
    sound[8_400:8_800] = 0
    (first, piece), (second, rest) = windows(sound[:18_000], RATE, 10)
    assert first == 0
    assert 8_400 < len(piece) < 8_800
    assert second == len(piece)
    assert len(piece) + len(rest) == 18_000


def test_windows_cover_everything_once_whatever_the_sound():
    sound = np.random.default_rng(1).normal(0, 1, 47 * RATE + 13).astype(np.float32)
    found = list(windows(sound, RATE, 10))
    assert np.array_equal(np.concatenate([piece for _, piece in found]), sound)
    assert all(len(piece) <= 10 * RATE for _, piece in found)


def test_only_what_never_gets_louder_is_silent():
    assert is_silent(np.zeros(5, np.float32))
    assert is_silent(np.zeros(0, np.float32))
    assert not is_silent(np.array([0, 0.01], np.float32))
