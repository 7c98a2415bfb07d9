"""Why a passage was given, as a small table in plain characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import gettext, gettext_noop, ngettext, number
from bot.locales.bidi import isolated
from bot.locales.columns import cut, padded

if TYPE_CHECKING:
    from knowledge import Explanation

_MOST_WORDS = 12
# As `knowledge` names them, which is how `pilcrow explain` does.
_SIGNALS = (
    gettext_noop("passage (BM25)"),
    gettext_noop("neighbouring words"),
    gettext_noop("rarity, passage"),
    gettext_noop("rarity, one before too"),
    gettext_noop("rarity, one after too"),
    gettext_noop("word beginnings (BM25)"),
    gettext_noop("the kind of thing asked"),
    gettext_noop("a caption"),
)


def table(explanation: Explanation) -> list[str]:
    """Return the lines of a table: the question's words, then the signals, at most 45 wide."""
    rows = [
        f"{'':3}{_cell(gettext('word'), 28)}{_head(gettext('rarity'))}{_head(gettext('idf'))}",
    ]
    for term in explanation.terms[:_MOST_WORDS]:
        mark = "✓" if term.matched else "–"
        rows.append(f"{mark:3}{_cell(term.words, 28)}{_two(term.rarity)}{_two(term.idf)}")
    if (left := len(explanation.terms) - _MOST_WORDS) > 0:
        more = ngettext("… and {count} more word", "… and {count} more words", left)
        rows.append(f"   {more}")
    rows += ["", f"{_cell(gettext('signal'), 25)}{_head(gettext('value'))}{'×':>6}{'=':>7}"]
    for signal in explanation.signals:
        name = gettext(signal.name) if signal.name in _SIGNALS else signal.name
        product = signal.value * signal.weight + 0.0  # which makes -0.0 a plain zero
        rows.append(f"{_cell(name, 25)}{_two(signal.value)}{_two(signal.weight, 6)}{_two(product)}")
    return [*rows, f"{_cell(gettext('score'), 38)}{_two(explanation.score)}"]


def _two(value: float, width: int = 7) -> str:
    return f"{number(value, 2):>{width}}"


def _head(text: str) -> str:
    return padded(isolated(text), 7, right=True)


def _cell(text: str, width: int) -> str:
    return padded(isolated(cut(text, width - 1)), width)
