"""One quote a day for each server that wants one, at its time of day, none twice before all."""

from __future__ import annotations

import asyncio
import logging
import random
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aiohttp
import discord

from bot import announcing, sending
from bot.locales import DEFAULT, speaking
from bot.replies import daily
from bot.speaking import of_server
from bot.storage import StorageError
from bot.weekly import open_channel
from knowledge import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, tzinfo

    from bot.service import AnswerService
    from bot.storage.preferences import DailyQuote
    from knowledge import KnowledgeBase, Passage

_log = logging.getLogger(__name__)
# How late a quote may be; later the day is missed, and not made up for.
_LATE = timedelta(hours=1)
# Seconds until the next look: at most, since clocks are set, and where something failed.
_EVERY, _AGAIN = 900.0, 60.0
# Below so many characters a paragraph says little.
_TELLING = 60
_REFUSED = 500


def now_in_utc() -> datetime:
    """Return what time it is."""
    return datetime.now(UTC)


def moment(wanted: DailyQuote, day: date) -> datetime:
    """Return when a quote is due on a day; the first time, where a clock shows it twice then."""
    there = datetime.combine(day, time(*divmod(wanted.minute, 60)), zone_of(wanted.zone))
    return there.astimezone(UTC)


def is_due(wanted: DailyQuote, now: datetime) -> bool:
    """Tell whether a quote is to be sent now: once on each day of the place, and never late."""
    zone = zone_of(wanted.zone)
    today = now.astimezone(zone).date()
    if wanted.sent and wanted.sent.astimezone(zone).date() >= today:
        return False
    at = moment(wanted, today)
    return at <= now < at + _LATE and wanted.since <= at


def upcoming(wanted: DailyQuote, now: datetime) -> datetime:
    """Return when the next quote is due that is not due yet."""
    zone = zone_of(wanted.zone)
    day = now.astimezone(zone).date()
    sent = bool(wanted.sent and wanted.sent.astimezone(zone).date() >= day)
    while sent or moment(wanted, day) <= now:
        day, sent = day + timedelta(days=1), False
    return moment(wanted, day)


def zone_of(name: str) -> tzinfo:
    """Return a time zone; UTC where this machine does not know it."""
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        _log.warning("no time zone %r on this machine; it is taken for UTC", name)
        return UTC


async def quotable(base: KnowledgeBase, article: str) -> dict[str, Passage]:
    """Return what is worth a day, by what each is known by; in the background, as it may be a lot.

    That are telling paragraphs, or else whatever there is.

    Args:
        base: What the server is answered from.
        article: The id of the only article; empty for all.
    """
    return await asyncio.to_thread(_quotable, base, article)


def _quotable(base: KnowledgeBase, article: str) -> dict[str, Passage]:
    within = base.within(article) if article else range(len(base.passages))
    every = [base.passages[at] for at in within or ()]
    body = [one for one in every if one.kind is Kind.PARAGRAPH]
    telling = [one for one in body if len(one.text) >= _TELLING]
    return {_sha(one): one for one in telling or body or every}


def _sha(passage: Passage) -> str:
    """Return what a paragraph is known by, wherever it stands and whatever is read again."""
    return sha256(" ".join(passage.text.split()).encode("utf-8", "replace")).hexdigest()


