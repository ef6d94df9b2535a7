"""Plain HTTP to the door for Roboflow's clients."""

from __future__ import annotations

import base64
import io

import requests
from PIL import Image

STEP = "$steps.dominant.rgb_color"


def picture(color=(255, 0, 0), size=(40, 30), form="PNG"):
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, form)
    return out.getvalue()


def base64_of(data):
    return {"type": "base64", "value": base64.b64encode(data).decode()}


def output(name, selector, **more):
    return {"type": "JsonField", "name": name, "selector": selector, **more}


def definition(outputs, steps=(), inputs=({"type": "WorkflowImage", "name": "image"},)):
    return {
        "version": "1.0", "inputs": list(inputs), "steps": list(steps), "outputs": list(outputs)
    }  # fmt: skip


class Door:
    """The door, with a key."""

    def __init__(self, server, key):
        self.url, self.key = server.url, key

    def post(self, path, body, **options):
        headers = {"Authorization": f"Bearer {self.key}", **options.pop("headers", {})}
        options = {"timeout": 120, "allow_redirects": False, **options}
        return requests.post(self.url + path, json=body, headers=headers, **options)

    def get(self, path, **options):
        headers = {"Authorization": f"Bearer {self.key}", **options.pop("headers", {})}
        return requests.get(
            self.url + path, headers=headers, timeout=60, allow_redirects=False, **options
        )

    def run(self, document, inputs, **body):
        return self.post("/workflows/run", {"specification": document, "inputs": inputs, **body})

    def outputs(self, document, inputs, **body):
        answer = self.run(document, inputs, **body)
        assert answer.status_code == 200, answer.text
        return answer.json()["outputs"]


def refused(answer, status=400):
    """The body of a refusal, whose shape is always the same."""
    assert answer.status_code == status, answer.text
    assert len(answer.content) < 4096
    body = answer.json()
    assert {"message", "error_type", "context", "inner_error_type", "inner_error_message",
            "blocks_errors"} == set(body)  # fmt: skip
    assert isinstance(body["message"], str)
    assert "Traceback" not in answer.text
    return body
