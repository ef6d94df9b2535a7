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


def test_two_suspects_take_turns():
    gate = Gate()
    one, two = inside(gate, alone=True), inside(gate, alone=True)
    ready = one if one[0].wait(0.5) else two
    other = two if ready is one else one
    assert not other[0].is_set()
    ready[1].set()
    assert other[0].wait(SECONDS)
    other[1].set()
