"""The short id of a quote at the end of its citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales.bidi import isolated
from bot.replies.escaping import inline
from knowledge import identify

if TYPE_CHECKING:
    from knowledge import Quote

# An id takes no more than so much of a line.
_LONGEST = 80


def mark(quote: Quote) -> str:
    """Return what a citation ends in: the quote's id; empty where it has none, or a very long one."""
    found = identify(quote)
    if found is None or len(str(found)) > _LONGEST:
        return ""
    shown = str(found)
    # As code it is one thing to the eye, and to whoever copies it.
    is_plain = shown.isprintable() and "`" not in shown
    return f" · {isolated(f'`{shown}`' if is_plain else inline(shown, _LONGEST))}"
