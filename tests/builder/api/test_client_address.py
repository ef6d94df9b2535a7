"""The caller's address is the one that our own proxies saw, never the one that a caller claims."""

from __future__ import annotations

import pytest
import requests
from django.test import RequestFactory, override_settings

from builder.api.client_address import client_address
from tests.servers import running_server

PROXY = "10.0.0.9"


def seen(proxies, forwarded=None):
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, headers=headers)
    with override_settings(PROXIES=proxies):
        return client_address(request)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, PROXY),
        (0, "203.0.113.7", PROXY),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (2, "198.51.100.1, 203.0.113.7", "198.51.100.1"),
        (2, "192.0.2.5, 198.51.100.1, 203.0.113.7", "198.51.100.1"),
        (2, "203.0.113.7", "203.0.113.7"),
        (1, "2001:DB8::1", "2001:db8::1"),
        (1, None, PROXY),
        (1, "", PROXY),
        (1, "someone:else", PROXY),
        (1, "203.0.113.7,", PROXY),
    ],
)
def test_only_what_our_proxies_appended_is_believed(proxies, forwarded, address):
    assert seen(proxies, forwarded) == address


def guess(server, address):
    """How the eleventh wrong password is answered, the caller's address being as told."""
    codes = [
        requests.post(
            f"{server.url}/api/editor/sign-in", timeout=30,
            json={"username": "somebody", "password": "wrong"},
            headers={"X-Forwarded-For": address(number)},
        ).status_code
        for number in range(11)
    ]  # fmt: skip
    return codes[0], codes[-1]


@pytest.fixture(scope="module")
def behind_a_proxy(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("weft"), WEFT_PROXIES="1") as running:
        yield running


def test_behind_a_proxy_one_guesser_does_not_lock_out_the_others(behind_a_proxy):
    assert guess(behind_a_proxy, lambda _: "203.0.113.1") == (401, 429)
    assert guess(behind_a_proxy, lambda _: "203.0.113.2") == (401, 429)


def test_behind_a_proxy_a_guesser_gains_nothing_by_claiming_addresses(behind_a_proxy):
    claimed = guess(behind_a_proxy, lambda number: f"198.51.100.{number}, 203.0.113.3")
    assert claimed == (401, 429)


def test_without_a_proxy_nobody_chooses_an_address(server):
    assert guess(server, lambda number: f"198.51.100.{number}") == (401, 429)
