"""Two versions of an article of a server's, or of the operator's, side by side."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.curation.shelf import by_id
from bot.replies.changes import STALE_DAYS, Compared
from bot.storage.cleaning import cleaned
from bot.storage.values import SHARED
from knowledge import differences, unpack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.service import AnswerService
    from bot.storage.values import Given, Version
    from knowledge import Reading


@dataclass(frozen=True, slots=True)
class Shelved:
    """An article's versions.

    Attributes:
        name: The id that it is quoted under.
        versions: Them, newest first; at least one.
    """

    name: str
    versions: Sequence[Version]


@dataclass(frozen=True, slots=True)
class NoVersion:
    """There is no such version, or it is not kept any more.

    Attributes:
        number: The one that was wanted; 0 where there is none before the other.
        known: The numbers there are, newest first.
    """

    number: int
    known: tuple[int, ...]


async def shelved(service: AnswerService, server: int, wanted: str) -> Shelved | None:
    """Return the versions of an article, served now or not; None where nothing is so called.

    Args:
        service: Who knows the articles.
        server: Who asks; of other servers it learns nothing.
        wanted: The article's id or title.

    Raises:
        StorageError: The database cannot be read.
    """
    served = await service.libraries.served(server)
    article = service.article(served.base, wanted)
    kept = by_id(served, article.id) if article else None
    stored = service.storage.articles
    if kept:
        return Shelved(kept.article.id, await stored.versions(kept.server, kept.name))
    name = wanted.strip()
    for scope in (server, SHARED):
        if found := await stored.versions(scope, name):
            return Shelved(name, found)
    return None


async def compared(
    service: AnswerService, server: int, article: Shelved, older: int | None, newer: int | None
) -> Compared | NoVersion:
    """Return how two versions of an article differ.

    Args:
        service: Who knows the articles.
        server: Who asks: the quotes that were given there are looked at.
        article: The article.
        older: The number of a version; None for the one before the other.
        newer: The number of another; None for the newest.

    Raises:
        StorageError: The database cannot be read.
    """
    known = tuple(one.number for one in article.versions)
    last = known[0] if newer is None else newer
    before = next((number for number in known if number < last), 0)
    first = before if older is None else older
    pair: list[Version] = []
    for number in (first, last):
        found = next((one for one in article.versions if one.number == number), None)
        if found is None:
            return NoVersion(number, known)
        pair.append(found)
    packed = await service.storage.articles.contents([one.digest for one in pair])
    for version in pair:
        if version.digest not in packed:
            return NoVersion(version.number, known)
    since = datetime.now(UTC) - timedelta(days=STALE_DAYS)
    await service.recorded()
    given = await service.storage.questions.given(server, article.name, since)
    readings = (packed[pair[0].digest], packed[pair[1].digest])
    return await asyncio.to_thread(_compared, (pair[0], pair[1]), readings, given)


def _compared(
    pair: tuple[Version, Version], packed: tuple[bytes, bytes], given: Sequence[Given]
) -> Compared:
    before, after = map(unpack, packed)
    return Compared(*pair, before, after, differences(before, after), _stale(after, given))


def _stale(after: Reading, given: Sequence[Given]) -> list[Given]:
    """Return the quotes that an article does not say; white space makes no difference."""
    text = _plain(after.article.text)
    return [one for one in given if _plain(one.text) not in text]


def _plain(text: str) -> str:
    return " ".join(cleaned(text).split())