class Daily:
    """Sends what is due, at most once a day, and waits for what is due next."""

    def __init__(
        self,
        client: discord.Client,
        service: AnswerService,
        clock: Callable[[], datetime] | None = None,
        pick: Callable[[Sequence[str]], str] = random.choice,
    ) -> None:
        """Take who writes, who has the database, what time it is, and who chooses a paragraph."""
        self._client = client
        self._service = service
        self._clock = clock or now_in_utc
        self._pick = pick
        self._last: dict[int, str] = {}
        self._told: set[int] = set()
        self._changed = asyncio.Event()
        self._work: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look, unless that has begun."""
        self._work = self._work or asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Look no more."""
        if self._work:
            self._work.cancel()
            await asyncio.wait({self._work})

    def changed(self, server: int) -> None:
        """Look again now: a server wants something else."""
        self._told.discard(server)
        self._changed.set()

    async def look(self) -> float:
        """Send what is due now; return how many seconds the next look may wait."""
        try:
            wanted = await self._service.storage.daily.all()
        except StorageError as problem:
            _log.warning("looked for no quote of the day: %s", problem)
            return _AGAIN
        done = [await self._sent_if_possible(one) for one in wanted]
        now = self._clock()
        waits = [(upcoming(one, now) - now).total_seconds() for one in wanted]
        return min([_EVERY if all(done) else _AGAIN, *(max(1.0, wait) for wait in waits)])

    async def _run(self) -> None:
        while True:
            self._changed.clear()
            try:
                seconds = await self.look()
            except Exception:  # noqa: BLE001 (the last handler of this task)
                _log.exception("no quote of the day could be sent")
                seconds = _AGAIN
            try:
                await asyncio.wait_for(self._changed.wait(), seconds)
            except TimeoutError:
                continue

    async def _sent_if_possible(self, wanted: DailyQuote) -> bool:
        """Send a quote that is due; if that fails, the other servers get theirs all the same."""
        now = self._clock()
        if not is_due(wanted, now):
            return True
        try:
            return await self._send(wanted, now)
        except StorageError as problem:
            _log.warning("no quote of the day for server %d: %s", wanted.server, problem)
        except Exception:  # noqa: BLE001 (the last handler of what is done for one server)
            _log.exception("no quote of the day for server %d", wanted.server)
        return False

    async def _send(self, wanted: DailyQuote, now: datetime) -> bool:
        """Send a quote; return whether there is nothing to be tried again."""
        channel = open_channel(self._client.get_guild(wanted.server), wanted.channel)
        if channel is None:
            return await self._failed(wanted, lambda: daily.closed(wanted.channel))
        base = await self._service.base(wanted.server)
        found = await quotable(base, wanted.article)
        if not found:
            return await self._failed(wanted, daily.nothing)
        sha = self._pick(await self._fresh(wanted, list(found)))
        # Noted before it is out: one that is lost is better than one that comes twice.
        if not await self._service.storage.daily.claim(wanted, now, sha):
            return True
        try:
            with speaking(await of_server(self._service, channel.guild)):
                await sending.write(
                    channel,
                    channel.permissions_for(channel.guild.me),
                    lambda room: daily.quote(base, found[sha], room),
                    nonce=f"daily{now.astimezone(zone_of(wanted.zone)).toordinal()}",
                )
        except (discord.DiscordException, aiohttp.ClientError, OSError) as refused:
            _log.warning("no quote of the day for server %d: %s", wanted.server, refused)
            if _is_out(refused):
                return True
            await self._service.storage.daily.release(wanted, now, sha)
            return await self._failed(wanted, lambda: daily.closed(wanted.channel))
        self._last[wanted.server] = sha
        self._told.discard(wanted.server)
        return True

    async def _fresh(self, wanted: DailyQuote, found: Sequence[str]) -> Sequence[str]:
        """Return what was not shown since all were, of what there is."""
        held = self._service.storage.daily
        shown = await held.shown(wanted.server)
        if fresh := [sha for sha in found if sha not in shown]:
            return fresh
        await held.begin_again(wanted.server, found)
        last = self._last.get(wanted.server)
        return [sha for sha in found if sha != last] or found

    async def _failed(self, wanted: DailyQuote, line: Callable[[], str]) -> bool:
        """Tell the moderators once why there is no quote; return that it is to be tried again."""
        if wanted.server not in self._told:
            self._told.add(wanted.server)
            with speaking(DEFAULT):
                _log.warning("server %d: %s", wanted.server, line())
            await announcing.note(self._client, self._service, wanted.server, line)
        return False


def _is_out(refused: Exception) -> bool:
    """Tell whether a message may be out although sending it failed."""
    if isinstance(refused, discord.HTTPException):
        return refused.status >= _REFUSED
    return not isinstance(refused, aiohttp.ClientConnectorError)
