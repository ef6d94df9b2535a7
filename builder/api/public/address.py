"""What a visitor is counted by: an address, or for IPv6 the network it lies in."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from builder.api.client_address import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest

IPV6_NETWORK_BITS = 64
"""One household or server gets so much of IPv6; counting single addresses would count nobody."""


def visitor_address(request: HttpRequest) -> str:
    """The caller's address in the form that limits count."""
    told = client_address(request)
    try:
        address = ip_address(told)
    except ValueError:
        return told
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ip_network((address, IPV6_NETWORK_BITS), strict=False))
