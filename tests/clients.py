"""Small clients of the two HTTP doors, for tests."""

from __future__ import annotations

import base64
import json

import requests

from tests.servers import ROOT, Server

SAMPLES = ROOT / "builder" / "samples"
DEMO = "/v2/users/local/apps/demo/workflows"


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def expected(name: str) -> list[str]:
    """The true texts of a sample picture."""
    entries = json.loads((SAMPLES / "samples.json").read_text())
    return next(entry["expect"] for entry in entries if entry.get("file") == name)


def image_input(data: bytes, name: str = "") -> dict:
    part = {"data": {"image": {"base64": base64.b64encode(data).decode()}}}
    return {"id": name, **part} if name else part


def text_input(text: str) -> dict:
    return {"data": {"text": {"raw": text}}}


class Api:
    """`/v2` with a token."""

    def __init__(self, server: Server, token: str) -> None:
        self.url = server.url
        self.token = token

    def post(self, path: str, body: object = None, **options) -> requests.Response:
        headers = {"Authorization": f"Key {self.token}", **options.pop("headers", {})}
        if body is not None:
            options["json"] = body
        return requests.post(self.url + path, headers=headers, timeout=120, **options)

    def results(self, workflow: str, *inputs: dict, **body) -> requests.Response:
        return self.post(f"{DEMO}/{workflow}/results", {"inputs": list(inputs), **body})


class Editor:
    """`/api/editor` with a session."""

    def __init__(self, server: Server, link: str | None = None) -> None:
        self.url = server.url
        self.session = requests.Session()
        if link is None:
            code = server.manage(
                "shell", "-v", "0", "-c",
                "from builder.actions.login_links import make_login_code as m;"
                "from django.contrib.auth.models import User;"
                "print(m(User.objects.get(username='local')))",
            ).splitlines()[-1]  # fmt: skip
            link = f"{server.url}/login/{code}"
        self.session.get(link, timeout=30)
        me = self.get("/me").json()
        self.session.headers["X-CSRFToken"] = me["csrf_token"]
        self.session.headers["Origin"] = server.url

    def call(self, method: str, path: str, body: object = None, **options) -> requests.Response:
        if body is not None:
            options["json"] = body
        url = f"{self.url}/api/editor{path}"
        return self.session.request(method, url, timeout=120, **options)

    def get(self, path: str) -> requests.Response:
        return self.call("GET", path)

    def post(self, path: str, body: object = None, **options) -> requests.Response:
        return self.call("POST", path, body, **options)

    def put(self, path: str, body: object) -> requests.Response:
        return self.call("PUT", path, body)

    def new_workflow(self, name: str = "Made by a test", **body) -> str:
        """A workflow in the demo app; answers its path below `/api/editor`."""
        made = self.post("/apps/local/demo/workflows", {"name": name, **body})
        assert made.status_code == 201, made.text
        return f"/apps/local/demo/workflows/{made.json()['id']}"
