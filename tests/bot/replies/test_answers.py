"""Answers: verbatim, cited, in their three tones, and within Discord's limits whatever is asked."""

import re
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import knowledge
from bot.locales import speaking
from bot.replies import answers, blocks, places
from bot.replies.blocks import CONTENT_ROOM, EMBED_ROOM, Reply
from bot.replies.excerpts import is_verbatim
from bot.replies.ids import mark
from knowledge import Answer, KnowledgeBase, NoAnswer, Quote, Reason, Thresholds, Understood
from tests.bot.catalogues import german
from tests.bot.messages import (
    ALWAYS,
    BASE,
    CLOSEST,
    NEVER,
    WHEN,
    answered,
    both_rooms,
    button_of,
    extremes,
    fits,
    labels,
    quotes_of,
    with_facts,
)
from tests.bot.texts import article_texts, awkward_texts, base_of

_SHOWN_TERMS = 80
_QUESTIONS = [
    WHEN,
    "lighthouse " * 181,
    "*_`~" * 500,
    "\u202e",
    "zeppelin",
    "?",
    "Selvik\n\n# steps",
    "*_" * 145 + " Selvik",
]
_MANY_NAMES = Understood(
    (("asked", "Wolfeschlegelsteinhausenbergerdorff" * 3),) * 9, ("Orrin Point " * 30,) * 9
)


def _everything(base: KnowledgeBase, text: str, room: int) -> list[Reply]:
    """Return what every function makes of a text."""
    asked = [
        *(knowledge.ask(base, text, thresholds=tone) for tone in (ALWAYS, CLOSEST, NEVER)),
        knowledge.ask(base, "Who is he?", thresholds=ALWAYS, turns=(text, "The Selvik")),
    ]
    asked += [replace(result, understood=_MANY_NAMES) for result in asked]
    made = [
        answers.answer(base, result, room, repeat=repeat)
        for result in asked
        for repeat in (True, False)
    ]
    for result in asked:
        quotes = result.quotes if isinstance(result, Answer) else ()
        made += answers.passages(base, (*quotes, *result.nearest), room)
    for terms in (text[:_SHOWN_TERMS], f"Selvik {text}"[:_SHOWN_TERMS]):
        for first in range(0, 999_999, 199_998):
            page = knowledge.search(base, terms, first, answers.PAGE)
            made.append(answers.found(base, terms, page, room))
    explained = (knowledge.explain(base, f"Selvik {text}", passage) for passage in base.passages)
    return [*made, *(answers.why(explanation) for explanation in explained if explanation)]


@extremes
@both_rooms
@pytest.mark.parametrize("question", _QUESTIONS, ids=range(len(_QUESTIONS)))
def test_no_extreme_breaks_a_limit_or_a_quotation(
    base: KnowledgeBase, room: int, question: str
) -> None:
    made = _everything(base, question, room)

    assert [reply for reply in made if not fits(reply, room)] == []


@settings(max_examples=40)
@given(
    article_texts,
    awkward_texts,
    st.sampled_from([EMBED_ROOM, CONTENT_ROOM]),
    awkward_texts,
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=_SHOWN_TERMS),
)
def test_no_article_and_no_question_break_a_limit_or_a_quotation(
    text: str, question: str, room: int, fact: str, terms: str
) -> None:
    base = with_facts(base_of(text, suffix="txt"), title=fact, source=fact)

    made = [*_everything(base, question, room), *_everything(base, terms, room)]

    assert [reply for reply in made if not fits(reply, room)] == []


# Answers


@both_rooms
def test_an_answer_is_a_quote_with_its_citation_below(room: int) -> None:
    reply = answers.answer(BASE, knowledge.ask(BASE, WHEN), room)

    quoted, cited = reply.text.split("\n")[:2]
    assert quoted.startswith("> ")
    assert "**The lighthouse of Selvik was built in __1821__ by the Keller brothers.**" in quoted
    assert re.fullmatch(
        r"-# \*\*The lighthouse of Selvik\*\*.* · Harbour News · Mar 4, 2021 · ¶ 1 · `a0 ¶1 · [0-9a-f]{4}`"
        r" · (clear|likely) match",
        cited,
    )


