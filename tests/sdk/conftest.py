"""A server that may fetch from this machine, an empty app on it, and files to fetch."""

from __future__ import annotations

import pytest

from tests.clients import Editor, sample
from tests.servers import ROOT, running_server
from tests.web_server import web_server

FILES = {
    "/said.txt": b"hi",
    "/car.jpg": sample("street-one-car.jpg"),
    "/street.mp4": sample("street.mp4"),
    "/said.flac": sample("two-sentences.flac"),
}


@pytest.fixture(scope="session")
def about(tmp_path_factory):
    """What a user's script has to know, and what it finds in its environment."""
    folder = tmp_path_factory.mktemp("sdk")
    with (
        running_server(folder, WEFT_FETCH_PRIVATE_ADDRESSES="true") as server,
        web_server(FILES) as web,
    ):
        editor = Editor(server)
        made = editor.post("/apps", {"name": "sdk", "input_type": "image"})
        assert made.status_code == 201, made.text
        yield {
            "server": server, "editor": editor, "token": server.token(),
            "base": f"http://127.0.0.1:{server.environment['GRPC_PORT']}", "rest": server.url,
            "user": "local", "app": made.json()["id"], "web": web, "folder": str(folder),
            "picture": str(ROOT / "builder" / "samples" / "street-one-car.jpg"),
        }  # fmt: skip
