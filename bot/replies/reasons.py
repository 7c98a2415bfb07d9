"""Why a passage was given, as a small table in plain characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge import Explanation

_MOST_WORDS = 12


def table(explanation: Explanation) -> list[str]:
    """Return the lines of a table: the question's words, then the signals, at most 45 wide."""
    rows = [f"{'':3}{'word':28}{'rarity':>7}{'idf':>7}"]
    for term in explanation.terms[:_MOST_WORDS]:
        mark = "✓" if term.matched else "–"
        rows.append(f"{mark:3}{term.words[:27]:28}{term.rarity:7.2f}{term.idf:7.2f}")
    if len(explanation.terms) > _MOST_WORDS:
        rows.append(f"   … and {len(explanation.terms) - _MOST_WORDS} more words")
    rows += ["", f"{'signal':25}{'value':>7}{'×':>6}{'=':>7}"]
    for signal in explanation.signals:
        product = signal.value * signal.weight + 0.0  # which makes -0.0 a plain zero
        rows.append(f"{signal.name:25}{signal.value:7.2f}{signal.weight:6.2f}{product:7.2f}")
    return [*rows, f"{'score':38}{explanation.score:7.2f}"]
