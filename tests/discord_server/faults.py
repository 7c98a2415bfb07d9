"""Answers that go wrong on request, to see how the bot takes them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.discord_server.wire import Json


@dataclass(frozen=True, slots=True)
class Fault:
    """What to answer instead of carrying the request out."""

    method: str
    path: re.Pattern[str]
    status: int
    body: Json | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


class Faults:
    """The faults still to come, in the order they were asked for."""

    def __init__(self) -> None:
        self._coming: list[Fault] = []

    def add(self, fault: Fault, times: int) -> None:
        """Let the next matching requests fail."""
        self._coming += [fault] * times

    def take(self, method: str, path: str) -> Fault | None:
        """The fault for this request, if one was asked for."""
        for number, fault in enumerate(self._coming):
            if fault.method == method and fault.path.search(path):
                return self._coming.pop(number)
        return None
