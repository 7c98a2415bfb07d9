"""Edits: runs of words as markdown that Discord shows."""

from hypothesis import given
from hypothesis import strategies as st

from bot.replies.edits import edited
from knowledge import Edit
from tests.bot.texts import awkward_texts

_RUNS = st.lists(st.tuples(st.sampled_from(Edit), awkward_texts))


def test_words_left_out_are_struck_through_and_words_put_in_underlined() -> None:
    runs = [(Edit.KEPT, "The pier is"), (Edit.LEFT_OUT, "40"), (Edit.PUT_IN, "*45*")]

    assert edited(runs, 200) == r"The pier is ~~40~~ __\*45\*__"


def test_long_runs_that_were_kept_are_shortened_in_the_middle() -> None:
    shown = edited([(Edit.KEPT, "The pier " + "and the quay " * 20 + "end here.")], 200)

    assert shown == "The pier and the quay … and the quay end here."


def test_what_finds_no_room_leaves_an_ellipsis() -> None:
    shown = edited([(Edit.PUT_IN, "long words " * 5)] * 9, 150)

    assert shown.endswith("__ …")
    assert len(shown) <= 150


@given(_RUNS, st.integers(20, 400))
def test_any_runs_fit_the_room(runs: list[tuple[Edit, str]], room: int) -> None:
    assert len(edited(runs, room)) <= room
