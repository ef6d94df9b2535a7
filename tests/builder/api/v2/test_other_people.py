"""Somebody else's workflows: private ones do not exist, public ones are read and run."""

from __future__ import annotations

import pytest

from tests.builder.api.people import stranger_of
from tests.builder.api.v2.flows import HI, prompt, said, shout


@pytest.fixture(scope="module")
def passer_by(server):
    """A key of another user."""
    stranger_of(server)
    return server.manage("create_token", "--user", "passer-by").splitlines()[-1]


@pytest.fixture
def other(door, passer_by):
    """The other user, about the first one's app."""
    return door.by(passer_by)


def test_private_workflows_do_not_exist(door, other):
    door.ok("PostWorkflows", workflows=[shout()])

    for method, body in {
        "GetWorkflow": {"workflow_id": "shout"},
        "ListWorkflowVersions": {"workflow_id": "shout"},
        "PostWorkflowResults": {"workflow_id": "shout", "inputs": [HI]},
        "PatchWorkflows": {"workflows": [{"id": "shout", "description": "x"}], "action": "merge"},
        "DeleteWorkflow": {"workflow_id": "shout"},
        "DeleteWorkflows": {"ids": ["shout"]},
    }.items():
        assert other.call(method, **body)["status"]["code"] in (11101, 22102), method
    assert other.call("ListWorkflows")["status"]["code"] == 11101
    assert other.call("PostWorkflows", workflows=[shout("mine")])["status"]["code"] == 11101


def test_public_workflows_are_read_and_run_and_nothing_else(door, other):
    door.ok("PostWorkflows", workflows=[shout(visibility={"gettable": 50}), shout("hidden")])
    [mine] = [
        row for row in door.ok("ListWorkflows")["workflows"] if row["visibility"]["gettable"] == 50
    ]

    [listed] = other.ok("ListWorkflows")["workflows"]
    assert listed["version"]["id"] == mine["version"]["id"]
    assert other.ok("GetWorkflow", workflow_id="shout")["workflow"] == listed
    assert len(other.ok("ListWorkflowVersions", workflow_id="shout")["workflow_versions"]) == 1
    answer = other.ok("PostWorkflowResults", workflow_id="shout", inputs=[HI])
    assert said(answer) == ["<hi>", "<hi>!"]
    everywhere = other.at("local", "").ok("ListWorkflows", per_page=1000)["workflows"]
    assert {row["visibility"]["gettable"] for row in everywhere} == {50}
    version = mine["version"]["id"]
    for method, body in {
        "PatchWorkflows": {"workflows": [{"id": "shout", "description": "x"}], "action": "merge"},
        "PatchWorkflowIds": {"ids": [{"id": "shout", "new_id": "mine"}]},
        "DeleteWorkflow": {"workflow_id": "shout"},
        "DeleteWorkflows": {"ids": ["shout"]},
        "DeleteWorkflowVersions": {"workflow_id": "shout", "workflow_version_ids": [version]},
        "PatchWorkflowVersions": {"workflow_id": "shout", "workflow_versions": [{"id": version}]},
        "PostWorkflowVersionsPublish": {
            "workflow_id": "shout", "publications": [{"version_id": version}],
        },
    }.items():  # fmt: skip
        other.fails(method, 22103, 403, **body)
    assert other.call("DeleteWorkflows", delete_all=True)["status"]["code"] == 11101


def test_notes_on_the_canvas_and_words_on_models_are_not_for_others(door, other):
    layout = {"nodes": {"wrap": {"x": 1, "y": 2}}, "notes": [{"id": "n", "text": "my doubts"}]}
    told = shout(visibility={"gettable": 50}, metadata={"weft": {"layout": layout}})
    [mine] = door.ok("PostWorkflows", workflows=[told])["workflows"]
    assert mine["metadata"]["weft"]["layout"]["notes"][0]["text"] == "my doubts"

    seen = other.ok("GetWorkflow", workflow_id="shout")["workflow"]

    assert seen["metadata"]["weft"]["layout"]["nodes"]["wrap"] == {"x": 1, "y": 2}
    assert "my doubts" not in str(seen)
    model = seen["nodes"][0]["model"]
    assert model.keys() == {"id", "user_id", "app_id", "model_type_id", "model_version"}
    assert model["model_version"]["output_info"]["params"] == {
        "prompt_template": "<{data.text.raw}>"
    }


def test_a_public_workflow_can_be_closed_again(door, other):
    door.ok("PostWorkflows", workflows=[shout(visibility={"gettable": 50})])
    other.ok("GetWorkflow", workflow_id="shout")

    told = {"id": "shout", "visibility": {"gettable": 10}}
    door.ok("PatchWorkflows", workflows=[told], action="merge")

    assert other.call("GetWorkflow", workflow_id="shout")["status"]["code"] == 11101


def test_another_users_private_model_is_no_model(door, other, passer_by, server):
    door.ok("PostWorkflows", workflows=[shout()])
    home = other.at("passer-by", "")
    nodes = [
        {"id": "wrap", "model": {"id": "wrap-op", "user_id": "local", "app_id": door.app}},
        prompt("mark", "{data.text.raw}!", "wrap"),
    ]
    made = stranger_of(server).post("/apps", {"name": "Own", "input_type": "text"}).json()
    own = home.at("passer-by", made["id"])

    own.fails("PostWorkflows", 21200, 404, workflows=[{"id": "copy", "nodes": nodes}])
