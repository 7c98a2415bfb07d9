import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Edit, Match, find_source
from knowledge.analysis import fold, words
from knowledge.verifying import stands_in
from tests.knowledge.making import base_of

SAID = "The old mill at the river has a wheel of oak, and Ada’s brother mended it in 1901."
BASE = base_of(f"A cat came. {SAID} A dog slept.\n\nThe church in the valley has a bell of bronze.")


def folded(text: str) -> list[str]:
    return [fold(word.group()) for word in words(text)]


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        SAID.upper(),
        "the OLD mill -- at the river",
        "Ada's brother",
        "cat came. The old mill",
        "mill",
    ],
)
def test_the_same_words_in_the_same_order_are_exact(text: str) -> None:
    found = find_source(BASE, text)

    assert found is not None
    assert (found.match, found.similarity, found.difference) == (Match.EXACT, 1.0, ())
    assert folded(found.quote.text) == folded(text)


def test_a_changed_word_makes_it_near_and_shows() -> None:
    found = find_source(BASE, "The new mill at the river has a wheel of very hard oak")

    assert found is not None
    assert found.match is Match.NEAR
    assert found.difference == (
        (Edit.PUT_IN, "The new"),
        (Edit.KEPT, "mill at the river has a wheel of"),
        (Edit.PUT_IN, "very hard"),
        (Edit.KEPT, "oak"),
    ) or found.difference[0] == (Edit.KEPT, "The")


def test_words_left_out_show_too() -> None:
    found = find_source(BASE, "The old mill has a wheel of oak, and a brother mended it in 1901")

    assert found is not None
    assert (Edit.LEFT_OUT, "at the river") in found.difference


def test_a_long_run_of_words_is_a_quotation_whatever_else_is_said() -> None:
    noise = " ".join(f"noise{n}" for n in range(60))

    found = find_source(BASE, f"{noise} old mill at the river has a wheel of oak")

    assert found is not None
    assert found.match is Match.NEAR


def test_other_words_for_it_are_a_paraphrase() -> None:
    found = find_source(BASE, "There is a bronze bell, in that church, down by the valley")

    assert found is not None
    assert found.match is Match.PARAPHRASE
    assert found.quote.text == "The church in the valley has a bell of bronze."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🙂",
        "the",
        "zzz",
        "wheel zzz",
        "Nobody has ever seen quantum dogs near stars or planets",
    ],
)
def test_what_no_passage_says_has_no_source(text: str) -> None:
    assert find_source(BASE, text) is None


def test_a_very_long_text_is_not_compared_word_by_word() -> None:
    assert find_source(BASE, "mill " * 401) is not None


def test_stray_words_at_either_end_are_left_out_of_the_quotation() -> None:
    base = base_of(
        "Wheel one two three four five six seven eight. The old mill at the river has a stone. "
        "Nine ten eleven twelve and so on until oak."
    )

    found = find_source(base, "wheel zz the old mill at the river has a xx stone zz oak")

    assert found is not None
    assert folded(found.quote.text)[0] == "the"
    assert folded(found.quote.text)[-1] == "stone"


def test_a_passage_with_none_of_the_words_in_their_form_is_no_quotation() -> None:
    base = base_of("Mills and rivers.")

    found = find_source(base, "milled river mill")

    assert found is None or found.match is Match.PARAPHRASE


@given(st.lists(st.sampled_from([*SAID.split(), "zzz", "new"]), min_size=3, max_size=20))
def test_the_difference_joins_to_both_sides(said: list[str]) -> None:
    text = " ".join(said)
    found = find_source(BASE, text)

    if found is None or found.match is not Match.NEAR:
        return
    source = " ".join(part for edit, part in found.difference if edit is not Edit.PUT_IN)
    mine = " ".join(part for edit, part in found.difference if edit is not Edit.LEFT_OUT)
    assert folded(source) == folded(found.quote.text)
    assert folded(mine) == folded(text)


@given(st.text(st.characters(), max_size=300))
def test_no_text_is_too_odd(text: str) -> None:
    found = find_source(BASE, text)

    assert found is None or 0 <= found.similarity <= 1


def test_words_are_looked_for_in_one_passage_after_another() -> None:
    found = stands_in(BASE.passages, "the CHURCH in the valley")

    assert found is not None
    assert (found.passage, found.text) == (BASE.passages[1], "The church in the valley")


@pytest.mark.parametrize("text", ["", "…", "the church at the river", "church valley"])
def test_words_that_stand_nowhere_like_that_stand_in_no_passage(text: str) -> None:
    assert stands_in(BASE.passages, text) is None
