"""Names as a font can draw them."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.insight.glyphs import is_drawable, name_of
from tests.bot.texts import awkward_texts

LATIN = frozenset(map(ord, string.ascii_letters + string.digits + "…-¶ \u200d\u202e"))


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["The tower"], "The tower"),
        (["The\n\ttower  "], "The tower"),
        (["The tower of 東京 today"], "The tower of … today"),
        (["東京 tower"], "… tower"),
        (["The tower東 京"], "The tower …"),
        (["A family 👩\u200d👩\u200d👧 京"], "A family …"),
        (["東京 9", "tokyo"], "tokyo"),
        (["東京", "京都"], "…"),
        (["", "tokyo"], "tokyo"),
        ([" ", "\x07"], "…"),
        (["tower\ufe0f\u0301"], "tower"),
        (["a\u202eb\ud800c\x00d"], "abcd"),
        (["a\u200db\u200cc"], "a\u200dbc"),
    ],
)
def test_what_cannot_be_drawn_is_left_out(names: list[str], shown: str) -> None:
    assert name_of(LATIN, *names) == shown


def test_whether_all_of_a_text_can_be_drawn_is_known() -> None:
    texts = ["The tower", "a\u2068b\u2069", "1\u202f234", "The tower 京"]

    assert [is_drawable(LATIN, text) for text in texts] == [True, True, True, False]


@given(st.lists(awkward_texts, max_size=3))
def test_a_name_is_on_one_line_and_can_be_drawn(names: list[str]) -> None:
    shown = name_of(LATIN, *names)

    assert shown == " ".join(shown.split())
    assert shown
    assert set(map(ord, shown)) <= LATIN - {0x202E}
