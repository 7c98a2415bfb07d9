"""What the parts tell whoever counts: metrics, where an operator wants them, else nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.storage.values import Action, Outcome


class Observer(Protocol):
    """Counts what happens."""

    def asked(self, outcome: Outcome, seconds: float) -> None:
        """Take note of a question, what became of it, and how long that took to find."""
        ...

    def answered(self, seconds: float) -> None:
        """Take note of how long a question took from its arrival until Discord had the reply."""
        ...

    def changed(self, action: Action) -> None:
        """Take note of a change of what is served, such as a reload."""
        ...


class Nobody:
    """Counts nothing."""

    def asked(self, outcome: Outcome, seconds: float) -> None:
        """Forget it."""

    def answered(self, seconds: float) -> None:
        """Forget it."""

    def changed(self, action: Action) -> None:
        """Forget it."""
