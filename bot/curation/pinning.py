"""Questions as tests: pinned, run, listed and removed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.curation.expecting import Rule
from bot.curation.verdicts import answering, judge, wanted

if TYPE_CHECKING:
    from bot.curation.expecting import Expected
    from bot.curation.verdicts import Verdict
    from bot.service import AnswerService
    from bot.storage.values import Pin
    from knowledge import KnowledgeBase, Passage

# Every change of a server's articles asks all of its tests twice.
MOST_TESTS = 200


@dataclass(frozen=True, slots=True)
class Pinned:
    """A question that is a test now.

    Attributes:
        verdict: The test, and whether it passes.
        passage: What must answer it; None where nothing may.
        before: What had to answer it before, as a label; empty where it was no test.
    """

    verdict: Verdict
    passage: Passage | None
    before: str = ""


@dataclass(frozen=True, slots=True)
class Full:
    """A server has as many tests as it may have."""

    limit: int


@dataclass(frozen=True, slots=True)
class Removed:
    """A question that is no test any more, and how many there are left."""

    pin: Pin
    left: int


class Pinning:
    """The tests of every server."""

    def __init__(self, service: AnswerService) -> None:
        """Take who knows what is served, and where tests are stored."""
        self._service = service
        self._writing = asyncio.Lock()

    async def pin(
        self, base: KnowledgeBase, server: int, question: str, expected: Expected, by: int
    ) -> Pinned | Full:
        """Make a test of a question; one with the same question gives way to it.

        Args:
            base: The snapshot that the expected passage is from.
            server: Where.
            question: Any text.
            expected: What must answer it.
            by: The id of the moderator.

        Raises:
            StorageError: The database cannot be used.
        """
        passage = await self._passage(base, server, question, expected)
        article, text = (passage.article.id, passage.text) if passage else ("", "")
        pins = self._service.storage.pins
        async with self._writing:
            held = await pins.list(server)
            same = [pin for pin in held if _folded(pin.question) == _folded(question)]
            if len(held) - len(same) >= MOST_TESTS:
                return Full(MOST_TESTS)
            made = await pins.add(server, question, article, text, by)
            # The new one is there before the old one goes: a crash in between loses nothing.
            for pin in same:
                await pins.remove(server, pin.number)
        before = await asyncio.to_thread(wanted, base, same[-1]) if same else ""
        (verdict,) = await self._judged(base, server, [made])
        return Pinned(verdict, passage, before)

    async def run(self, server: int) -> list[Verdict]:
        """Ask every test of a server; those that fail come first, else the oldest."""
        base = await self._service.base(server)
        verdicts = await self._judged(base, server, await self.tests(server))
        return sorted(verdicts, key=lambda verdict: verdict.passed)

    async def tests(self, server: int) -> list[Pin]:
        """Return the tests of a server, the oldest first."""
        return await self._service.storage.pins.list(server)

    async def listed(self, server: int) -> list[tuple[Pin, str]]:
        """Return the tests of a server, the oldest first, each with what must answer it."""
        base, pins = await self._service.base(server), await self.tests(server)
        return await asyncio.to_thread(lambda: [(pin, wanted(base, pin)) for pin in pins])

    async def remove(self, server: int, written: str) -> Removed | None:
        """Remove the test of a question, given by its text, or as `number_of` names it."""
        pins = self._service.storage.pins
        async with self._writing:
            held = await pins.list(server)
            called = [pin for pin in held if _folded(pin.question) == _folded(written)]
            called += [pin for pin in held if number_of(pin) == written.strip()]
            if not called or not await pins.remove(server, called[0].number):
                return None
        return Removed(called[0], len(held) - 1)

    async def _passage(
        self, base: KnowledgeBase, server: int, question: str, expected: Expected
    ) -> Passage | None:
        if expected is Rule.NOTHING:
            return None
        if not isinstance(expected, Rule):
            return expected
        thresholds = await self._service.thresholds(server)
        links = await self._service.links(server)
        return await asyncio.to_thread(answering, base, question, thresholds, links)

    async def _judged(self, base: KnowledgeBase, server: int, pins: list[Pin]) -> list[Verdict]:
        thresholds = await self._service.thresholds(server)
        links = await self._service.links(server)
        return await asyncio.to_thread(judge, base, pins, thresholds, links)


def number_of(pin: Pin) -> str:
    """Return the number of a test as it can be written, which is short however long it is."""
    return f"#{pin.number}"


def _folded(question: str) -> str:
    return " ".join(question.split()).casefold()
