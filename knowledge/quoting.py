"""A passage and its best sentence → the span worth quoting: at most two sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.expectation import expected, marked
from knowledge.model import Quote, Span

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase
    from knowledge.question import Query
    from knowledge.ranking import Ranked

# A neighbour joins a quote where it scores this share of the best sentence: by measurement, more
# quotes then hold what was asked than by any rule on words, at 44 words on average.
_SHARE = 0.5
# A sentence that starts with one of these leans on the one before it.
_LEANING = frozenset(
    "he she it they his her its their this that these those such but however instead also then "
    "thus therefore yet so moreover meanwhile".split()
)


def quote(base: KnowledgeBase, query: Query, ranked: Ranked) -> Quote:
    """Return the best sentence of a ranked passage, with the neighbour that says more, if any."""
    found = base.sentences[ranked.hit.position]
    passage, focus = ranked.hit.passage, found[ranked.best].span
    beside = _beside(ranked)
    if beside is None and ranked.best and leans(focus.of(passage.article.text)):
        beside = ranked.best - 1
    ends = (focus, focus if beside is None else found[beside].span)
    span = Span(min(end.start for end in ends), max(end.end for end in ends))
    return Quote(passage, span, focus, ranked.score, _mark(query, passage.article.text, focus))


def _mark(query: Query, text: str, focus: Span) -> Span | None:
    """Return where the decisive sentence has what the question asks for, where that is plain."""
    kind = expected(query.text)
    found = marked(kind, focus.of(text), query.asked) if kind else None
    return Span(focus.start + found.start, focus.start + found.end) if found else None


def leans(sentence: str) -> bool:
    """Tell whether a sentence starts with a word that refers to what stood before it."""
    first = next(iter(sentence.split()), "")
    return first.strip("\"'“‘(,;").lower() in _LEANING


def _beside(ranked: Ranked) -> int | None:
    """Return the better neighbour of the best sentence, where it scores at least a share of it."""
    best, scores = ranked.best, ranked.scores
    around = [at for at in (best - 1, best + 1) if 0 <= at < len(scores)]
    better = max(around, key=scores.__getitem__, default=None)
    return better if better is not None and scores[better] >= _SHARE * scores[best] else None
