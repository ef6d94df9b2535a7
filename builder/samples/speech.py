"""Speaks the sample sounds: python -m builder.samples.speech (needs the text to speech engine)."""

from pathlib import Path

import av
import numpy as np

from runtime import api
from runtime.contracts.graph import parse_graph

HERE = Path(__file__).parent
PAUSE_SECONDS = 1.2
SOUNDS = {
    "wonderful-day.flac": (("This is a wonderful day and I am very happy.",), 120),
    "angry-call.flac": (("This is terrible, and I am very angry.",), 150),
    "two-sentences.flac": (
        ("This is a wonderful day and I am very happy.", "What a great day for all of us."), 120,
    ),
}  # fmt: skip


def spoken(text: str, speed: int) -> tuple[np.ndarray, int]:
    """16-bit samples and their rate."""
    params = {"language": "en-us", "voice": "woman", "speed": speed}
    graph = parse_graph(
        {
            "schema": 1,
            "inputs": [{"name": "text", "type": "text"}],
            "nodes": [
                {
                    "id": "say", "operator": "text-to-audio", "params": params,
                    "inputs": {"text": ["IN.text"]},
                }
            ],
        }
    )  # fmt: skip
    run = api.run_here(graph, api.read_upload(text.encode(), "text", ("text",)))
    ((data, _),) = run.files.values()
    samples = np.frombuffer(data, "<f4", offset=44)
    rate = int(np.frombuffer(data, "<u4", 1, 24)[0])
    return np.asarray(np.clip(samples * 32768, -32768, 32767), np.int16), rate


def main() -> None:
    """Write every sound beside this file."""
    for name, (texts, speed) in SOUNDS.items():
        parts = [spoken(text, speed) for text in texts]
        rate = parts[0][1]
        silence = np.zeros(round(PAUSE_SECONDS * rate), np.int16)
        joined = [piece for samples, _ in parts for piece in (samples, silence)]
        write_flac(HERE / name, np.concatenate(joined[:-1]), rate)


def write_flac(path: Path, samples: np.ndarray, rate: int) -> None:
    """Mono, lossless."""
    with av.open(str(path), "w", format="flac") as file:
        stream = file.add_stream("flac", rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
        frame.sample_rate = rate
        for packet in (*stream.encode(frame), *stream.encode()):
            file.mux(packet)


if __name__ == "__main__":
    main()
