"""Workflows over both doors: made, listed and read."""

from __future__ import annotations

import re

import pytest

from tests.builder.api.v2.flows import HI, get, ids, make, prompt, said, shout

HEX = re.compile(r"^[0-9a-f]{32}$")
TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z$")


def test_a_workflow_is_made_and_runs(door):
    [made] = make(door)

    assert (made["id"], made["app_id"], made["user_id"]) == ("shout", door.app, "local")
    assert HEX.match(made["version"]["id"])
    assert TIME.match(made["created_at"])
    assert made["visibility"] == {"gettable": 10}
    assert [node["id"] for node in made["nodes"]] == ["wrap", "mark"]
    assert made["nodes"][1]["node_inputs"] == [{"node_id": "wrap"}]
    answer = door.ok("PostWorkflowResults", workflow_id="shout", inputs=[HI])
    assert said(answer) == ["<hi>", "<hi>!"]
    assert answer["workflow"]["version"]["id"] == made["version"]["id"]


def test_an_answer_has_what_the_sdk_reads_of_a_model(door):
    [made] = make(door)
    model = made["nodes"][0]["model"]

    assert (model["id"], model["user_id"], model["app_id"]) == ("wrap-op", "local", door.app)
    assert model["model_type_id"] == "prompter"
    assert HEX.match(model["model_version"]["id"])
    assert model["model_version"]["output_info"]["params"] == {
        "prompt_template": "<{data.text.raw}>"
    }
    answer = door.ok("PostWorkflowResults", workflow_id="shout", inputs=[HI])
    shown = answer["results"][0]["outputs"][0]["model"]
    assert shown["id"] == model["id"]
    assert shown["model_version"]["id"] == model["model_version"]["id"]


def test_what_is_read_can_be_made_again_under_another_id(door):
    make(door, shout(description="Shouts.", notes="Loud.", use_cases=["noise"]))
    first = get(door)
    again = {
        "id": "again",
        "nodes": [
            {
                "id": node["id"],
                "model": {
                    "id": node["model"]["id"],
                    "user_id": node["model"]["user_id"],
                    "app_id": node["model"]["app_id"],
                    "model_version": {"id": node["model"]["model_version"]["id"]},
                },
                "node_inputs": node.get("node_inputs", []),
            }
            for node in first["nodes"]
        ],
    }

    [made] = make(door, again)

    assert made["nodes"] == first["nodes"]
    full = {**{name: first[name] for name in ("nodes", "metadata")}, "id": "third"}
    assert make(door, full)[0]["nodes"] == first["nodes"]


def test_words_metadata_and_picture_are_kept(door):
    told = {
        "description": "Shouts.",
        "notes": "Loud.",
        "use_cases": ["noise"],
        "metadata": {"team": {"name": "ana", "size": 3}},
        "image": {"url": "https://example.org/cover.png"},
    }
    make(door, shout(**told))

    kept = get(door)

    assert kept["metadata"].pop("weft")["layout"]["nodes"].keys() == {"IN", "wrap", "mark"}
    assert {name: kept[name] for name in told} == told


def test_an_id_is_made_when_none_is_given(door):
    first, second = make(door, shout(""), shout(""))

    assert first["id"] != second["id"]
    assert get(door, second["id"])["version"] == second["version"]


def test_nodes_stand_from_left_to_right(door):
    [made] = make(door)

    places = made["metadata"]["weft"]["layout"]["nodes"]
    assert places["IN"]["x"] < places["wrap"]["x"] < places["mark"]["x"]


def test_places_survive_a_round_trip(door):
    [made] = make(door, shout(metadata={"weft": {"layout": {"nodes": {"wrap": {"x": 7, "y": 9}}}}}))

    places = made["metadata"]["weft"]["layout"]["nodes"]
    assert places["wrap"] == {"x": 7, "y": 9}
    assert places["mark"]["x"] > 7


def test_a_suppressed_output_has_no_data(door):
    nodes = [
        prompt("wrap", "<{data.text.raw}>", suppress_output=True),
        prompt("mark", "{data.text.raw}!", "wrap"),
    ]
    [made] = make(door, {"id": "quiet", "nodes": nodes})

    assert [node.get("suppress_output", False) for node in made["nodes"]] == [True, False]
    answer = door.ok("PostWorkflowResults", workflow_id="quiet", inputs=[HI])
    assert said(answer) == [None, "<hi>!"]


def test_several_are_made_or_none(door):
    bad = {"id": "loop", "nodes": [prompt("a", "{data.text.raw}", "b")]}

    status = door.fails("PostWorkflows", 22107, 400, workflows=[shout(), bad])

    assert "a waits for b" in status["details"]
    assert ids(door) == []


