"""A button's code → what it quotes now, also where the article has changed since the answer.

The version of then is read from the database, and its passage is looked for in the article of now.
What is in it no more is not shown: somebody may have had a reason to take it out.
"""

from __future__ import annotations

import asyncio
import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.locales import gettext, gettext_noop
from bot.replies import places
from knowledge import Quote, build, trace, unpack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.replies.places import Place
    from bot.storage import Storage
    from knowledge import KnowledgeBase, Passage

CHANGED = gettext_noop("The article has changed since this answer.")


@dataclass(frozen=True, slots=True)
class Behind:
    """What a button means.

    Attributes:
        base: The snapshot it was looked for in.
        quotes: What was found, in the button's order.
        changed: Whether an article has changed since the answer.
    """

    base: KnowledgeBase
    quotes: tuple[Quote, ...]
    changed: bool = False

    @property
    def note(self) -> str:
        """What to tell of that; empty where nothing has changed."""
        return gettext(CHANGED) if self.changed else ""


async def behind(storage: Storage, server: int, base: KnowledgeBase, code: str) -> Behind:
    """Return what a code means now; no quotes where that cannot be told.

    Args:
        storage: Where older versions are kept.
        server: Whose versions may be looked at, beside the operator's.
        base: What the server is answered from.
        code: What `places.encode` made, of this snapshot or of another.

    Raises:
        StorageError: The database cannot be read.
    """
    wanted = places.read(code)
    here = {place: places.find(base, place) for place in wanted}
    lost = {place.digest for place in wanted if here[place] is None}
    older = [one for start in sorted(lost) for one in await _older(storage, server, start)]
    if older:
        # Cutting an article takes a while.
        here |= await asyncio.to_thread(_relocated, base, older, here)
    quotes = tuple(quote for quote in here.values() if quote)
    return Behind(base, quotes, changed=bool(lost))


async def _older(storage: Storage, server: int, start: str) -> Sequence[bytes]:
    known = await storage.articles.versions_beginning(server, start)
    return list((await storage.articles.contents(known)).values())


def _relocated(
    base: KnowledgeBase, older: Sequence[bytes], here: dict[Place, Quote | None]
) -> dict[Place, Quote | None]:
    then = build([unpack(one) for one in older])
    lost = [place for place, quote in here.items() if quote is None]
    old = ((place, places.find(then, place)) for place in lost)
    return {place: _now(base, quote) for place, quote in old if quote}


def _now(base: KnowledgeBase, old: Quote) -> Quote | None:
    """Return an older version's quote as the article has it now."""
    article = old.passage.article
    passage = trace(base, article.id, old.passage.text)
    if passage is None:
        return None
    found = base.sentences[_position(base, passage)]
    said = old.focus.of(article.text)

    def likeness(at: int) -> float:
        text = found[at].span.of(passage.article.text)
        return difflib.SequenceMatcher(None, text, said, autojunk=False).ratio()

    return Quote(passage, passage.span, found[max(range(len(found)), key=likeness)].span)


def _position(base: KnowledgeBase, passage: Passage) -> int:
    inside = base.within(passage.article.id) or range(0)
    return base.passages.index(passage, inside.start, inside.stop)
