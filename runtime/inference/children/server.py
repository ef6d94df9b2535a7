"""What runs inside a child: obey one order, `serve` a model until the line closes, or `inspect`.

Started as `python -m runtime.inference.children.server FD`. The processes of Weft never import
this.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import OperatorFailedError, WeftError
from runtime.inference.children import own_files, sandbox
from runtime.inference.children.channel import Channel, ClosedError
from runtime.inference.children.tokenizing import DEEDS, Tokenizing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.model import Model

CALLS_AT_ONCE = 8
MAX_FILE_BYTES = 2 * 1024**3
OUT_OF_MEMORY = ("bad_alloc", "bad allocation", "allocate memory", "out of memory")


class Stop:
    """Fulfils `contracts.model.CancelToken` for one call."""

    def __init__(self) -> None:
        self.cancelled = False
        self._lock = threading.Lock()
        self._actions: list[Callable[[], Any]] = []

    def fire(self) -> None:
        """Stop the call."""
        with self._lock:
            self.cancelled = True
            actions = list(self._actions)
        for action in actions:
            action()

    def on_cancel(self, action: Callable[[], Any]) -> Callable[[], None]:
        """Call `action()` when stopped, at once if that already happened."""
        with self._lock:
            self._actions.append(action)
            late = self.cancelled
        if late:
            action()
        return lambda: None


class Server:
    """Answers calls of one model, several side by side."""

    def __init__(self, line: Channel, model: Model, tokenizing: Tokenizing | None) -> None:
        self._line = line
        self._model = model
        self._tokenizing = tokenizing
        self._stops: dict[int, Stop] = {}
        self._pool = ThreadPoolExecutor(CALLS_AT_ONCE)

    def listen(self) -> None:
        """Until the line closes."""
        while True:
            message, fd = self._line.receive()
            number = int(message["id"])
            if message["do"] == "stop":
                stop = self._stops.get(number)
                if stop is not None:
                    stop.fire()
            elif fd is not None:
                self._stops[number] = Stop()
                self._pool.submit(self._answer, number, message, fd)

    def _answer(self, number: int, message: dict[str, Any], fd: int) -> None:
        from runtime.inference.children import handover

        stop = self._stops[number]
        try:
            try:
                feeds = handover.mapped(fd, message["slots"])
            finally:
                os.close(fd)
            outputs = self._outputs(message, feeds, stop)
            made, slots = handover.write(_named(outputs))
            try:
                self._line.send({"id": number, "slots": slots}, made)
            finally:
                os.close(made)
        except ClosedError:
            os._exit(0)
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller must hear of it
            self._line.send({"id": number, "error": as_answer(error)})
        finally:
            self._stops.pop(number, None)

    def _outputs(
        self, message: dict[str, Any], feeds: Mapping[str, NDArray[np.generic]], stop: Stop
    ) -> Sequence[NDArray[np.generic]]:
        if message["do"] in DEEDS and self._tokenizing is not None:
            return self._tokenizing.do(message["do"], feeds)
        return self._model.run(feeds, stop, message["graph"])


def as_answer(error: BaseException) -> dict[str, Any]:
    """An error as the parent hears it."""
    told = f"{error} {error.__cause__ or ''}".lower()
    if isinstance(error, MemoryError) or any(words in told for words in OUT_OF_MEMORY):
        return {"code": "memory", "message": ""}
    if isinstance(error, WeftError):
        return {"code": error.code, "message": error.message}
    return {"code": OperatorFailedError.code, "message": ""}


def _named(outputs: Any) -> dict[str, Any]:
    """The outputs by place; one that is no array fails with its type's name."""
    import numpy as np

    return {str(place): np.asarray(output) for place, output in enumerate(outputs)}


def serve(line: Channel, order: dict[str, Any]) -> None:
    """Open the model that the order names, say what it is, then answer calls."""
    import onnxruntime  # noqa: F401 - its libraries are not the model's memory

    from runtime.contracts.model import ModelManifest
    from runtime.inference.sessions import open_files

    sandbox.limit_files(MAX_FILE_BYTES)
    sandbox.limit_memory(order["memory"], reserves=order["device"] != "cpu")
    told = order.get("tokenizer_file")
    try:
        card = ModelManifest.model_validate(order["card"])
        tokenizing = Tokenizing(card, Path(told)) if told else None
        files = {role: Path(path) for role, path in order["files"].items()}
        model = open_files(card, files, order["device"], order["threads"])
    except Exception as error:  # noqa: BLE001 - the parent says it to whoever asked
        line.send({"error": as_answer(error)})
        return
    opened = {
        "provider": model.provider,
        "metadata": dict(model.metadata),
        "inputs": {role: dict(model.inputs(role)) for role in files},
        "outputs": {role: list(model.output_names(role)) for role in files},
    }
    line.send({"opened": opened})
    Server(line, model, tokenizing).listen()


def inspect(line: Channel, order: dict[str, Any]) -> None:
    """Look at the files of a folder; one answer, then the end."""
    from runtime.inference.importing import verify

    try:
        line.send({"facts": verify.verify(order)})
    except Exception as error:  # noqa: BLE001 - the parent says it to whoever asked
        line.send({"error": as_answer(error)})


def main() -> None:
    """Give up what is not needed, hear the order, obey it."""
    line = Channel(socket.socket(fileno=int(sys.argv[1])))
    try:
        order, _ = line.receive()
        devices = order.get("device", "cpu") != "cpu"
        folder = order.get("folder")
        files = [Path(path) for path in order.get("files", {}).values()]
        if order.get("tokenizer_file"):
            files.append(Path(order["tokenizer_file"]))
        own_files.see_only(files, Path(folder) if folder else None, devices=devices)
        sandbox.refuse_calls(local_sockets=devices)
        {"serve": serve, "inspect": inspect}[order["do"]](line, order)
    except ClosedError:
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