def test_a_caption_is_cited_with_its_number_and_credit() -> None:
    reply = answers.answer(BASE, answered(BASE, "red sloop buoy"), EMBED_ROOM)

    assert reply.text.splitlines()[1] == (
        "-# **Boats on the bay** · Harbour News · May 6, 2021 · photo 1/3, AP · `c0 photo 1 · dc20`"
        " · clear match"
    )


def test_a_question_is_repeated_where_nothing_else_shows_it() -> None:
    result = knowledge.ask(BASE, "  When was\nthe *lighthouse* of Selvik built?")

    repeated = answers.answer(BASE, result, EMBED_ROOM, repeat=True)
    alone = answers.answer(BASE, result, EMBED_ROOM)

    asked = "-# “When was the \\*lighthouse\\* of Selvik built?”\n"
    assert repeated.text == asked + alone.text


@pytest.mark.parametrize("question", ["lighthouse " * 40, "\u202e\u2066", "   "])
def test_a_question_that_would_be_cut_or_empty_is_not_repeated(question: str) -> None:
    result = knowledge.ask(BASE, question)

    repeated = answers.answer(BASE, result, EMBED_ROOM, repeat=True)

    assert repeated == answers.answer(BASE, result, EMBED_ROOM)


def test_an_answer_opens_the_article_at_the_decisive_sentence() -> None:
    result = answered(BASE, WHEN)

    button = button_of(answers.answer(BASE, result, EMBED_ROOM), "Open ↗")

    assert button.url == (
        "https://example.org/selvik#:~:text="
        "The%20lighthouse%20of%20Selvik%20was%20built%20in%201821%20by%20the%20Keller%20brothers."
    )


def test_more_passages_are_those_that_the_answer_does_not_show() -> None:
    result = answered(BASE, "lighthouse lamp keeper orchard")
    assert result.nearest

    reply = answers.answer(BASE, result, EMBED_ROOM)

    more = quotes_of(BASE, button_of(reply, "More"))
    assert [(q.passage, q.focus) for q in more] == [(q.passage, q.focus) for q in result.nearest]


def test_the_context_of_a_quote_is_its_paragraph_between_its_neighbours() -> None:
    sentence = BASE.sentences[1][0].span
    quote = Quote(BASE.passages[1], sentence, sentence)
    result = Answer("?", (quote,), 0.9, BASE.revision)

    reply = answers.answer(BASE, result, EMBED_ROOM)

    (found,) = quotes_of(BASE, button_of(reply, "Context"))
    assert "More" not in labels(reply)
    (page,) = answers.context(BASE, found, EMBED_ROOM)
    assert [part.quote.passage for part in page.excerpts] == list(BASE.passages[:3])
    before, itself, after = page.text.split("\n\n")
    assert before.startswith("> The lighthouse of Selvik was built in 1821 by the Keller")
    assert before.endswith("\n-# ¶ 1")
    assert itself.startswith("> **Whale oil fed the lamp until 1907.** Then the council")
    assert f"\n{blocks.citation(BASE.passages[1])}" in itself
    assert after.endswith(" from the mainland twice a day.\n-# ¶ 3")


@extremes
@both_rooms
def test_a_context_of_anything_fits(base: KnowledgeBase, room: int) -> None:
    quote = Quote(base.passages[0], base.passages[0].span, base.sentences[0][0].span)

    shown = answers.context(base, quote, room)

    assert all(fits(page, room) for page in shown)


def test_a_person_place_date_or_number_that_was_asked_for_is_underlined() -> None:
    reply = answers.answer(BASE, answered(BASE, WHEN), EMBED_ROOM)

    assert reply.text.startswith(
        "> **The lighthouse of Selvik was built in __1821__ by the Keller brothers.**"
    )
    assert fits(reply, EMBED_ROOM)


