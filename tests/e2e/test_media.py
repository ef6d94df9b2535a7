"""Films and sounds: given on the canvas and on pages, played, followed frame by frame, wired."""

from __future__ import annotations

import base64
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.clients import sample
from tests.e2e.canvas import Canvas, node
from tests.e2e.test_pages import SIZES, violations
from tests.e2e.test_public_page import stranger  # noqa: F401 - a fixture
from tests.e2e.test_try_page import carry
from tests.movies import movie, song

pytestmark = pytest.mark.e2e

FRAMES = node("frames", "video-frames", video="IN.video", params={"sample_ms": 500})
FIND = node("find", "visual-detector", model="plates", image="frames.frames")


def street_film():
    """Two cars drive slowly past: the sample picture, shifted a little from frame to frame."""
    from io import BytesIO

    from PIL import Image

    picture = Image.open(BytesIO(sample("street-two-cars.jpg"))).convert("RGB").resize((640, 400))
    pixels = np.asarray(picture)
    return movie(20, 10, (640, 400), "webm", picture=lambda index: np.roll(pixels, index, axis=1))


FILM = {"name": "street.webm", "mimeType": "video/webm", "buffer": street_film()}
SOUND = {"name": "tone.wav", "mimeType": "audio/wav", "buffer": song("wav", seconds=2)}
NOTICE = {"name": "notice.jpg", "mimeType": "image/jpeg", "buffer": sample("notice.jpg")}


def graph(*nodes, takes=("video",)):
    places = {each["id"]: {"x": 260 + 270 * index, "y": 0} for index, each in enumerate(nodes)}
    return {
        "graph": {
            "schema": 1,
            "inputs": [{"name": kind, "type": kind} for kind in takes],
            "nodes": list(nodes),
        },
        "layout": {"nodes": {"IN": {"x": 0, "y": 0}, **places}},
    }


def published(author, name, made):
    path = author.new_workflow(name, **made)
    saved = author.post(f"{path}/versions", {**made, "publish": True})
    assert saved.status_code == 201, saved.text
    return path


def hand_on(kind):
    return node(f"same-{kind}", "first-present", first=f"IN.{kind}")


def done(page, name):
    chip = page.get_by_test_id(f"node-state-{name}")
    expect(chip).to_have_attribute("data-status", "succeeded")


def give(canvas, *files):
    canvas.node("IN").get_by_label("Choose an input").set_input_files(list(files))


def pick(page, *files):
    page.get_by_label("Files to try").set_input_files(list(files))


def test_a_film_runs_from_in_and_is_followed_frame_by_frame(page, author):
    canvas = Canvas(page).open(author.new_workflow("A film", **graph(FRAMES, FIND)))
    give(canvas, FILM)
    done(page, "find")
    expect(canvas.node("IN").get_by_test_id("thumb-video")).to_contain_text("0:02")
    canvas.select("find")
    viewer = page.get_by_test_id("viewer-find")
    strip = viewer.get_by_test_id("filmstrip").get_by_role("radio")
    expect(strip).to_have_text(["All 4", "0:00.0", "0:00.5", "0:01.0", "0:01.5"])
    overlay = viewer.get_by_test_id("video-overlay")
    expect(overlay).to_have_attribute("data-frame", "0")
    expect(overlay.locator(".region-mark").first).to_be_attached()
    strip.nth(3).click()
    expect(overlay).to_have_attribute("data-frame", "2")
    player = viewer.get_by_test_id("video-preview").locator("video")
    assert 0.9 < player.evaluate("(film) => film.currentTime") < 1.5
    expect(canvas.node("frames").get_by_test_id("port-out-frames-frames")).to_be_visible()
    expect(canvas.node("frames").locator(".fan")).to_have_count(0)
    strip.nth(0).click()
    expect(canvas.node("frames").locator(".fan")).to_have_count(1)


