"""Changes: lines of a history, and how two versions differ."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

import knowledge
from bot.replies import changes
from bot.replies.blocks import CONTENT_ROOM, EMBED_ROOM
from bot.replies.changes import Compared
from bot.replies.paging import FOOT
from bot.storage.values import Action, Change, Given, Version
from tests.bot.messages import fits, labels
from tests.bot.texts import GALLERY, LIGHTHOUSE

AT = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
CHANGE = Change(
    1, 7, AT, 42, Action.ADD, "The *pier*", "a" * 12, "b" * 12, 3, pinned=False, forced=False
)
STAMP = int(AT.timestamp())


def _compared(before: str, after: str, *stale: Given) -> Compared:
    old, new = (knowledge.read(text.encode(), "a.md") for text in (before, after))
    versions = [
        Version(1, "a", number, "d", one.article.title, AT, 42)
        for number, one in ((2, old), (5, new))
    ]
    return Compared(
        versions[0], versions[1], old, new, knowledge.differences(old, new), list(stale)
    )


def _lines(compared: Compared, room: int = EMBED_ROOM) -> list[str]:
    made = changes.difference(compared, room)
    assert all(fits(reply, room - FOOT) for reply in made)
    return "\n".join(reply.text for reply in made).split("\n")


def test_a_change_is_one_line() -> None:
    assert changes.line(CHANGE) == (
        rf"**#7** <t:{STAMP}:f> · <@42> · added **The \*pier\*** · "
        "`aaaaaaaaaaaa` → `bbbbbbbbbbbb`"
    )


@pytest.mark.parametrize(
    ("action", "detail", "expected"),
    [
        (Action.START, "", "began with the operator's articles"),
        (Action.REPLACE, "Pier", "replaced **Pier**"),
        (Action.REMOVE, "Pier", "removed **Pier**"),
        (Action.RELOAD, "+1 −0 ~2", r"reloaded the operator's articles (\+1 −0 \~2)"),
        (Action.ROLLBACK, "#3", r"rolled back to \#3"),
        (Action.SHARED, "", "the operator's articles changed"),
    ],
)
def test_each_action_has_its_words(action: Action, detail: str, expected: str) -> None:
    assert changes.told(replace(CHANGE, action=action, detail=detail)) == expected


def test_what_is_special_about_a_change_is_marked_and_nobody_is_no_one() -> None:
    line = changes.line(replace(CHANGE, by=0, pinned=True, forced=True))

    assert "<@" not in line
    assert line.endswith("held at the operator's #3 · served although tests failed")


def test_a_choice_is_plain_text() -> None:
    assert changes.choice(CHANGE) == "#7 · 2026-03-04 05:06 UTC · add The *pier*"


def test_a_history_without_changes_says_so() -> None:
    assert changes.history([], 0).text == "**Nothing has been changed here yet.**"


@pytest.mark.parametrize(
    ("first", "newest", "expected"),
    [
        (8, 8, []),
        (20, 20, ["Older"]),
        (12, 20, ["Older", "Newer"]),
        (8, 20, ["Newer"]),
    ],
)
def test_a_page_of_a_history_leads_to_older_and_newer_ones(
    first: int, newest: int, expected: list[str]
) -> None:
    longest = replace(CHANGE, detail="*_" * 300, pinned=True, forced=True, by=2**63)
    found = [replace(longest, number=at) for at in range(first, first - changes.PAGE, -1)]

    reply = changes.history(found, newest)

    assert fits(reply, EMBED_ROOM)
    assert labels(reply) == expected
    ids = {button.label: button.custom_id for button in reply.buttons}
    assert ids.get("Older", "history:5") == f"history:{first - 7}" or first == 8
    assert ids.get("Newer", "") in {"", f"history:{first + 9}"}


def test_an_ordinary_page_fits_where_a_message_holds_least() -> None:
    found = [replace(CHANGE, number=at, detail="x" * 300, by=2**60) for at in range(108, 100, -1)]

    assert fits(changes.history(found, 108), CONTENT_ROOM)


def test_differences_are_told_paragraph_by_paragraph() -> None:
    oil = "Whale oil fed the lamp until 1907. Then the council bought an electric one from Ostrava."
    after = LIGHTHOUSE.replace("214 steps", "[215] steps").replace(oil, "")
    changed = (
        "**Changed** ¶ 1 The lighthouse of Selvik … Keller brothers. It has "
        r"~~214~~ __\[215\]__ steps of granite."
    )

    lines = _lines(_compared(LIGHTHOUSE, after + "\nA new bell rings at noon.\n"))

    assert lines == [
        "**The lighthouse of Selvik**: version 2 → 5",
        "Paragraphs: 1 added, 1 removed, 1 changed",
        "-# ~~left out~~, __put in__",
        changed,
        f"**Removed** ¶ 2 ~~{oil}~~",
        "**Added** ¶ 3 __A new bell rings at noon.__",
        "-# No quote given in the last 30 days is stale.",
    ]


def test_a_paragraph_that_moved_up_says_which_it_was() -> None:
    after = LIGHTHOUSE.replace(
        "The lighthouse of Selvik was built in 1821 by the Keller brothers. It has 214 steps of "
        "granite.",
        "",
    ).replace("1907", "1908")

    assert any(
        line.startswith("**Changed** ¶ 1 (was ¶ 2) ")
        for line in _lines(_compared(LIGHTHOUSE, after))
    )


def test_facts_that_differ_are_told() -> None:
    after = LIGHTHOUSE.replace("date: 2021-03-04\n", "").replace("Harbour News", "The Grower")

    lines = _lines(_compared(LIGHTHOUSE, after))

    assert "Paragraphs: 0 added, 0 removed, 0 changed" in lines
    assert "**Source** ~~Harbour News~~ __The Grower__" in lines
    assert "**Date** ~~Mar 4, 2021~~" in lines


def test_quotes_that_no_longer_stand_there_are_listed() -> None:
    stale = Given("a", "photo 1/3, AP", "A *red* sloop " + "sails " * 100)

    lines = _lines(_compared(GALLERY, GALLERY, stale))

    assert lines[-2].startswith("**Stale**: 1 quote given in the last 30 days no longer stands")
    assert lines[-1].startswith(r"- photo 1/3, AP: A \*red\* sloop sails")
    assert lines[-1].endswith(" …")


@pytest.mark.parametrize("room", [EMBED_ROOM, CONTENT_ROOM])
def test_any_difference_fits_its_pages(room: int) -> None:
    before = "\n\n".join(f"Tower {at} " + "*_" * 900 for at in range(20))
    after = "\n\n".join(f"Tower {at} " + "~|" * 900 + " is old" for at in range(30))
    stale = [Given("a", f"¶ {at}", "*_" * 900) for at in range(30)]

    made = changes.difference(_compared(before, after, *stale), room)

    assert len(made) > 1
    assert all(fits(reply, room - FOOT) for reply in made)


@pytest.mark.parametrize(
    ("number", "known", "expected"),
    [
        (0, (4,), "There is only one version of it, number 4"),
        (3, (5, 3), "Version 3 is not kept any more."),
        (9, (5, 3), "It has no version 9; it has 5, 3."),
        (99, tuple(range(30, 0, -1)), "It has no version 99; it has 30, 29, "),
    ],
)
def test_a_version_that_is_not_there_is_said_so(
    number: int, known: tuple[int, ...], expected: str
) -> None:
    text = changes.no_version(number, known)

    assert text.startswith(expected)
    assert len(text) < 200


def test_a_page_of_the_history_fits_whatever_is_in_it() -> None:
    long = Change(
        *(1, 10_000, AT, 1234567890123456789, Action.REPLACE, "*" * 80, "a" * 12, "b" * 12, 120),
        pinned=True,
        forced=True,
    )

    reply = changes.history([long] * changes.PAGE, 10_000)

    assert len(reply.text) <= CONTENT_ROOM
