"""What stands in a sentence keeps its order where the two directions meet."""

import pytest

from bot.locales import speaking
from bot.locales.bidi import FSI, PDI, isolated, reads_right_to_left, without_isolates

ARABIC, HEBREW = "المنارة (1874)", "מגדלור"


@pytest.mark.parametrize("text", [ARABIC, HEBREW, "see المنارة"])
def test_a_text_of_the_other_direction_is_isolated(text: str) -> None:
    assert reads_right_to_left(text)
    assert isolated(text) == f"{FSI}{text}{PDI}"


@pytest.mark.parametrize("text", ["The lighthouse (1874)", "灯台", "Straße", "", "12,345"])
def test_nothing_is_added_where_all_reads_one_way(text: str) -> None:
    assert not reads_right_to_left(text)
    assert isolated(text) == text


def test_in_arabic_every_text_is_isolated_but_an_empty_one() -> None:
    with speaking("ar"):
        assert isolated("The lighthouse (1874)") == f"{FSI}The lighthouse (1874){PDI}"
        assert isolated(ARABIC) == f"{FSI}{ARABIC}{PDI}"
        assert isolated("") == ""


@pytest.mark.parametrize("text", [ARABIC, "The lighthouse"])
def test_isolates_can_be_taken_out_again(text: str) -> None:
    with speaking("ar"):
        assert without_isolates(f"“{isolated(text)}”") == f"“{text}”"
