"""A Roboflow definition is dropped on a canvas, runs there, and leaves again."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.clients import sample
from tests.e2e.canvas import DEMO, Canvas, centre, node, scene
from tests.e2e.test_exchange import _drop, _graph, _paste

pytestmark = pytest.mark.e2e

ID = "vehicle-registration-plates-trudk/2"
PLATES = {
    "version": "1.0",
    "inputs": [{"type": "InferenceImage", "name": "image"}],
    "steps": [
        {"type": "ObjectDetectionModel", "name": "plates_detector", "image": "$inputs.image",
         "model_id": ID},
        {"type": "DetectionOffset", "name": "offset", "offset_x": 200, "offset_y": 40,
         "predictions": "$steps.plates_detector.predictions"},
        {"type": "Crop", "name": "cropping", "image": "$inputs.image",
         "detections": "$steps.offset.predictions"},
        {"type": "OCRModel", "name": "step_ocr", "image": "$steps.cropping.crops"},
    ],
    "outputs": [
        {"type": "JsonField", "name": "predictions",
         "selector": "$steps.plates_detector.predictions"},
        {"type": "JsonField", "name": "image", "selector": "$steps.plates_detector.image"},
        {"type": "JsonField", "name": "recognised_plates", "selector": "$steps.step_ocr.result"},
        {"type": "JsonField", "name": "crops", "selector": "$steps.cropping.crops"},
    ],
}  # fmt: skip
GATED = {
    "version": "1.0",
    "inputs": [
        {"type": "WorkflowImage", "name": "image"},
        {"type": "WorkflowParameter", "name": "margin", "default_value": 20},
    ],
    "steps": [
        {"type": "roboflow_core/roboflow_object_detection_model@v2", "name": "find",
         "images": "$inputs.image", "model_id": "plates"},
        {"type": "roboflow_core/continue_if@v1", "name": "any_plate",
         "condition_statement": {"type": "StatementGroup", "statements": [
             {"type": "BinaryStatement",
              "left_operand": {"type": "DynamicOperand", "operand_name": "found",
                               "operations": [{"type": "SequenceLength"}]},
              "comparator": {"type": "(Number) >"},
              "right_operand": {"type": "StaticOperand", "value": 0}}]},
         "evaluation_parameters": {"found": "$steps.find.predictions"},
         "next_steps": ["$steps.wider"]},
        {"type": "roboflow_core/detection_offset@v1", "name": "wider",
         "predictions": "$steps.find.predictions", "offset_width": "$inputs.margin",
         "offset_height": 10},
    ],
    "outputs": [{"type": "JsonField", "name": "wide", "selector": "$steps.wider.predictions"}],
}  # fmt: skip


@pytest.fixture
def no_table(author):
    """The app knows none of their ids, before and after."""
    path = "/apps/local/demo/model-aliases"

    def clear():
        for row in author.get(path).json()["aliases"]:
            author.call("DELETE", f"{path}/{row['alias']}")

    clear()
    yield
    clear()


def _pane(page):
    return page.locator(".react-flow__pane")


def test_the_guides_definition_runs_after_its_model_is_chosen_and_leaves_again(
    page, author, no_table, complaints
):
    complaints.expect_status(422)
    target = author.new_workflow("Plates of a guide")
    canvas = Canvas(page).open(target)
    _drop(page, _pane(page), "plates.json", json.dumps(PLATES).encode(), "application/json")
    refused = page.get_by_role("dialog", name="Nothing was imported")
    expect(refused).to_contain_text(ID)
    expect(refused).to_contain_text("Step plates_detector · Finds objects")
    refused.get_by_label(ID).select_option(label="Licence plates (sample)")
    refused.get_by_role("button", name="Keep and read again").click()
    dialog = page.get_by_role("dialog", name="Import workflow")
    expect(dialog).to_contain_text("Roboflow definition from plates.json")
    expect(dialog).to_contain_text("4 nodes, 5 wires and 1 input; its answer holds 4 outputs.")
    expect(dialog).to_contain_text(f"stands for the model {ID}")
    dialog.get_by_role("button", name="Import workflow").click()
    expect(canvas.nodes()).to_have_count(4)
    expect(canvas.wire("cropping.images", "step_ocr.image")).to_be_attached()
    canvas.wait_until_saved()
    picture = {
        "name": "car.jpg",
        "mimeType": "image/jpeg",
        "buffer": sample("street-one-car.jpg"),
    }
    with page.expect_file_chooser() as chooser:
        canvas.node("IN").get_by_role("button", name="Drop an input here").or_(
            canvas.node("IN").locator(".input-picture")
        ).first.click()
    chooser.value.set_files(picture)
    expect(canvas.node("step_ocr")).to_contain_text(re.compile(r"[A-Z0-9]{4,}"), timeout=60_000)
    page.get_by_role("button", name="All commands").click()
    page.get_by_role("menuitem", name="Download as Roboflow definition").click()
    dialog = page.get_by_role("dialog", name="Download as Roboflow definition")
    expect(dialog.get_by_label("The file")).to_contain_text(ID)
    expect(dialog).to_contain_text("Everything is in the file.")
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Download definition").click()
    written = json.loads(download.value.path().read_bytes())
    assert [step["name"] for step in written["steps"]] == [one["name"] for one in PLATES["steps"]]
    assert written["steps"][0]["model_id"] == ID


def test_the_table_of_model_ids_is_kept_on_the_models_page(page, author, no_table):
    author.put("/apps/local/demo/model-aliases", {"alias": ID, "model": "plates"})
    page.goto(f"{DEMO.removesuffix('/workflows')}/models")
    table = page.get_by_role("region", name="Model ids of other products")
    expect(table).to_contain_text(ID)
    table.get_by_role("button", name=f"Remove {ID}").click()
    expect(table.get_by_text(ID)).to_have_count(0)
    table.get_by_label("Model id of another product").fill("my-plates/3")
    table.get_by_label("Model that it means").select_option(label="Licence plates (sample)")
    table.get_by_role("button", name="Add id").click()
    expect(table.get_by_role("link", name="Licence plates (sample)")).to_be_visible()


def test_a_broken_definition_is_refused_with_step_field_and_cure(
    page, author, no_table, complaints
):
    complaints.expect_status(422)
    broken = json.loads(json.dumps(PLATES).replace('"Crop"', '"Cropp"'))
    broken["steps"][1]["predictions"] = "$steps.plate_detector.predictions"
    canvas = Canvas(page).open(author.new_workflow("Broken"))
    _paste(page, json.dumps(broken))
    dialog = page.get_by_role("dialog", name="Nothing was imported")
    expect(dialog).to_contain_text("Step offset, field predictions")
    expect(dialog).to_contain_text("Did you mean plates_detector?")
    expect(dialog).to_contain_text("Step cropping, field type")
    expect(dialog.get_by_role("button", name="Keep and read again")).to_be_disabled()
    dialog.get_by_role("button", name="Close", exact=True).click()
    expect(canvas.nodes()).to_have_count(0)


def test_a_gate_is_told_apart_and_its_condition_is_edited_in_words(page, author):
    target = author.new_workflow("Gated")
    canvas = Canvas(page).open(target)
    _paste(page, json.dumps(GATED))
    page.get_by_role("dialog").get_by_role("button", name="Import workflow").click()
    gate = canvas.wire("any_plate.passed", "wider.when")
    expect(gate.locator(".gate")).to_be_attached()
    expect(canvas.node("wider")).to_contain_text("only when")
    canvas.move("wider", 160, 0)
    expect(page.locator(".wire-reason.when")).to_have_text("only when")
    canvas.select("any_plate")
    panel = canvas.inspector
    expect(panel).to_contain_text("count of found is more than 0")
    panel.get_by_label("Compared value of condition 1").fill("2")
    expect(panel).to_contain_text("count of found is more than 2")
    name = panel.get_by_label("Name of the wire found")
    name.fill("plates")
    name.press("Enter")
    expect(panel).to_contain_text("count of plates is more than 2")
    expect(canvas.wire("find.regions", "any_plate.data.plates")).to_be_attached()
    canvas.select("wider")
    expect(panel).to_contain_text("Runs only when")
    expect(panel).to_contain_text("Follows Input · margin")
    panel.get_by_role("button", name="Set width back to its default").click()
    expect(panel.get_by_text("Follows")).to_have_count(0)
    panel.get_by_role("button", name="Let width follow a value").click()
    page.get_by_role("menuitem", name="Input · margin").click()
    expect(panel).to_contain_text("Follows Input · margin")
    canvas.wait_until_saved()
    wider = _graph(author, target)["nodes"][2]
    assert wider["params"]["width"] == {"$ref": "IN.margin"}
    assert wider["when"] == ["any_plate.passed"]


def test_a_graph_that_the_language_cannot_say_tells_what_is_lost(page, author):
    made = scene(node("shout", "prompter", text="IN.text"))
    made["graph"]["inputs"] = [{"name": "text", "type": "text"}]
    canvas = Canvas(page).open(author.new_workflow("Shouts", **made))
    expect(canvas.nodes()).to_have_count(1)
    page.get_by_role("button", name="All commands").click()
    page.get_by_role("menuitem", name="Download as Roboflow definition").click()
    dialog = page.get_by_role("dialog", name="Download as Roboflow definition")
    expect(dialog).to_contain_text("Not in the definition")
    expect(dialog).to_contain_text("Prompter")


def test_operations_are_put_together_in_rows_and_say_what_they_do(page, author):
    made = scene(
        node("find", "visual-detector", "plates", image="IN.image"),
        node("keep", "region-query", regions="find.regions"),
        node("tell", "property-reader", value="keep.regions"),
    )
    target = author.new_workflow("Operations", **made)
    canvas = Canvas(page).open(target)
    canvas.select("keep")
    panel = canvas.inspector
    add = panel.get_by_label("Add operation", exact=True)
    expect(add.locator("option", has_text="Count")).to_have_count(0)
    add.select_option(label="Keep regions where")
    panel.get_by_label("Compared value of condition 1 of operation 1").fill("0.4")
    panel.get_by_role("button", name="Add condition").click()
    panel.get_by_label("Aspect of condition 2 of operation 1").select_option(label="class name")
    panel.get_by_label("Comparison of condition 2 of operation 1").select_option(label="is one of")
    panel.get_by_label("Compared value of condition 2 of operation 1").fill("plate, number plate")
    add.select_option(label="Make boxes larger")
    panel.get_by_label("Wider by of operation 2").fill("20")
    add.select_option(label="Sort regions")
    panel.get_by_label("By of operation 3").select_option(label="size")
    panel.get_by_role("button", name="Move operation 3 up").click()
    expect(panel).to_contain_text(
        "those where confidence of it is at least 0.4 and class name of it is one of plate, "
        "number plate, then sorted by size, least first, then boxes wider by 20 px"
    )
    canvas.select("tell")
    add.select_option(label="Property of regions")
    add.select_option(label="Take one entry")
    panel.get_by_label("Which of operation 2").select_option(label="the most common")
    add.select_option(label="In capital letters")
    panel.get_by_role("button", name="Remove operation 3").click()
    expect(panel).to_contain_text("class name, then the most common")
    expect(panel.get_by_role("alert")).to_have_count(0)
    canvas.wait_until_saved()
    _find, keep, tell = _graph(author, target)["nodes"]
    statements = [
        {
            "type": "BinaryStatement",
            "left_operand": {
                "type": "DynamicOperand",
                "operand_name": "_",
                "operations": [{"type": "ExtractDetectionProperty", "property_name": name}],
            },
            "comparator": {"type": asks},
            "right_operand": {"type": "StaticOperand", "value": value},
        }
        for name, asks, value in [
            ("confidence", "(Number) >=", 0.4),
            ("class_name", "in (Sequence)", ["plate", "number plate"]),
        ]
    ]
    condition = {"type": "StatementGroup", "operator": "and", "statements": statements}
    assert keep["params"]["operations"] == [
        {"type": "DetectionsFilter", "filter_operation": condition},
        {"type": "SortDetections", "mode": "size", "ascending": True},
        {"type": "DetectionsOffset", "offset_x": 20, "offset_y": 0},
    ]
    assert tell["params"]["operations"] == [
        {"type": "DetectionsPropertyExtract", "property_name": "class_name"},
        {"type": "SequenceAggregate", "mode": "most_common"},
    ]


def test_cases_and_operations_by_name_are_put_together_in_rows(page, author):
    made = scene(
        node("find", "visual-detector", "plates", image="IN.image"),
        node("count", "property-reader", value="find.regions"),
        node("say", "expression"),
    )
    made["graph"]["nodes"][2]["inputs"] = {"data.n": ["count.result"]}
    target = author.new_workflow("Cases", **made)
    canvas = Canvas(page).open(target)
    canvas.select("say")
    panel = canvas.inspector
    panel.get_by_role("button", name="Add case").click()
    panel.get_by_label("Compared value of condition 1 of case 1").fill("2")
    panel.get_by_label("Result of case 1: value").fill("MANY")
    panel.get_by_label("Otherwise: value").fill("FEW")
    expect(panel).to_contain_text('"MANY" where n equals 2')
    expect(panel).to_contain_text('"FEW" otherwise')
    canvas.wait_until_saved()
    written = _graph(author, target)["nodes"][2]["params"]["switch"]
    assert written["cases"][0]["result"] == {"type": "StaticCaseResult", "value": "MANY"}
    assert written["default"] == {"type": "StaticCaseResult", "value": "FEW"}


def test_the_gate_of_a_node_comes_out_while_a_wire_that_may_end_there_is_drawn(page, author):
    made = scene(
        node("find", "visual-detector", "plates", image="IN.image"),
        node("any", "condition"),
        node("wider", "region-offset", regions="find.regions"),
    )
    made["graph"]["nodes"][1]["inputs"] = {"data.found": ["find.regions"]}
    target = author.new_workflow("Gates by hand", **made)
    canvas = Canvas(page).open(target)
    gate = canvas.input("wider.when")
    expect(gate).to_have_count(0)
    start = centre(canvas.output("any.passed"))
    title = centre(canvas.node("wider").locator(".node-title"))
    canvas.hold(start, title)
    expect(gate).to_be_visible()
    expect(canvas.node("wider")).to_contain_text("only when")
    expect(canvas.input("find.when")).to_have_count(0)
    page.mouse.move(*centre(gate), steps=4)
    page.mouse.up()
    expect(canvas.wire("any.passed", "wider.when").locator(".gate")).to_be_attached()
    canvas.wait_until_saved()
    assert _graph(author, target)["nodes"][2]["when"] == ["any.passed"]
    page.keyboard.press("Control+z")
    expect(canvas.wire("any.passed", "wider.when")).to_have_count(0)
    expect(gate).to_have_count(0)


def _new_from_a_file(page):
    page.goto(DEMO.removesuffix("/workflows"))
    page.get_by_role("button", name="New workflow").first.click()
    dialog = page.get_by_role("dialog", name="New workflow")
    dialog.get_by_label("Start from").select_option(label="A file: Weft, Clarifai or Roboflow")
    return dialog


def test_a_new_workflow_starts_from_a_definition_whose_model_is_chosen_on_the_way(
    page, no_table, complaints
):
    complaints.expect_status(422)
    dialog = _new_from_a_file(page)
    create = dialog.get_by_role("button", name="Create workflow")
    dialog.get_by_label("File").set_input_files(
        {
            "name": "street_plates.json",
            "mimeType": "application/json",
            "buffer": json.dumps(PLATES).encode(),
        }
    )
    dialog.get_by_label(ID).select_option(label="Licence plates (sample)")
    expect(create).to_be_disabled()
    dialog.get_by_role("button", name="Keep and read again").click()
    expect(dialog).to_contain_text("Roboflow definition: 4 nodes, 5 wires.")
    expect(dialog.get_by_label("Name")).to_have_value("street plates")
    create.click()
    canvas = Canvas(page)
    expect(canvas.nodes()).to_have_count(4)
    expect(canvas.node("plates_detector")).to_contain_text("plates_detector")
    boxes = [each.bounding_box() for each in canvas.nodes().all()]
    assert all(
        a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
        for at, a in enumerate(boxes)
        for b in boxes[:at]
    )


def test_a_new_workflow_starts_from_a_definition_that_is_pasted(page, no_table):
    dialog = _new_from_a_file(page)
    dialog.get_by_label("Pasted text").fill(json.dumps(GATED))
    expect(dialog).to_contain_text("Roboflow definition: 3 nodes")
    dialog.get_by_label("Name").fill("Pasted")
    dialog.get_by_role("button", name="Create workflow").click()
    canvas = Canvas(page)
    expect(canvas.nodes()).to_have_count(3)
    expect(canvas.wire("any_plate.passed", "wider.when")).to_be_attached()


def test_what_follows_a_closed_gate_says_that_no_value_came(page, author):
    closed = json.loads(json.dumps(GATED))
    [statement] = closed["steps"][1]["condition_statement"]["statements"]
    statement["right_operand"]["value"] = 9
    canvas = Canvas(page).open(author.new_workflow("Closed gate"))
    _paste(page, json.dumps(closed))
    page.get_by_role("dialog").get_by_role("button", name="Import workflow").click()
    expect(canvas.nodes()).to_have_count(3)
    page.get_by_test_id("run").click()
    expect(page.get_by_test_id("node-state-wider")).to_have_text("no value", timeout=60_000)
    expect(canvas.node("wider")).to_contain_text("this path did not continue")
    expect(canvas.node("any_plate").locator(".preview-port")).to_have_text("stopped")
    canvas.select("wider")
    expect(canvas.inspector).to_contain_text("No value: the path ended before it")
