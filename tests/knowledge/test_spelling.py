"""Misspelt names: taken for the nearest word of the texts, and for none where that is a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, JaroWinkler

from knowledge.rarity import is_common
from knowledge.spelling import allowed, nearest

VOCABULARY = ["lindqvist", "halloran", "selvik", "hezbollah", "salih", "halberd", "gate"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lindquist", "lindqvist"),
        ("lindkvist", "lindqvist"),
        ("haloran", "halloran"),
        ("hallaron", "halloran"),
        ("sellvik", "selvik"),
        ("slevik", "selvik"),
        ("hizbollah", "hezbollah"),
        ("hisbolla", None),
        ("hezbola", None),
        ("saleh", "salih"),
        ("gatte", "gate"),
        ("zeppelin", None),
    ],
)
def test_a_word_with_a_slip_or_two_is_the_nearest(typed: str, meant: str | None) -> None:
    assert nearest(typed, VOCABULARY) == meant


@pytest.mark.parametrize(
    ("typed", "vocabulary"),
    [
        ("sali", ["salih"]),
        ("water", ["wader"]),
        ("sal1h", ["salih"]),
        ("18211", ["18212"]),
        ("selvik", []),
        ("", ["salih"]),
    ],
)
def test_short_words_common_ones_and_figures_are_left_alone(
    typed: str, vocabulary: list[str]
) -> None:
    assert nearest(typed, vocabulary) is None


def test_of_words_with_as_many_slips_the_more_similar_is_meant() -> None:
    assert nearest("hallorin", ["halborin", "hallorix", "zallorin"]) == "hallorix"


def test_equally_near_words_are_chosen_between_alike_whatever_their_order() -> None:
    words = ["selvak", "selvok", "selvuk"]

    assert nearest("selvik", words) == nearest("selvik", words[::-1]) == "selvak"


@pytest.mark.parametrize(("length", "slips"), [(5, 1), (7, 1), (8, 2), (10, 2), (11, 3), (40, 3)])
def test_a_longer_word_may_hold_more_slips(length: int, slips: int) -> None:
    assert allowed("x" * length) == slips


LETTERS = st.text("abcdé", max_size=14)


@given(LETTERS, st.lists(LETTERS, max_size=8))
def test_what_is_meant_is_within_both_bounds(typed: str, vocabulary: list[str]) -> None:
    meant = nearest(typed, vocabulary)

    if meant is not None:
        assert meant in vocabulary
        assert len(typed) >= 5
        assert not is_common(typed)
        assert OSA.distance(typed, meant) <= allowed(typed)
        assert JaroWinkler.similarity(typed, meant) >= 0.84