def test_a_sound_is_dropped_on_in_and_plays(page, author):
    made = graph(hand_on("audio"), takes=("audio",))
    canvas = Canvas(page).open(author.new_workflow("A sound", **made))
    data = base64.b64encode(SOUND["buffer"]).decode()
    transfer = carry(page, "audio/wav", "tone.wav", data)
    canvas.node("IN").dispatch_event("drop", {"dataTransfer": transfer})
    done(page, "same-audio")
    expect(canvas.node("IN").get_by_test_id("thumb-audio")).to_contain_text("0:02")
    canvas.select("same-audio")
    player = page.get_by_test_id("viewer-same-audio").get_by_test_id("audio-preview")
    expect(player).to_contain_text("0:00 / 0:02")
    expect(player.locator(".audio-wave")).to_have_attribute("data-bars", "240")
    player.get_by_role("button", name="Play").click()
    expect(player).to_contain_text("0:02 / 0:02")
    expect(player.get_by_role("button", name="Play")).to_be_visible()


def test_a_wire_from_a_film_offers_its_frames_in_one_step(page, author):
    lonely = node("find", "visual-detector", model="plates")
    canvas = Canvas(page).open(author.new_workflow("Cure", **graph(lonely)))
    canvas.pull_wire("IN.video", "find.image")
    expect(canvas.notice).to_contain_text("needs an image here; IN gives a video")
    canvas.notice.get_by_role("button", name="Insert Sample video frames").click()
    expect(canvas.wires()).to_have_count(2)
    expect(canvas.nodes()).to_have_count(2)
    page.keyboard.press("Control+z")
    expect(canvas.nodes()).to_have_count(1)
    expect(canvas.wires()).to_have_count(0)


def test_a_wire_from_a_film_to_a_sound_offers_its_sound(page, author):
    lonely = node("hear", "speech-segments")
    canvas = Canvas(page).open(author.new_workflow("Cure of sound", **graph(lonely)))
    canvas.pull_wire("IN.video", "hear.audio")
    canvas.notice.get_by_role(
        "button", name=re.compile("^Insert .*(sound|audio)", re.IGNORECASE)
    ).click()
    expect(canvas.wires()).to_have_count(2)


