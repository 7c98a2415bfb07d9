"""Relocating: what a button quotes now, from the version that it was made of."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.relocating import CHANGED, behind
from bot.replies import places
from bot.storage import Storage
from knowledge import KnowledgeBase, Quote, pack
from tests.bot.texts import LIGHTHOUSE, ORCHARD, base_of

THEN = base_of(LIGHTHOUSE, ORCHARD)
STEPS = "It has 214 steps of granite."


def _stored(*bases: KnowledgeBase) -> Storage:
    """A database that has all versions of some bases, for server 1 alone."""
    packed = {
        digest: pack(reading)
        for base in bases
        for digest, reading in zip(base.digests, base.readings, strict=True)
    }

    class Articles:
        async def versions_beginning(self, server: int, start: str) -> list[str]:
            return [digest for digest in packed if server == 1 and digest.startswith(start)]

        async def contents(self, digests: list[str]) -> dict[str, bytes]:
            return {digest: packed[digest] for digest in digests}

    return cast("Storage", SimpleNamespace(articles=Articles()))


def _code(base: KnowledgeBase) -> str:
    passage = base.passages[0]
    return places.encode(base, [Quote(passage, passage.span, base.sentences[0][1].span)])


def _focus(quote: Quote) -> str:
    return quote.focus.of(quote.passage.article.text)


async def test_what_stands_as_it_stood_needs_no_older_version() -> None:
    found = await behind(cast("Any", None), 1, THEN, _code(THEN))

    assert [_focus(quote) for quote in found.quotes] == [STEPS]
    assert found.note == ""


@pytest.mark.parametrize(
    ("old", "new", "focus"),
    [
        ("# History\n", "# History\n\nThe island is small.\n", STEPS),
        ("214 steps", "215 steps", "It has 215 steps of granite."),
        ("The lighthouse of Selvik was built", "A lighthouse was built", STEPS),
    ],
)
async def test_a_paragraph_of_an_edited_article_is_found_again(
    old: str, new: str, focus: str
) -> None:
    now = base_of(ORCHARD, LIGHTHOUSE.replace(old, new))
    # An article keeps its id over its versions.
    then = base_of(ORCHARD, LIGHTHOUSE)

    found = await behind(_stored(then), 1, now, _code_of(then))

    assert [_focus(quote) for quote in found.quotes] == [focus]
    assert found.note == CHANGED


def _code_of(base: KnowledgeBase) -> str:
    at = next(n for n, one in enumerate(base.passages) if STEPS in one.text)
    return places.encode(
        base, [Quote(base.passages[at], base.passages[at].span, base.sentences[at][1].span)]
    )


async def test_what_was_taken_out_is_not_shown() -> None:
    now = base_of("# Selvik\n\nNothing is known.", ORCHARD)

    found = await behind(_stored(THEN), 1, now, _code(THEN))

    assert found.quotes == ()


async def test_versions_of_another_server_are_not_looked_at() -> None:
    now = base_of(LIGHTHOUSE.replace("214", "215"), ORCHARD)

    found = await behind(_stored(THEN), 2, now, _code(THEN))

    assert found.quotes == ()
    assert (await behind(_stored(THEN), 1, now, _code(THEN))).quotes
