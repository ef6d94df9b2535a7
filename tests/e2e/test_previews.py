"""Every kind of value shows on its node. Kinds that no operator gives yet come as pins."""

from __future__ import annotations

import base64
import json
import math
import struct
from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.e2e.test_running import CROP, FIND, KEEP, READ, open_canvas, viewer

pytestmark = pytest.mark.e2e

PUT = """
import base64, json, pathlib
from builder.blob_files import write_blob
from builder.models import Pin, Workflow
workflow = Workflow.objects.get(key={key!r})
for node, operator, port, value, data in json.loads(pathlib.Path({pins!r}).read_text()):
    if data:
        value["blob"] = write_blob(workflow.app_id, base64.b64decode(data), value["media_type"])
    Pin.objects.create(workflow=workflow, node=node, operator=operator, run_number=1,
                       outputs=[{{port: value}}])
"""


def sound():
    """Three seconds that swell, as the server stores sound."""
    samples = [math.sin(i / 9) * math.sin(i / 9000) for i in range(48_000)]
    data = struct.pack(f"<{len(samples)}f", *samples)
    shape = struct.pack("<IHHIIHH", 16, 3, 1, 16_000, 64_000, 4, 32)
    head = b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt " + shape
    return head + b"data" + struct.pack("<I", len(data)) + data


def mask():
    picture = Image.new("L", (64, 48))
    ImageDraw.Draw(picture).rectangle((0, 0, 31, 47), fill=1)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


RECORD = """async () => {
  const canvas = document.createElement('canvas');
  canvas.width = 64; canvas.height = 48;
  const brush = canvas.getContext('2d');
  const recorder = new MediaRecorder(canvas.captureStream(25), {mimeType: 'video/webm'});
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.start();
  for (let frame = 0; frame < 25; frame += 1) {
    brush.fillStyle = `rgb(${frame * 10}, 80, 120)`;
    brush.fillRect(0, 0, 64, 48);
    await new Promise((next) => setTimeout(next, 30));
  }
  await new Promise((done) => { recorder.onstop = done; recorder.stop(); });
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}"""


def put_pins(weft, page, *pins):
    key = page.url.split("/workflows/")[1].split("/")[0]
    listed = weft.data / f"{key}-pins.json"
    listed.write_text(json.dumps(pins))
    weft.manage("shell", "-v", "0", "-c", PUT.format(key=key, pins=str(listed)))
    page.reload()


def encoded(data):
    return base64.b64encode(data).decode()


def test_sound_a_mask_and_film_are_shown_on_the_node(page, author, weft):
    canvas = open_canvas(page, author, "Media kinds", FIND, KEEP, CROP)
    film = page.evaluate(RECORD)
    regions = "regions"
    put_pins(
        weft, page,
        ("find", FIND["operator"], regions, {"kind": "audio", "media_type": "audio/wav"},
         encoded(sound())),
        ("keep", KEEP["operator"], regions,
         {"kind": "mask", "media_type": "image/png", "width": 64, "height": 48,
          "names": ["background", "road"]}, encoded(mask())),
        ("crop", CROP["operator"], "images", {"kind": "video", "media_type": "video/webm"}, film),
    )  # fmt: skip
    wave = canvas.node("find").get_by_test_id("audio-preview")
    expect(wave.locator(".audio-wave")).to_have_attribute("data-bars", "64")
    expect(wave).to_contain_text("0:03")
    wave.get_by_role("button", name="Play").click()
    expect(wave.get_by_role("button", name="Pause")).to_be_visible()

    canvas.select("keep")
    expect(viewer(page)).to_contain_text("road 50.0 %")
    painted = canvas.node("keep").get_by_role("img", name="Mask")
    alpha = "(c) => c.getContext('2d').getImageData(10, 20, 1, 1).data[3]"
    page.wait_for_function(
        "() => document.querySelector('[data-testid=node-keep] canvas')?.width === 64"
    )
    assert painted.evaluate(alpha) == 89

    scrub = canvas.node("crop").get_by_role("slider", name="Place in the video")
    frame = canvas.node("crop").locator("video")
    page.wait_for_function(
        "() => document.querySelector('[data-testid=node-crop] video')?.readyState >= 2"
    )
    assert frame.evaluate("(video) => video.videoWidth") == 64
    expect(scrub).to_be_visible()


def test_numbers_in_many_shapes_are_shown_on_the_node(page, author, weft):
    canvas = open_canvas(page, author, "Data kinds", FIND, KEEP, READ)
    before = canvas.node("find").bounding_box()
    wave = [math.sin(i / 5) for i in range(128)]
    put_pins(
        weft, page,
        ("find", FIND["operator"], "regions", {"kind": "embeddings", "vectors": [wave]}, None),
        ("keep", KEEP["operator"], "regions", {"kind": "clusters", "labels": [0, 0, 1, -1]}, None),
        ("read", READ["operator"], "text",
         {"kind": "table", "columns": ["plate", "score"], "rows": [["KT52 LMR", 0.97]]}, None),
    )  # fmt: skip
    expect(canvas.node("find")).to_contain_text("1 vector, 128 dimensions")
    expect(canvas.node("keep")).to_contain_text("cluster 0: 2")
    expect(canvas.node("read").get_by_role("cell", name="KT52 LMR")).to_be_visible()
    after = canvas.node("find").bounding_box()
    assert (before["width"], before["height"]) == (after["width"], after["height"])
