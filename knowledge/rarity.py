"""How rare a word is in English at large: what a match of it is worth before any article is read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

# Zipf frequency counts powers of ten in a billion words; 7 is commoner than any word but "the".
_CEILING = 7.0
# Below this frequency, that of the 3,000th word, all words are worth the same, a figure a bit less.
_RARE, _UNLISTED, _FIGURE = 4.5, 3.3, 3.0


def rarity(word: str, language: str = "en") -> float:
    """Return the background rarity of a folded word, 0 (in every text) to about 3.3.

    It is 7 − Zipf frequency for the commonest words. Only English has a list: elsewhere all words weigh
    the same.
    """
    if word.isdigit():
        return _FIGURE
    frequency = _common().get(word) if language == "en" else None
    if frequency is None or frequency < _RARE:
        return _UNLISTED
    return max(0.0, _CEILING - frequency)


def is_common(word: str) -> bool:
    """Tell whether a folded word is among the 3,000 commonest of English."""
    return _common().get(word, 0.0) >= _RARE


def is_english(word: str) -> bool:
    """Tell whether a folded word is among the 10,000 commonest of English: no slip of the keys."""
    return word in _common()


@cache
def _common() -> dict[str, float]:
    listed = files("knowledge") / "word_lists" / "common_en.txt"
    lines = listed.read_text(encoding="utf-8").splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {word: float(frequency) for word, frequency in pairs}
