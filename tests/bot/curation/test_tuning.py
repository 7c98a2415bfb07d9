"""Tuning: what other thresholds would have made of the questions that were asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.curation.tuning import Disorder, Effect, decode, effect, encode, proposed, table
from knowledge import Thresholds

_NOW = Thresholds(0.4, 0.15)
_shares = st.floats(0, 1)


def test_questions_are_counted_by_what_their_confidence_reaches() -> None:
    assert effect([0.9, 0.4, 0.39, 0.15, 0.1, 0.0], _NOW) == Effect(2, 2, 2)


def test_where_nothing_was_found_no_threshold_makes_an_answer() -> None:
    assert effect([0.0, 0.01], Thresholds(0.0, 0.0)) == Effect(1, 0, 1)


@pytest.mark.parametrize(
    ("answer", "closest", "wanted"),
    [
        (None, None, _NOW),
        (0.6, None, Thresholds(0.6, 0.15)),
        (0.1, None, Thresholds(0.1, 0.1)),
        (None, 0.2, Thresholds(0.4, 0.2)),
        (0.12345, 0.05, Thresholds(0.123, 0.05)),
        (1.0, 1.0, Thresholds(1.0, 1.0)),
        (0.5, 0.6, Disorder(0.5, 0.6)),
        (None, 0.6, Disorder(0.4, 0.6)),
    ],
)
def test_what_is_not_given_stays(
    answer: float | None, closest: float | None, wanted: Thresholds | Disorder
) -> None:
    assert proposed(_NOW, answer, closest) == wanted


@given(_shares, _shares)
def test_a_button_carries_both_thresholds(answer: float, closest: float) -> None:
    wanted = proposed(_NOW, max(answer, closest), min(answer, closest))

    assert isinstance(wanted, Thresholds)
    assert decode(encode(wanted)) == wanted


@pytest.mark.parametrize("code", ["", "0.4", "0.1:0.4", "2:1", "0.4:-0.1", "nan:0", "0.4:0.1:0"])
def test_a_button_that_carries_none_is_told_apart(code: str) -> None:
    assert decode(code) is None


def test_the_table_has_both_sides_in_columns() -> None:
    lines = table([0.5, 0.3], _NOW, Thresholds(0.6, 0.5)).splitlines()

    assert lines[0].split() == ["now", "then"]
    assert [line.split()[-2:] for line in lines[1:]] == [
        ["0.4", "0.6"],
        ["0.15", "0.5"],
        ["1", "0"],
        ["1", "1"],
        ["0", "1"],
    ]
    assert len({len(line) for line in lines}) == 1
