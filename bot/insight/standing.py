"""A quote that was given once → where it stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge import Quote, Span

if TYPE_CHECKING:
    from bot.storage.values import Given
    from knowledge import KnowledgeBase


def standing(base: KnowledgeBase, given: Given) -> Quote | None:
    """Return a quote as it stands in its article now; None where that does not say it any more.

    Where several of its passages say it, it is the one at the same place.
    """
    found = [at for at in base.within(given.article) or () if given.text in base.passages[at].text]
    if not found or not given.text:
        return None
    at = min(found, key=lambda one: base.passages[one].label != given.label)
    passage = base.passages[at]
    start = passage.span.start + passage.text.index(given.text)
    span = Span(start, start + len(given.text))
    inside = (s.span for s in base.sentences[at])
    whole = (one for one in inside if span.start <= one.start and one.end <= span.end)
    return Quote(passage, span, next(whole, span))
