"""A passage and its best sentence → the span worth quoting: at most two sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.model import Quote, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.base import KnowledgeBase, Sentence
    from knowledge.ranking import Ranked

# A sentence that starts with one of these leans on the one before it.
_LEANING = frozenset(
    "he she it they his her its their this that these those such but however instead also then "
    "thus therefore yet so moreover meanwhile".split()
)


def quote(base: KnowledgeBase, terms: Sequence[str], ranked: Ranked) -> Quote:
    """Return the best sentence of a ranked passage, with a neighbour where that says more."""
    sentences = base.sentences[ranked.hit.position]
    passage, focus = ranked.hit.passage, sentences[ranked.best].span
    beside = _adds_most(base, terms, sentences, ranked.best)
    if beside is None and ranked.best and leans(focus.of(passage.article.text)):
        beside = sentences[ranked.best - 1].span
    ends = (focus, beside or focus)
    span = Span(min(end.start for end in ends), max(end.end for end in ends))
    return Quote(passage, span, focus, ranked.score)


def leans(sentence: str) -> bool:
    """Tell whether a sentence starts with a word that refers to what stood before it."""
    first = next(iter(sentence.split()), "")
    return first.strip("\"'“‘(,;").lower() in _LEANING


def _adds_most(
    base: KnowledgeBase, terms: Sequence[str], sentences: Sequence[Sentence], best: int
) -> Span | None:
    """Return the neighbour of `best` that holds most of what it lacks of the question."""
    missing = [term for term in terms if term not in sentences[best].terms]
    around = [sentences[at] for at in (best - 1, best + 1) if 0 <= at < len(sentences)]
    gains = [
        sum(base.engine.idf(term) for term in missing if term in beside.terms) for beside in around
    ]
    return around[gains.index(max(gains))].span if any(gains) else None
