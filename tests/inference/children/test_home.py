"""Models that users brought compute in children: the same bits, and no harm to anybody else."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import psutil
import pytest

from runtime.contracts.errors import CancelledError, ModelUnavailableError, OperatorFailedError
from runtime.contracts.graph import ModelRef
from runtime.contracts.model import ModelManifest
from runtime.engine.cancel import Cancel
from runtime.inference.children.home import Home
from runtime.inference.children.limits import Limits
from runtime.inference.sessions import Sessions, open_files
from tests import onnx_graphs as graphs
from tests.servers import ROOT

if TYPE_CHECKING:
    import onnx

FOR_EVER = {"n": np.array(2**60, np.int64)}


def card(**changes) -> ModelManifest:
    return ModelManifest.model_validate({
        "id": "mine", "title": "Mine", "task": "detect", "description": "", "licence": "",
        "source": "", "file": "0" * 64, "imported": True, **changes,
    })  # fmt: skip


@pytest.fixture
def opened(tmp_path):
    """Opens a graph as an imported model in a child; everything ends with the test."""
    homes = []

    def open_graph(made: onnx.ModelProto, limits: Limits | None = None, **about):
        path = graphs.saved(made, tmp_path / f"{len(homes)}.onnx")
        home = Home(lambda *_: path, threads=1, limits=limits)
        homes.append(home)
        manifest = card(**about)
        return Sessions(resolve=lambda _: manifest, home=home).get(ModelRef(id="mine"))

    yield open_graph
    for home in homes:
        home.close()


def child_of(model) -> psutil.Process:
    return psutil.Process(model.living.child.process.pid)


class FiredWhileComputing(Cancel):
    """Fires a moment after the call has begun to wait."""

    def on_cancel(self, action):
        forget = super().on_cancel(action)
        threading.Timer(0.2, self.fire).start()
        return forget


def test_it_answers_the_same_bits_as_in_process(opened, tmp_path):
    made = graphs.doubler()
    here = open_files(card(), {"": graphs.saved(made, tmp_path / "here.onnx")}, "cpu", 1)
    there = opened(made)
    x = np.random.default_rng(1).standard_normal((300, 4)).astype(np.float32)
    assert there.run({"x": x})[0].tobytes() == here.run({"x": x})[0].tobytes()
    assert there.output_names() == here.output_names() == ["y"]
    assert there.inputs() == here.inputs() == {"x": ["n", 4]}
    assert there.provider == here.provider
    assert dict(there.metadata) == {"made": "here"}


def test_many_threads_share_one_child(opened):
    model = opened(graphs.doubler())

    def ask(number):
        x = np.full((2, 4), number, np.float32)
        return np.allclose(model.run({"x": x})[0], np.sin(x) + 2 * x)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(64)))
    assert model.runs == 64


def test_empty_and_scalar_arrays_go_through(opened):
    model = opened(graphs.doubler())
    assert model.run({"x": np.zeros((0, 4), np.float32)})[0].shape == (0, 4)
    assert opened(graphs.endless()).run({"n": np.array(3, np.int64)})[0] == 3


def test_an_input_that_does_not_fit_fails_the_node_and_not_the_child(opened):
    model = opened(graphs.doubler())
    pid = child_of(model).pid
    with pytest.raises(OperatorFailedError, match="Mine could not compute"):
        model.run({"x": np.zeros((1, 7), np.float32)})
    with pytest.raises(OperatorFailedError, match="cannot take this input"):
        model.run({"x": np.array(["text"])})
    model.run({"x": np.zeros((1, 4), np.float32)})
    assert child_of(model).pid == pid


def test_a_model_that_crashes_fails_its_call_and_is_there_for_the_next(opened):
    model = opened(graphs.endless())
    child = child_of(model)
    threading.Timer(0.3, lambda: child.send_signal(signal.SIGSEGV)).start()
    with pytest.raises(OperatorFailedError, match="Mine crashed while it was computing"):
        model.run(FOR_EVER)
    assert model.run({"n": np.array(5, np.int64)})[0] == 5
    assert child_of(model).pid != child.pid


def test_a_cancelled_call_stops_inside_the_library_and_keeps_the_child(opened):
    model = opened(graphs.endless())
    pid = child_of(model).pid
    with pytest.raises(CancelledError):
        model.run(FOR_EVER, FiredWhileComputing())
    assert child_of(model).pid == pid
    assert model.run({"n": np.array(5, np.int64)})[0] == 5


def test_a_model_that_hangs_and_heeds_no_word_is_killed(opened):
    model = opened(graphs.doubler(), Limits(stop_seconds=0.3))
    child = child_of(model)
    child.suspend()
    with pytest.raises(CancelledError):
        model.run({"x": np.zeros((1, 4), np.float32)}, FiredWhileComputing())
    assert not psutil.pid_exists(child.pid)
    model.run({"x": np.zeros((1, 4), np.float32)})


def test_a_call_that_takes_too_long_is_stopped(opened):
    model = opened(graphs.endless(), Limits(call_seconds=0.4))
    with pytest.raises(OperatorFailedError, match="Mine took longer than 0 s"):
        model.run(FOR_EVER)


def test_a_call_beside_one_that_is_killed_is_computed_again(opened):
    model = opened(graphs.doubler(), Limits(stop_seconds=0.3))
    child_of(model).suspend()
    with ThreadPoolExecutor(1) as pool:
        beside = pool.submit(model.run, {"x": np.ones((1, 4), np.float32)})
        with pytest.raises(CancelledError):
            model.run({"x": np.zeros((1, 4), np.float32)}, FiredWhileComputing())
        assert beside.result(60)[0].shape == (1, 4)


def test_a_model_that_eats_memory_fails_with_a_sentence(opened):
    model = opened(graphs.hungry(), Limits(memory_megabytes=256))
    with pytest.raises(OperatorFailedError, match="needs more than 256 MB of memory"):
        model.run({"n": np.array([10**9], np.int64)})
    assert model.run({"n": np.array([10], np.int64)})[0].shape == (10,)


def test_a_file_that_is_no_model_is_unavailable(tmp_path):
    (tmp_path / "bad.onnx").write_bytes(b"not a model")
    home = Home(lambda *_: tmp_path / "bad.onnx", threads=1)
    with pytest.raises(ModelUnavailableError, match="Mine could not be opened"):
        home.get(ModelRef(id="mine"), card())


def test_without_a_home_imported_models_do_not_run():
    with pytest.raises(ModelUnavailableError, match="do not run here"):
        Sessions(resolve=lambda _: card()).get(ModelRef(id="mine"))


def test_the_child_knows_no_secret_and_cannot_reach_out(opened, monkeypatch):
    monkeypatch.setenv("WEFT_SECRET_KEY", "hidden")
    monkeypatch.setenv("WEFT_DATABASE_URL", "postgresql://hidden")
    model = opened(graphs.doubler())
    environment = child_of(model).environ()
    assert not any("WEFT" in name or "hidden" in value for name, value in environment.items())
    assert set(environment) <= {
        "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LC_ALL", "OMP_NUM_THREADS", "MALLOC_ARENA_MAX",
        "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "CUDA_PATH",
    }  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="the filter of system calls is Linux's")
@pytest.mark.parametrize(
    "deed",
    ["socket.socket()", "socket.create_connection(('127.0.0.1', 1))",
     "subprocess.run(['true'])", "os.kill(os.getppid(), 0)"],
)  # fmt: skip
def test_what_a_child_may_not_do_is_refused(deed):
    script = (
        "import os, socket, subprocess\n"
        "from runtime.inference.children import sandbox\n"
        "assert sandbox.refuse_calls()\n"
        f"try: {deed}\nexcept PermissionError: print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "refused", done.stderr


def sandboxed(script: str) -> str:
    head = "from pathlib import Path\nfrom runtime.inference.children import own_files\n"
    done = subprocess.run(
        [sys.executable, "-c", head + script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def landlock():
    script = "print(own_files.see_only([]))"
    if sys.platform != "linux" or sandboxed(script) != "True":
        pytest.skip("this system has no Landlock")


def test_a_child_sees_its_own_files_and_no_others(landlock, tmp_path):
    secret, given, work = tmp_path / "secret-key", tmp_path / "model", tmp_path / "work"
    secret.write_text("secret")
    given.write_text("given")
    work.mkdir()
    assert sandboxed(
        f"assert own_files.see_only([Path({str(given)!r})], Path({str(work)!r}))\n"
        "import os\n"
        "def may(deed):\n"
        "    try: deed(); return True\n"
        "    except PermissionError: return False\n"
        f"print(may(lambda: Path({str(given)!r}).read_text()),"
        f" may(lambda: Path({str(work / 'x')!r}).write_text('x')),"
        f" may(lambda: Path({str(secret)!r}).read_text()),"
        f" may(lambda: Path({str(given)!r}).write_text('x')),"
        f" may(lambda: Path({str(tmp_path)!r}).iterdir().__next__()),"
        " may(lambda: Path('/etc/passwd').read_text()),"
        " may(lambda: Path(f'/proc/{os.getppid()}/environ').read_bytes()))"
    ) == "True True False False False False False"  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="the filter of system calls is Linux's")
def test_the_rules_hold_in_every_child(opened):
    status = Path(f"/proc/{child_of(opened(graphs.doubler())).pid}/status").read_text()
    assert "NoNewPrivs:\t1" in status
    assert "Seccomp:\t2" in status


def test_only_a_few_children_live_and_the_longest_unused_goes(tmp_path):
    path = graphs.saved(graphs.doubler(), tmp_path / "m.onnx")
    home = Home(lambda *_: path, threads=1, limits=Limits(most_children=2))
    x = {"x": np.zeros((1, 4), np.float32)}
    models = [home.get(ModelRef(id="mine"), card(title=title)) for title in "abc"]
    assert [model.living.alive for model in models] == [False, True, True]
    models[0].run(x)
    assert [model.living.alive for model in models] == [True, False, True]
    home.close()


def test_two_cards_of_one_file_are_two_models(tmp_path):
    path = graphs.saved(graphs.doubler(), tmp_path / "m.onnx")
    home = Home(lambda *_: path, threads=1)
    one = home.get(ModelRef(id="mine"), card(labels=["cat"]))
    two = home.get(ModelRef(id="mine"), card(labels=["dog"]))
    assert (one.manifest.labels, two.manifest.labels) == (("cat",), ("dog",))
    assert home.get(ModelRef(id="mine"), card(labels=["cat"])) is one
    home.close()


PARENT = """
import sys, time, numpy as np
from pathlib import Path
from runtime.contracts.graph import ModelRef
from runtime.contracts.model import ModelManifest
from runtime.inference.children.home import Home
card = ModelManifest.model_validate_json(sys.argv[2])
model = Home(lambda *_: Path(sys.argv[1]), threads=1).get(ModelRef(id='mine'), card)
print(model.living.child.process.pid, flush=True)
model.run({'n': np.array(2**60, np.int64)})
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_death_of_the_parent_leaves_no_orphan(tmp_path, how):
    """Though the child is in the midst of computing, and the parent had no time for a word."""
    path = graphs.saved(graphs.endless(), tmp_path / "m.onnx")
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(path), card().model_dump_json()],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    child = psutil.Process(int(parent.stdout.readline()))
    parent.send_signal(how)
    parent.wait(20)
    parent.stdout.close()
    gone, _ = psutil.wait_procs([child], 20)
    assert gone


def shared() -> set[str]:
    return {path.name for path in Path("/dev/shm").iterdir()}


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="shared memory shows as a folder")
def test_no_shared_memory_and_no_descriptor_is_left(opened):
    model = opened(graphs.doubler())
    x = {"x": np.zeros((100, 4), np.float32)}
    model.run(x)
    before = psutil.Process().num_fds(), child_of(model).num_fds(), shared()
    for _ in range(50):
        model.run(x)

    def left() -> tuple[int, int, set[str]]:
        """What is more than before; the child may have been closing its last file just then."""
        ours, its, files = before
        process, child = psutil.Process().num_fds(), child_of(model).num_fds()
        return max(0, process - ours), max(0, child - its), shared() - files

    ends_at = time.monotonic() + 5
    while left() != (0, 0, set()) and time.monotonic() < ends_at:
        pass
    assert left() == (0, 0, set())
