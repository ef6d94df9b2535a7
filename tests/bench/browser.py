"""A browser for measurements: signed in to a server, without animations."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.clients import Editor
from tests.e2e.get_browser import NONE_FOUND, find_browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

    from tests.servers import Server

WIDTH, HEIGHT = 1440, 900


@contextmanager
def pages(server: Server) -> Iterator[Page]:
    """One page; its context is closed with the block."""
    path = find_browser()
    assert path, NONE_FOUND
    switches = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=switches)
        context = browser.new_context(
            base_url=server.url,
            viewport={"width": WIDTH, "height": HEIGHT},
            reduced_motion="reduce",
            bypass_csp=True,
        )
        _sign_in(context, server)
        yield context.new_page()
        browser.close()


def _sign_in(context: BrowserContext, server: Server) -> None:
    cookies = Editor(server).session.cookies.get_dict()
    context.add_cookies(
        [{"name": name, "value": value or "", "url": server.url} for name, value in cookies.items()]
    )
