"""One request: to addresses that were checked, for a text or a document, within the limits."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeAlias

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.intake import received
from bot.intake.uploads import Refusal, Upload, refusal
from bot.locales import gettext

if TYPE_CHECKING:
    import ssl

    from bot.intake.destinations import Target
    from bot.intake.uploads import Limits

_HEADERS = {
    "User-Agent": "Pilcrow (Discord bot; fetches what a moderator asks for)",
    "Accept": "text/html, text/markdown, text/plain, application/pdf, */*;q=0.5",
    "Accept-Encoding": "identity",
}
_MOVED = frozenset((301, 302, 303, 307, 308))
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Moved:
    """What was asked for is somewhere else."""

    url: str


Answered: TypeAlias = Upload | Moved | Refusal


async def get(target: Target, tls: ssl.SSLContext | None, limits: Limits) -> Answered:
    """Ask once and return what is there, where it has moved to, or why there is nothing to read."""
    connector = aiohttp.TCPConnector(
        resolver=Checked(target), use_dns_cache=False, force_close=True, ssl=tls or True
    )
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers=_HEADERS,
        auto_decompress=False,
        timeout=aiohttp.ClientTimeout(total=None),
    )
    host = target.url.raw_host or ""
    try:
        async with session, session.get(target.url, allow_redirects=False) as response:
            return await _answered(response, target, limits)
    except aiohttp.ClientConnectorCertificateError:
        return refusal(host, gettext("its certificate is not valid"))
    except (aiohttp.ClientSSLError, aiohttp.ClientConnectorError):
        return refusal(host, gettext("it cannot be connected to"))
    except (aiohttp.ClientError, ValueError):
        return refusal(host, gettext("its answer broke off or makes no sense"))


class Checked(AbstractResolver):
    """Knows the one host that was checked, by the addresses that were checked."""

    def __init__(self, target: Target) -> None:
        self._target = target

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses that were checked.

        Raises:
            OSError: Another host is asked for, which no one checked.
        """
        if host != self._target.url.raw_host:
            raise OSError(f"{host} was not checked")
        return [
            ResolveResult(
                hostname=host,
                host=str(address),
                port=port,
                family=socket.AF_INET if address.version == 4 else socket.AF_INET6,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in self._target.addresses
        ]

    async def close(self) -> None:
        """Do nothing: there is nothing open."""


async def _answered(response: aiohttp.ClientResponse, target: Target, limits: Limits) -> Answered:
    host = target.url.raw_host or ""
    if response.status in _MOVED and (place := response.headers.get("Location")):
        return Moved(received.joined(target.url, place))
    if response.status != HTTPStatus.OK:
        return refusal(host, _status(response.status))
    if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        return refusal(host, gettext("it sends its pages compressed even when asked not to"))
    kind = received.kind(response.headers)
    if not kind.is_read:
        return refusal(host, _unread(kind.name))
    body = await _body(response, limits)
    if body is None:
        return refusal(
            host,
            gettext("it has more than {limit} bytes, which is the limit", limit=limits.max_bytes),
        )
    return received.upload(target.url, response.headers, body)


def _unread(kind: str) -> str:
    if not kind:
        return gettext("it is of no kind, which cannot be read")
    return gettext("it is {kind}, which cannot be read", kind=kind)


async def _body(response: aiohttp.ClientResponse, limits: Limits) -> bytes | None:
    """Return what is sent; None, without reading on, where it is more than allowed."""
    if (response.content_length or 0) > limits.max_bytes:
        return None
    body = bytearray()
    async for piece in response.content.iter_chunked(_PIECE):
        body += piece
        if len(body) > limits.max_bytes:
            return None
    return bytes(body)


def _status(status: int) -> str:
    if status not in set(HTTPStatus):
        return gettext("it answers {status}", status=str(status))
    phrase = HTTPStatus(status).phrase
    return gettext("it answers {status} ({phrase})", status=str(status), phrase=phrase)
