"""A suspect runs alone; ordinary runs share."""

from __future__ import annotations

import threading

from runtime.worker.gate import Gate

SECONDS = 5


def inside(gate, *, alone):
    """Enter in a thread; answers events: entered, and leave."""
    entered, leave = threading.Event(), threading.Event()

    def work():
        with gate.passing(alone=alone):
            entered.set()
            leave.wait(SECONDS)

    thread = threading.Thread(target=work)
    thread.start()
    return entered, leave, thread


def test_ordinary_runs_share_the_gate():
    gate = Gate()
    runs = [inside(gate, alone=False) for _ in range(3)]
    assert all(entered.wait(SECONDS) for entered, _, _ in runs)
    for _, leave, thread in runs:
        leave.set()
        thread.join(SECONDS)


def test_a_suspect_waits_for_all_and_keeps_all_out():
    gate = Gate()
    first = inside(gate, alone=False)
    assert first[0].wait(SECONDS)
    suspect = inside(gate, alone=True)
    while not gate._suspects:
        pass
    later = inside(gate, alone=False)
    assert not suspect[0].is_set()
    first[1].set()
    assert suspect[0].wait(SECONDS)
    assert not later[0].is_set()
    suspect[1].set()
    assert later[0].wait(SECONDS)
    later[1].set()
    for _, _, thread in (first, suspect, later):
        thread.join(SECONDS)


def test_a_suspect_whose_turn_does_not_come_gives_up_and_lets_others_in(monkeypatch):
    monkeypatch.setattr("runtime.worker.gate.PATIENCE_SECONDS", 0.1)
    gate = Gate()
    first = inside(gate, alone=False)
    assert first[0].wait(SECONDS)
    with gate.passing(alone=True) as entered:
        assert entered is False
    with gate.passing(alone=False) as entered:
        assert entered is True
    first[1].set()
    first[2].join(SECONDS)


def test_a_suspect_that_gives_up_does_not_open_the_gate_of_another(monkeypatch):
    monkeypatch.setattr("runtime.worker.gate.PATIENCE_SECONDS", 0.1)
    gate = Gate()
    one = inside(gate, alone=True)
    assert one[0].wait(SECONDS)
    with gate.passing(alone=True) as entered:
        assert entered is False
    late = inside(gate, alone=False)
    assert not late[0].wait(0.2)
    one[1].set()
    assert late[0].wait(SECONDS)
    late[1].set()
    for _, _, thread in (one, late):
        thread.join(SECONDS)


def test_two_suspects_take_turns():
    gate = Gate()
    one, two = inside(gate, alone=True), inside(gate, alone=True)
    ready = one if one[0].wait(0.5) else two
    other = two if ready is one else one
    assert not other[0].is_set()
    ready[1].set()
    assert other[0].wait(SECONDS)
    other[1].set()
