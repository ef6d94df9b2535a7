"""Versions of a workflow over both doors: read, said of, published, hidden."""

from __future__ import annotations

import pytest

from tests.builder.api.v2.flows import HI, prompt, said, shout


@pytest.fixture
def flow(door):
    """A workflow with three versions; answers their ids, oldest first."""
    ids = [door.ok("PostWorkflows", workflows=[shout()])["workflows"][0]["version"]["id"]]
    for mark in ("?", "."):
        nodes = [prompt("mark", "{data.text.raw}" + mark, "wrap")]
        told = {"id": "shout", "nodes": nodes, "version": {"description": f"Ends in {mark}"}}
        answer = door.ok("PatchWorkflows", workflows=[told], action="merge")
        ids.append(answer["workflows"][0]["version"]["id"])
    return ids


def versions(door, **page):
    answer = door.ok("ListWorkflowVersions", workflow_id="shout", **page)
    return answer.get("workflow_versions", [])


def last_word(door, **pinned):
    return said(door.ok("PostWorkflowResults", workflow_id="shout", inputs=[HI], **pinned))[-1]


def test_versions_are_listed_newest_first_until_none_is_left(door, flow):
    assert [row["id"] for row in versions(door)] == flow[::-1]
    assert [row["id"] for row in versions(door, page=1, per_page=2)] == flow[:0:-1]
    assert [row["id"] for row in versions(door, page=2, per_page=2)] == flow[:1]
    assert versions(door, page=3, per_page=2) == []


def test_one_version_is_read_with_its_nodes(door, flow):
    read = door.ok("GetWorkflowVersion", workflow_id="shout", workflow_version_id=flow[1])
    version = read["workflow_version"]

    assert (version["id"], version["workflow_id"]) == (flow[1], "shout")
    assert version["description"] == "Ends in ?"
    assert [node["id"] for node in version["nodes"]] == ["wrap", "mark"]
    params = version["nodes"][1]["model"]["model_version"]["output_info"]["params"]
    assert params == {"prompt_template": "{data.text.raw}?"}
    assert version["metadata"]["weft"]["layout"]["nodes"].keys() == {"IN", "wrap", "mark"}


def test_words_of_a_version_are_changed_but_never_its_nodes(door, flow):
    told = {
        "id": flow[0], "description": "The first.", "license": "MIT", "is_deprecated": True,
        "metadata": {"by": "ana"},
    }  # fmt: skip
    [changed] = door.ok(
        "PatchWorkflowVersions", workflow_id="shout", workflow_versions=[told], action="merge"
    )["workflow_versions"]

    assert changed["metadata"].pop("weft")
    assert {name: changed[name] for name in told} == told
    status = door.fails(
        "PatchWorkflowVersions", 22104, 400, workflow_id="shout",
        workflow_versions=[{"id": flow[0], "nodes": shout()["nodes"]}], action="merge",
    )  # fmt: skip
    assert "never change" in status["details"]
    door.fails(
        "PatchWorkflowVersions", 22102, 404, workflow_id="shout",
        workflow_versions=[{"id": "0" * 32}], action="merge",
    )  # fmt: skip


def test_the_published_version_runs(door, flow):
    assert last_word(door) == "<hi>."
    door.ok(
        "PostWorkflowVersionsPublish", workflow_id="shout", publications=[{"version_id": flow[0]}]
    )
    assert last_word(door) == "<hi>!"
    door.ok(
        "PostWorkflowVersionsUnPublish", workflow_id="shout", publications=[{"version_id": flow[0]}]
    )
    assert last_word(door) == "<hi>."
    door.fails("PostWorkflowVersionsPublish", 22999, 400, workflow_id="shout")
    door.fails(
        "PostWorkflowVersionsUnPublish", 22999, 409, workflow_id="shout",
        publications=[{"version_id": flow[1]}],
    )  # fmt: skip


def test_a_hidden_version_is_nowhere(door, flow):
    door.ok("DeleteWorkflowVersions", workflow_id="shout", workflow_version_ids=[flow[1]])

    assert [row["id"] for row in versions(door)] == [flow[2], flow[0]]
    door.fails("GetWorkflowVersion", 22102, 404, workflow_id="shout", workflow_version_id=flow[1])
    door.fails(
        "PostWorkflowResults", 22102, 404, workflow_id="shout", version_id=flow[1], inputs=[HI]
    )


def test_versions_are_hidden_all_or_none_and_one_stays(door, flow):
    door.fails(
        "DeleteWorkflowVersions", 22102, 404, workflow_id="shout",
        workflow_version_ids=[flow[0], "0" * 32],
    )  # fmt: skip
    assert len(versions(door)) == 3
    door.fails("DeleteWorkflowVersions", 22999, 409, workflow_id="shout", workflow_version_ids=flow)
    assert len(versions(door)) == 3
    door.ok("DeleteWorkflowVersions", workflow_id="shout", workflow_version_ids=flow[1:])
    assert last_word(door) == "<hi>!"