def test_what_finds_no_room_in_an_answer_is_among_more_passages() -> None:
    base = base_of(*[f"The {'granite ' * 100}tower has {at} steps." for at in (7, 8, 9)])
    hits = [
        Quote(passage, passage.span, sentences[0].span)
        for passage, sentences in zip(base.passages, base.sentences, strict=True)
    ]
    result = Answer("granite?", tuple(hits), 0.9, base.revision)

    reply = answers.answer(base, result, CONTENT_ROOM)

    shown_here = [part.quote.passage for part in reply.excerpts]
    more = [quote.passage for quote in quotes_of(base, button_of(reply, "More"))]
    assert shown_here + more == [quote.passage for quote in hits]
    assert len(shown_here) == 2


def test_several_quotes_stand_in_their_order_each_with_its_citation() -> None:
    chosen = [
        Quote(p, p.span, s[0].span) for p, s in zip(BASE.passages, BASE.sentences, strict=True)
    ]
    result = Answer("?", tuple(chosen[:3]), 0.9, BASE.revision)

    reply = answers.answer(BASE, result, EMBED_ROOM)

    assert [part.quote for part in reply.excerpts] == chosen[:3]
    assert reply.text == "\n\n".join(
        f"{part.markup}\n{blocks.citation(part.quote.passage)}{mark(part.quote)}{sure}"
        for part, sure in zip(reply.excerpts, (" · clear match", "", ""), strict=True)
    )


@both_rooms
def test_a_quote_that_is_cut_can_be_read_in_full(room: int) -> None:
    base = base_of("The lighthouse of Selvik, " + "which has many steps, " * 450)

    reply = answers.answer(base, answered(base, "lighthouse Selvik"), room)

    assert reply.excerpts[0].cut
    full = quotes_of(base, button_of(reply, "Read in full"))
    assert [quote.passage for quote in full] == [base.passages[0]]


def test_a_quote_that_is_whole_has_no_button_to_read_it_in_full() -> None:
    reply = answers.answer(BASE, answered(BASE, WHEN), EMBED_ROOM)

    assert "Read in full" not in labels(reply)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("???", "There is no word in it that I could search for."),
        ("zeppelin", "None of its words stands in an article of mine."),
    ],
)
@both_rooms
def test_no_answer_says_so_and_why(question: str, said: str, room: int) -> None:
    reply = answers.answer(BASE, knowledge.ask(BASE, question), room)

    assert reply == Reply(f"**I found no passage that answers this.**\n-# {said}", removable=True)


@both_rooms
def test_a_weak_match_is_no_answer_and_leads_to_the_nearest_two(room: int) -> None:
    result = knowledge.ask(BASE, "lighthouse lamp keeper orchard", thresholds=NEVER)
    assert len(result.nearest) > 2

    reply = answers.answer(BASE, result, room)

    first, second = reply.text.split("\n")
    nearest = quotes_of(BASE, button_of(reply, "Nearest passages"))
    assert first == "**I found no passage that answers this.**"
    assert second == "-# The nearest passages share too few of its words to be an answer."
    assert reply.excerpts == ()
    assert labels(reply) == ["Nearest passages"]
    assert [(q.passage, q.focus) for q in nearest] == [
        (q.passage, q.focus) for q in result.nearest[:2]
    ]


def test_a_close_match_is_shown_as_the_closest_and_not_as_an_answer() -> None:
    result = knowledge.ask(BASE, "lighthouse lamp keeper orchard", thresholds=CLOSEST)
    assert isinstance(result, NoAnswer)
    assert result.reason is Reason.CLOSE

    reply = answers.answer(BASE, result, EMBED_ROOM)

    first, second, *shown = reply.text.split("\n")
    assert first == "**I found no passage that answers this.**"
    assert second == "The closest passage I found, which may not answer it:"
    assert [part.quote for part in reply.excerpts] == [result.nearest[0]]
    assert "\n".join(shown) == blocks.block(result.nearest[0], EMBED_ROOM).text
    assert labels(reply) == ["Context", "More", "Why?"]
    more = quotes_of(BASE, button_of(reply, "More"))
    assert [quote.passage for quote in more] == [quote.passage for quote in result.nearest[1:]]


