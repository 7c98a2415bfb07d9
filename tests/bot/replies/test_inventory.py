"""Inventory: the list of articles, an outline, and the preview of one to be added."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

import knowledge
from bot.curation.shelf import Kept
from bot.replies import inventory
from bot.replies.blocks import CONTENT_ROOM, EMBED_ROOM
from bot.replies.inventory import Draft
from bot.replies.paging import FOOT
from bot.storage.values import SHARED, Version
from knowledge import KnowledgeBase, LeftOut
from tests.bot.messages import both_rooms, extremes, fits, labels
from tests.bot.texts import GALLERY, LIGHTHOUSE, base_of

AT = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
VERSION = Version(1, "a", 3, "d", "The *old* one", AT, 42)
TOKEN = "0123456789abcdef"
READING = knowledge.read(LIGHTHOUSE.encode(), "selvik.md")


def _kept(server: int, text: str = LIGHTHOUSE) -> Kept:
    return Kept(knowledge.read(text.encode(), "a.md"), server, "a", "d" * 64)


def test_articles_are_listed_with_their_versions_and_whose_they_are() -> None:
    rows = [(_kept(1), VERSION), (_kept(SHARED, GALLERY), replace(VERSION, by=9))]

    (reply,) = inventory.listed([*rows, (_kept(SHARED), None)], 1, 20, EMBED_ROOM)

    when = f"<t:{int(AT.timestamp())}:d>"
    assert reply.text.split("\n") == [
        "**20 articles** · 1 of them this server's own",
        "**The lighthouse of Selvik**",
        f"-# `a` · 3 paragraphs · version 3 of {when} · by <@42>",
        "**Boats on the bay**",
        f"-# `a` · 1 paragraph, 3 captions · version 3 of {when} · the operator's",
        "**The lighthouse of Selvik**",
        "-# `a` · 3 paragraphs · the operator's",
    ]


@extremes
@both_rooms
def test_any_article_can_be_listed_and_outlined(base: KnowledgeBase, room: int) -> None:
    kept = [Kept(one, 1, one.article.id, "d" * 64) for one in base.readings]
    rows = [(one, VERSION) for one in kept][: inventory.PAGE]

    made = [*inventory.listed(rows, 9, 9, room)]
    for one in base.readings[:3]:
        made += inventory.outline(one, room)

    assert all(fits(reply, room - FOOT) for reply in made)


def test_an_outline_shows_headings_and_each_paragraphs_number_and_first_words() -> None:
    (reply,) = inventory.outline(READING, EMBED_ROOM)
    known = (
        "-# Harbour News · Mar 4, 2021 · `selvik` · 3 paragraphs · language en · "
        "<https://example.org/selvik>"
    )

    assert reply.text.split("\n") == [
        "**The lighthouse of Selvik**",
        known,
        "**History**",
        "-# ¶ 1 · The lighthouse of Selvik was built in 1821 by the Keller brothers. …",
        "-# ¶ 2 · Whale oil fed the lamp until 1907. Then the council bought an …",
        "**Today**",
        "-# ¶ 3 · The keeper retired in 1988. Volunteers polish the brass rails each …",
    ]


def _preview(draft: Draft, room: int = EMBED_ROOM) -> str:
    (reply,) = inventory.preview(draft, TOKEN, room)
    assert fits(reply, room)
    assert labels(reply) == ([] if draft.is_same else ["Confirm", "Cancel"])
    return reply.text


def test_a_preview_shows_what_was_read_and_how_it_begins() -> None:
    text = _preview(Draft(READING))

    assert text.startswith(
        "**Preview**: nothing is added yet\n**The lighthouse of Selvik**\n-# Harbour News"
    )
    assert "It begins like this:\n> The lighthouse of Selvik was built in 1821" in text
    assert "It has 214 steps of granite.\n-# ¶ 1\n> Whale oil" in text
    assert "Replaces" not in text
    assert "Left out" not in text


def test_a_preview_says_what_it_replaces_and_what_was_left_out() -> None:
    left = tuple(LeftOut(f"it is menu {at}", at + 1, "*Home*" if at else "") for at in range(9))

    text = _preview(Draft(replace(READING, left_out=left), VERSION))

    assert r"Replaces version 3 of **The \*old\* one**" in text
    assert "Left out:\n- 1 × it is menu 0\n" in text
    assert r"- 2 × it is menu 1: “\*Home\*”" in text
    assert "- and 24 more\n" in text


def test_a_preview_of_what_is_served_already_adds_nothing() -> None:
    text = _preview(Draft(READING, VERSION, is_same=True))

    assert text.startswith("**Nothing to add**: this is what is served already")


@extremes
@pytest.mark.parametrize("room", [EMBED_ROOM, CONTENT_ROOM])
def test_any_article_can_be_previewed(base: KnowledgeBase, room: int) -> None:
    left = tuple(LeftOut("*_" * 99, 10**6, "`" * 999) for _ in range(9))

    for reading in base.readings[:3]:
        made = inventory.preview(Draft(replace(reading, left_out=left), VERSION), TOKEN, room)

        assert all(fits(reply, room) for reply in made)
        assert labels(made[-1]) == ["Confirm", "Cancel"]


def test_a_preview_without_room_for_paragraphs_has_its_buttons_still() -> None:
    reading = base_of("Words.").readings[0]

    made = inventory.preview(Draft(reading), TOKEN, 200)

    assert labels(made[-1]) == ["Confirm", "Cancel"]
