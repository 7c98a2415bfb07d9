"""Those who switched the bot off for themselves: stored, and all of them in memory."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.storage.people import People


class Ignored:
    """Tells whose messages the bot stays silent to."""

    def __init__(self, people: People) -> None:
        """Take where they are stored."""
        self._people = people
        self._known: set[int] = set()

    async def load(self) -> None:
        """Read who they are."""
        self._known = await self._people.ignoring()

    def __contains__(self, person: int) -> bool:
        """Tell whether a person switched the bot off."""
        return person in self._known

    async def add(self, person: int) -> None:
        """Stay silent to a person from now on."""
        await self._people.ignore(person, datetime.now(UTC))
        self._known.add(person)

    async def remove(self, person: int) -> None:
        """Answer a person again from now on."""
        await self._people.heed(person)
        self._known.discard(person)

    def forget(self, person: int) -> None:
        """Answer a person again, whose rows are deleted already."""
        self._known.discard(person)
