"""A workflow that a program made is edited on the canvas like any other."""

from __future__ import annotations

from tests.builder.api.v2.flows import HI, said, shout


def test_what_a_program_made_is_edited_on_the_canvas(rest, editor, shop):
    rest.ok("PostWorkflows", workflows=[shout(description="Shouts.")])
    path = f"/apps/local/{shop}/workflows/shout"
    assert editor.get(path).json()["note"] == "Shouts."
    draft = editor.get(f"{path}/draft").json()
    assert draft["problems"] == []
    graph, layout = draft["graph"], draft["layout"]
    assert layout["nodes"].keys() == {"IN", "wrap", "mark"}
    graph["nodes"][1]["params"]["prompt_template"] = "{data.text.raw}?"
    told = {"revision": draft["revision"], "graph": graph, "layout": layout}
    assert editor.put(f"{path}/draft", told).status_code == 200

    saved = editor.post(f"{path}/versions", {"graph": graph, "layout": layout})

    assert saved.status_code == 201, saved.text
    shown = rest.ok("GetWorkflow", workflow_id="shout")["workflow"]
    assert shown["version"]["id"] == saved.json()["id"]
    mark = shown["nodes"][1]["model"]["model_version"]
    assert mark["output_info"]["params"] == {"prompt_template": "{data.text.raw}?"}
    answer = rest.ok("PostWorkflowResults", workflow_id="shout", inputs=[HI])
    assert said(answer) == ["<hi>", "<hi>?"]
