"""Replies: summaries, sources and where words come from, verbatim and within Discord's limits."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import knowledge
from bot.locales import speaking
from bot.replies import blocks, readers
from bot.replies.blocks import CONTENT_ROOM, EMBED_ROOM, Reply
from knowledge import KnowledgeBase, Match
from tests.bot.catalogues import german
from tests.bot.messages import (
    BASE,
    both_rooms,
    button_of,
    extremes,
    fits,
    labels,
    quotes_of,
    with_facts,
)
from tests.bot.texts import LIGHTHOUSE, article_texts, awkward_texts, base_of

_TEXTS = [
    "When was the lighthouse of Selvik built?",
    "*_`~" * 500,
    "\u202e",
    "?",
    "Selvik\n\n# steps",
]


def _everything(base: KnowledgeBase, text: str, room: int) -> list[Reply]:
    """Return what every function makes of a text."""
    made = [readers.guide(), *readers.sources(base, room)]
    for words in (60, 250, 1000):
        made += readers.summary(base, knowledge.summarise(base, words=words), "", room)
    made += readers.summary(base, knowledge.summarise(base, about=text), text, room)
    quotation = base.passages[0].text[3:1500]
    altered = quotation.replace("a", "e", 3) + f" {text[:500]}"
    for said in (text, quotation, altered):
        made.append(readers.source(base, knowledge.find_source(base, said), room))
    for passage in base.passages[:3]:
        made += readers.whole(passage, room)
    return made


@extremes
@both_rooms
@pytest.mark.parametrize("text", _TEXTS, ids=range(len(_TEXTS)))
def test_no_extreme_breaks_a_limit_or_a_quotation(
    base: KnowledgeBase, room: int, text: str
) -> None:
    made = _everything(base, text, room)

    assert [reply for reply in made if not fits(reply, room)] == []


@settings(max_examples=30)
@given(article_texts, awkward_texts, st.sampled_from([EMBED_ROOM, CONTENT_ROOM]), awkward_texts)
def test_no_article_and_no_text_break_a_limit_or_a_quotation(
    article: str, text: str, room: int, fact: str
) -> None:
    base = with_facts(base_of(article, suffix="txt"), title=fact, source=fact)

    made = _everything(base, text, room)

    assert [reply for reply in made if not fits(reply, room)] == []


# Whole passages


@both_rooms
def test_a_whole_passage_has_every_word_and_its_citation_beside_the_end(room: int) -> None:
    base = base_of("The tower of Selvik " + " ".join(f"step{at}" for at in range(1500)))
    passage = base.passages[0]

    made = readers.whole(passage, room)

    text = "".join(part.quote.text for reply in made for part in reply.excerpts)
    assert text == passage.text
    assert all(fits(reply, room) for reply in made)
    assert made[-1].excerpts
    assert made[-1].text.endswith(f"\n{blocks.citation(passage)}")


@pytest.mark.parametrize("size", range(1900, 2010, 3))
def test_the_citation_of_a_whole_passage_never_stands_alone(size: int) -> None:
    base = base_of("word " * (size // 5) + "x" * (size % 5))

    made = readers.whole(base.passages[0], CONTENT_ROOM)

    assert all(reply.excerpts and fits(reply, CONTENT_ROOM) for reply in made)


# Summaries


def test_a_summary_keeps_the_reading_order_and_gives_each_sentence_its_paragraph() -> None:
    base = base_of(LIGHTHOUSE)
    result = knowledge.summarise(base, words=250)

    made = readers.summary(base, result, "", EMBED_ROOM)

    intro, facts, *lines = "\n".join(reply.text for reply in made).split("\n")
    assert intro == "**Summary of The lighthouse of Selvik**"
    assert facts == f"-# Harbour News · Mar 4, 2021 · {result.words} words, every sentence verbatim"
    assert [part.quote for reply in made for part in reply.excerpts] == list(result.sentences)
    assert lines[1::2] == [f"-# {quote.passage.label}" for quote in result.sentences]
    starts = [quote.span.start for quote in result.sentences]
    assert starts == sorted(starts)
    assert len(starts) == 6


def test_a_summary_of_several_articles_names_each_sentences_article() -> None:
    result = knowledge.summarise(BASE, words=60)

    made = readers.summary(BASE, result, "", EMBED_ROOM)

    intro, facts, *lines = made[0].text.split("\n")
    assert (intro, facts) == ("**Summary**", f"-# {result.words} words, every sentence verbatim")
    assert lines[1::2] == [
        f"-# {quote.passage.article.title} · {quote.passage.label}" for quote in result.sentences
    ]
    assert len({quote.passage.article for quote in result.sentences}) > 1


@both_rooms
def test_a_long_summary_takes_several_messages_and_parts_no_sentence_from_its_place(
    room: int,
) -> None:
    text = "\n\n".join(
        f"Keeper {at} wrote {'long ' * 12}letters to the harbour." for at in range(99)
    )
    base = base_of(text)
    result = knowledge.summarise(base, words=1500)

    made = readers.summary(base, result, "", room)

    assert len(made) > 1
    assert all(fits(reply, room) for reply in made)
    assert [part.quote for reply in made for part in reply.excerpts] == list(result.sentences)
    for reply in made:
        for part in reply.excerpts:
            assert f"{part.markup}\n-# {part.quote.passage.label}" in reply.text


def test_a_summary_names_its_topic() -> None:
    result = knowledge.summarise(BASE, about="cider *presses*")

    made = readers.summary(BASE, result, "cider *presses*", EMBED_ROOM)

    assert made[0].text.startswith(
        "**Summary of Apples of the Lower Valley about cider \\*presses\\***\n-# The Grower · "
    )


@pytest.mark.parametrize(
    ("about", "said"),
    [("zeppelins", "**I found no passage about zeppelins.**"), ("", "**I found no passage.**")],
)
def test_a_summary_of_nothing_says_so(about: str, said: str) -> None:
    base = knowledge.build([])

    made = readers.summary(base, knowledge.summarise(base, about=about), about, EMBED_ROOM)

    assert made == [Reply(f"{said}\n-# `/sources` lists what I have read.")]


# Where a message's words come from


def test_an_exact_quotation_is_found_with_its_place() -> None:
    found = knowledge.find_source(BASE, "“Pickers begin with the yellow marten”")

    reply = readers.source(BASE, found, EMBED_ROOM)

    assert reply.text.split("\n") == [
        "**Exact.** These words stand in the article:",
        "> **Pickers begin with the yellow Marten**",
        "-# **Apples of the Lower Valley** · The Grower · Oct 12, 2019 · ¶ 1",
    ]


def test_a_near_quotation_is_shown_with_what_differs() -> None:
    found = knowledge.find_source(BASE, "Pickers start with the *green* Marten in late August.")
    assert found is not None
    assert found.match is Match.NEAR

    reply = readers.source(BASE, found, EMBED_ROOM)

    *_, runs, legend = reply.text.split("\n")
    assert reply.text.startswith("**Near, not exact.** The article has it like this:\n> ")
    assert "Pickers begin with the yellow Marten in late August" in reply.text
    assert runs == (
        "The message: Pickers ~~begin~~ __start__ with the ~~yellow~~ __green__ "
        "Marten in late August"
    )
    assert legend == "-# ~~left out~~, __put in__"


def test_a_long_run_that_is_kept_is_shown_by_its_ends() -> None:
    base = base_of("Pickers begin " + "with the yellow Marten and the pale Ostra " * 8 + "at noon.")
    said = base.passages[0].text.replace("begin", "start")

    reply = readers.source(base, knowledge.find_source(base, said), EMBED_ROOM)

    assert "The message: Pickers ~~begin~~ __start__ with the yellow Marten … " in reply.text


@both_rooms
def test_a_difference_that_is_too_long_ends_in_an_ellipsis(room: int) -> None:
    words = [f"stone{at}" for at in range(390)]
    base = base_of(" ".join(words), suffix="txt")
    said = " ".join("pebble" if at % 5 == 4 else word for at, word in enumerate(words))

    reply = readers.source(base, knowledge.find_source(base, said), room)

    assert fits(reply, room)
    assert re.search(r" …\n-# ~~left out~~, __put in__$", reply.text)


def test_a_paraphrase_is_called_no_quotation() -> None:
    found = knowledge.find_source(BASE, "brothers Keller built it: the Selvik lighthouse, in 1821")
    assert found is not None
    assert found.match is Match.PARAPHRASE

    reply = readers.source(BASE, found, EMBED_ROOM)

    assert reply.text.startswith("**Not a quotation.** The passage that says most like it:\n> ")
    assert "Open ↗" in labels(reply)


@pytest.mark.parametrize("text", ["", "zeppelins over Tokyo", "🎉"])
def test_what_no_passage_says_is_not_found(text: str) -> None:
    reply = readers.source(BASE, knowledge.find_source(BASE, text), EMBED_ROOM)

    assert reply == Reply("**Not found.** I found no passage that this quotes or paraphrases.")


@both_rooms
def test_a_long_quotation_from_the_middle_of_a_sentence_can_be_read_in_full(room: int) -> None:
    base = base_of("The lighthouse of Selvik, " + " ".join(f"step{at}," for at in range(700)))
    said = base.passages[0].text[30:]

    reply = readers.source(base, knowledge.find_source(base, said), room)

    full = quotes_of(base, button_of(reply, "Read in full"))
    assert [quote.passage for quote in full] == [base.passages[0]]


# Sources, and the rest


def test_sources_lists_every_article_with_what_is_known_of_it() -> None:
    made = readers.sources(BASE, EMBED_ROOM)

    (reply,) = made
    assert reply.text == (
        "**The lighthouse of Selvik**\n"
        "-# Harbour News · Mar 4, 2021 · 3 paragraphs · <https://example.org/selvik>\n"
        "**Apples of the Lower Valley**\n"
        "-# The Grower · Oct 12, 2019 · 2 paragraphs\n"
        "**Boats on the bay**\n"
        "-# Harbour News · May 6, 2021 · 1 paragraph, 3 captions"
    )


@both_rooms
def test_sources_lists_all_articles_over_several_messages(room: int) -> None:
    titles = [f"Volume {at} {'of the chronicle ' * 5}" for at in range(100)]
    base = base_of(*[f"---\ntitle: {title}\n---\n\nIt rained." for title in titles])

    made = readers.sources(base, room)

    listed = re.findall(r"\*\*(Volume \d+) ", "\n".join(reply.text for reply in made))
    assert listed == [f"Volume {at}" for at in range(100)]
    assert all(fits(reply, room) for reply in made)


def test_sources_of_nothing_says_so() -> None:
    made = readers.sources(knowledge.build([]), EMBED_ROOM)

    assert made == [Reply("I have no article to quote from at the moment.")]


def test_the_guide_says_how_to_ask() -> None:
    reply = readers.guide()

    assert fits(reply, CONTENT_ROOM)
    for name in ("/ask", "/summary", "/sources", "/knowledge", "/report", "/config"):
        assert f"`{name}`" in reply.text


def test_the_guide_names_commands_and_menus_as_discord_shows_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    german(monkeypatch, {"name: ask": "fragen", "name: Find the source": "Quelle finden"})

    with speaking("de"):
        said = readers.guide().text

    assert "**Ask** with `/fragen`" in said
    assert "*Apps › Quelle finden*" in said
    assert "`/search`" in said