def test_the_inputs_of_a_workflow_are_added_named_and_removed(page, author):
    find = node("find", "visual-detector", model="plates", image="IN.image")
    canvas = Canvas(page).open(author.new_workflow("Inputs", **graph(find, takes=("image",))))
    canvas.node("IN").locator(".node-title").click()
    canvas.inspector.get_by_role("button", name="Add input").click()
    expect(page.get_by_role("menuitem", name="Image")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("menuitem", name="Audio").click()
    expect(canvas.output("IN.audio")).to_be_visible()
    name = canvas.inspector.get_by_label("Name of the input image")
    name.fill("The photo")
    name.press("Enter")
    expect(canvas.wire("IN.the_photo", "find.image")).to_be_attached()
    canvas.inspector.get_by_role("button", name="Remove the input the_photo").click()
    expect(canvas.wires()).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(canvas.wire("IN.the_photo", "find.image")).to_be_attached()
    canvas.wait_until_saved()


def test_several_media_and_a_text_are_one_input(page, author):
    ask = node("say", "prompter", text="IN.text", params={"prompt_template": "{data.text.raw}!"})
    made = graph(hand_on("image"), hand_on("audio"), ask, takes=("image", "audio", "text"))
    canvas = Canvas(page).open(author.new_workflow("Three at once", **made))
    give(canvas, NOTICE)
    expect(canvas.notice).to_contain_text("also takes text")
    page.get_by_role("textbox", name="Text to run on").first.fill("Hello")
    with page.expect_response(re.compile("/runs$")) as answer:
        give(canvas, SOUND)
    values = answer.value.json()["inputs"][0]["values"]
    assert {value["kind"] for value in values.values()} == {"image", "audio", "text"}
    done(page, "same-audio")
    expect(canvas.node("say")).to_contain_text("Hello!")


def open_recorder(page, author):
    made = graph(hand_on("audio"), takes=("audio",))
    canvas = Canvas(page).open(author.new_workflow("Recorded", **made))
    page.get_by_test_id("dock").get_by_role("button", name="Microphone").click()
    return canvas


def test_a_sound_from_the_microphone_runs(open_page, author):
    page = open_page(permissions=["microphone"])
    canvas = open_recorder(page, author)
    dialog = page.get_by_role("dialog", name="Record a sound")
    expect(dialog.get_by_role("timer")).to_contain_text(re.compile(r"[1-9]\.\d s"))
    dialog.get_by_role("button", name="Stop and run").click()
    done(page, "same-audio")
    expect(canvas.node("IN").get_by_test_id("thumb-audio")).to_be_visible()


def test_a_microphone_that_is_not_allowed_is_explained(page, author):
    open_recorder(page, author)
    expect(page.get_by_role("alert")).to_contain_text("does not let this page use the microphone")


def test_a_page_takes_films_and_says_their_limits_first(page, author):
    path = published(author, "Films", graph(FRAMES, FIND))
    page.goto(path)
    expect(page.get_by_text("Video up to 128 MB and 10 minutes")).to_be_visible()
    pick(page, NOTICE)
    expect(page.get_by_role("alert")).to_contain_text("is an image, and this workflow takes video")
    pick(page, FILM)
    expect(page.get_by_test_id("output-find").get_by_test_id("video-overlay")).to_be_attached()
    expect(page.get_by_test_id("output-frames")).to_contain_text("0:01.5")


def test_a_grid_holds_films_and_a_file_that_is_none(page, author):
    path = published(author, "Many films", graph(FRAMES))
    page.goto(path)
    broken = {"name": "broken.webm", "mimeType": "video/webm", "buffer": b"no film at all"}
    pick(page, FILM, broken)
    grid = page.get_by_role("grid")
    expect(grid.get_by_test_id("thumb-video")).to_contain_text("0:02")
    row = page.get_by_test_id("output-frames").get_by_role("gridcell")
    expect(row.nth(0)).to_contain_text("0:00.5")
    expect(row.nth(1)).to_have_attribute("data-state", "refused")


def test_a_picture_and_a_text_go_together_from_a_page(page, author):
    ask = node("say", "prompter", text="IN.text", params={"prompt_template": "{data.text.raw}!"})
    path = published(author, "Ask", graph(hand_on("image"), ask, takes=("image", "text")))
    page.goto(path)
    pick(page, NOTICE)
    expect(page.get_by_text("Give a text too")).to_be_visible()
    page.get_by_label("Text to try").fill("What is it")
    page.get_by_role("button", name="Run on this file").click()
    expect(page.get_by_test_id("output-say")).to_contain_text("What is it!")
    expect(page.get_by_test_id("output-same-image").get_by_role("img").first).to_be_visible()
    page.get_by_role("button", name=re.compile("Run on sample")).first.click()
    expect(page.get_by_test_id("output-say")).to_contain_text("What is it!")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_stranger_plays_a_sound_on_a_public_page(stranger, author, size, colours):  # noqa: F811
    made = graph(hand_on("audio"), takes=("audio",))
    path = published(author, f"Public sound {size} {colours}", made)
    link = author.put(f"{path}/try-page", {"enabled": True, "samples": []}).json()["path"]
    guest = stranger(viewport=SIZES[size], color_scheme=colours)
    guest.goto(link)
    expect(guest.get_by_role("button", name="Record sound")).to_be_visible()
    pick(guest, SOUND)
    player = guest.get_by_test_id("output-same-audio").get_by_test_id("audio-preview")
    expect(player).to_contain_text("/ 0:02")
    assert violations(guest) == []


def test_a_large_film_tells_how_much_has_gone(page, author):
    path = published(author, "Large", graph(FRAMES))
    page.goto(path)
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    slow = {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": 900_000}
    client.send("Network.emulateNetworkConditions", slow)
    pick(page, {**FILM, "buffer": FILM["buffer"] + bytes(3_000_000)})
    expect(page.get_by_text(re.compile(r"Sending 1 file, \d+ %"))).to_be_visible()
