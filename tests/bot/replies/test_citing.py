"""Citing: paragraphs and the compact form fit messages, whatever the articles say."""

import pytest
from hypothesis import given

from bot.replies import citing
from bot.replies.ids import mark
from knowledge import Article, KnowledgeBase, Passage, Quote, Span
from tests.bot.messages import BASE, both_rooms, extremes, fits
from tests.bot.texts import awkward_texts


def whole(passage: Passage) -> Quote:
    return Quote(passage, passage.span, passage.span)


@both_rooms
@extremes
def test_paragraphs_fit_and_are_whole(base: KnowledgeBase, room: int) -> None:
    for passage in base.passages[:3]:
        made = citing.paragraphs([passage], room)

        assert all(fits(part, room) for part in made)
        shown = " ".join(one.quote.text for part in made for one in part.excerpts)
        assert shown.split() == passage.text.split() or len(made) > 1


@both_rooms
@extremes
def test_three_references_fit_one_message(base: KnowledgeBase, room: int) -> None:
    found = [("*_`~" * 50, whole(passage)) for passage in base.passages[:2]]

    assert fits(citing.compact(base, [*found, ("[x](y) @everyone", None)], 7, room), room)


def test_a_part_of_a_sentence_has_no_mark() -> None:
    passage = BASE.passages[0]
    part = Span(passage.span.start + 2, passage.span.start + 8)

    assert mark(Quote(passage, part, part)) == ""
    assert mark(whole(passage)).startswith(" · ")


@pytest.mark.parametrize("name", ["a" * 81, "a" * 500])
def test_a_very_long_id_is_not_shown(name: str) -> None:
    passage = Passage(Article(name, "Notes", "It sank."), Span(0, 8), 1)

    assert mark(whole(passage)) == ""


@given(awkward_texts)
def test_whatever_is_cited_is_verbatim(text: str) -> None:
    if not text.strip():
        return
    passage = Passage(Article("notes", text, text), Span(0, len(text)), 1)

    assert all(fits(part, 2000) for part in citing.paragraphs([passage], 2000))
