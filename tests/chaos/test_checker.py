"""The checker sees every kind of breach; a whole story has none."""

from __future__ import annotations

import pytest

from tests.chaos.checker import PROMISES, check
from tests.chaos.cluster import Death
from tests.chaos.history import Execution, History, Line, RunStory
from tests.chaos.load import Accepted
from tests.chaos.nemesis import Done
from tests.chaos.viewers import Watched

WHOLE = (
    ("queued", "", "web-1.1"),
    ("attempt_started", "", "worker-1.1"),
    ("node_started", "n0", "worker-1.1"),
    ("node_succeeded", "n0", "worker-1.1"),
    ("attempt_started", "", "worker-2.1"),
    ("node_started", "n1", "worker-2.1"),
    ("node_succeeded", "n1", "worker-2.1"),
    ("succeeded", "", "worker-2.1"),
)


def told(*events, status="succeeded", text="k words"):
    """A history of one run with these events, a second apart."""
    lines, attempts = [], 0
    for seq, (kind, node, writer) in enumerate(events, start=1):
        attempts += kind == "attempt_started"
        number = attempts if kind == "attempt_started" else None
        lines.append(Line(seq, kind, node, writer, float(seq), number))
    story = RunStory("run", status, attempts, 3, None, len(lines) + 1, text, 0.0, 9.0, 2, lines)
    seen = [(line.seq, line.type, line.node) for line in lines]
    return History(
        {"run": story},
        [Execution("k", "n0", "worker-1.1", 3.5)],
        [Accepted("k", "run", poison=False, synchronous=True, answer={"code": 10000}, http=200)],
        [], [], [Watched("run", seen, ended=True)], [],
    )  # fmt: skip


def broken(history):
    return {item.promise for item in check(history) if not item.kept}


def test_a_whole_story_breaks_nothing():
    assert broken(told(*WHOLE)) == set()


def without_the_run(history):
    history.runs.clear()


def still_running(history):
    history.runs["run"].status = "running"


def two_ends(history):
    history.runs["run"].lines.append(Line(9, "failed", "", "worker-2.1", 9.0, None))
    history.runs["run"].next_seq = 10


def a_gap(history):
    del history.runs["run"].lines[2]


def a_stale_writer(history):
    history.runs["run"].lines[6] = Line(7, "node_succeeded", "n1", "worker-1.1", 7.0, None)


def an_end_without_a_start(history):
    history.runs["run"].lines[5] = Line(6, "node_progress", "n1", "worker-2.1", 6.0, None)


def a_finished_node_again(history):
    history.runs["run"].lines[5] = Line(6, "node_started", "n0", "worker-2.1", 6.0, None)


def an_attempt_left_out(history):
    history.runs["run"].lines[4] = Line(5, "attempt_started", "", "worker-2.1", 5.0, 3)


def executed_after_its_end(history):
    history.executions.append(Execution("k", "n0", "worker-2.1", 6.0))


def poison_that_succeeds(history):
    history.runs["run"].text = "k poison"


def an_innocent_that_fails(history):
    history.runs["run"].status = "failed"


def an_innocent_dead_by_poison(history):
    history.runs["run"].status = "dead"
    history.deaths.append(Death("worker-1.1", "worker", 4.0, -9, "", by_nemesis=True))
    history.deaths.append(Death("worker-2.1", "worker", 7.0, -9, "", by_nemesis=False))


def another_status(history):
    history.runs["run"].status = "partially_succeeded"


def a_lie_to_the_caller(history):
    history.accepted[0].answer = {"code": 10020}


def two_runs_of_one_key(history):
    history.runs["other"] = history.runs["run"]


def a_viewer_that_missed_one(history):
    del history.watched[0].events[3]


def a_viewer_left_waiting(history):
    history.watched[0].ended = False


def a_node_left_out(history):
    history.runs["run"].nodes = 3


@pytest.mark.parametrize(
    ("breach", "promise"),
    [
        (without_the_run, "every accepted run is kept"),
        (still_running, "every run ends"),
        (two_ends, "one terminal event a run"),
        (two_ends, "nothing after the terminal event"),
        (another_status, "the status is the terminal event"),
        (a_gap, "sequence 1..n without a gap"),
        (an_attempt_left_out, "attempts are numbered in order"),
        (a_stale_writer, "no older attempt writes after a newer one began"),
        (an_end_without_a_start, "every node's end has its start in the same attempt"),
        (a_finished_node_again, "no finished node is started again"),
        (executed_after_its_end, "no finished node is executed again"),
        (a_node_left_out, "a succeeded run has all its nodes"),
        (poison_that_succeeds, "poison is dead within its attempts"),
        (an_innocent_that_fails, "innocent runs succeed"),
        (an_innocent_dead_by_poison, "innocent runs succeed"),
        (a_lie_to_the_caller, "synchronous callers hear the truth"),
        (two_runs_of_one_key, "a key starts one run"),
        (a_viewer_that_missed_one, "viewers see exactly the table"),
        (a_viewer_left_waiting, "viewers see exactly the table"),
    ],
)
def test_a_breach_is_seen(breach, promise):
    history = told(*WHOLE)
    breach(history)
    assert promise in broken(history)
    assert promise in PROMISES


def test_a_frozen_process_may_compute_one_step_in_vain():
    history = told(*WHOLE)
    executed_after_its_end(history)
    history.faults.append(Done(1.0, "stop worker", "worker-2.1", 4.0))
    assert "no finished node is executed again" not in broken(history)


def test_a_run_whose_every_worker_the_nemesis_took_is_rightly_dead():
    history = told(*WHOLE)
    an_innocent_dead_by_poison(history)
    history.faults.append(Done(1.0, "stop worker", "worker-2.1", 4.0))
    assert "innocent runs succeed" not in broken(history)
