from __future__ import annotations

import subprocess
import sys
from threading import Thread

import pytest

from runtime.contracts.errors import CancelledError, OperatorFailedError
from runtime.inference.child_pool import ChildPool
from tests.contexts import Token

ECHO = "import sys\nfor line in sys.stdin: print(line.strip() * 2, flush=True)"
DEAF = "import time; time.sleep(600)"


class Echo:
    started = 0

    def __init__(self, script: str = ECHO) -> None:
        Echo.started += 1
        self.process = subprocess.Popen(
            [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def ask(self, text: str) -> str:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise EOFError
        return answer.strip()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def pool():
    Echo.started = 0
    made = ChildPool(Echo, 1)
    yield made
    made.close()


def test_one_helper_serves_many_questions(pool: ChildPool[Echo]):
    for text in ("a", "b"):
        with pool.lent(10) as child:
            assert child.ask(text) == text * 2
    assert Echo.started == 1


def test_one_that_died_while_idle_is_replaced(pool: ChildPool[Echo]):
    with pool.lent(10) as child:
        child.ask("a")
    child.kill()
    with pool.lent(10) as other:
        assert other.ask("b") == "bb"
    assert Echo.started == 2


def test_one_that_dies_at_work_fails_with_a_sentence(pool: ChildPool[Echo]):
    def die() -> None:
        with pool.lent(10) as child:
            child.process.kill()
            child.ask("a")

    with pytest.raises(OperatorFailedError, match="stopped while it worked"):
        die()
    with pool.lent(10) as other:
        assert other.ask("b") == "bb"


def test_one_that_does_not_answer_is_ended():
    pool = ChildPool(lambda: Echo(DEAF), 1)
    with pytest.raises(OperatorFailedError, match="longer than 1 seconds"), pool.lent(0.6) as child:
        child.ask("a")
    assert not child.alive


def test_a_cancelled_question_ends_its_helper():
    pool = ChildPool(lambda: Echo(DEAF), 1)
    token = Token()
    children = []

    def wait() -> None:
        with pool.lent(60, token) as child:
            children.append(child)
            Thread(target=token.cancel).start()
            child.ask("a")

    with pytest.raises(CancelledError):
        wait()
    assert not children[0].alive


def test_a_cancelled_run_does_not_wait_for_a_place(pool: ChildPool[Echo]):
    token = Token()
    token.cancel()
    with pool.lent(10), pytest.raises(CancelledError), pool.lent(10, token):
        pytest.fail("there was no place")