def test_a_close_match_that_is_the_only_one_has_no_more_passages() -> None:
    result = knowledge.ask(BASE, "cider", thresholds=CLOSEST)

    reply = answers.answer(BASE, result, EMBED_ROOM)

    assert labels(reply) == ["Context", "Why?"]


def test_the_tones_part_at_the_thresholds() -> None:
    confidence = knowledge.ask(BASE, "lighthouse lamp keeper orchard").confidence
    more, less = confidence + 0.01, confidence - 0.01

    tones = [
        knowledge.ask(BASE, "lighthouse lamp keeper orchard", thresholds=thresholds)
        for thresholds in (
            Thresholds(confidence, less),
            Thresholds(more, confidence),
            Thresholds(more, more),
        )
    ]

    reasons = [tone.reason if isinstance(tone, NoAnswer) else None for tone in tones]
    assert reasons == [None, Reason.CLOSE, Reason.WEAK]


# What was understood


def test_a_correction_is_told_above_the_answer() -> None:
    result = knowledge.ask(
        BASE, "When was the lighthouse of Sellvik built by the Kelller brothers?"
    )

    reply = answers.answer(BASE, result, EMBED_ROOM, repeat=True)

    asked, told, quoted, *_ = reply.text.split("\n")
    assert asked.startswith("-# “When was")
    assert told == "-# Showing results for *Selvik*, *Keller*"
    assert quoted.startswith("> ")


def test_an_assumption_is_told_above_the_answer() -> None:
    result = knowledge.ask(BASE, "How many steps does it have?", turns=("Where is the Selvik?",))

    reply = answers.answer(BASE, result, EMBED_ROOM)

    assert reply.text.startswith("-# Assuming that you mean *Selvik*\n> ")


def test_no_answer_tells_what_was_searched_for_too() -> None:
    result = knowledge.ask(BASE, "Sellvik zeppelin tarantula quintet", thresholds=NEVER)

    reply = answers.answer(BASE, result, EMBED_ROOM)

    assert reply.text.startswith("-# Showing results for *Selvik*\n**I found no passage")


def test_an_answer_that_a_moderator_chose_says_so_and_needs_no_other_reason() -> None:
    result = knowledge.answer_from(BASE, "zeppelin", BASE.passages[1])

    reply = answers.answer(BASE, result, EMBED_ROOM)

    assert reply.text.startswith("-# A moderator chose this paragraph for this question\n> **Whale")
    assert "Why?" not in labels(reply)
    assert fits(reply, EMBED_ROOM)


@pytest.mark.parametrize("tone", [ALWAYS, CLOSEST])
def test_people_can_vote_on_what_is_quoted(tone: Thresholds) -> None:
    result = knowledge.ask(BASE, WHEN, thresholds=tone)

    up, down = answers.answer(BASE, result, EMBED_ROOM).votes

    quoted = result.quotes if isinstance(result, Answer) else result.nearest
    code = places.encode(BASE, quoted[:1])
    assert (up.label, up.custom_id) == ("Helpful", f"vote:up:{code}")
    assert (down.label, down.custom_id) == ("Not helpful", f"vote:down:{code}")


def test_where_nothing_is_quoted_there_is_nothing_to_vote_on() -> None:
    refused = knowledge.ask(BASE, WHEN, thresholds=NEVER)

    assert answers.answer(BASE, refused, EMBED_ROOM).votes == ()


def test_nothing_is_told_of_a_question_that_was_understood_as_it_stands() -> None:
    reply = answers.answer(BASE, knowledge.ask(BASE, WHEN), EMBED_ROOM)

    assert reply.text.startswith("> ")


# Search


