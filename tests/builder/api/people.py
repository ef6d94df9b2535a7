"""Another user, to whom nothing of the first one's exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import requests

from tests.clients import Editor

if TYPE_CHECKING:
    from tests.servers import Server

PASSWORD = "correct horse battery"


class Stranger(Editor):
    """`/api/editor`, signed in with a password."""

    def __init__(self, server: Server, name: str) -> None:
        self.url = server.url
        self.session = requests.Session()
        body = {"username": name, "password": PASSWORD}
        me = self.post("/sign-in", body).json()
        self.session.headers["X-CSRFToken"] = me["csrf_token"]
        self.session.headers["Origin"] = server.url


def stranger_of(server: Server) -> Stranger:
    """A user of this server who owns nothing yet."""
    server.manage(
        "shell", "-v", "0", "-c",
        "from django.contrib.auth.models import User;"
        f"User.objects.filter(username='passer-by') or "
        f"User.objects.create_user('passer-by', password='{PASSWORD}')",
    )  # fmt: skip
    return Stranger(server, "passer-by")
