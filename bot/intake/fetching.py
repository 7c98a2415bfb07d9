"""An https address → a file: nothing but public machines is ever connected to."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.intake import destinations
from bot.intake.destinations import Target
from bot.intake.uploads import Refusal, Upload, refusal
from bot.locales import gettext, ngettext

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    from bot.intake.destinations import Address, Resolve
    from bot.intake.requesting import Answered
    from bot.intake.uploads import Limits

MOST_REDIRECTS = 5


class Fetcher:
    """Fetches pages and documents from public https addresses.

    Every redirect is followed by hand, with the same checks. A name is resolved once, all its
    addresses have to be allowed, and the connection goes to those addresses. No cookies, no
    proxies, no compression.
    """

    def __init__(
        self,
        *,
        resolve: Resolve = destinations.resolve,
        allows: Callable[[Address], bool] = destinations.is_public,
        ports: frozenset[int] = frozenset((443,)),
        tls: ssl.SSLContext | None = None,
        seconds: float = 10.0,
    ) -> None:
        """Take what decides where it goes.

        Args:
            resolve: Gives the addresses of a host name.
            allows: Tells whether an address may be connected to.
            ports: The ports that an address may name.
            tls: Which certificates are believed; the system's where it is None.
            seconds: How long a fetch may take in all.
        """
        self._resolve = resolve
        self._allows = allows
        self._ports = ports
        self._tls = tls
        self._seconds = seconds

    async def fetch(self, url: str, limits: Limits) -> Upload | Refusal:
        """Return what is at an address; its text is UTF-8, its `url` where it was found."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._followed(url, limits)
        except TimeoutError:
            name = destinations.shown(url)
            seconds = f"{self._seconds:g}"
            return refusal(
                name,
                gettext("it did not answer in full within {seconds} seconds", seconds=seconds),
            )

    async def _followed(self, url: str, limits: Limits) -> Upload | Refusal:
        first = url
        for _ in range(MOST_REDIRECTS + 1):
            target = await self._target(url)
            if isinstance(target, Refusal):
                return target
            answered = await self._asked(target, limits)
            if isinstance(answered, Upload | Refusal):
                return answered
            url = answered.url
        name = destinations.shown(first)
        return refusal(
            name,
            ngettext(
                "it leads on more than {count} time",
                "it leads on more than {count} times",
                MOST_REDIRECTS,
            ),
        )

    async def _target(self, url: str) -> Target | Refusal:
        parsed = destinations.parse(url, self._ports)
        if isinstance(parsed, Refusal):
            return parsed
        return await destinations.locate(parsed, self._resolve, self._allows)

    async def _asked(self, target: Target, limits: Limits) -> Answered:
        from bot.intake import requesting  # noqa: PLC0415 (a conversion needs no aiohttp)

        return await requesting.get(target, self._tls, limits)
