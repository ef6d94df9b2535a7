"""A long video takes no more memory than its frames one by one, however many nodes follow."""

from __future__ import annotations

import json
import subprocess
import sys

import cv2
import numpy as np
import pytest

from tests.clients import SAMPLES
from tests.movies import movie
from tests.servers import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
MOST_MEGABYTES = 150
SECONDS, FPS = 60, 10
PEAK = """
import json, sys
from pathlib import Path
from runtime import api
from runtime.contracts.graph import parse_graph
graph = parse_graph(json.loads(sys.argv[1]))
kinds = tuple(item.type for item in graph.inputs)
with Path(sys.argv[2]).open("rb") as file:
    upload = api.read_upload(file, "input", kinds)
    result = api.run_here(graph, upload)
assert not result.failures, result.failures
counts = {node: len(ports[port]["each"]) for node, ports in result.outputs.items()
          for port in ports if isinstance(ports[port], dict) and "each" in ports[port]}
status = Path("/proc/self/status").read_text()
peak = next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line) * 1024
print(json.dumps({"megabytes": peak / 1e6, "frames": counts}))
"""


def node(name: str, operator: str, **inputs: str) -> dict:
    return {"id": name, "operator": operator,
            "inputs": {port: [source] for port, source in inputs.items()}}  # fmt: skip


def detector(source: str) -> dict:
    return {**node("find", "visual-detector", image=source), "model": {"id": "plates"}}


def graph(kind: str, *nodes: dict) -> str:
    return json.dumps({"schema": 1, "inputs": [{"name": "it", "type": kind}], "nodes": list(nodes)})


def peak(document: str, path) -> dict:
    done = subprocess.run(
        [sys.executable, "-c", PEAK, document, str(path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    """A street of 1280 by 720 that moves by: as a picture, and as a minute of video."""
    folder = tmp_path_factory.mktemp("street")
    wide = cv2.resize(cv2.imread(str(SAMPLES / "street-two-cars.jpg")), (1280, 720))
    cv2.imwrite(str(folder / "street.jpg"), wide)
    bright = cv2.cvtColor(wide, cv2.COLOR_BGR2RGB)
    data = movie(SECONDS * FPS, FPS, (1280, 720), picture=lambda i: np.roll(bright, i, axis=1))
    (folder / "street.mp4").write_bytes(data)
    return folder


def test_a_minute_of_video_takes_little_more_memory_than_a_picture(street):
    picture = graph(
        "image",
        detector("IN.it"),
        node("draw", "draw-regions", image="IN.it", regions="find.regions"),
    )
    video = graph(
        "video",
        node("frames", "video-frames", video="IN.it"),
        detector("frames.frames"),
        node("draw", "draw-regions", image="frames.frames", regions="find.regions"),
        node("film", "video-maker", frames="draw.image"),
    )
    one = peak(picture, street / "street.jpg")["megabytes"]
    taken = peak(graph("video", node("frames", "video-frames", video="IN.it")),
                 street / "street.mp4")  # fmt: skip
    assert taken["frames"] == {"frames": SECONDS}
    assert taken["megabytes"] - one < MOST_MEGABYTES
    film = peak(video, street / "street.mp4")
    assert film["frames"]["draw"] == SECONDS
    assert film["megabytes"] - one < MOST_MEGABYTES
