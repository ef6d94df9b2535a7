"""What `/metrics` says, whom it says it to, and that dashboard and alerts ask for what is there."""

from __future__ import annotations

import datetime as dt
import json
import re
import time

import pytest
import requests
import yaml
from django.contrib.auth.models import User
from django.db.models.functions import Now
from prometheus_client.parser import text_string_to_metric_families

from builder.actions.accept_inputs import AcceptedInput
from builder.actions.cancel_run import cancel_run
from builder.actions.create_app import create_app
from builder.actions.create_workflow import create_workflow
from builder.actions.start_run import WhatToRun, start_run
from builder.models import Run
from builder.permissions import Actor
from builder.queue_gauges import DatabaseQueueGauges
from builder.run_store import DatabaseRunStore
from runtime.contracts.limits import LANES
from runtime.worker import metrics
from runtime.worker.metrics_page import metrics_page
from runtime.worker.metrics_server import serve_metrics
from tests.clients import image_input, sample
from tests.servers import ROOT

GRAFANA = ROOT / "docs" / "grafana"
ENDED = {"status": "succeeded", "origin": "api"}
ELSEWHERE = "203.0.113.9"
GRAPH = {
    "schema": 1,
    "inputs": [{"name": "text", "type": "text"}],
    "nodes": [
        {"id": "say", "operator": "prompter", "inputs": {"text": ["IN.text"]},
         "params": {"prompt_template": "{data.text.raw}"}},
    ],
}  # fmt: skip


def read(text):
    """Every sample by name and labels."""
    return {
        (row.name, tuple(sorted(row.labels.items()))): row.value
        for family in text_string_to_metric_families(text)
        for row in family.samples
    }


def scrape(server):
    return read(requests.get(f"{server.url}/metrics", timeout=30).text)


def scrape_with(server, ended):
    """The metrics once so many runs are counted: one is counted just after its end is told."""
    ends_at = time.monotonic() + 10
    while time.monotonic() < ends_at:
        samples = scrape(server)
        if value(samples, "weft_runs_total", **ENDED) >= ended:
            break
    return samples


def value(samples, name, **labels):
    return samples.get((name, tuple(sorted(labels.items()))), 0.0)


def counted(status, origin):
    return metrics.runs.labels(status, origin)._value.get()


@pytest.fixture
def actor(db):
    return Actor(User.objects.create(username="ana"))


@pytest.fixture
def run(actor):
    workflow = create_workflow(actor, create_app(actor, "App", "text"), "Flow", GRAPH)
    inputs = [AcceptedInput("one", {"text": {"kind": "text", "raw": "hi"}})]
    return start_run(actor, WhatToRun(workflow, GRAPH, {}), inputs, "api")


def test_a_run_is_counted_with_its_nodes_and_models(server, api):
    before = scrape(server)
    body = api.results("read-licence-plates", image_input(sample("street-two-cars.jpg"))).json()
    after = scrape_with(server, value(before, "weft_runs_total", **ENDED) + 1)

    def more(name, **labels):
        return value(after, name, **labels) - value(before, name, **labels)

    assert more("weft_runs_total", **ENDED) == 1
    assert more("weft_run_seconds_count") == 1
    looked_up = more("weft_cache_hits_total") + more("weft_cache_misses_total")
    assert looked_up == len(body["results"][0]["outputs"]) == 4
    ocr = {"operator": "optical-character-recognizer"}
    if more("weft_cache_misses_total") == 4:
        assert more("weft_node_seconds_count", **ocr, model="ppocr-v6") == 1
        assert more("weft_node_batch_size_sum", **ocr) == 2
        cpu = {"provider": "CPUExecutionProvider"}
        assert more("weft_session_runs_total", model="plates", **cpu) == 1
    assert value(after, "weft_sessions_loaded") >= 3
    assert value(after, "weft_cache_bytes") > 0
    assert value(after, "process_resident_memory_bytes") > 50e6
    assert value(after, "weft_database_up") == 1
    assert value(after, "weft_runs_running") == 0


def test_no_label_holds_what_people_type(server, api):
    api.results("read-text", image_input(sample("shop-sign.jpg"), "my-own-name"))
    names = {label for _, labels in scrape(server) for label, _ in labels}
    assert names == {"le", "lane", "status", "origin", "operator", "model", "provider"}


def test_a_model_that_somebody_brought_counts_as_other():
    assert metrics.model_label("plates") == "plates"
    assert metrics.model_label("annas-secret-project") == "other"


def test_the_queue_is_read_from_the_table(run):
    long_ago = Now() - dt.timedelta(seconds=50)
    Run.objects.filter(pk=run.pk).update(created_at=long_ago, lane="batch")
    state = DatabaseQueueGauges().read()
    assert [lane.name for lane in state.lanes] == list(LANES)
    lanes = {lane.name: lane for lane in state.lanes}
    assert lanes["batch"].length == 1
    assert 49 < lanes["batch"].oldest_seconds < 60
    assert (lanes["retry"].length, lanes["retry"].oldest_seconds) == (0, 0)
    samples = read(metrics_page("", queue=True)[0].decode())
    assert value(samples, "weft_queue_length", lane="batch") == 1
    assert value(samples, "weft_queue_age_seconds", lane="batch") > 49


