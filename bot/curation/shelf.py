"""Where each article that a server is answered from is kept: its own, or the operator's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.storage.values import SHARED

if TYPE_CHECKING:
    from bot.curation.libraries import Served
    from bot.storage import Storage
    from bot.storage.values import Version
    from knowledge import Article, Reading


@dataclass(frozen=True, slots=True)
class Kept:
    """An article with where its versions are.

    Attributes:
        reading: The article as it is served, with its passages.
        server: Whose it is; SHARED for the operator's.
        name: The id it is stored under, which is another than the article's where that was taken.
        digest: The SHA-256 of its packed reading.
    """

    reading: Reading
    server: int
    name: str
    digest: str

    @property
    def article(self) -> Article:
        """The article."""
        return self.reading.article

    @property
    def is_own(self) -> bool:
        """Whether it is the server's own."""
        return self.server != SHARED


def shelf(served: Served) -> list[Kept]:
    """Return every article that a server is answered from, its own first."""
    base, held = served.base, served.held
    shared = len(base.readings) - len(held)
    own = [
        Kept(reading, served.state.server, one.article, one.digest)
        for reading, one in zip(base.readings[shared:], held, strict=True)
    ]
    others = zip(base.readings[:shared], base.digests, strict=False)
    return own + [Kept(one, SHARED, one.article.id, digest) for one, digest in others]


def by_id(served: Served, article: str) -> Kept | None:
    """Return the article with this id among those that a server is answered from."""
    return next((one for one in shelf(served) if one.article.id == article), None)


def by_digest(served: Served, start: str) -> Kept | None:
    """Return the article whose digest begins so, the server's own before the operator's."""
    return next((one for one in shelf(served) if one.digest.startswith(start)), None)


async def version_of(storage: Storage, kept: Kept) -> Version | None:
    """Return the version that an article is served in; None where that is not known any more.

    Raises:
        StorageError: The database cannot be read.
    """
    known = await storage.articles.versions(kept.server, kept.name)
    return next((one for one in known if one.digest == kept.digest), None)
