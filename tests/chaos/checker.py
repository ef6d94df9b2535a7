"""The promises, each checked over the complete history. A promise that is kept has no breaches."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.chaos.history import TERMINAL
from tests.chaos.operators.poison import POISON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.chaos.history import History, RunStory

MAX_SHOWN = 5
NOT_OF_A_WORKER = ("queued", "cancel_requested", "dead")
CLOCK_SLACK = 0.05
"""Seconds between reading the clock in an operator and the commit that it raced with."""


@dataclass(frozen=True)
class Check:
    """One promise and where it was broken."""

    promise: str
    breaches: list[str]

    @property
    def kept(self) -> bool:
        return not self.breaches


def check(history: History) -> list[Check]:
    return [Check(promise, list(breaches(history))) for promise, breaches in PROMISES.items()]


def _every_accepted_run_is_kept(history: History) -> Iterator[str]:
    for taken in history.accepted:
        if taken.run not in history.runs:
            yield f"{taken.key}: run {taken.run} was accepted and is not there"


def _every_run_ends(history: History) -> Iterator[str]:
    for run in history.runs.values():
        if run.status not in TERMINAL:
            yield f"{_name(run)}: still {run.status} after {len(run.starts)} attempts"


def _one_terminal_event(history: History) -> Iterator[str]:
    for run in history.runs.values():
        ends = [line.type for line in run.lines if line.type in TERMINAL]
        if len(ends) > 1 or (not ends and run.status in TERMINAL):
            yield f"{_name(run)}: ends {ends}, status {run.status}"


def _status_is_the_end(history: History) -> Iterator[str]:
    for run in history.runs.values():
        end = next((line.type for line in run.lines if line.type in TERMINAL), None)
        if end is not None and end != run.status:
            yield f"{_name(run)}: status {run.status}, event {end}"


def _no_gap(history: History) -> Iterator[str]:
    for run in history.runs.values():
        numbers = [line.seq for line in run.lines]
        if numbers != list(range(1, run.next_seq)):
            yield f"{_name(run)}: {numbers}, next {run.next_seq}"


def _nothing_after_the_end(history: History) -> Iterator[str]:
    for run in history.runs.values():
        for place, line in enumerate(run.lines):
            if line.type in TERMINAL and run.lines[place + 1 :]:
                later = [after.type for after in run.lines[place + 1 :]]
                yield f"{_name(run)}: {line.type}, then {later}"
                break


def _attempts_in_order(history: History) -> Iterator[str]:
    """Numbers rise; one that was handed back does not count, so its number comes again."""
    for run in history.runs.values():
        last, handed_back = 0, False
        for line in run.lines:
            if line.type == "retry_scheduled":
                handed_back = True
            elif line.type == "attempt_started":
                number = line.attempt or 0
                if number != last + (0 if handed_back else 1):
                    yield f"{_name(run)}: attempt {number} after {last}"
                last, handed_back = number, False


def _no_stale_writer(history: History) -> Iterator[str]:
    """Between two starts of attempts only the process that started the first one writes."""
    for run in history.runs.values():
        owner = ""
        for line in run.lines:
            if line.type == "attempt_started":
                owner = line.writer
            elif line.type not in NOT_OF_A_WORKER and line.writer != owner:
                yield f"{_name(run)}: {line.seq} {line.type} by {line.writer}, owner {owner}"


def _every_end_of_a_node_has_its_start(history: History) -> Iterator[str]:
    """Within one attempt a node starts once and ends at most once."""
    for run in history.runs.values():
        state: dict[str, str] = {}
        for line in run.lines:
            if line.type == "attempt_started":
                state = {}
            elif line.type == "node_started":
                if line.node in state:
                    yield f"{_name(run)}: {line.seq} {line.node} started twice in one attempt"
                state[line.node] = "started"
            elif line.type in ("node_succeeded", "node_failed"):
                if state.get(line.node) != "started":
                    yield f"{_name(run)}: {line.seq} {line.type} {line.node} without its start"
                state[line.node] = "ended"


def _no_finished_node_again(history: History) -> Iterator[str]:
    for run in history.runs.values():
        finished: set[str] = set()
        for line in run.lines:
            if line.type in ("node_started", "node_succeeded") and line.node in finished:
                yield f"{_name(run)}: {line.seq} {line.type} {line.node} after it had succeeded"
            if line.type == "node_succeeded":
                finished.add(line.node)


def _no_finished_node_executed(history: History) -> Iterator[str]:
    """As the operators themselves saw it. A process that was frozen meanwhile may compute, in vain,
    one step more before the fence tells it: its work is refused, which the other checks show.
    """
    frozen = {fault.target for fault in history.faults if fault.kind == "stop worker"}
    stories = _by_key(history)
    for done in history.executions:
        for run in stories[done.key]:
            if len(stories[done.key]) > 1 or done.process in frozen:
                continue
            committed = [
                line.at
                for line in run.lines
                if line.type == "node_succeeded" and line.node == done.node
            ]
            if committed and done.at > committed[0] + CLOCK_SLACK:
                late = done.at - committed[0]
                yield f"{_name(run)}: {done.node} ran in {done.process} {late:.2f} s after its end"


def _every_success_is_whole(history: History) -> Iterator[str]:
    for run in history.runs.values():
        nodes = sum(line.type == "node_succeeded" for line in run.lines)
        if run.status == "succeeded" and nodes != run.nodes:
            yield f"{_name(run)}: {nodes} of {run.nodes} nodes"


def _poison_is_dead(history: History) -> Iterator[str]:
    for run in history.runs.values():
        bad = run.status != "dead" or run.attempt > run.max_attempts
        if POISON in run.text and bad:
            yield f"{_name(run)}: {run.status} after {run.attempt} attempts"


def _the_innocent_succeed(history: History) -> Iterator[str]:
    for run in history.runs.values():
        if POISON in run.text or run.status in ("succeeded", "queued", "running"):
            continue
        if run.status == "dead" and is_unlucky(run, history):
            continue
        code = (run.error or {}).get("code")
        by = [start.writer for start in run.starts]
        yield f"{_name(run)}: {run.status} ({code}) after attempts by {by}"


def _callers_hear_the_truth(history: History) -> Iterator[str]:
    for taken in history.accepted:
        run = history.runs.get(taken.run)
        if run is None or taken.http != 200:
            continue
        if taken.answer.get("code") != 10000 or run.status != "succeeded":
            yield f"{taken.key}: answered {taken.answer}, stored {run.status}"


def _a_key_starts_one_run(history: History) -> Iterator[str]:
    """The public door takes `Idempotency-Key`, so a call that was sent again runs once."""
    stories = _by_key(history)
    for taken in history.accepted:
        if taken.synchronous and len(stories[taken.key]) > 1:
            yield f"{taken.key}: runs {[run.id for run in stories[taken.key]]}"


def _viewers_see_the_table(history: History) -> Iterator[str]:
    for watched in history.watched:
        run = history.runs.get(watched.run)
        table = [(line.seq, line.type, line.node) for line in run.lines] if run else []
        for trouble in watched.troubles:
            yield f"{watched.run[:8]}: {trouble}"
        if watched.ended and watched.events != table:
            yield f"{watched.run[:8]}: saw {len(watched.events)} of {len(table)} events"
        elif not watched.ended and watched.events != table[: len(watched.events)]:
            yield f"{watched.run[:8]}: what it saw is not how the table begins"
        elif not watched.ended and run is not None and run.status in TERMINAL:
            yield f"{watched.run[:8]}: never saw the end"


def is_unlucky(run: RunStory, history: History) -> bool:
    """Whether the nemesis itself took the worker of every attempt; then `dead` is the right end.

    The first attempt may also have shared its worker with poison. Later ones run alone, so that one
    lost to poison would be the product's fault.
    """
    hit = {death.name for death in history.deaths if death.by_nemesis}
    hit |= {fault.target for fault in history.faults if fault.kind == "stop worker"}
    dead = {death.name for death in history.deaths}
    first, *later = [start.writer for start in run.starts]
    return first in hit | dead and all(writer in hit for writer in later)


def _by_key(history: History) -> dict[str, list[RunStory]]:
    stories: dict[str, list[RunStory]] = defaultdict(list)
    for run in history.runs.values():
        stories[run.key].append(run)
    return stories


def _name(run: RunStory) -> str:
    return f"{run.key} {run.id[:8]}"


def statuses(history: History) -> dict[str, int]:
    return dict(Counter(run.status for run in history.runs.values()))


PROMISES: dict[str, Callable[[History], Iterator[str]]] = {
    "every accepted run is kept": _every_accepted_run_is_kept,
    "every run ends": _every_run_ends,
    "one terminal event a run": _one_terminal_event,
    "the status is the terminal event": _status_is_the_end,
    "sequence 1..n without a gap": _no_gap,
    "nothing after the terminal event": _nothing_after_the_end,
    "attempts are numbered in order": _attempts_in_order,
    "no older attempt writes after a newer one began": _no_stale_writer,
    "every node's end has its start in the same attempt": _every_end_of_a_node_has_its_start,
    "no finished node is started again": _no_finished_node_again,
    "no finished node is executed again": _no_finished_node_executed,
    "a succeeded run has all its nodes": _every_success_is_whole,
    "poison is dead within its attempts": _poison_is_dead,
    "innocent runs succeed": _the_innocent_succeed,
    "synchronous callers hear the truth": _callers_hear_the_truth,
    "a key starts one run": _a_key_starts_one_run,
    "viewers see exactly the table": _viewers_see_the_table,
}
