"""Over both doors a node keeps whatever id it came with."""

from __future__ import annotations

from tests.builder.api.v2.flows import HI, prompt, said

FIRST, SECOND = "my node.1", "Ü / #2"


def flow(mark="!"):
    return {
        "id": "named",
        "nodes": [
            prompt(FIRST, "<{data.text.raw}>", model="wrap"),
            prompt(SECOND, "{data.text.raw}" + mark, FIRST, model="mark"),
        ],
    }


def test_any_id_is_made_run_changed_and_read(door):
    [made] = door.ok("PostWorkflows", workflows=[flow()])["workflows"]
    assert [node["id"] for node in made["nodes"]] == [FIRST, SECOND]

    answer = door.ok("PostWorkflowResults", workflow_id="named", inputs=[HI])
    assert said(answer) == ["<hi>", "<hi>!"]
    outputs = answer["results"][0]["outputs"]
    assert [output["id"].partition("-")[2] for output in outputs] == [FIRST, SECOND]
    if "node_id" in outputs[0]:  # an addition of REST
        assert [output["node_id"] for output in outputs] == [FIRST, SECOND]

    change = {"id": "named", "nodes": [prompt(SECOND, "{data.text.raw}?", model="ask")]}
    door.ok("PatchWorkflows", action="merge", workflows=[change])
    read = door.ok("GetWorkflow", workflow_id="named")["workflow"]
    assert [node["id"] for node in read["nodes"]] == [FIRST, SECOND]
    assert read["nodes"][1]["node_inputs"] == [{"node_id": FIRST}]
    assert said(door.ok("PostWorkflowResults", workflow_id="named", inputs=[HI])) == [
        "<hi>", "<hi>?",
    ]  # fmt: skip


def test_what_is_suppressed_is_so_under_any_id(door):
    told = flow()
    told["nodes"][0]["suppress_output"] = True
    door.ok("PostWorkflows", workflows=[told])
    answer = door.ok("PostWorkflowResults", workflow_id="named", inputs=[HI])
    assert said(answer) == [None, "<hi>!"]


def test_an_id_that_is_too_long_is_refused_with_a_shorter_one(door):
    told = flow()
    told["nodes"][1]["id"] = "x" * 65
    status = door.call("PostWorkflows", workflows=[told])["status"]
    assert status["http_status_code"] == 400
    assert "You could call it: " + "x" * 64 in status["details"]
