"""What a format's reader leaves out of a file, counted by reason, with an example of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.model import LeftOut

if TYPE_CHECKING:
    from collections.abc import Callable

# The most characters of an example, and how many of a text are looked at for it.
_LONGEST, _LOOKED_AT = 80, 400


class Losses:
    """Counts what is left out; the first example that says anything is kept."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._counts: dict[str, int] = {}
        self._examples: dict[str, str] = {}

    def note(self, reason: str, example: str | Callable[[], str] = "", count: int = 1) -> None:
        """Count something that is left out.

        Args:
            reason: Why, as a short noun phrase ("navigation").
            example: What it says, or what tells that, which is called for the first one alone.
            count: How many such things there are.
        """
        if count:
            self._counts[reason] = self._counts.get(reason, 0) + count
            if not self._examples.get(reason):
                self._examples[reason] = _short(example if isinstance(example, str) else example())

    def found(self) -> tuple[LeftOut, ...]:
        """Return what was left out, in the order in which each reason came up first."""
        return tuple(
            LeftOut(reason, count, self._examples[reason]) for reason, count in self._counts.items()
        )


def _short(text: str) -> str:
    line = " ".join(text[:_LOOKED_AT].split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
