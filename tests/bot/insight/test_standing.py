"""Quotes that were given, as they stand now."""

import pytest

from bot.insight.standing import standing
from bot.storage.values import Given
from tests.bot.texts import LIGHTHOUSE, base_of

BASE = base_of(LIGHTHOUSE)
TWICE = base_of(
    "The bell rings. It rings at noon.\n\nNobody hears it.\n\nThe bell rings. It cracked."
)


def test_a_quote_is_found_where_it_stands() -> None:
    text = "Then the council bought an electric one from Ostrava."

    found = standing(BASE, Given("a0", "¶ 2", text))

    assert found is not None
    assert (found.text, found.passage) == (text, BASE.passages[1])
    assert found.focus == found.span


def test_the_focus_is_the_first_whole_sentence_of_it() -> None:
    found = standing(BASE, Given("a0", "¶ 2", BASE.passages[1].text))

    assert found is not None
    assert found.focus.of(found.passage.article.text) == "Whale oil fed the lamp until 1907."


def test_a_part_of_a_sentence_is_its_own_focus() -> None:
    found = standing(BASE, Given("a0", "¶ 2", "oil fed the lamp"))

    assert found is not None
    assert found.focus == found.span


@pytest.mark.parametrize(("label", "at"), [("¶ 3", 2), ("¶ 1", 0), ("¶ 9", 0)])
def test_of_several_passages_it_is_the_one_at_the_same_place(label: str, at: int) -> None:
    found = standing(TWICE, Given(TWICE.articles[0].id, label, "The bell rings."))

    assert found is not None
    assert found.passage == TWICE.passages[at]


@pytest.mark.parametrize(
    "given", [Given("a0", "¶ 2", "Gone."), Given("b0", "¶ 2", "oil"), Given("a0", "¶ 2", "")]
)
def test_a_quote_that_does_not_stand_there_any_more_is_none(given: Given) -> None:
    assert standing(BASE, given) is None
