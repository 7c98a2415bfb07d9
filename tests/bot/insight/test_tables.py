"""Reports as CSV: what spreadsheets read, and nothing that they would run."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given

from bot.insight.tables import cited_csv, feedback_csv, fitting, unanswered_csv, usage_csv
from tests.bot.insight.rows import AT, UNTIL, cited, day, unanswered, vote
from tests.bot.texts import awkward_texts


def _read(made: bytes) -> list[list[str]]:
    assert made.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), strict=True))


def test_questions_without_an_answer_stand_with_the_passage_that_came_nearest() -> None:
    rows = _read(unanswered_csv([unanswered(), unanswered(nearest=None, missing=())]))

    assert rows == [
        [
            *("question", "terms", "found nowhere", "outcome", "times", "first (UTC)"),
            *("last (UTC)", "nearest article", "nearest place", "nearest passage"),
        ],
        [
            *("Who paid for the lamp?", "lamp paid", "paid", "closest", "5"),
            *("2026-03-04 05:06:07", "2026-03-05 05:06:07"),
            *("a0", "¶ 2", "Whale oil fed the lamp until 1907."),
        ],
        [
            *("Who paid for the lamp?", "lamp paid", "", "closest", "5"),
            *("2026-03-04 05:06:07", "2026-03-05 05:06:07", "", "", ""),
        ],
    ]


def test_votes_stand_without_who_cast_them() -> None:
    made = feedback_csv([vote(reason="It is about a ferry."), vote(good=True)])

    assert _read(made) == [
        ["time (UTC)", "vote", "article", "place", "reason"],
        ["2026-03-04 05:06:07", "bad", "a0", "¶ 4", "It is about a ferry."],
        ["2026-03-04 05:06:07", "good", "a0", "¶ 4", ""],
    ]
    assert str(vote().person).encode() not in made


def test_usage_stands_day_by_day() -> None:
    assert _read(usage_csv([day(1, 3, 2, 1), day(0)])) == [
        ["day", "answered", "closest", "refused"],
        ["2026-03-29", "3", "2", "1"],
        [UNTIL.isoformat(), "0", "0", "0"],
    ]


def test_paragraphs_stand_with_how_often_they_were_quoted() -> None:
    assert _read(cited_csv([cited(4, text='Two "words",\nand a line.')])) == [
        ["article", "place", "times", "text"],
        ["a0", "¶ 4", "4", 'Two "words",\nand a line.'],
    ]


def test_lines_end_as_the_standard_says() -> None:
    assert usage_csv([day(0)]).endswith(b"2026-03-30,0,0,0\r\n")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    danger = start + 'HYPERLINK("https://example.org")'

    rows = _read(feedback_csv([vote(article=danger, reason=f"harmless {danger}")]))

    assert rows[1][2::2] == [f"'{danger}", f"harmless {danger}"]


@given(awkward_texts)
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    rows = _read(unanswered_csv([unanswered(text), unanswered(text)]))

    assert [row[0].removeprefix("'") for row in rows[1:]] == [text.removeprefix("'")] * 2


def test_half_a_character_does_no_harm() -> None:
    row = replace(vote(reason="a\ud800b"), at=AT)

    assert _read(feedback_csv([row]))[1][4] == "a?b"


def test_a_table_holds_as_many_rows_as_find_room_in_a_file() -> None:
    rows = [cited(at) for at in range(100)]

    whole, all_rows = fitting(cited_csv, rows)
    some, size = fitting(cited_csv, rows, 1000)

    assert (whole, all_rows) == (cited_csv(rows), 100)
    assert (some, size) == (cited_csv(rows[:50]), 50)
    assert len(some) <= 1000
    assert fitting(cited_csv, rows, 0)[1] == 0
