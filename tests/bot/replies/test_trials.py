"""Tests as messages: what was pinned, the table of a run, the list."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given

from bot.curation.expecting import Unknown
from bot.curation.pinning import Full, Pinned, Removed
from bot.curation.verdicts import Verdict, label
from bot.replies import trials
from bot.replies.blocks import CONTENT_ROOM, EMBED_ROOM
from bot.storage.values import Pin
from knowledge import Kind, KnowledgeBase
from tests.bot.messages import BASE, both_rooms, extremes, fits, labels
from tests.bot.texts import awkward_texts

_WHEN = datetime(2026, 1, 2, tzinfo=UTC)
_FIRST = BASE.passages[0]
_AWKWARD = "*_`~<@1>\n" * 200


def _pin(question: str, number: int = 1) -> Pin:
    return Pin(7, number, question, "", "", 8, _WHEN)


def _verdict(
    question: str = "When?", expected: str = "a0 ¶ 1", got: str = "a0 ¶ 1", number: int = 1
) -> Verdict:
    return Verdict(_pin(question, number), expected == got, expected, got)


_MANY = [_verdict(f"Question {n}?", got="b1 ¶ 2" if n < 2 else "a0 ¶ 1") for n in range(30)]


@pytest.mark.parametrize(
    ("expected", "got", "told"),
    [
        ("a0 ¶ 1", "a0 ¶ 1", "**a0 ¶ 1** must answer it, and does: it passes."),
        ("a0 ¶ 1", "b1 ¶ 2", "**a0 ¶ 1** must answer it; at the moment **b1 ¶ 2** does, so **it"),
        ("a0 ¶ 1", "no answer", "**a0 ¶ 1** must answer it; at the moment nothing does, so **it f"),
        ("no answer", "no answer", "Nothing may answer it, and nothing does: it passes."),
        ("no answer", "b1 ¶ 2", "Nothing may answer it; at the moment **b1 ¶ 2** does, so **it"),
    ],
)
def test_what_was_pinned_is_told_with_whether_it_passes(expected: str, got: str, told: str) -> None:
    passage = _FIRST if expected != "no answer" else None
    done = Pinned(_verdict(expected=expected, got=got), passage)

    reply = trials.pinned(done, CONTENT_ROOM)

    assert reply.text.startswith(f"**Pinned as a test:** When?\n{told}")
    assert ("> The lighthouse of Selvik was built" in reply.text) is (passage is not None)
    assert "takes the place" not in reply.text


def test_a_test_that_took_the_place_of_another_says_so() -> None:
    reply = trials.pinned(Pinned(_verdict(), _FIRST, "b1 ¶ 2"), CONTENT_ROOM)

    assert "-# It takes the place of the test that expected b1 ¶ 2." in reply.text


def test_a_question_that_followed_another_says_that_a_test_does_not() -> None:
    reply = trials.pinned(Pinned(_verdict(), _FIRST), CONTENT_ROOM, followed=True)

    assert "-# That answer went by what was said before." in reply.text
    assert fits(reply, CONTENT_ROOM)


def test_a_full_server_is_told_kindly() -> None:
    assert "This server has 200 tests" in trials.pinned(Full(200), CONTENT_ROOM).text


@both_rooms
@extremes
def test_what_was_pinned_fits_whatever_the_article(base: KnowledgeBase, room: int) -> None:
    for passage in base.passages[:5]:
        verdict = _verdict(_AWKWARD, label(passage), "x" * 300)

        assert fits(trials.pinned(Pinned(verdict, passage, "*" * 300), room), room)


@both_rooms
def test_a_run_is_paged_with_its_rows_in_pairs(room: int) -> None:
    replies = [trials.ran(_MANY, at, room) for at in (0, 1, 9)]

    assert [labels(reply) for reply in replies[:2]] == [
        ["Next"],
        ["Back"] if room > 3000 else labels(replies[1]),
    ]
    for reply in replies:
        rows = re.findall(r"```\n([\s\S]*)\n```", reply.text)[0].split("\n")
        assert reply.text.startswith("**28 of 30 tests pass**\n")
        assert rows[0] == "   question"
        assert len(rows) % 2 == 0
        assert [row[:1] for row in rows[2::2]] == [row[:1] for row in rows if row[:1] in "✓✗"]
        assert fits(reply, room)
    assert "✗  Question 0?" in replies[0].text
    assert "✓  Question 29?" in replies[-1].text


def test_a_run_of_one_test_is_one_page() -> None:
    reply = trials.ran([_verdict()], 0, EMBED_ROOM)

    assert reply.text.startswith("**1 of 1 test passes**\n```\n   question\n")
    assert reply.buttons == ()


@both_rooms
def test_the_list_is_paged(room: int) -> None:
    tests = [(_pin(f"Question {n}?", n), "a0 ¶ 1") for n in range(200)]

    first, last = trials.listed(tests, 0, room), trials.listed(tests, 99, room)

    assert first.text.startswith(
        "**200 tests**\n- Question 0?\n-# a0 ¶ 1 · <@8>, <t:1767312000:d>\n- Question 1?"
    )
    assert "- Question 199?" in last.text
    assert (labels(first), labels(last)) == (["Next"], ["Back"])
    assert fits(first, room)
    assert fits(last, room)


@given(awkward_texts, awkward_texts)
def test_whatever_is_asked_fits(question: str, expected: str) -> None:
    verdict = _verdict(f"x{question}", expected, "no answer")
    tests = [(verdict.pin, expected)] * 60

    for reply in (
        trials.ran([verdict] * 60, 1, CONTENT_ROOM),
        trials.listed(tests, 1, CONTENT_ROOM),
        trials.removed(Removed(verdict.pin, 3)),
        trials.unknown(Unknown(expected)),
    ):
        assert fits(reply, CONTENT_ROOM)


def test_no_tests_are_told_with_how_to_make_one() -> None:
    assert trials.ran([], 0, EMBED_ROOM).text == trials.NO_TESTS
    assert trials.listed([], 0, EMBED_ROOM).text == trials.NO_TESTS


@pytest.mark.parametrize(
    ("unknown", "told"),
    [
        (Unknown("harbour 2"), "I know no paragraph “harbour 2”. Please write"),
        (Unknown("a 9", "a", most=3), "“a 9”: a is there, but its paragraphs go up to 3. Please"),
        (Unknown("a photo 9", "a", Kind.CAPTION, 2), "a is there, but its photos go up to 2."),
        (Unknown("a photo 9", "a", Kind.CAPTION), "a is there, but it has no photos."),
    ],
)
def test_what_is_not_there_is_told_in_a_line_with_what_may_be_written(
    unknown: Unknown, told: str
) -> None:
    text = trials.unknown(unknown).text

    assert told in text
    assert "`orrin-point 4`" in text
    assert "`no answer`" in text
    assert "\n" not in text


def test_what_was_removed_is_named() -> None:
    text = trials.removed(Removed(_pin("When *was* it?"), 1)).text

    assert text == "**Removed the test:** When \\*was\\* it?\n-# 1 test left"


def test_tests_are_offered_by_the_words_of_their_question() -> None:
    tests = [_pin("When was it built?", 4), _pin("Who built it? " * 20, 7), _pin("Why?", 9)]

    offered = trials.question_choices(tests, "BUILT it", 25)

    assert offered[0] == ("When was it built?", "#4")
    assert (len(offered), offered[1][1]) == (2, "#7")
    assert len(offered[1][0]) <= 100
    assert len(trials.question_choices(tests, "", 2)) == 2


def test_pages_leave_room_for_their_foot() -> None:
    tests = [(_pin("*" * 500, n), "*" * 500) for n in range(60)]

    assert fits(trials.listed(tests, 1, CONTENT_ROOM), CONTENT_ROOM)
