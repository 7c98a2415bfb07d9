"""How often may be asked: one limit a person and one a channel, for every way of asking."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.locales import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

_MINUTE = 60
# How many people and how many channels are remembered, the latest ones.
_MOST = 10_000
# How many are told at once that they have to wait; after that, one a minute.
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question is not answered now.

    Attributes:
        seconds: How long to wait.
        person: Whether it is the person who asks a lot, rather than all in the channel.
        told: Whether to say so; not to those who have been told and go on.
    """

    seconds: int
    person: bool
    told: bool

    @property
    def text(self) -> str:
        """What to tell the one who asked."""
        if self.person:
            return ngettext(
                "You ask faster than I answer. Please ask again in {count} second.",
                "You ask faster than I answer. Please ask again in {count} seconds.",
                self.seconds,
            )
        return ngettext(
            "Many are asking here just now. Please ask again in {count} second.",
            "Many are asking here just now. Please ask again in {count} seconds.",
            self.seconds,
        )


class _Bucket:
    """Fills with time and is emptied by asking."""

    __slots__ = ("_a_second", "_at", "_held", "_most")

    def __init__(self, most: int, a_minute: float, now: float) -> None:
        self._most = most
        self._a_second = a_minute / _MINUTE
        self._held = float(most)
        self._at = now

    def wait(self, now: float) -> float:
        """Return the seconds until something can be taken; 0 for now."""
        self._held = min(self._most, self._held + (now - self._at) * self._a_second)
        self._at = now
        # What is short by no more than counting in floats costs is there.
        missing = 1 - self._held
        return 0.0 if missing < 1e-9 else missing / self._a_second

    def take(self) -> None:
        self._held -= 1


class _Asker:
    """A person or a channel: what they may ask, and how often they may be told to wait."""

    __slots__ = ("hints", "questions")

    def __init__(self, rate: int, now: float) -> None:
        self.questions = _Bucket(rate, rate, now)
        self.hints = _Bucket(_TOLD, 1, now)


class _Askers:
    """The latest people or channels."""

    def __init__(self, rate: int, most: int) -> None:
        self._rate = rate
        self._most = most
        self._known: OrderedDict[int, _Asker] = OrderedDict()

    def of(self, key: int | None, now: float) -> _Asker | None:
        """Return who asks; None where they are not limited."""
        if not self._rate or key is None:
            return None
        asker = self._known.setdefault(key, _Asker(self._rate, now))
        self._known.move_to_end(key)
        if len(self._known) > self._most:
            self._known.popitem(last=False)
        return asker

    def __len__(self) -> int:
        return len(self._known)


class Limiter:
    """Counts the questions of people and of channels, in memory.

    A minute's questions may come at once; what was asked comes back evenly over a minute.

    Attributes:
        refused: How many questions were refused so far.
    """

    def __init__(
        self,
        person: int,
        channel: int,
        clock: Callable[[], float] = time.monotonic,
        most: int = _MOST,
    ) -> None:
        """Take how many questions a minute a person and a channel may ask; 0 is no limit.

        Args:
            person: For one person, wherever they ask.
            channel: For all in one channel.
            clock: Tells the seconds.
            most: How many people and how many channels to remember.
        """
        self._people = _Askers(person, most)
        self._channels = _Askers(channel, most)
        self._clock = clock
        self.refused = 0

    def ask(self, person: int, channel: int | None) -> Refusal | None:
        """Count a question; return why it has to wait, or None. What is refused is not counted.

        Args:
            person: Who asks.
            channel: Where; None where the channel's limit does not hold.
        """
        now = self._clock()
        one, all_there = self._people.of(person, now), self._channels.of(channel, now)
        askers = [asker for asker in (one, all_there) if asker]
        waits = [(asker.questions.wait(now), asker) for asker in askers]
        longest = max((wait for wait, _ in waits), default=0.0)
        if longest:
            self.refused += 1
            late = [asker for wait, asker in waits if wait]
            return Refusal(math.ceil(longest), one in late, _tell(late, now))
        for asker in askers:
            asker.questions.take()
        return None

    def __len__(self) -> int:
        """Return how many people and channels are remembered."""
        return len(self._people) + len(self._channels)


def _tell(askers: list[_Asker], now: float) -> bool:
    """Tell whether nobody has been told too often, and take note that they are told."""
    if any(asker.hints.wait(now) for asker in askers):
        return False
    for asker in askers:
        asker.hints.take()
    return True
