"""Which addresses may be fetched from: https, a public machine, nothing that could be read two ways."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

from yarl import URL

from bot.intake.uploads import Refusal, refusal, short
from bot.locales import gettext, gettext_noop

Address: TypeAlias = IPv4Address | IPv6Address
Resolve: TypeAlias = Callable[[str], Awaitable[Sequence[str]]]

_LONGEST = 2048
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,254}}\Z)(?:{_LABEL}\.)+{_LABEL}\.?")
# Operating systems read 2130706433, 0x7f.1 and 0177.0.0.1 as addresses; no site's name ends so.
_NUMERIC = re.compile(r"(?:\d+|0x[0-9a-f]*)\.?")
# Public by their registration, and yet a machine's own network: IANA's special-purpose addresses
# that older versions of Python take for global, and the metadata address of Azure.
_SPECIAL = tuple(
    ip_network(net)
    for net in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24",
        "192.88.99.0/24", "192.175.48.0/24", "198.18.0.0/15", "168.63.129.16/32", "240.0.0.0/4",
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    )
)  # fmt: skip
# All that is assigned to machines; the rest is local, multicast, reserved or a tunnel.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
# More addresses than any site has are no reason to try them all.
_MOST_ADDRESSES = 8
_UNOPENED = gettext_noop("this is no address that can be opened")
_NO_SITE = gettext_noop("this is no name of a public site")


@dataclass(frozen=True, slots=True)
class Target:
    """Where to ask, and at which addresses: they were checked, and are not looked up again."""

    url: URL
    addresses: tuple[Address, ...]


def parse(url: str, ports: frozenset[int]) -> URL | Refusal:
    """Return an address that may be asked, without its fragment, or why it may not."""
    url = url.strip()
    if len(url) > _LONGEST or not url.isprintable() or re.search(r"[\s\\]", url):
        return refusal(shown(url), gettext(_UNOPENED))
    try:
        parsed = URL(url).with_fragment(None)
        port = parsed.port
    except (ValueError, UnicodeError):
        return refusal(shown(url), gettext(_UNOPENED))
    if parsed.scheme != "https":
        return refusal(shown(url), gettext("give an address that starts with https://"))
    if "@" in url.split("//", 1)[-1].split("/", 1)[0].split("?", 1)[0]:
        return refusal(shown(url), gettext("give the address without a name and password"))
    if port not in ports:
        return refusal(shown(url), gettext("give the address without a port"))
    return parsed if _is_host(parsed.raw_host or "") else refusal(shown(url), gettext(_NO_SITE))


async def locate(url: URL, resolve: Resolve, allows: Callable[[Address], bool]) -> Target | Refusal:
    """Return where an address leads to; a refusal where one of its machines is not allowed."""
    host = url.raw_host or ""
    literal = _literal(host)
    try:
        found = [literal] if literal else [ip_address(each) for each in await resolve(host)]
    except (OSError, ValueError):
        found = []
    if not found:
        return refusal(host, gettext("there is no such site"))
    if not all(allows(address) for address in found):
        return refusal(host, gettext("it is not on the public internet"))
    return Target(url, tuple(dict.fromkeys(found))[:_MOST_ADDRESSES])


async def resolve(host: str) -> list[str]:
    """Return the addresses that the operating system has for a host name.

    Raises:
        OSError: It has none.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def is_public(address: Address) -> bool:
    """Tell whether an address is a machine's on the public internet, and nobody's own network.

    What an IPv6 address carries is looked at too: mapped and NAT64 lead to IPv4. Tunnels, which
    nobody needs any more, lead nowhere.
    """
    inner = _carried(address)
    if inner is not None:
        return is_public(inner)
    if isinstance(address, IPv6Address) and (
        address not in _GLOBAL_UNICAST or address.scope_id is not None
    ):
        return False
    special = any(address in net for net in _SPECIAL if net.version == address.version)
    return address.is_global and not (address.is_multicast or address.is_reserved or special)


def shown(url: str) -> str:
    """Return the host of an address for a message: short, clean, and no more of it."""
    rest = url.strip().split("//", 1)[-1] if "//" in url[:20] else url.strip()
    host = re.split(r"[/?#\\]", rest, maxsplit=1)[0].rsplit("@", 1)[-1]
    return short(host) if host.strip() else gettext("the address")


def _carried(address: Address) -> IPv4Address | None:
    if not isinstance(address, IPv6Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_host(host: str) -> bool:
    """Tell whether a host is an address as it is written, or a site's name with a dot in it."""
    if _literal(host):
        return "%" not in host
    last = host.removesuffix(".").rpartition(".")[2]
    return bool(_NAME.fullmatch(host)) and not _NUMERIC.fullmatch(last)