def test_all_problems_of_a_graph_are_told(door):
    nodes = [
        prompt("a", "{data.text.raw}", "nowhere"),
        prompt("b", "{data.text.raw}", "c"),
        prompt("c", "{data.text.raw}", "b"),
    ]

    status = door.fails("PostWorkflows", 22107, 400, workflows=[{"id": "bad", "nodes": nodes}])

    assert "(1) " in status["details"]
    assert "a waits for nowhere" in status["details"]
    assert "b → c → b" in status["details"] or "c → b → c" in status["details"]


def test_a_model_that_is_not_here_is_told_in_the_sdks_words(door):
    nodes = [
        {"id": "one", "model": {"id": "promptr"}},
        {"id": "two", "model": {"id": "general-nothing-at-all"}},
    ]

    status = door.fails("PostWorkflows", 21200, 404, workflows=[{"id": "bad", "nodes": nodes}])

    assert status["description"] == "Model does not exist"
    assert "Node one: there is no model promptr" in status["details"]
    assert "Did you mean prompter?" in status["details"]
    assert "Node two: there is no model general-nothing-at-all" in status["details"]


@pytest.mark.parametrize(
    ("workflow", "code"),
    [
        ({"id": "two--dashes", "nodes": shout()["nodes"]}, 22104),
        ({"id": "x" * 49, "nodes": shout()["nodes"]}, 22104),
        ({"id": "empty", "nodes": []}, 22107),
        ({"id": "org", "nodes": shout()["nodes"], "visibility": {"gettable": 30}}, 22104),
        ({"id": "ftp", "nodes": shout()["nodes"], "image": {"url": "ftp://example.org"}}, 22104),
    ],
)
def test_what_cannot_be_is_refused(door, workflow, code):
    door.fails("PostWorkflows", code, 400, workflows=[workflow])
    assert ids(door) == []


def test_twenty_nodes_are_enough(door):
    def flow(count):
        chain = [prompt("n0", "{data.text.raw}", model="same")]
        chain += [
            prompt(f"n{i}", "{data.text.raw}", f"n{i - 1}", model="same") for i in range(1, count)
        ]
        return {"id": f"long-{count}", "nodes": chain}

    assert len(make(door, flow(20))[0]["nodes"]) == 20
    status = door.fails("PostWorkflows", 22107, 400, workflows=[flow(21)])
    assert "at most 20" in status["details"]


def test_an_id_is_taken_once(door):
    make(door)
    status = door.fails("PostWorkflows", 40010, 409, workflows=[shout()])
    assert "already" in status["details"]
    door.fails("PostWorkflows", 40010, 409, workflows=[shout("two"), shout("two")])
    assert ids(door) == ["shout"]


def test_nothing_to_do_is_no_request(door):
    door.fails("PostWorkflows", 22999, 400)
    door.fails("PatchWorkflows", 22999, 400, action="merge")
    door.fails("DeleteWorkflows", 22999, 400)


def test_what_has_no_effect_is_said(door):
    nodes = [prompt("wrap", "<{data.text.raw}>")]
    nodes[0]["model"]["model_version"]["output_info"]["params"]["prompt_templat"] = "x"

    answer = door.ok("PostWorkflows", workflows=[{"id": "typo", "nodes": nodes}])

    assert "Did you mean prompt_template?" in answer["status"]["details"]


def test_an_override_lies_over_the_models_parameters(door):
    make(door)
    nodes = [
        {
            "id": "wrap",
            "model": {"id": "wrap-op"},
            "output_info_override": {"params": {"prompt_template": "[{data.text.raw}]"}},
        }
    ]

    make(door, {"id": "square", "nodes": nodes})

    assert said(door.ok("PostWorkflowResults", workflow_id="square", inputs=[HI])) == ["[hi]"]
    assert said(door.ok("PostWorkflowResults", workflow_id="shout", inputs=[HI]))[0] == "<hi>"


def test_an_override_leaves_the_model_as_it_is(door):
    """Whoever names the model after that gets it, and the override is read again."""
    make(door)
    over = {"params": {"prompt_template": "[{data.text.raw}]"}}
    nodes = [{"id": "wrap", "model": {"id": "wrap-op"}, "output_info_override": over}]

    make(door, {"id": "square", "nodes": nodes})

    assert len(door.ok("ListModelVersions", model_id="wrap-op")["model_versions"]) == 1
    [node] = get(door, "square")["nodes"]
    assert node["output_info_override"]["params"] == over["params"]
    assert node["model"]["model_version"]["output_info"]["params"] == {
        "prompt_template": "<{data.text.raw}>"
    }
    make(door, {"id": "again", "nodes": [node]})
    assert said(door.ok("PostWorkflowResults", workflow_id="again", inputs=[HI])) == ["[hi]"]
    make(door, {"id": "plain", "nodes": [{"id": "wrap", "model": {"id": "wrap-op"}}]})
    assert said(door.ok("PostWorkflowResults", workflow_id="plain", inputs=[HI])) == ["<hi>"]


