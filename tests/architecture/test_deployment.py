"""What the Dockerfile and docker-compose.yml promise, as far as it shows without an engine."""

from __future__ import annotations

import fnmatch
import inspect
import re
import subprocess

import pytest
import yaml
from django.urls import get_resolver

from config.management.commands import grpc as grpc_command
from runtime.contracts.limits import LANES
from tests.compose import SECRETS, MissingVariableError, read_compose
from tests.servers import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = (ROOT / "docker-compose.yml").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
SECRET_NAME = re.compile(r"SECRET|PASSWORD|TOKEN")
SERVICES = yaml.safe_load(COMPOSE)["services"]
ONE_SHOT = {"migrate"}


def stage(name):
    """The lines of one stage of the Dockerfile."""
    return re.search(
        rf"^FROM \S+ AS {name}\n(.*?)(?=^FROM |\Z)", DOCKERFILE, re.MULTILINE | re.DOTALL
    )[1]


@pytest.mark.parametrize("name", sorted(set(SERVICES) - ONE_SHOT))
def test_a_long_running_service_is_watched_restarted_and_given_time_to_stop(name):
    service = SERVICES[name]
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"]
    assert int(service["stop_grace_period"].removesuffix("s")) >= 30


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_has_a_fixed_tag(name):
    _, _, tag = SERVICES[name]["image"].partition(":")
    assert tag
    assert tag != "latest"


@pytest.mark.parametrize("name", [name for name in SERVICES if "build" in SERVICES[name]])
def test_our_own_services_have_no_rights_that_they_do_not_need(name):
    service = SERVICES[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in service or name == "grpc"


@pytest.mark.parametrize("name", [name for name in SERVICES if "ports" in SERVICES[name]])
def test_nothing_listens_beyond_this_machine_unless_it_is_told_to(name):
    for port in read_compose(dict.fromkeys(SECRETS, "x"))["services"][name]["ports"]:
        assert port.startswith("127.0.0.1:"), port


def test_grpc_listens_where_its_port_leads_and_its_callers_have_time_to_be_answered():
    service = SERVICES["grpc"]
    (port,) = service["ports"]
    assert port.endswith(f":{service['environment']['GRPC_PORT']}")
    assert int(service["stop_grace_period"].removesuffix("s")) > grpc_command.STOP_SECONDS


def test_the_proxy_leads_grpc_to_its_own_service():
    proxy = yaml.safe_load(COMPOSE)["configs"]["proxy"]["content"]
    assert "@grpc header Content-Type application/grpc*" in proxy
    assert f"h2c://grpc:{SERVICES['grpc']['environment']['GRPC_PORT']}" in proxy
    assert "grpc" in SERVICES["proxy"]["depends_on"]


@pytest.mark.parametrize("missing", SECRETS)
def test_it_does_not_start_without_its_secrets(missing):
    given = {name: "x" for name in SECRETS if name != missing}
    with pytest.raises(MissingVariableError, match=missing):
        read_compose(given)


def test_no_secret_has_a_default_or_stands_in_the_files():
    for name, default in re.findall(r"\$\{(\w+):-([^}]*)\}", COMPOSE):
        assert not (SECRET_NAME.search(name) and default), name
    for name in SERVICES:
        for variable, value in (SERVICES[name].get("environment") or {}).items():
            assert not SECRET_NAME.search(variable) or str(value).startswith("${"), variable
    assert not re.search(rf"^(ENV|ARG) .*({SECRET_NAME.pattern})", DOCKERFILE, re.MULTILINE)


def test_only_what_the_image_needs_is_sent_to_the_builder():
    kept = (ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in kept
    assert "!.env" not in kept


def test_the_containers_are_told_only_what_settings_read():
    read = set(re.findall(r"^(\w+)=", EXAMPLE, re.MULTILINE))
    for name in SERVICES:
        given = set(SERVICES[name].get("environment") or {})
        assert {variable for variable in given if variable.startswith("WEFT_")} <= read, name


def test_every_variable_of_the_compose_file_is_explained_there_or_in_the_example():
    explained = set(re.findall(r"^(\w+)=", EXAMPLE, re.MULTILINE))
    header = COMPOSE[: COMPOSE.index("\nname:")]
    for variable in re.findall(r"\$\{(\w+)", COMPOSE):
        assert variable in explained or variable in header, variable


def test_the_workers_take_every_lane_and_only_gpu_workers_take_the_gpu_lane():
    lanes = {}
    for name in ("worker-cpu", "worker-gpu"):
        command = SERVICES[name]["command"]
        lanes[name] = command[command.index("--queues") + 1].split(",")
    assert set(lanes["worker-cpu"]) == set(LANES) - {"gpu"}
    assert "gpu" in lanes["worker-gpu"]


def test_the_proxy_sends_every_stream_and_socket_to_the_live_server():
    """An async view needs ASGI: under WSGI it would hold a thread until its run ends."""
    proxy = yaml.safe_load(COMPOSE)["configs"]["proxy"]["content"]
    live = re.search(r"@live path (.*)", proxy)[1].split()
    paths = ["/ws/runs", *async_paths(get_resolver().url_patterns)]
    assert len(paths) > 1
    for path in paths:
        assert any(fnmatch.fnmatch(path, pattern) for pattern in live), path


def async_paths(patterns, before="/"):
    for pattern in patterns:
        path = before + re.sub(r"\(\?P<\w+>[^)]*\)", "x", str(pattern.pattern)).strip("^$")
        if hasattr(pattern, "url_patterns"):
            yield from async_paths(pattern.url_patterns, path)
        elif inspect.iscoroutinefunction(inspect.unwrap(pattern.callback)):
            yield path.removesuffix("/?")


@pytest.mark.parametrize("target", ["cpu", "cuda"])
def test_an_image_runs_as_a_user_without_rights_and_checks_its_health(target):
    assert re.search(rf"^FROM app AS {target}$", DOCKERFILE, re.MULTILINE)
    assert "USER" not in stage(target)
    users = re.findall(r"^USER (\S+)", stage("app"), re.MULTILINE)
    assert users == ["weft"]
    assert "HEALTHCHECK" in stage("app")


def test_the_image_for_processors_is_the_default():
    assert re.findall(r"^FROM \S+ AS (\S+)", DOCKERFILE, re.MULTILINE)[-1] == "cpu"


@pytest.mark.parametrize(
    ("target", "wanted"), [("cpu", "onnxruntime=="), ("cuda", "onnxruntime-gpu[cuda,cudnn]==")]
)
def test_an_image_gets_exactly_one_onnxruntime(target, wanted):
    """The very commands that pick lines of requirements.txt."""
    shared = re.search(r"RUN (grep .*?) > shared.txt", stage("packages"))[1]
    own = re.search(r"RUN (grep .*?) > onnx.txt", stage(f"packages-{target}"))[1]
    lines = []
    for command in (shared, own):
        done = subprocess.run(
            ["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True
        )
        lines += [line for line in done.stdout.splitlines() if "==" in line]
    (line,) = [line for line in lines if line.startswith("onnxruntime")]
    assert line.startswith(wanted)
    assert len(lines) > 40
