"""Requests to Discord without its gateway, and what came of each."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Self, cast

import aiohttp

if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType

API = "https://discord.com/api/v10"
_AGENT = "DiscordBot (pilcrow doctor, 1)"
_TIMEOUT = aiohttp.ClientTimeout(total=10)
_TRIES, _LONGEST_WAIT = 3, 10.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What Discord answered.

    Attributes:
        status: The HTTP status; 0 where Discord was not reached.
        body: The JSON, or None.
        date: What time it is for Discord, where it says so.
        problem: Why Discord was not reached.
    """

    status: int
    body: Any = None
    date: datetime | None = None
    problem: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it is what was asked for."""
        return self.status == 200 and self.body is not None

    @property
    def reason(self) -> str:
        """Why it is not, in a clause."""
        if not self.status:
            return f"Discord cannot be reached: {self.problem}"
        message = cast("dict[str, str]", self.body).get("message", "") if self._is_object else ""
        return f"Discord answers {self.status} {message}".strip()

    @property
    def _is_object(self) -> bool:
        return isinstance(self.body, dict)


class Asker:
    """Asks Discord as the bot, one request after another."""

    def __init__(self, token: str, api: str) -> None:
        """Take the token, empty where there is none, and the root of the API."""
        self._api = api or API
        self._headers = {"User-Agent": _AGENT}
        if token:
            self._headers["Authorization"] = f"Bot {token}"

    async def __aenter__(self) -> Self:
        """Open a session."""
        self._session = aiohttp.ClientSession(headers=self._headers, timeout=_TIMEOUT)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        await self._session.close()

    async def get(self, path: str, **query: str) -> Reply:
        """Ask for something; where Discord wants a pause, wait and ask again."""
        reply = Reply(0)
        for _ in range(_TRIES):
            reply, wait = await self._once(path, query)
            if not wait:
                break
            await asyncio.sleep(wait)
        return reply

    async def _once(self, path: str, query: dict[str, str]) -> tuple[Reply, float]:
        try:
            async with self._session.get(
                self._api + path, params=query, allow_redirects=False
            ) as answer:
                body = await _json(answer)
                wait = min(_pause(answer), _LONGEST_WAIT)
                return Reply(answer.status, body, _date(answer)), wait
        except (aiohttp.ClientError, OSError, TimeoutError) as problem:
            return Reply(0, problem=str(problem) or type(problem).__name__), 0.0


async def _json(answer: aiohttp.ClientResponse) -> Any:
    try:
        return await answer.json(content_type=None)
    except ValueError:
        return None


def _pause(answer: aiohttp.ClientResponse) -> float:
    if answer.status != 429:
        return 0.0
    try:
        return float(answer.headers.get("Retry-After", "1")) + 0.1
    except ValueError:
        return 1.0


def _date(answer: aiohttp.ClientResponse) -> datetime | None:
    try:
        read = parsedate_to_datetime(answer.headers.get("Date", ""))
    except ValueError:
        return None
    return read.replace(tzinfo=read.tzinfo or UTC)
