"""An article and its blocks → its passages: numbered, under their headings, exact spans."""

from __future__ import annotations

from itertools import count, zip_longest
from typing import TYPE_CHECKING

from knowledge.formats.draft import Role
from knowledge.model import Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.formats.draft import Block
    from knowledge.model import Article


# What is longer is no heading, whatever its mark says.
_LONGEST_HEADING = 200


def split(article: Article, blocks: Sequence[Block]) -> tuple[Passage, ...]:
    """Return the passages of `article`, in reading order; none where there are only headings.

    Paragraphs are numbered 1…n. Captions keep their gallery's numbers where no two are the same,
    and are numbered 1…m otherwise. A heading with nothing under it is a paragraph.
    """
    if all(block.role is Role.HEADING for block in blocks):
        return ()
    passages: list[Passage] = []
    headings: list[Block] = []
    heading = ""
    paragraphs = count(1)
    captions = iter(_caption_numbers([b for b in blocks if b.role is Role.CAPTION]))
    for block, below in zip_longest(blocks, blocks[1:]):
        if _heads(block, below):
            headings = [above for above in headings if above.level < block.level] + [block]
            heading = " › ".join(" ".join(h.span.of(article.text).split()) for h in headings)
        elif block.role is Role.CAPTION:
            number, total = next(captions)
            facts = (Kind.CAPTION, heading, block.credit, total)
            passages.append(Passage(article, block.span, number, *facts))
        else:
            number = next(paragraphs)
            passages.append(Passage(article, block.span, number, Kind.PARAGRAPH, heading))
    return tuple(passages)


def _heads(block: Block, below: Block | None) -> bool:
    """Tell whether a block is the heading of what is below it."""
    if block.role is not Role.HEADING or below is None:
        return False
    leads = below.role is not Role.HEADING or below.level > block.level
    return leads and block.span.end - block.span.start <= _LONGEST_HEADING


def _caption_numbers(captions: Sequence[Block]) -> list[tuple[int, int]]:
    own = [caption.number for caption in captions]
    if all(own) and len(set(own)) == len(own):
        return [(caption.number, max(caption.total, len(own))) for caption in captions]
    return [(place, len(own)) for place in range(1, len(own) + 1)]
