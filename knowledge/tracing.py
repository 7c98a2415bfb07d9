"""A paragraph as it once stood → where it stands now: what pins and links are found again by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from knowledge.analysis import fold, words

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.model import Passage

# The least share of words in common, in order, for a paragraph that was edited: as for a quotation.
_ALIKE = 0.6


def trace(base: KnowledgeBase, article: str, text: str) -> Passage | None:
    """Return the passage of an article that is a paragraph, as it stood then or edited since.

    Args:
        base: The snapshot to look in.
        article: The article's id.
        text: The paragraph's text. The passage with the same text is it, else the one most alike,
            the first of equals; white space makes no difference.

    Returns:
        None where the article is not there, or nothing in it shares six words in ten.
    """
    found = [base.passages[at] for at in base.within(article) or ()]
    wanted = text.split()
    same = next((passage for passage in found if passage.text.split() == wanted), None)
    return same or _most_alike(found, text)


def _most_alike(found: list[Passage], text: str) -> Passage | None:
    said = _words(text)
    alike = ((_similarity(_words(passage.text), said), passage) for passage in found)
    best = max(alike, key=lambda one: one[0], default=None)
    return best[1] if best is not None and said and best[0] >= _ALIKE else None


def _similarity(one: list[str], other: list[str]) -> float:
    return Indel.normalized_similarity(one, other)


def _words(text: str) -> list[str]:
    return [fold(word.group()) for word in words(text)]
