"""Reports on questions: without an answer, feedback, usage, the weekly digest."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.insight import phrases, reports
from bot.locales.bidi import without_isolates
from bot.replies.blocks import CONTENT_ROOM, EMBED_ROOM
from bot.storage.values import Given
from knowledge import KnowledgeBase
from tests.bot.insight.rows import AT, NEAR, cited, day, fits, quote_of, unanswered, vote
from tests.bot.markdown import shown
from tests.bot.messages import BASE, both_rooms, extremes
from tests.bot.texts import awkward_texts

TITLES = phrases.titles(BASE)
MARKS = "*Big* <@1>"
rooms = st.sampled_from([EMBED_ROOM, CONTENT_ROOM])


@both_rooms
def test_a_question_without_an_answer_is_shown_with_the_passage_that_came_nearest(
    room: int,
) -> None:
    reply = reports.unanswered(unanswered(), 0, 1, quote_of(BASE), room, days=30, titles=TITLES)

    last = int(AT.timestamp()) + 86_400
    rest = " Then the council bought an electric one from Ostrava."
    assert reply.text.split("\n") == [
        f"**Without an answer: 1 of 1** · asked 5 times, last <t:{last}:R>",
        "“Who paid for the lamp?”",
        "Found nowhere: *paid*",
        "The nearest passage:",
        f"> **Whale oil fed the lamp until 1907.**{rest}",
        "-# **The lighthouse of Selvik** › History · Harbour News · Mar 4, 2021 · ¶ 2",
    ]
    assert fits(reply, room)


@pytest.mark.parametrize(
    ("position", "total", "labels"),
    [
        (0, 1, []),
        (0, 3, [("Next", "unanswered:30:1")]),
        (1, 3, [("Back", "unanswered:30:0"), ("Next", "unanswered:30:2")]),
        (2, 3, [("Back", "unanswered:30:1")]),
    ],
)
def test_buttons_lead_to_the_questions_beside_it_and_deal_with_it(
    position: int, total: int, labels: list[tuple[str, str]]
) -> None:
    reply = reports.unanswered(
        unanswered(), position, total, None, CONTENT_ROOM, days=30, titles=TITLES
    )

    assert [(button.label, button.custom_id) for button in reply.buttons] == [
        *labels,
        ("Answered by…", f"linkto:30:{position}:12"),
        ("Dismiss", f"dismiss:30:{position}:12"),
    ]


def test_a_question_whose_text_is_not_kept_is_shown_by_its_words() -> None:
    row = unanswered("", terms=("lamp", MARKS), missing=())

    lines = reports.unanswered(row, 0, 1, None, CONTENT_ROOM, days=30, titles={}).text.split("\n")

    assert lines[1] == (r"Its words, since its text is not kept: *lamp*, *\*Big\* \<\@1\>*")
    assert len(lines) == 3


def test_a_nearest_passage_that_has_changed_is_named_only() -> None:
    row = unanswered(nearest=Given("gone", "¶ 9", "Not any more."))
    known = unanswered(nearest=NEAR)

    replies = [
        reports.unanswered(each, 0, 1, None, CONTENT_ROOM, days=30, titles={"a0": MARKS})
        for each in (row, known)
    ]

    assert [reply.text.split("\n")[-1] for reply in replies] == [
        "The nearest passage was gone · ¶ 9, which has changed since.",
        r"The nearest passage was \*Big\* \<\@1\> · ¶ 2, which has changed since.",
    ]


def test_a_question_that_nothing_came_near_is_shown_alone() -> None:
    row = unanswered(nearest=None, missing=())

    reply = reports.unanswered(row, 0, 1, None, CONTENT_ROOM, days=30, titles={})

    assert len(reply.text.split("\n")) == 2


def test_of_many_words_as_many_are_shown_as_find_room() -> None:
    row = unanswered("", missing=tuple(f"word{at}" for at in range(90)))

    text = reports.unanswered(row, 0, 1, None, CONTENT_ROOM, days=30, titles={}).text

    told = re.search(r"Found nowhere: (.*) and (\d+) more", text)
    assert told is not None
    assert len(told[1].split(", ")) + int(told[2]) == 90


@extremes
@both_rooms
def test_the_most_extreme_articles_fit_into_a_report(base: KnowledgeBase, room: int) -> None:
    row = replace(unanswered("*" * 4000, missing=("*" * 90,) * 90), number=2**63 - 1, count=10**9)

    reply = reports.unanswered(
        row, 999_998, 10**6, quote_of(base, 0), room, days=366, titles=phrases.titles(base)
    )

    assert fits(reply, room)
    assert len(reply.excerpts) == 1


@given(awkward_texts, rooms)
def test_questions_are_shown_as_they_were_asked(text: str, room: int) -> None:
    reply = reports.unanswered(unanswered(text), 0, 1, None, room, days=30, titles={})

    line = reply.text.split("\n")[1]
    assert fits(reply, room)
    plain = re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)
    if plain.strip() and len(text) <= 300:
        assert without_isolates(shown(line)) == f"“{' '.join(plain.split())}”"


def test_where_every_question_has_an_answer_the_report_says_so() -> None:
    assert reports.no_unanswered(1).text.startswith(
        "**No question is without an answer** in the last day"
    )


@both_rooms
def test_feedback_is_counted_and_the_latest_shown(room: int) -> None:
    votes = [vote(reason=MARKS), vote(good=True, article="gone"), vote(article="")]

    made = reports.feedback(votes, room, days=7, titles={"a0": "The tower"})

    (reply,) = made
    at = f"<t:{int(AT.timestamp())}:R>"
    assert reply.text.split("\n\n") == [
        "**Feedback** in the last 7 days: 1 found it helpful, 2 did not",
        f"**Not helpful** {at}\nReason: \\*Big\\* \\<\\@1\\>\n-# The tower · ¶ 4",
        f"**Helpful** {at}\n-# gone · ¶ 4",
        f"**Not helpful** {at}",
    ]


@both_rooms
def test_of_much_feedback_the_latest_is_shown_over_several_messages(room: int) -> None:
    votes = [vote(article="*" * 999, reason="_" * 999)] * 50

    made = reports.feedback(votes, room, days=7, titles={})

    assert all(fits(reply, room) for reply in made)
    text = "\n".join(reply.text for reply in made)
    assert "The latest 20 are below" in text
    assert text.count("**Not helpful**") == reports.LATEST


def test_no_feedback_is_told_too() -> None:
    (reply,) = reports.feedback([], CONTENT_ROOM, days=1, titles={})

    assert reply.text == "**No feedback** in the last day."


def test_usage_says_how_many_questions_were_answered_and_what_was_quoted() -> None:
    days = [day(0, 70, 20), day(1, 5, 0, 5)]
    most = [cited(1, "gone"), cited(1234)]

    reply = reports.usage(days, most, CONTENT_ROOM, span=30, titles={"a0": MARKS})

    assert reply.text.split("\n") == [
        "**Usage** in the last 30 days: 100 questions",
        "- 75 answered (75%)",
        "- 20 given the closest passage (20%)",
        "- 5 refused (5%)",
        "**Quoted most**",
        r"- \*Big\* \<\@1\> · ¶ 4: 1,234 times",
        "- gone · ¶ 4: 1 time",
    ]


def test_usage_without_a_question_says_so() -> None:
    reply = reports.usage([day(0)], [], CONTENT_ROOM, span=30, titles={})

    assert reply.text == "**Usage** in the last 30 days: no question was asked"


def test_the_digest_is_the_week_in_a_few_lines() -> None:
    rows = [unanswered(), unanswered("", terms=("oil", "price"))]

    reply = reports.digest([day(0, 3, 1)], rows, [cited(3)], CONTENT_ROOM, titles={"a0": "Tower"})

    counts = "4 questions, 3 answered (75%), 1 given the closest passage (25%), 0 refused (0%)"
    assert reply.text.split("\n") == [
        f"**The last week**: {counts}",
        "**Without an answer**",
        "- “Who paid for the lamp?”: 5 times",
        "- “*oil*, *price*”: 5 times",
        "**Quoted most**",
        "- Tower · ¶ 4: 3 times",
        "-# `/report unanswered` goes through them · `/report usage` has a picture",
    ]


def test_the_digest_of_a_quiet_week_is_short() -> None:
    reply = reports.digest([], [], [], CONTENT_ROOM, titles={})

    assert reply.text.split("\n")[0] == "**The last week**: no question was asked"
    assert len(reply.text.split("\n")) == 2


@given(awkward_texts, rooms)
def test_usage_and_digest_fit_whatever_articles_are_called(text: str, room: int) -> None:
    most = [cited(10**9, text, text * 9)] * 20
    rows = [unanswered(text * 9, terms=(text * 9,) * 90)] * 20
    titles = {text: text * 20}

    made = [
        reports.usage([day(0, 10**9)], most, room, span=366, titles=titles),
        reports.digest([day(0, 10**9)], rows, most, room, titles=titles),
    ]

    assert all(fits(reply, room) for reply in made)
    assert made[1].text.endswith("has a picture")
