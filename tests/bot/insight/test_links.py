"""Questions that moderators chose the paragraph for, as they see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.insight import links, phrases
from bot.replies.blocks import CONTENT_ROOM, EMBED_ROOM, Reply, noted
from knowledge import KnowledgeBase
from tests.bot.insight.rows import AT, fits, link, quote_of
from tests.bot.messages import BASE, both_rooms, extremes
from tests.bot.texts import awkward_texts

TITLES = phrases.titles(BASE)


@both_rooms
def test_a_question_is_shown_with_its_paragraph_and_who_chose_that(room: int) -> None:
    reply = links.answered(link(), 0, 1, quote_of(BASE), room, TITLES)

    rest = " Then the council bought an electric one from Ostrava."
    assert reply.text.split("\n") == [
        f"**Answered by a moderator: 1 of 1** · <@4242424242>, <t:{int(AT.timestamp())}:R>",
        "“Who paid?”",
        f"> **Whale oil fed the lamp until 1907.**{rest}",
        "-# **The lighthouse of Selvik** › History · Harbour News · Mar 4, 2021 · ¶ 2",
    ]
    assert fits(reply, room)


@pytest.mark.parametrize(
    ("position", "turns"),
    [(0, [("Next", "links:1")]), (2, [("Back", "links:1")])],
)
def test_buttons_lead_to_the_questions_beside_it_and_unlink_it(
    position: int, turns: list[tuple[str, str]]
) -> None:
    reply = links.answered(link(), position, 3, None, CONTENT_ROOM, TITLES)

    assert [(button.label, button.custom_id) for button in reply.buttons] == [
        *turns,
        ("Unlink", f"unlink:{position}:3"),
    ]


def test_a_paragraph_that_is_gone_is_told() -> None:
    shown = links.answered(link("", article="gone"), 0, 1, None, CONTENT_ROOM, TITLES)

    assert shown.text.split("\n")[1:] == [
        "Its words, since its text is not kept: *lamp*, *paid*",
        "The paragraph stands in gone no more, so I answer without it.",
    ]


def test_what_is_no_name_of_a_paragraph_is_told_with_an_example() -> None:
    assert links.unknown_paragraph("*x* 9").startswith(r"I know no paragraph “\*x\* 9”; nothing")
    assert links.unknown_paragraph(" ").startswith("No paragraph was named; nothing was changed")


def test_a_note_stands_above_a_page_and_takes_of_its_room() -> None:
    rooms: list[int] = []

    def render(room: int) -> list[Reply]:
        rooms.append(room)
        return [Reply("one"), Reply("two")]

    assert [reply.text for reply in noted("Done.", render)(100)] == ["-# Done.\none", "two"]
    assert [reply.text for reply in noted("", render)(100)] == ["one", "two"]
    assert rooms == [91, 100]


@extremes
@both_rooms
def test_the_most_extreme_articles_fit(base: KnowledgeBase, room: int) -> None:
    reply = links.answered(
        link("*" * 4000), 999_998, 10**6, quote_of(base, 0), room, phrases.titles(base)
    )

    assert fits(reply, room)


@given(awkward_texts, st.sampled_from([EMBED_ROOM, CONTENT_ROOM]))
def test_questions_and_articles_fit_whatever_they_are_called(text: str, room: int) -> None:
    reply = links.answered(link(text, article=text), 0, 1, None, room, {text: text * 20})

    assert fits(reply, room)
