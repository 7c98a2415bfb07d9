"""An id of a quote, or a text → the version of an article it stands in, or stood in.

Of an older version nothing is shown that its reader did not bring: somebody may have had a reason to
take it out. Whether it stood there, and in which version, is told.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.curation.shelf import by_id, version_of
from bot.storage.values import SHARED
from knowledge import (
    Found,
    KnowledgeBase,
    Match,
    Quote,
    QuoteId,
    Reading,
    digest,
    find_source,
    identified,
    requoted,
    stands_in,
    trace,
    unpack,
)

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from bot.curation.libraries import Served
    from bot.service import AnswerService
    from bot.storage.values import Version

# How many older versions a text that stands nowhere now is looked for in, and how many are read at
# once.
_MOST_OLDER, _AT_ONCE = 200, 8


@dataclass(frozen=True, slots=True)
class Traced:
    """Where words stand, or stood.

    Attributes:
        base: The snapshot it was looked for in.
        found: Where they stand now, and how exactly; None where they do not.
        version: The version they stand in, or stood in; None where that is not known.
        since: Whether they stood in an older version, and do not stand so now.
        there: The paragraph of now that is most like an id's quote which stands no more.
    """

    base: KnowledgeBase
    found: Found | None = None
    version: Version | None = None
    since: bool = False
    there: Quote | None = None


async def by_text(service: AnswerService, server: int, text: str) -> Traced:
    """Return where a text comes from.

    Args:
        service: Who knows the articles.
        server: Whose versions may be looked at, beside the operator's.
        text: Any words.

    Raises:
        StorageError: The database cannot be read.
    """
    served = await service.libraries.served(server)
    found = await asyncio.to_thread(find_source, served.base, text)
    if found and found.match is Match.EXACT:
        # Whole sentences keep their last mark, and have an id.
        found = replace(found, quote=requoted([found.quote.passage], text) or found.quote)
        return Traced(served.base, found, await _now(service, served, found.quote))
    async for reading in _stored(service, server, served):
        if await asyncio.to_thread(stands_in, reading.passages, text):
            version = await _version(service, server, reading)
            return Traced(served.base, found, version, since=True)
    return Traced(served.base, found)


async def by_quote_id(service: AnswerService, server: int, wanted: QuoteId) -> Traced:
    """Return where the quote with an id stands, or stood.

    Args:
        service: Who knows the articles.
        server: Whose versions may be looked at, beside the operator's.
        wanted: The id.

    Raises:
        StorageError: The database cannot be read.
    """
    served = await service.libraries.served(server)
    base = served.base
    article = service.article(base, wanted.article)
    reading = base.reading(article.id) if article else None
    if reading and (quote := identified(reading.passages, wanted)):
        found = Found(Match.EXACT, quote, 1.0)
        return Traced(base, found, await _now(service, served, quote))
    for version in await _versions(service, served, wanted.article):
        packed = await service.storage.articles.contents([version.digest])
        for content in packed.values():
            old = await asyncio.to_thread(_identified, content, wanted)
            if old:
                return await asyncio.to_thread(_since, base, reading, version, old)
    return Traced(base)


def _identified(packed: bytes, wanted: QuoteId) -> Quote | None:
    reading = _unpacked(packed)
    return identified(reading.passages, wanted) if reading else None


def _since(base: KnowledgeBase, reading: Reading | None, version: Version, old: Quote) -> Traced:
    """Return what became of an older version's quote."""
    if reading is None:
        return Traced(base, version=version, since=True)
    if same := requoted(reading.passages, old.text):
        return Traced(base, Found(Match.EXACT, same, 1.0), version)
    near = trace(base, reading.article.id, old.passage.text)
    there = Quote(near, near.span, near.span) if near else None
    return Traced(base, version=version, since=True, there=there)


async def _now(service: AnswerService, served: Served, quote: Quote) -> Version | None:
    kept = by_id(served, quote.passage.article.id)
    return await version_of(service.storage, kept) if kept else None


async def _versions(service: AnswerService, served: Served, name: str) -> list[Version]:
    """Return the versions of all articles that were ever quoted under a name, newest first.

    An article whose id was taken already is quoted under one with a number behind it.
    """
    stem, _, number = name.rpartition("-")
    names = dict.fromkeys([name, stem] if stem and number.isdecimal() else [name])
    scopes = [(scope, one) for one in names for scope in (served.state.server, SHARED)]
    article = service.article(served.base, name)
    if kept := by_id(served, article.id) if article else None:
        scopes = [(kept.server, kept.name), *scopes]
    stored = service.storage.articles
    return [one for scope in dict.fromkeys(scopes) for one in await stored.versions(*scope)]


async def _stored(service: AnswerService, server: int, served: Served) -> AsyncGenerator[Reading]:
    """Go through the versions that are not served now."""
    stored, now = service.storage.articles, set(served.base.digests)
    known = [one for one in await stored.versions_beginning(server, "") if one not in now]
    known = known[:_MOST_OLDER]
    for first in range(0, len(known), _AT_ONCE):
        for packed in (await stored.contents(known[first : first + _AT_ONCE])).values():
            if reading := await asyncio.to_thread(_unpacked, packed):
                yield reading


async def _version(service: AnswerService, server: int, reading: Reading) -> Version | None:
    """Return the newest version that is a reading."""
    wanted = await asyncio.to_thread(digest, reading)
    stored = service.storage.articles
    known = [
        one
        for scope in dict.fromkeys((server, SHARED))
        for one in await stored.versions(scope, reading.article.id)
    ]
    return next((one for one in known if one.digest == wanted), None)


def _unpacked(packed: bytes) -> Reading | None:
    try:
        return unpack(packed)
    except ValueError:
        return None