def _found(base: KnowledgeBase, terms: str, first: int = 0, room: int = EMBED_ROOM) -> Reply:
    return answers.found(base, terms, knowledge.search(base, terms, first, answers.PAGE), room)


def _pages(count: int) -> KnowledgeBase:
    return base_of("\n\n".join(f"Tower {at} has granite steps." for at in range(count)))


@both_rooms
def test_a_result_is_a_sentence_with_its_words_bold_and_its_place(room: int) -> None:
    reply = _found(BASE, "granite STEP towers", room=room)

    assert reply.text == (
        "**granite STEP towers** · 1–1 of 1 passage\n\n"
        "> It has 214 **steps** of **granite**.\n"
        "-# **The lighthouse of Selvik** › History · Harbour News · Mar 4, 2021 · ¶ 1"
    )
    assert reply.buttons == ()


def test_a_name_of_several_words_is_bold_as_one() -> None:
    base = base_of("The United\nStates of America sent an Airstrike.", suffix="txt")

    reply = _found(base, "us air strikes")

    assert "> The **United States of America** sent an **Airstrike**.\n" in reply.text
    assert fits(reply, EMBED_ROOM)


def test_pairs_of_characters_that_overlap_are_bold_once() -> None:
    base = base_of("---\nlanguage: ja\n---\n\n東京都は日本の首都である。")

    reply = _found(base, "東京都")

    assert "> **東京都**は日本の首都である。\n" in reply.text
    assert fits(reply, EMBED_ROOM)


@pytest.mark.parametrize(
    ("count", "first", "head", "turns"),
    [
        (5, 0, "1–5 of 5 passages", []),
        (6, 0, "1–5 of 6 passages", [("Next", 5)]),
        (6, 5, "6–6 of 6 passages", [("Back", 0)]),
        (11, 5, "6–10 of 11 passages", [("Back", 0), ("Next", 10)]),
        (11, 10, "11–11 of 11 passages", [("Back", 5)]),
        (11, 995, "11–11 of 11 passages", [("Back", 5)]),
        (10, 995, "6–10 of 10 passages", [("Back", 0)]),
    ],
)
def test_pages_turn_to_those_beside_them_and_not_past_the_ends(
    count: int, first: int, head: str, turns: list[tuple[str, int]]
) -> None:
    reply = _found(_pages(count), "granite", first)

    assert reply.text.split("\n")[0] == f"**granite** · {head}"
    assert [(button.label, button.custom_id) for button in reply.buttons] == [
        (label, f"find:{at}:granite") for label, at in turns
    ]


def test_turning_the_pages_shows_every_passage_once() -> None:
    base = _pages(23)

    shown = [_found(base, "granite tower", first) for first in range(0, 23, answers.PAGE)]

    places = [part.quote.passage.number for page in shown for part in page.excerpts]
    assert sorted(places) == list(range(1, 24))


def test_a_result_that_finds_no_room_is_cut_and_can_be_read_in_full() -> None:
    base = base_of(*["The granite tower " + "of Selvik " * 300] * 2)

    reply = _found(base, "granite", room=CONTENT_ROOM)

    assert [part.cut for part in reply.excerpts] == [True, True]
    assert fits(reply, CONTENT_ROOM)
    full = quotes_of(base, button_of(reply, "Read in full"))
    assert [quote.passage for quote in full] == list(base.passages)


@given(article_texts)
def test_marked_words_are_verbatim(text: str) -> None:
    base = base_of(text, suffix="txt")

    reply = _found(base, "Selvik it rained came one two www V")

    assume(reply.excerpts)
    assert all(is_verbatim(part) and "**" in part.markup for part in reply.excerpts)


@pytest.mark.parametrize(
    ("terms", "shown"),
    [("zeppelin", " with zeppelin"), ("the", " with the"), ("🎉", " with 🎉"), ("\u202e", "")],
)
def test_a_search_that_finds_nothing_says_so(terms: str, shown: str) -> None:
    reply = _found(BASE, terms)

    assert reply == Reply(f"**I found no passage{shown}.**\n-# `/sources` lists what I have read.")


