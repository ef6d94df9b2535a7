"""A language model is asked through the real server: what it says, and all that can go wrong."""

from __future__ import annotations

import time

import pytest

from tests.connected import APP, ended, graph, node, outcome, start
from tests.openai_server import KEY

ASK = "connected-text-to-text"


def ask(**params):
    return graph(node("ask", ASK, params, text="IN.text"))


def text_of(run, index=0):
    return run["outputs"]["ask"][index]["text"]["raw"]


def fault_of(run):
    assert run["status"] == "failed", run
    return run["nodes"]["ask"]["error"]["message"]


def test_a_model_answers_by_the_connections_default(desk, lender):
    run = outcome(desk, ask(system_prompt="Be kind.", temperature=0.2, max_tokens=9))
    assert text_of(run) == "You said hello "
    (seen,) = lender.asked("/chat/completions")
    assert seen.headers["Authorization"] == f"Bearer {KEY}"
    assert seen.json["model"] == "echo"
    assert seen.json["messages"][0] == {"role": "system", "content": "Be kind."}
    assert (seen.json["temperature"], seen.json["max_tokens"]) == (0.2, 9)
    usage = run["outputs"]["ask"][0]["usage"]["value"]
    assert usage == {
        "connection": "lender", "model": "echo", "finish_reason": "stop",
        "prompt_tokens": 5, "completion_tokens": 7,
    }  # fmt: skip


def test_an_endpoint_that_does_not_stream_is_understood_too(desk):
    assert text_of(outcome(desk, ask(model="whole"))) == "whole hello"


def test_several_inputs_are_asked_side_by_side_and_keep_their_order(desk):
    run = outcome(desk, ask(), texts=[f"number {i}" for i in range(9)])
    assert [text_of(run, i) for i in range(9)] == [f"You said number {i} " for i in range(9)]


def test_in_json_mode_the_answer_is_read(desk, lender):
    run = outcome(desk, ask(model="json", json_mode=True))
    assert run["outputs"]["ask"][0]["json"]["value"] == {"said": "hello"}
    assert lender.asked("/chat/completions")[0].json["response_format"] == {"type": "json_object"}
    assert "no JSON" in fault_of(outcome(desk, ask(json_mode=True)))


def test_an_answer_is_never_taken_from_the_cache(desk, lender):
    document = ask()
    document["nodes"].append(node("loud", "text-cleaner", {"case": "upper"}, text="ask.text"))
    path = desk.new_workflow(graph=document)
    body = {"graph": document, "layout": {"nodes": {}}, "inputs": [{"text": "same"}]}
    runs = [ended(desk, desk.post(f"{path}/runs", body).json()) for _ in range(2)]
    assert len(lender.asked("/chat/completions")) == 2
    assert not any(state["cached"] for run in runs for state in run["nodes"].values())


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_endpoint_is_asked_again(desk, lender, status):
    lender.fail_next[:] = [(status, {})]
    assert text_of(outcome(desk, ask())) == "You said hello "
    assert len(lender.asked("/chat/completions")) == 2


def test_it_waits_as_long_as_the_endpoint_says(desk, lender):
    lender.fail_next[:] = [(429, {"Retry-After": "1"})]
    outcome(desk, ask())
    first, second = lender.asked("/chat/completions")
    assert second.at - first.at >= 1


def test_an_endpoint_that_asks_to_wait_for_long_is_not_waited_for(desk, lender):
    fault = fault_of(outcome(desk, ask(model="limited")))
    assert fault == (
        'The connection lender (127.0.0.1/v1) answered 429: "slow down". It asks to wait 90 s.'
    )
    assert len(lender.asked("/chat/completions")) == 1


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("broken", 'answered 500: "the model fell over". Try again later'),
        ("nonsense", "answered with something that is not JSON. Check that its address"),
        ("cut", "broke off in the middle of its answer. Check its address and try again."),
        ("short", "answered with a text that broke off after 13 characters"),
        ("huge", "answered more than 8 MB. Ask it for less."),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence(desk, model, said):
    fault = fault_of(outcome(desk, ask(model=model)))
    assert fault.startswith("The connection lender (127.0.0.1/v1) ")
    assert said in fault


