"""Whom to ask where there is no answer: one role of a server, and not too often."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge import NoAnswer, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.replies.blocks import Reply
    from bot.storage.preferences import ServerSettings
    from knowledge import Answer

_MINUTE = 60
# Characters that a reply leaves for the line that calls a role.
_CALL = 100


class HandOff:
    """Keeps the time since each server's role was asked, in memory."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take what tells the seconds."""
        self._clock = clock
        self._asked: dict[int, float] = {}

    def role(self, server: int, settings: ServerSettings, result: Answer | NoAnswer) -> int:
        """Return the role to ask for help now, and take note that it is asked; 0 for none.

        A question without a word to search for is nothing to trouble people with.
        """
        if settings.handoff_role is None or not isinstance(result, NoAnswer):
            return 0
        now = self._clock()
        again = self._asked.get(server, float("-inf")) + settings.handoff_minutes * _MINUTE
        if result.reason is Reason.NO_WORDS or now < again:
            return 0
        self._asked[server] = now
        return settings.handoff_role


def asked_for_help(part: Callable[[int], Reply], role: int) -> Callable[[int], Reply]:
    """Return what makes the same reply with a call for a role; the same where the role is 0."""
    if not role:
        return part
    return lambda room: replace(part(room - _CALL), calls=role)