@pytest.mark.parametrize(
    ("confidence", "words"), [(1.0, "clear match"), (0.9, "clear match"), (0.89, "likely match")]
)
def test_how_sure_an_answer_is_ends_its_first_citation(confidence: float, words: str) -> None:
    result = replace(answered(BASE, "lighthouse lamp keeper orchard"), confidence=confidence)

    reply = answers.answer(BASE, result, EMBED_ROOM)

    assert [line for line in reply.text.split("\n") if line.endswith(" match")] == [
        line for line in reply.text.split("\n") if line.endswith(f" · {words}")
    ][:1]
    assert f" · {words}" in reply.text


# Why


def test_why_shows_the_words_and_the_signals() -> None:
    result = answered(BASE, "When was the zeppelin lighthouse of Selvik built?")
    explanation = knowledge.explain(BASE, result.question, result.quotes[0].passage)
    assert explanation is not None

    reply = answers.why(explanation)

    lines = reply.text.split("\n")
    assert lines[0] == "**Why this passage?**"
    assert (lines[1], lines[-1]) == ("```", "```")
    words = [line.split()[:2] for line in lines[3 : lines.index("")]]
    assert words == [["–", "zeppelin"], ["✓", "lighthouse"], ["✓", "selvik"], ["✓", "built"]]
    assert lines[-2].split() == ["score", f"{explanation.score:.2f}"]
    assert all(len(line) <= 45 for line in lines[2:-1])


def test_why_keeps_its_columns_in_another_language(monkeypatch: pytest.MonkeyPatch) -> None:
    german(
        monkeypatch,
        {
            "neighbouring words": "benachbarte Wörter, die auch hier nebeneinander stehen",
            "a caption": "図の説明",
            "score": "Summe",
        },
    )
    explanation = knowledge.explain(BASE, WHEN, BASE.passages[0])
    assert explanation is not None

    with speaking("de"):
        lines = answers.why(explanation).text.split("\n")

    beside, caption = (
        next(line for line in lines if line.startswith(start)) for start in ("benach", "図の説明")
    )
    assert beside.startswith("benachbarte Wörter, die…")
    assert len(beside) == len(caption) + len("図の説明") == 45
    assert lines[-2].split() == ["Summe", f"{explanation.score:.2f}".replace(".", ",")]


def test_why_shows_the_first_words_of_a_long_question_and_counts_the_others() -> None:
    question = " ".join(f"Selvik{at}" for at in range(30)) + " Selvik"
    explanation = knowledge.explain(BASE, question, BASE.passages[0])
    assert explanation is not None

    reply = answers.why(explanation)

    assert "   … and 19 more words\n" in reply.text


@pytest.mark.parametrize(
    "question",
    [
        "Selvik " + "lighthouse " * 181,
        "Selvik " + " ".join(map(str, range(100_000, 100_284))),
        "Selvik " + "x" * 1993,
        "Selvik " + "`" * 1993,
        "Selvik " + "ﷺ" * 1993,
    ],
)
def test_why_fits_a_message_whatever_the_question(question: str) -> None:
    assert len(question) <= 2000
    explanation = knowledge.explain(BASE, question, BASE.passages[0])
    assert explanation is not None

    reply = answers.why(explanation)

    assert len(reply.text) < CONTENT_ROOM
    assert reply.text.count("```") == 2


# Passages


@both_rooms
def test_further_passages_are_given_in_their_order_in_as_few_messages_as_hold_them(
    room: int,
) -> None:
    base = base_of(*[f"The tower of {'granite ' * 60}has {at} steps." for at in range(12)])
    chosen = [Quote(passage, passage.span, passage.span) for passage in base.passages]

    made = answers.passages(base, chosen, room)

    assert [part.quote for reply in made for part in reply.excerpts] == chosen
    assert all(fits(reply, room) for reply in made)
    blocks = [len(part.markup) for reply in made for part in reply.excerpts]
    assert len(made) <= 2 * sum(blocks) // room + 1
