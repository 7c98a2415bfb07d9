"""Citing: paragraphs and the compact form fit messages, whatever the articles say."""

import pytest
from hypothesis import given

from bot.locales import speaking
from bot.locales.bidi import FSI, PDI, without_isolates
from bot.provenance import Traced
from bot.replies import citing
from bot.replies.excerpts import excerpt
from bot.replies.ids import mark
from knowledge import Article, KnowledgeBase, Passage, Quote, Span, find_source
from tests.bot.messages import BASE, both_rooms, extremes, fits
from tests.bot.texts import awkward_texts, base_of


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


PORT = "تجمد الميناء في الشتاء. عاد الصيادون في الربيع."


@pytest.mark.parametrize("article", [PORT, f"The gate of {FSI}Selvik{PDI} froze at dawn."])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_what_is_copied_from_a_quote_is_verbatim_isolates_and_all(
    article: str, locale: str
) -> None:
    base = base_of(article, suffix="txt")
    with speaking(locale):
        shown = excerpt(whole(base.passages[0]), 2000).markup
    copied = shown.removeprefix("> ").replace("**", "")
    found = find_source(base, without_isolates(copied))
    assert found is not None

    reply = citing.of_text(Traced(base, found), copied, 2000)

    assert FSI in copied
    assert reply.text.startswith("**Verbatim.** These words stand in the article:\n> ")