def test_a_run_that_is_put_off_does_not_wait(run):
    Run.objects.filter(pk=run.pk).update(not_before=Now() + dt.timedelta(seconds=60))
    assert sum(lane.length for lane in DatabaseQueueGauges().read().lanes) == 0


def test_a_lost_lease_is_told(run):
    DatabaseRunStore().claim(run.pk, "a")
    state = DatabaseQueueGauges().read()
    assert (state.running, state.leases_expired) == (1, 0)
    Run.objects.filter(pk=run.pk).update(lease_until=Now() - dt.timedelta(seconds=1))
    state = DatabaseQueueGauges().read()
    assert (state.running, state.leases_expired) == (1, 1)


def test_a_run_that_is_given_up_is_counted(run, django_capture_on_commit_callbacks):
    before, dead = counted("dead", "api"), metrics.dead_runs._value.get()
    past = Now() - dt.timedelta(seconds=1)
    Run.objects.filter(pk=run.pk).update(status="running", attempt=3, lease_until=past)
    with django_capture_on_commit_callbacks(execute=True):
        DatabaseRunStore().sweep()
    assert counted("dead", "api") == before + 1
    assert metrics.dead_runs._value.get() == dead + 1


def test_a_run_that_is_cancelled_in_the_queue_is_counted(
    run, actor, django_capture_on_commit_callbacks
):
    before = counted("cancelled", "api")
    with django_capture_on_commit_callbacks(execute=True):
        cancel_run(actor, run)
        cancel_run(actor, run)
    assert counted("cancelled", "api") == before + 1


def test_this_machine_may_read(client, db):
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="::1").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"REMOTE_ADDR": ELSEWHERE},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": ELSEWHERE},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": f"for={ELSEWHERE}"},
        {"REMOTE_ADDR": ELSEWHERE, "HTTP_AUTHORIZATION": "Bearer"},
        {"REMOTE_ADDR": ELSEWHERE, "HTTP_AUTHORIZATION": "Bearer wrong"},
        {"REMOTE_ADDR": ELSEWHERE, "HTTP_AUTHORIZATION": "Basic right"},
    ],
)
@pytest.mark.parametrize("token", ["", "right"])
def test_a_stranger_may_not_read(client, settings, headers, token):
    settings.METRICS_TOKEN = token
    answer = client.get("/metrics", **headers)
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "forbidden"


def test_a_scraper_with_the_token_may_read(client, settings, db):
    settings.METRICS_TOKEN = "right"
    answer = client.get("/metrics", REMOTE_ADDR=ELSEWHERE, HTTP_AUTHORIZATION="Bearer right")
    assert answer.status_code == 200
    assert b"weft_queue_length" in answer.content


def test_only_reading_is_answered(client):
    assert client.post("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 405


def test_a_scraper_gets_the_form_it_asks_for(server):
    accept = {"Accept": "application/openmetrics-text; version=1.0.0"}
    answer = requests.get(f"{server.url}/metrics", headers=accept, timeout=30)
    assert answer.headers["Content-Type"].startswith("application/openmetrics-text")
    assert answer.text.endswith("# EOF\n")


def test_a_worker_answers_for_itself_and_not_for_the_queue():
    server = serve_metrics("127.0.0.1", 0, "right")
    url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        told = requests.get(f"{url}/metrics", timeout=10)
        assert told.status_code == 200
        assert "weft_cache_bytes" in told.text
        assert "weft_queue_length" not in told.text
        wrong = {"Authorization": "Bearer wrong"}
        assert requests.get(f"{url}/metrics", headers=wrong, timeout=10).status_code == 403
        assert requests.get(f"{url}/other", timeout=10).status_code == 404
    finally:
        server.shutdown()
        server.server_close()


def named_in(expressions):
    found = {name for text in expressions for name in re.findall(r"\b(?:weft|process)_\w+", text)}
    return {re.sub(r"_(bucket|sum|count)$", "", name) for name in found}


def dashboard_expressions():
    board = json.loads((GRAFANA / "weft.json").read_text())
    return [target["expr"] for panel in board["panels"] for target in panel.get("targets", [])]


def alert_expressions():
    groups = yaml.safe_load((GRAFANA / "alerts.yml").read_text())["groups"]
    return [rule["expr"] for group in groups for rule in group["rules"]]


def test_the_dashboard_and_the_alerts_ask_only_for_what_is_there(server):
    text = requests.get(f"{server.url}/metrics", timeout=30).text
    there = set(re.findall(r"^# TYPE (\S+) ", text, re.MULTILINE))
    asked = named_in(dashboard_expressions()) | named_in(alert_expressions())
    assert asked <= there
    own = {name for name in there if name.startswith("weft_")}
    assert own <= named_in(dashboard_expressions()), "a metric that no panel shows"


def test_the_dashboard_has_whole_panels():
    board = json.loads((GRAFANA / "weft.json").read_text())
    ids = [panel["id"] for panel in board["panels"]]
    assert len(ids) == len(set(ids))
    places = [tuple(panel["gridPos"].values()) for panel in board["panels"]]
    assert len(places) == len(set(places))
    for panel in board["panels"]:
        assert panel["title"]
        assert panel["type"] == "row" or panel["targets"]
