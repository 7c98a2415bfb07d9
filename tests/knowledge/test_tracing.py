"""Tracing: a paragraph is found again after edits, and no other is taken for it."""

import pytest

from knowledge import trace
from tests.knowledge.making import base_of

OLD = "The mill on the river was built in 1901 by two brothers from the valley."
EDITED = "The old mill on the river was built in 1902 by two brothers from the valley."
OTHER = "A ferry crossed the fjord each morning, and nobody remembers who steered it."


def test_the_same_text_is_the_paragraph_wherever_it_stands() -> None:
    base = base_of(f"{EDITED}\n\n{OLD}", OLD)

    found = trace(base, "text-1", OLD)

    assert found == base.passages[1]
    assert trace(base, "text-2", OLD) == base.passages[2]


def test_white_space_makes_no_difference() -> None:
    base = base_of(OLD)

    assert trace(base, "text-1", OLD.replace(" ", "\n ")) == base.passages[0]


def test_an_edited_paragraph_is_the_one_most_alike() -> None:
    base = base_of(f"{OTHER}\n\n{OLD.replace('mill', 'barn')}\n\n{EDITED}")

    found = trace(base, "text-1", OLD.upper())

    assert found == base.passages[1]


@pytest.mark.parametrize("text", ["", " \n", "…", "The ferry sank at dawn.", "mill"])
def test_a_paragraph_that_is_gone_is_not_found(text: str) -> None:
    assert trace(base_of(f"{OLD}\n\n{OTHER}"), "text-1", text) is None


def test_another_articles_paragraph_is_not_found() -> None:
    base = base_of(OTHER, OLD)

    assert trace(base, "text-1", OLD) is None
    assert trace(base, "no-such", OLD) is None


def test_six_words_in_ten_are_enough_and_fewer_are_not() -> None:
    base = base_of("one two three four five six seven eight nine ten")

    assert trace(base, "text-1", "one two three four five six a b c d") is not None
    assert trace(base, "text-1", "one two three four five a b c d e") is None
