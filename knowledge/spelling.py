"""Misspelt and transliterated names: a word that nothing knows → the nearest word that stands.

Similarity is Jaro-Winkler's (Winkler 1990), which forgives most at a word's end, bounded by the
optimal string alignment distance (Damerau 1964), which counts single slips.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from knowledge.rarity import is_english

if TYPE_CHECKING:
    from collections.abc import Collection

_FEWEST_LETTERS = 5
_SIMILAR = 0.84
# Words within the bound on slips whose similarity is looked at.
_CONSIDERED = 5


def nearest(word: str, vocabulary: Collection[str]) -> str | None:
    """Return the word of `vocabulary` that a folded word is most likely meant to be.

    None where the word is short, common English, or like nothing there.

    Args:
        word: A folded word that the vocabulary does not hold.
        vocabulary: Folded words.
    """
    if len(word) < _FEWEST_LETTERS or is_english(word) or not word.isalpha():
        return None
    found = process.extract(
        word, vocabulary, scorer=OSA.distance, score_cutoff=allowed(word), limit=_CONSIDERED
    )
    alike = ((slips, -JaroWinkler.similarity(word, other), other) for other, slips, _ in found)
    return next((other for _, score, other in sorted(alike) if -score >= _SIMILAR), None)


def allowed(word: str) -> int:
    """Return how many slips a word of its length may hold: one in five to seven letters."""
    return 1 if len(word) < 8 else 2 if len(word) < 11 else 3
