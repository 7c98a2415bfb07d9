"""Answers that moderators chose: which questions they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge import normal_terms, trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.storage.values import Link
    from knowledge import KnowledgeBase, Passage

# Questions are the same where so many of the terms of both are in each: the Jaccard index.
ALIKE = 0.8


def linked(base: KnowledgeBase, links: Sequence[Link], question: str) -> Passage | None:
    """Return the paragraph that moderators chose to answer a question; None where there is none.

    The link whose terms are most alike wins, and the newer one of two; one whose paragraph is gone
    counts for nothing.
    """
    terms = frozenset(normal_terms(base, question)) if links else frozenset[str]()
    rated = ((_alike(terms, frozenset(link.terms)), link.number, link) for link in links)
    alike = sorted((one for one in rated if one[0] >= ALIKE), key=lambda one: one[:2])
    found = (trace(base, link.article, link.text) for *_, link in reversed(alike))
    return next(filter(None, found), None)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of terms that both have; questions without any are alike to none."""
    return len(one & other) / len(one | other) if one and other else 0.0
