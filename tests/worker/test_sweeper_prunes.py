"""The sweeper removes old runs until none is left, and then rests."""

from __future__ import annotations

import pytest

from runtime.worker import sweeper


class Until:
    """Stands in for the event that stops the sweeper: lets it go round so many times."""

    def __init__(self, rounds):
        self.rounds = rounds

    def wait(self, seconds):
        self.rounds -= 1
        return self.rounds == 0


class Store:
    """Stands in for the store, to be asked; there is more to remove until its list is empty."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), 0

    def sweep(self):
        return []

    def prune(self, seconds):
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.mark.parametrize(
    ("answers", "asked"), [([True], 1), ([False, False, True], 3), ([OSError("away")], 1)]
)
def test_the_sweeper_goes_on_until_all_is_gone_and_then_rests(monkeypatch, answers, asked):
    found = Store(*answers)
    monkeypatch.setattr(sweeper, "FIRST_PRUNE_SECONDS", 0)
    monkeypatch.setattr(sweeper, "wired", lambda: type("Wired", (), {"runs": found}))
    sweeper.sweep_until(Until(6), lambda run, lane: None)
    assert found.asked == asked
