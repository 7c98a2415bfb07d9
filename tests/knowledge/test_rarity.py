"""How rare words are at large."""

import pytest

from knowledge.rarity import is_common, rarity


def test_a_common_word_is_worth_less_than_a_rare_one() -> None:
    assert rarity("the") == 0.0
    assert rarity("the") < rarity("water") < rarity("soldiers") < rarity("lighthouse")


def test_a_figure_and_an_unlisted_word_have_a_worth_of_their_own() -> None:
    assert rarity("1874") == 3.0
    assert rarity("lindqvist") == 3.3


@pytest.mark.parametrize("word", ["the", "wasser"])
def test_other_languages_have_no_list(word: str) -> None:
    assert rarity(word, "de") == 3.3


def test_the_list_holds_what_is_common() -> None:
    assert is_common("water")
    assert not is_common("lindqvist")
