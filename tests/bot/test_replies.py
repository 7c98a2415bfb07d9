"""Replies: verbatim, cited, and within Discord's limits whatever the articles and questions are."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import knowledge
from bot import places, replies
from bot.excerpts import is_verbatim
from bot.replies import CONTENT_ROOM, EMBED_ROOM, Button, Reply
from bot.views import Press
from knowledge import Answer, Article, KnowledgeBase, Match, NoAnswer, Passage, Quote, Reading, Span
from tests.bot.markdown import shown
from tests.bot.texts import GALLERY, LIGHTHOUSE, ORCHARD, article_texts, awkward_texts, base_of

_BASE = base_of(LIGHTHOUSE, ORCHARD, GALLERY)
_WHEN = "When was the lighthouse of Selvik built?"
_ROOMS = st.sampled_from([EMBED_ROOM, CONTENT_ROOM])
both_rooms = pytest.mark.parametrize("room", [EMBED_ROOM, CONTENT_ROOM])


def fits(reply: Reply, room: int) -> bool:
    """Tell whether Discord takes a reply, and whether what it quotes is verbatim."""
    return (
        0 < len(reply.text.strip()) <= len(reply.text) <= room
        and all(is_verbatim(part) and part.markup in reply.text for part in reply.excerpts)
        and len(reply.buttons) <= 5
        and all(_is_button(button) for button in reply.buttons)
    )


def _is_button(button: Button) -> bool:
    if button.url:
        return len(button.url) <= 512 and not button.custom_id and 0 < len(button.label) <= 80
    # Discord hands a press to the class whose template its custom id matches.
    template = Press.__discord_ui_compiled_template__
    return (
        0 < len(button.label) <= 80
        and len(button.custom_id) <= 100
        and template.fullmatch(button.custom_id) is not None
    )


def _quotes_of(base: KnowledgeBase, button: Button) -> list[Quote]:
    _, revision, code = button.custom_id.split(":")
    return places.decode(base, revision, code) or []


def _button(reply: Reply, label: str) -> Button:
    return next(button for button in reply.buttons if button.label == label)


def _labels(reply: Reply) -> list[str]:
    return [button.label for button in reply.buttons]


def _with(base: KnowledgeBase, **facts: str) -> KnowledgeBase:
    """Return a base whose articles have other facts."""
    readings: list[Reading] = []
    for article in base.articles:
        # The facts are text alone here.
        changed = replace(article, **facts)  # pyright: ignore[reportArgumentType]
        held = [base.passages[at] for at in base.within(article.id) or ()]
        readings.append(
            Reading(changed, tuple(replace(passage, article=changed) for passage in held))
        )
    return knowledge.build(readings)


def _answer(base: KnowledgeBase, question: str) -> Answer:
    result = knowledge.ask(base, question, threshold=0.0)
    assert isinstance(result, Answer)
    return result


_EXTREMES = {
    "a title of 5,000 characters": _with(_BASE, title="Tower " * 833),
    "a title of marks": _with(_BASE, title="*_`~" * 1250, source="[x](y)|<@1>" * 50),
    "markdown in the source": _with(_BASE, source="**The** [Grower](https://x.y) @everyone"),
    "a paragraph of 10,000 characters": base_of("Selvik, " + "the lighthouse of Selvik, " * 420),
    "a word of 10,000 characters": base_of("The lighthouse of Selvik " + "x" * 10_000),
    "a word of 10,000 stars": base_of("The lighthouse of Selvik " + "*" * 10_000, suffix="txt"),
    "no address": _with(_BASE, url=""),
    "an address that is too long": _with(_BASE, url="https://example.org/" + "a" * 600),
    "an address that is none": _with(_BASE, url="javascript:alert(1)"),
    "an address with marks": _with(_BASE, url="https://example.org/a_(b)*c*?d=[e]&f#g"),
    "thirty articles": base_of(*[LIGHTHOUSE.replace("214", str(at)) for at in range(30)]),
}
extremes = pytest.mark.parametrize("base", _EXTREMES.values(), ids=_EXTREMES)
_QUESTIONS = [
    _WHEN,
    "lighthouse " * 181,
    "*_`~" * 500,
    "\u202e",
    "zeppelin",
    "?",
    "Selvik\n\n# steps",
]


def _everything(base: KnowledgeBase, text: str, room: int) -> list[Reply]:
    """Return what every function makes of a text."""
    asked = [knowledge.ask(base, text, threshold=threshold) for threshold in (0.0, 0.38, 1.0)]
    made = [
        replies.answer(base, result, room, repeat=repeat)
        for result in asked
        for repeat in (True, False)
    ]
    for result in asked:
        found = result.quotes if isinstance(result, Answer) else ()
        made += replies.passages(base, (*found, *result.nearest), room)
    for words in (60, 250, 1000):
        made += replies.summary(base, knowledge.summarise(base, words=words), "", room)
    made += replies.summary(base, knowledge.summarise(base, about=text), text, room)
    made.append(replies.source(base, knowledge.find_source(base, text), room))
    quotation = base.passages[0].text[3:1500]
    made.append(replies.source(base, knowledge.find_source(base, quotation), room))
    altered = quotation.replace("a", "e", 3) + f" {text[:500]}"
    made.append(replies.source(base, knowledge.find_source(base, altered), room))
    for passage in base.passages[:3]:
        made += replies.whole(passage, room)
    return [*made, *replies.sources(base, room), replies.guide()]


@extremes
@both_rooms
@pytest.mark.parametrize("question", _QUESTIONS, ids=range(len(_QUESTIONS)))
def test_no_extreme_breaks_a_limit_or_a_quotation(
    base: KnowledgeBase, room: int, question: str
) -> None:
    made = _everything(base, question, room)

    assert [reply for reply in made if not fits(reply, room)] == []


@settings(max_examples=40)
@given(article_texts, awkward_texts, _ROOMS, awkward_texts, awkward_texts)
def test_no_article_and_no_question_break_a_limit_or_a_quotation(
    text: str, question: str, room: int, title: str, source: str
) -> None:
    base = _with(base_of(text, suffix="txt"), title=title, source=source)

    made = _everything(base, question, room)

    assert [reply for reply in made if not fits(reply, room)] == []


# Answers


@both_rooms
def test_an_answer_is_a_quote_with_its_citation_below(room: int) -> None:
    reply = replies.answer(_BASE, knowledge.ask(_BASE, _WHEN), room)

    quoted, cited = reply.text.split("\n")[:2]
    assert quoted.startswith("> ")
    assert "**The lighthouse of Selvik was built in 1821 by the Keller brothers.**" in quoted
    assert re.fullmatch(
        r"-# \*\*The lighthouse of Selvik\*\*.* · Harbour News · 2021-03-04 · ¶ 1", cited
    )


def test_a_caption_is_cited_with_its_number_and_credit() -> None:
    reply = replies.answer(_BASE, _answer(_BASE, "red sloop buoy"), EMBED_ROOM)

    assert reply.text.splitlines()[1] == (
        "-# **Boats on the bay** · Harbour News · 2021-05-06 · photo 1/3, AP"
    )


def test_a_citation_names_the_headings() -> None:
    article = Article("a", "Title", "Some text.", published=date(2020, 1, 2))
    passage = Passage(article, Span(0, 10), 4, heading="One › *Two*")

    line = replies.citation(passage)

    assert line == r"-# **Title** › One › \*Two\* · 2020-01-02 · ¶ 4"


def test_a_question_is_repeated_where_nothing_else_shows_it() -> None:
    result = knowledge.ask(_BASE, "  When was\nthe *lighthouse* of Selvik built?")

    repeated = replies.answer(_BASE, result, EMBED_ROOM, repeat=True)
    alone = replies.answer(_BASE, result, EMBED_ROOM)

    asked = "-# When was the \\*lighthouse\\* of Selvik built?\n"
    assert repeated.text == asked + alone.text


@pytest.mark.parametrize("question", ["lighthouse " * 40, "\u202e\u2066", "   "])
def test_a_question_that_would_be_cut_or_empty_is_not_repeated(question: str) -> None:
    result = knowledge.ask(_BASE, question)

    repeated = replies.answer(_BASE, result, EMBED_ROOM, repeat=True)

    assert repeated == replies.answer(_BASE, result, EMBED_ROOM)


def test_an_answer_opens_the_article_at_the_decisive_sentence() -> None:
    result = _answer(_BASE, _WHEN)

    button = _button(replies.answer(_BASE, result, EMBED_ROOM), "Open the article")

    assert button.url == (
        "https://example.org/selvik#:~:text="
        "The%20lighthouse%20of%20Selvik%20was%20built%20in%201821%20by%20the%20Keller%20brothers."
    )


def test_more_passages_are_those_that_the_answer_does_not_show() -> None:
    result = _answer(_BASE, "lighthouse lamp keeper orchard")
    assert result.nearest

    reply = replies.answer(_BASE, result, EMBED_ROOM)

    more = _quotes_of(_BASE, _button(reply, "More passages"))
    assert [(q.passage, q.focus) for q in more] == [(q.passage, q.focus) for q in result.nearest]


def test_where_nothing_else_fits_more_passages_are_those_around_the_quote() -> None:
    sentence = _BASE.sentences[1][0].span
    quote = Quote(_BASE.passages[1], sentence, sentence)
    result = Answer("?", (quote,), 0.9, _BASE.revision)

    reply = replies.answer(_BASE, result, EMBED_ROOM)

    more = _quotes_of(_BASE, _button(reply, "More passages"))
    assert [found.passage for found in more] == list(_BASE.passages[:3])


def test_what_finds_no_room_in_an_answer_is_among_more_passages() -> None:
    base = base_of(*[f"The {'granite ' * 100}tower has {at} steps." for at in (7, 8, 9)])
    hits = [
        Quote(passage, passage.span, sentences[0].span)
        for passage, sentences in zip(base.passages, base.sentences, strict=True)
    ]
    result = Answer("granite?", tuple(hits), 0.9, base.revision)

    reply = replies.answer(base, result, CONTENT_ROOM)

    shown_here = [part.quote.passage for part in reply.excerpts]
    more = [quote.passage for quote in _quotes_of(base, _button(reply, "More passages"))]
    assert shown_here + more == [quote.passage for quote in hits]
    assert len(shown_here) == 2


def test_several_quotes_stand_in_their_order_each_with_its_citation() -> None:
    chosen = [
        Quote(p, p.span, s[0].span) for p, s in zip(_BASE.passages, _BASE.sentences, strict=True)
    ]
    result = Answer("?", tuple(chosen[:3]), 0.9, _BASE.revision)

    reply = replies.answer(_BASE, result, EMBED_ROOM)

    assert [part.quote for part in reply.excerpts] == chosen[:3]
    assert reply.text == "\n\n".join(
        f"{part.markup}\n{replies.citation(part.quote.passage)}" for part in reply.excerpts
    )


@both_rooms
def test_a_quote_that_is_cut_can_be_read_in_full(room: int) -> None:
    base = base_of("The lighthouse of Selvik, " + "which has many steps, " * 450)

    reply = replies.answer(base, _answer(base, "lighthouse Selvik"), room)

    assert reply.excerpts[0].cut
    full = _quotes_of(base, _button(reply, "Read in full"))
    assert [quote.passage for quote in full] == [base.passages[0]]


def test_a_quote_that_is_whole_has_no_button_to_read_it_in_full() -> None:
    reply = replies.answer(_BASE, _answer(_BASE, _WHEN), EMBED_ROOM)

    assert "Read in full" not in _labels(reply)


@pytest.mark.parametrize("reason", list(knowledge.Reason))
@both_rooms
def test_no_answer_says_so_and_why(reason: knowledge.Reason, room: int) -> None:
    result = NoAnswer("Why?", reason, 0.0, _BASE.revision)

    reply = replies.answer(_BASE, result, room)

    first, second = reply.text.split("\n")
    assert first == "**I found no passage that answers this.**"
    assert second.startswith("-# ")
    assert reply.excerpts == reply.buttons == ()


def test_every_reason_for_no_answer_has_its_own_words() -> None:
    results = [NoAnswer("Why?", reason, 0.0, _BASE.revision) for reason in knowledge.Reason]

    texts = {replies.answer(_BASE, result, EMBED_ROOM).text for result in results}

    assert len(texts) == len(results)


def test_no_answer_leads_to_the_nearest_passages() -> None:
    result = knowledge.ask(_BASE, _WHEN, threshold=1.0)
    assert isinstance(result, NoAnswer)

    reply = replies.answer(_BASE, result, EMBED_ROOM)

    nearest = _quotes_of(_BASE, _button(reply, "Nearest passages"))
    assert _labels(reply) == ["Nearest passages"]
    assert [(q.passage, q.focus) for q in nearest] == [(q.passage, q.focus) for q in result.nearest]


# Passages


@both_rooms
def test_further_passages_are_given_in_their_order_in_as_few_messages_as_hold_them(
    room: int,
) -> None:
    base = base_of(*[f"The tower of {'granite ' * 60}has {at} steps." for at in range(12)])
    chosen = [Quote(passage, passage.span, passage.span) for passage in base.passages]

    made = replies.passages(base, chosen, room)

    assert [part.quote for reply in made for part in reply.excerpts] == chosen
    assert all(fits(reply, room) for reply in made)
    blocks = [len(part.markup) for reply in made for part in reply.excerpts]
    assert len(made) <= 2 * sum(blocks) // room + 1


@both_rooms
def test_a_whole_passage_has_every_word_and_its_citation_beside_the_end(room: int) -> None:
    base = base_of("The tower of Selvik " + " ".join(f"step{at}" for at in range(1500)))
    passage = base.passages[0]

    made = replies.whole(passage, room)

    text = "".join(part.quote.text for reply in made for part in reply.excerpts)
    assert text == passage.text
    assert all(fits(reply, room) for reply in made)
    assert made[-1].excerpts
    assert made[-1].text.endswith(f"\n{replies.citation(passage)}")


@pytest.mark.parametrize("size", range(1900, 2010, 3))
def test_the_citation_of_a_whole_passage_never_stands_alone(size: int) -> None:
    base = base_of("word " * (size // 5) + "x" * (size % 5))

    made = replies.whole(base.passages[0], CONTENT_ROOM)

    assert all(reply.excerpts and fits(reply, CONTENT_ROOM) for reply in made)


# Summaries


def test_a_summary_keeps_the_reading_order_and_gives_each_sentence_its_paragraph() -> None:
    base = base_of(LIGHTHOUSE)
    result = knowledge.summarise(base, words=250)

    made = replies.summary(base, result, "", EMBED_ROOM)

    intro, facts, *lines = "\n".join(reply.text for reply in made).split("\n")
    assert intro == "**Summary of The lighthouse of Selvik**"
    assert facts == f"-# Harbour News · 2021-03-04 · {result.words} words, every sentence verbatim"
    assert [part.quote for reply in made for part in reply.excerpts] == list(result.sentences)
    assert lines[1::2] == [f"-# {quote.passage.label}" for quote in result.sentences]
    starts = [quote.span.start for quote in result.sentences]
    assert starts == sorted(starts)
    assert len(starts) == 6


def test_a_summary_of_several_articles_names_each_sentences_article() -> None:
    result = knowledge.summarise(_BASE, words=60)

    made = replies.summary(_BASE, result, "", EMBED_ROOM)

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

    made = replies.summary(base, result, "", room)

    assert len(made) > 1
    assert all(fits(reply, room) for reply in made)
    assert [part.quote for reply in made for part in reply.excerpts] == list(result.sentences)
    for reply in made:
        for part in reply.excerpts:
            assert f"{part.markup}\n-# {part.quote.passage.label}" in reply.text


def test_a_summary_names_its_topic() -> None:
    result = knowledge.summarise(_BASE, about="cider *presses*")

    made = replies.summary(_BASE, result, "cider *presses*", EMBED_ROOM)

    assert made[0].text.startswith(
        "**Summary of Apples of the Lower Valley about cider \\*presses\\***\n-# The Grower · "
    )


@pytest.mark.parametrize(
    ("about", "said"),
    [("zeppelins", "**I found no passage about zeppelins.**"), ("", "**I found no passage.**")],
)
def test_a_summary_of_nothing_says_so(about: str, said: str) -> None:
    base = knowledge.build([])

    made = replies.summary(base, knowledge.summarise(base, about=about), about, EMBED_ROOM)

    assert made == [Reply(f"{said}\n-# `/sources` lists what I have read.")]


# Where a message's words come from


def test_an_exact_quotation_is_found_with_its_place() -> None:
    found = knowledge.find_source(_BASE, "“Pickers begin with the yellow marten”")

    reply = replies.source(_BASE, found, EMBED_ROOM)

    assert reply.text.split("\n") == [
        "**Exact.** These words stand in the article:",
        "> **Pickers begin with the yellow Marten**",
        "-# **Apples of the Lower Valley** · The Grower · 2019-10-12 · ¶ 1",
    ]


def test_a_near_quotation_is_shown_with_what_differs() -> None:
    found = knowledge.find_source(_BASE, "Pickers start with the *green* Marten in late August.")
    assert found is not None
    assert found.match is Match.NEAR

    reply = replies.source(_BASE, found, EMBED_ROOM)

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

    reply = replies.source(base, knowledge.find_source(base, said), EMBED_ROOM)

    assert "The message: Pickers ~~begin~~ __start__ with the yellow Marten an … " in reply.text


@both_rooms
def test_a_difference_that_is_too_long_ends_in_an_ellipsis(room: int) -> None:
    words = [f"stone{at}" for at in range(390)]
    base = base_of(" ".join(words), suffix="txt")
    said = " ".join("pebble" if at % 5 == 4 else word for at, word in enumerate(words))

    reply = replies.source(base, knowledge.find_source(base, said), room)

    assert fits(reply, room)
    assert re.search(r" …\n-# ~~left out~~, __put in__$", reply.text)


def test_a_paraphrase_is_called_no_quotation() -> None:
    found = knowledge.find_source(_BASE, "brothers Keller built it: the Selvik lighthouse, in 1821")
    assert found is not None
    assert found.match is Match.PARAPHRASE

    reply = replies.source(_BASE, found, EMBED_ROOM)

    assert reply.text.startswith("**Not a quotation.** The passage that says most like it:\n> ")
    assert "Open the article" in _labels(reply)


@pytest.mark.parametrize("text", ["", "zeppelins over Tokyo", "🎉"])
def test_what_no_passage_says_is_not_found(text: str) -> None:
    reply = replies.source(_BASE, knowledge.find_source(_BASE, text), EMBED_ROOM)

    assert reply == Reply("**Not found.** I found no passage that this quotes or paraphrases.")


@both_rooms
def test_a_long_quotation_from_the_middle_of_a_sentence_can_be_read_in_full(room: int) -> None:
    base = base_of("The lighthouse of Selvik, " + " ".join(f"step{at}," for at in range(700)))
    said = base.passages[0].text[30:]

    reply = replies.source(base, knowledge.find_source(base, said), room)

    full = _quotes_of(base, _button(reply, "Read in full"))
    assert [quote.passage for quote in full] == [base.passages[0]]


# Sources, and the rest


def test_sources_lists_every_article_with_what_is_known_of_it() -> None:
    made = replies.sources(_BASE, EMBED_ROOM)

    (reply,) = made
    assert reply.text == (
        "**The lighthouse of Selvik**\n"
        "-# Harbour News · 2021-03-04 · 3 paragraphs · <https://example.org/selvik>\n"
        "**Apples of the Lower Valley**\n"
        "-# The Grower · 2019-10-12 · 2 paragraphs\n"
        "**Boats on the bay**\n"
        "-# Harbour News · 2021-05-06 · 1 paragraph, 3 captions"
    )


@both_rooms
def test_sources_lists_all_articles_over_several_messages(room: int) -> None:
    titles = [f"Volume {at} {'of the chronicle ' * 5}" for at in range(100)]
    base = base_of(*[f"---\ntitle: {title}\n---\n\nIt rained." for title in titles])

    made = replies.sources(base, room)

    listed = re.findall(r"\*\*(Volume \d+) ", "\n".join(reply.text for reply in made))
    assert listed == [f"Volume {at}" for at in range(100)]
    assert all(fits(reply, room) for reply in made)


def test_sources_of_nothing_says_so() -> None:
    made = replies.sources(knowledge.build([]), EMBED_ROOM)

    assert made == [Reply("I have no article to quote from at the moment.")]


def test_the_guide_says_how_to_ask() -> None:
    reply = replies.guide()

    assert fits(reply, CONTENT_ROOM)
    for name in ("/ask", "/summary", "/sources", "/knowledge status", "/knowledge reload"):
        assert f"`{name}`" in reply.text


@given(st.lists(st.text("ab\n", min_size=1, max_size=50), max_size=30), st.integers(50, 120))
def test_pages_keep_every_block_whole_and_in_order(texts: Sequence[str], room: int) -> None:
    blocks = [Reply(text) for text in texts]

    made = replies.pages(blocks, room, "|")

    assert [block for page in made for block in page.text.split("|")] == list(texts)
    assert all(len(page.text) <= room for page in made)
    for first, second in pairwise(made):
        assert len(first.text) + 1 + len(second.text.split("|")[0]) > room


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 caption" + "s"), (1, "1 caption"), (12_345, "12,345 captions")]
)
def test_a_count_agrees_with_its_noun(count: int, said: str) -> None:
    assert replies.numbered(count, "caption") == said


# Deep links


def _link(text: str, url: str = "https://example.org/a") -> str:
    base = _with(base_of(text, suffix="txt"), url=url)
    return replies.deep_link(Quote(base.passages[0], base.passages[0].span, base.passages[0].span))


def test_a_fragment_encodes_what_has_a_meaning_in_it() -> None:
    url = _link("Salt-sweet, sour & (bitter) “tea”: 50 % é.")

    assert url == (
        "https://example.org/a#:~:text=Salt%2Dsweet%2C%20sour%20%26%20%28bitter%29%20"
        "%E2%80%9Ctea%E2%80%9D%3A%2050%20%25%20%C3%A9."
    )


def test_a_long_sentence_is_linked_by_its_first_and_last_words() -> None:
    url = _link("One two three four five six seven eight nine ten eleven twelve thirteen.")

    assert url == (
        "https://example.org/a#:~:text=One%20two%20three%20four%20five%20six,"
        "eight%20nine%20ten%20eleven%20twelve%20thirteen."
    )


def test_an_address_that_has_a_fragment_keeps_it() -> None:
    assert _link("It rained.", "https://example.org/a#b") == (
        "https://example.org/a#b:~:text=It%20rained."
    )


def test_a_fragment_that_does_not_fit_leaves_the_plain_address() -> None:
    assert _link("ش" * 200) == "https://example.org/a"


@pytest.mark.parametrize(
    "url",
    [
        "", "example.org", "ftp://example.org", "javascript:alert(1)", "https://", "https:///a",
        "https://a b.org", "https://example.org/<b>", 'https://example.org/"', "file:///etc/passwd",
        "https://example.org/" + "a" * 493,
    ],
)  # fmt: skip
def test_an_address_that_no_button_can_open_is_left_out(url: str) -> None:
    assert _link("It rained.", url) == ""


def test_an_address_of_512_characters_is_the_longest() -> None:
    url = "https://example.org/" + "a" * 492

    assert _link("It rained.", url) == url


@given(awkward_texts)
def test_a_citation_shows_titles_as_they_are(title: str) -> None:
    article = Article("a", title, "Some text.", source=title)
    line = replies.citation(Passage(article, Span(0, 10), 4))

    bare = line.removeprefix("-# **").replace("** · ", " · ", 1)

    assert shown(bare).endswith("¶ 4")
    assert "\n" not in line
