"""What the picture of usage shows, and its description in words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.insight.picture import ALT_ROOM, MOST_DAYS, ROWS, Row, alt_text, picture, totals, unpack
from tests.bot.insight.rows import UNTIL, cited, day
from tests.bot.texts import awkward_texts


def test_each_day_has_a_bar_whether_or_not_something_was_asked() -> None:
    shown = picture([day(0, 3, 2, 1), day(2, 5)], [], {}, UNTIL, 3)

    (wording,) = shown.wordings
    assert wording.heading == "Questions a day, the last 3 days"
    assert wording.days == ("Mar 28", "Mar 29", "Mar 30")
    assert shown.bars == ((5, 0, 0), (0, 0, 0), (3, 2, 1))


def test_days_outside_the_span_are_not_shown() -> None:
    shown = picture([day(-1, 9), day(0, 1), day(1, 9)], [], {}, UNTIL, 1)

    assert shown.wordings[0].heading == "Questions a day, the last day"
    assert shown.bars == ((1, 0, 0),)


def test_many_days_are_shown_as_weeks_the_first_of_which_may_be_shorter() -> None:
    shown = picture([day(0, 1), day(6, 2), day(7, 0, 4), day(63, 8)], [], {}, UNTIL, 64)

    (wording,) = shown.wordings
    assert wording.heading == "Questions a week, the last 64 days"
    assert (len(shown.bars), len(wording.days)) == (10, 10)
    named = list(zip(wording.days, shown.bars, strict=True))
    assert named[0] == ("Jan 26", (8, 0, 0))
    assert named[-2:] == [("Mar 17", (0, 4, 0)), ("Mar 24", (3, 0, 0))]


@given(st.integers(1, 366))
def test_every_question_of_the_span_is_counted_once(span: int) -> None:
    days = [day(ago, 1, 2, 3) for ago in range(400)]

    shown = picture(days, [], {}, UNTIL, span)

    assert len(shown.bars) <= MOST_DAYS
    assert [sum(counts) for counts in zip(*shown.bars, strict=True)] == [
        span,
        2 * span,
        3 * span,
    ]


def test_the_paragraphs_quoted_most_are_named_by_their_articles_titles() -> None:
    most = [cited(at, f"a{at}", f"¶ {at}") for at in range(1, ROWS + 3)]

    shown = picture([], most, {"a10": "The tower"}, UNTIL, 7)

    assert len(shown.rows) == ROWS
    assert shown.rows[:2] == (Row("The tower", "a10", "¶ 10", 10), Row("a9", "a9", "¶ 9", 9))


@given(awkward_texts, st.integers(0, 10**9))
def test_a_picture_is_the_same_after_a_journey_as_json(text: str, count: int) -> None:
    shown = picture([day(1, count)], [cited(count, text, text)], {text: text * 9}, UNTIL, 2)

    packed = shown.packed()

    assert json.loads(packed)
    assert unpack(packed) == shown


def test_the_description_says_the_numbers_in_words() -> None:
    words = alt_text(
        [day(2, 1000, 20, 7), day(1, 5)], [cited(2), cited(1, "b")], {"a0": "The\ntower"}
    )

    assert words == (
        "Bar chart of the questions asked. 1,032 questions: 1,005 answered, "
        "20 given the closest passage, 7 refused. Most on Mar 28, 2026: 1,027. "
        "Paragraphs quoted most often: The tower, ¶ 4: 2 times. b, ¶ 4: 1 time."
    )


@pytest.mark.parametrize("days", [[], [day(3)]], ids=["no day", "a day without a question"])
def test_the_description_of_an_empty_picture_says_so(days: list[object]) -> None:
    assert alt_text([day(3)] if days else [], []) == (
        "Bar chart of the questions asked. There were none. No paragraph was quoted."
    )


@given(awkward_texts)
def test_a_description_is_never_longer_than_discord_allows(text: str) -> None:
    words = alt_text([day(0, 10**9)], [cited(10**9, text, text)] * 20, {text: text * 20})

    assert len(words) <= ALT_ROOM


def test_the_totals_are_the_sums_of_the_days() -> None:
    assert totals([day(0, 1, 2, 3), day(1, 10, 20, 30)]) == (11, 22, 33)
