from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from runtime.contracts.errors import CancelledError, ModelUnavailableError, OperatorFailedError
from runtime.contracts.graph import ModelRef
from runtime.contracts.model import ModelManifest
from runtime.inference.devices import gpu_is_present
from runtime.inference.sessions import Sessions
from tests.contexts import Token

ORIENTATION = ModelRef(id="ppocr-text-orientation")
DETECTOR = ModelRef(id="ppocr-v6-text-detector")


def lines(count: int) -> dict[str, np.ndarray]:
    return {"x": np.zeros((count, 3, 48, 192), np.float32)}


def card(**changes: object) -> ModelManifest:
    return ModelManifest.model_validate({
        "id": "mine", "title": "Mine", "task": "detect", "description": "", "licence": "",
        "source": "", "file": "mine.onnx", **changes,
    })  # fmt: skip


def test_a_model_computes_and_counts_its_work():
    sessions = Sessions(threads=2)
    outputs = sessions.get(ORIENTATION).run(lines(3))
    assert outputs[0].shape == (3, 2)
    counters = sessions.counters()["ppocr-text-orientation"]
    assert counters.runs == 1
    assert counters.seconds > 0
    assert counters.provider == "CPUExecutionProvider"


def test_nothing_is_loaded_before_it_is_asked_for():
    sessions = Sessions()
    assert sessions.manifest(DETECTOR).task == "text-detect"
    assert sessions.counters() == {}


def test_many_threads_share_one_session():
    sessions = Sessions(threads=2)
    with ThreadPoolExecutor(8) as pool:
        models = list(pool.map(lambda _: sessions.get(ORIENTATION), range(16)))
        answers = list(pool.map(lambda model: model.run(lines(1))[0], models))
    assert len({id(model) for model in models}) == 1
    assert all(np.array_equal(answer, answers[0]) for answer in answers)


def test_an_unknown_model_is_named_in_the_error():
    with pytest.raises(ModelUnavailableError, match="no model nobody"):
        Sessions().get(ModelRef(id="nobody"))


def test_a_missing_file_is_an_error_that_hides_its_path(tmp_path: Path):
    sessions = Sessions(resolve=lambda _: card(file="gone.onnx"))
    with pytest.raises(ModelUnavailableError) as caught:
        sessions.get(ModelRef(id="mine"))
    assert "gone.onnx" in caught.value.message
    assert "/" not in caught.value.message


def test_a_file_that_is_no_model_is_refused(tmp_path: Path):
    path = tmp_path / "mine.onnx"
    path.write_bytes(b"not a model")
    sessions = Sessions(resolve=lambda _: card(), locate=lambda *_: path)
    with pytest.raises(ModelUnavailableError, match="could not be opened"):
        sessions.get(ModelRef(id="mine"))


def test_inputs_of_the_wrong_shape_fail_the_operator(sessions: Sessions):
    with pytest.raises(OperatorFailedError):
        sessions.get(ORIENTATION).run({"x": np.zeros((1, 7), np.float32)})
    with pytest.raises(OperatorFailedError):
        sessions.get(ORIENTATION).run({})


def test_a_cancelled_run_does_not_start(sessions: Sessions):
    token = Token()
    token.cancel()
    with pytest.raises(CancelledError):
        sessions.get(ORIENTATION).run(lines(1), token)
    assert token.actions == []


def test_a_cancellation_stops_a_computation_that_already_runs(sessions: Sessions):
    class FiresOnceInside(Token):
        """Terminates at registration, but tells so only after the model was started."""

        def on_cancel(self, action):
            action()
            return super().on_cancel(action)

        @property
        def cancelled(self) -> bool:
            self.asked += 1
            return self.asked > 1

        @cancelled.setter
        def cancelled(self, _: bool) -> None:
            self.asked = 0

    with pytest.raises(CancelledError) as caught:
        sessions.get(DETECTOR).run({"x": np.zeros((1, 3, 320, 320), np.float32)}, FiresOnceInside())
    assert "terminate" in str(caught.value.__cause__)


def test_a_composition_loads_its_parts_and_is_not_run_itself():
    sessions = Sessions(threads=2)
    model = sessions.get(ModelRef(id="ppocr-v6"))
    assert model.provider == "CPUExecutionProvider"
    assert len(sessions.counters()) == 3
    with pytest.raises(OperatorFailedError, match="part by part"):
        model.run({})


def test_a_demand_for_cuda_is_met_or_refused_but_never_falls_back():
    sessions = Sessions(device="cuda", threads=2)
    if gpu_is_present():
        assert sessions.get(ORIENTATION).provider == "CUDAExecutionProvider"
        return
    with pytest.raises(ModelUnavailableError, match="CUDA did not load") as caught:
        sessions.get(ORIENTATION)
    assert caught.value.data["provider"] == "CPUExecutionProvider"


def test_auto_takes_what_the_machine_has():
    provider = Sessions(device="auto", threads=2).get(ORIENTATION).provider
    assert provider == "CPUExecutionProvider" or gpu_is_present()


@pytest.mark.parametrize("library", ["onnxruntime", "cv2", "numpy", "PIL", "lingua"])
def test_importing_the_catalogue_loads_no_heavy_library(library: str):
    names = sorted(
        ".".join(path.with_suffix("").parts)
        for path in Path("runtime/operators").rglob("*.py")
        if path.name != "__init__.py"
    )
    code = f"import sys, {', '.join(names)}, runtime.inference.sessions\n"
    code += f"sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_model_at_rest_takes_no_processor_time():
    code = (
        "import time, numpy, threading\n"
        "from runtime.contracts.graph import ModelRef\n"
        "from runtime.inference.sessions import Sessions\n"
        "model = Sessions(threads=2).get(ModelRef(id='ppocr-v6-text-detector'))\n"
        "model.run({'x': numpy.zeros((1, 3, 320, 320), numpy.float32)})\n"
        "before = time.process_time()\n"
        "threading.Event().wait(0.1)\n"
        "print(time.process_time() - before)\n"
    )
    spent = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(spent.stdout) < 0.02
    assert spent.stderr == ""
