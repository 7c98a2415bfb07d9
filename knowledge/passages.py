"""An article and its blocks → its passages: numbered, under their headings, exact spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.formats.draft import Role
from knowledge.model import Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.formats.draft import Block
    from knowledge.model import Article


def split(article: Article, blocks: Sequence[Block]) -> tuple[Passage, ...]:
    """Return the passages of `article`, in reading order.

    Paragraphs are numbered 1…n. Captions keep their gallery's numbers where no two are the same,
    and are numbered 1…m otherwise.
    """
    passages: list[Passage] = []
    headings: list[Block] = []
    paragraphs = 0
    numbers = _caption_numbers([block for block in blocks if block.role is Role.CAPTION])
    for block in blocks:
        if block.role is Role.HEADING:
            headings = [above for above in headings if above.level < block.level] + [block]
            continue
        heading = " › ".join(" ".join(above.span.of(article.text).split()) for above in headings)
        if block.role is Role.CAPTION:
            number, total = next(numbers)
            passage = Passage(
                article, block.span, number, Kind.CAPTION, heading, block.credit, total
            )
        else:
            paragraphs += 1
            passage = Passage(article, block.span, paragraphs, Kind.PARAGRAPH, heading)
        passages.append(passage)
    return tuple(passages)


def _caption_numbers(captions: Sequence[Block]) -> Iterable[tuple[int, int]]:
    own = [caption.number for caption in captions]
    if all(own) and len(set(own)) == len(own):
        return iter([(caption.number, max(caption.total, len(own))) for caption in captions])
    return iter([(place, len(own)) for place in range(1, len(own) + 1)])