def test_a_slow_endpoint_is_given_up(desk):
    begun = time.monotonic()
    fault = fault_of(outcome(desk, ask(model="slow", timeout_seconds=1)))
    assert "(1 s). Give it more time" in fault
    assert time.monotonic() - begun < 20


def test_a_wrong_secret_is_named_but_not_told(desk, lender):
    wrong = "sk-wrong-9876543210fedcba"
    desk.post(f"{APP}/secrets", {"name": "wrong-key", "value": wrong})
    made = desk.post(
        f"{APP}/connections",
        {"name": "locked", "kind": "openai", "address": lender.url, "secret": "wrong-key",
         "offers": ["chat"], "models": {"chat": "echo"}},
    )  # fmt: skip
    assert made.status_code == 201, made.text
    run = outcome(desk, ask(connection="locked"))
    fault = fault_of(run)
    assert "answered 401" in fault
    assert "Incorrect API key provided: Bearer [secret]" in fault
    assert "Check the connection's secret" in fault
    told = [desk.get(f"/runs/{run['id']}{part}").text for part in ("", "/events")]
    assert wrong not in "".join(told)
    assert len(lender.asked("/chat/completions")) == 1


def test_an_endpoint_that_repeats_the_secret_does_not_spread_it(desk, connected):
    run = outcome(desk, ask(model="echo-key"))
    assert text_of(run) == "Your key is Bearer [secret]."
    assert KEY not in desk.get(f"/runs/{run['id']}/events").text
    assert KEY not in connected.server.log.read_text()


def test_a_cancel_hangs_up_at_once(desk, lender):
    run = start(desk, ask(model="slow", timeout_seconds=60))
    ends_at = time.monotonic() + 20
    while not lender.asked("/chat/completions") and time.monotonic() < ends_at:
        time.sleep(0.02)
    desk.post(f"/runs/{run['id']}/cancel")
    assert ended(desk, run)["status"] == "cancelled"
    assert lender.gone.wait(10)


def test_one_element_that_fails_leaves_the_others_alone(desk, lender):
    lender.fail_next[:] = [(400, {})]
    run = outcome(desk, ask(), texts=["one", "two"])
    assert run["status"] == "partially_succeeded"
    texts = [run["outputs"]["ask"][index]["text"] for index in range(2)]
    assert sum("error" in each for each in texts) == 1


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"connection": "nowhere"}, "unknown_connection"),
        ({"connection": "hooks"}, "unknown_connection"),
        ({"connection": {"$ref": "IN.which"}}, "fixed_param"),
    ],
)
def test_a_graph_says_which_connection_it_lacks(desk, params, code):
    document = ask(**params)
    document["inputs"].append({"name": "which", "type": "string", "default": "lender"})
    path = desk.new_workflow()
    problems = desk.post(f"{path}/check", {"graph": document}).json()["problems"]
    assert code in [problem["code"] for problem in problems]


def test_an_app_without_connections_says_what_to_add(desk):
    made = desk.post("/apps", {"name": "Bare", "input_type": "text"}).json()
    place = f"/apps/local/{made['id']}/workflows"
    flow = desk.post(place, {"name": "Flow", "graph": ask()}).json()["id"]
    problems = desk.get(f"{place}/{flow}/draft").json()["problems"]
    assert [(problem["code"], problem["cure"]) for problem in problems] == [
        ("missing_connection", "Add a connection on the app's page, under Connections.")
    ]
    refused = desk.post(f"{place}/{flow}/versions", {"graph": ask(), "layout": {"nodes": {}}})
    assert refused.status_code == 422
