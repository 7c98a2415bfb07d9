from hypothesis import given
from hypothesis import strategies as st

from bot.locales.columns import cut, padded, width


def test_japanese_takes_two_places_a_character() -> None:
    assert (width("¶ 4"), width("写真 4")) == (3, 6)


def test_columns_line_up_whatever_they_are_written_in() -> None:
    assert [padded(text, 8) + "|" for text in ("photo", "写真")] == ["photo   |", "写真    |"]
    assert padded("今", 6, right=True) == "    今"


def test_what_is_cut_keeps_its_end() -> None:
    assert cut("orrin-point", 8) == "orrin-p…"
    assert cut("灯台の話 ¶ 12", 11, " ¶ 12") == "灯台…" + " ¶ 12"
    assert cut("灯台", 4) == "灯台"


@given(st.text(), st.integers(1, 40))
def test_what_is_cut_never_takes_more_places(text: str, columns: int) -> None:
    assert width(cut(text, columns)) <= columns