def test_an_operators_id_means_the_operator_whatever_other_workflows_say_of_it(door):
    over = {"params": {"prompt_template": "[{data.text.raw}]"}}
    node = {"id": "wrap", "model": {"id": "prompter"}}
    make(door, {"id": "square", "nodes": [{**node, "output_info_override": over}]})

    make(door, {"id": "plain", "nodes": [node]})

    assert said(door.ok("PostWorkflowResults", workflow_id="plain", inputs=[HI])) == ["hi"]
    assert said(door.ok("PostWorkflowResults", workflow_id="square", inputs=[HI])) == ["[hi]"]


def test_a_model_that_is_named_like_its_operator_keeps_its_own_versions(door):
    info = {"output_info": {"params": {"prompt_template": "<{data.text.raw}>"}}}
    node = {"id": "wrap", "model": {"id": "prompter"}}
    make(door, {"id": "drawn", "nodes": [node]})
    door.ok("PostModelVersions", model_id="prompter", model_versions=[info])

    make(door, {"id": "named", "nodes": [node]})

    assert said(door.ok("PostWorkflowResults", workflow_id="named", inputs=[HI])) == ["<hi>"]
    assert said(door.ok("PostWorkflowResults", workflow_id="drawn", inputs=[HI])) == ["hi"]


def test_a_new_version_of_a_model_changes_no_workflow(door):
    make(door)
    make(door, {"id": "newer", "nodes": [prompt("wrap", "new {data.text.raw}")]})

    assert get(door, "newer")["nodes"][0]["model"]["id"] == "wrap-op"
    assert said(door.ok("PostWorkflowResults", workflow_id="shout", inputs=[HI]))[0] == "<hi>"
    latest = {"id": "latest", "nodes": [{"id": "wrap", "model": {"id": "wrap-op"}}]}
    make(door, latest)
    assert said(door.ok("PostWorkflowResults", workflow_id="latest", inputs=[HI])) == ["new hi"]


def test_missing_workflows_are_told(door):
    door.fails("GetWorkflow", 22102, 404, workflow_id="nowhere")
    door.fails("DeleteWorkflow", 22102, 404, workflow_id="nowhere")
    door.fails("PatchWorkflows", 22102, 404, workflows=[{"id": "nowhere"}], action="merge")
    door.fails("PostWorkflowResults", 22102, 404, workflow_id="nowhere", inputs=[HI])
    door.at("local", "nowhere").fails("ListWorkflows", 11101, 404)


def test_listings_end_with_an_empty_page(door):
    make(door, *(shout(f"flow-{number}") for number in range(5)))

    pages = []
    while True:
        page = ids(door, page=len(pages) + 1, per_page=2)
        if not page:
            break
        pages.append(page)

    assert [len(page) for page in pages] == [2, 2, 1]
    assert sorted(name for page in pages for name in page) == [f"flow-{n}" for n in range(5)]
    assert ids(door, page=1000) == []


def test_lists_are_ordered_and_searched(door):
    make(door, shout("alpha"), shout("beta", description="counts cars"), shout("gamma"))
    door.ok("PatchWorkflows", workflows=[{"id": "alpha", "notes": "x"}], action="merge")

    assert ids(door)[0] == "alpha"
    assert ids(door, sort_by_id=True, sort_ascending=True) == ["alpha", "beta", "gamma"]
    assert ids(door, sort_by_id=True) == ["gamma", "beta", "alpha"]
    assert ids(door, sort_by_created_at=True, sort_ascending=True) == ["alpha", "beta", "gamma"]
    assert ids(door, search="cars") == ["beta"]
    assert ids(door, id="gam") == ["gamma"]
    door.fails("ListWorkflows", 11105, 400, per_page=1001)


def test_a_users_workflows_are_listed_across_apps(door):
    make(door, shout("of-this-app"))

    everywhere = door.at("local", "").ok("ListWorkflows", per_page=1000)["workflows"]

    places = {(row["app_id"], row["id"]) for row in everywhere}
    assert {(door.app, "of-this-app"), ("demo", "read-text")} <= places
