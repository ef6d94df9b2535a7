"""Settings refuse junk loudly."""

from __future__ import annotations

import pytest

from config import env


@pytest.mark.parametrize("value", ["maybe", "2", "tru"])
def test_a_flag_takes_only_yes_and_no(monkeypatch, value):
    monkeypatch.setenv("X", value)
    with pytest.raises(env.BadSettingError, match="X is"):
        env.flag("X", default=False)


@pytest.mark.parametrize("value", ["-1", "ten", "99999", "1.5"])
def test_a_number_stays_in_its_bounds(monkeypatch, value):
    monkeypatch.setenv("X", value)
    with pytest.raises(env.BadSettingError, match="X is"):
        env.number("X", 1, least=1, most=65535)


def test_a_choice_takes_only_its_words(monkeypatch):
    monkeypatch.setenv("X", "tpu")
    with pytest.raises(env.BadSettingError, match="cpu, cuda"):
        env.choice("X", "cpu", ("cpu", "cuda"))


def test_a_secret_is_made_once_and_kept_for_the_owner_only(monkeypatch, tmp_path):
    monkeypatch.delenv("X", raising=False)
    monkeypatch.delenv("X_FILE", raising=False)
    kept = tmp_path / "deep" / "secret"
    first = env.secret("X", kept)
    assert env.secret("X", kept) == first
    assert len(first) >= 60
    assert kept.stat().st_mode & 0o077 == 0


def test_a_secret_file_that_cannot_be_read_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("X_FILE", str(tmp_path / "gone"))
    with pytest.raises(env.BadSettingError, match="X_FILE names"):
        env.secret("X", tmp_path / "kept")
