"""Paragraphs: the lines of printed pages put together as their writer meant them."""

import textwrap

import pytest

from bot.intake import paragraphs

_ONE = (
    "The old mill at the river stood still for a whole year before anybody in the valley asked "
    "who owned it and why nobody had come to mend the wheel."
)
_TWO = (
    "Nobody knew the new owner's name, and the miller's daughter least of all, although she had "
    "asked in every house between the river and the town."
)


def _wrapped(*texts: str, width: int = 60) -> str:
    return "\n".join(line for text in texts for line in textwrap.wrap(text, width))


def _of(*pages: str) -> list[str]:
    return paragraphs.of(pages).split("\n\n")


def test_lines_are_paragraphs_again_by_where_there_was_room_left() -> None:
    assert _of(_wrapped(_ONE, _TWO)) == [_ONE, _TWO]
    assert _of(_wrapped(_ONE, _TWO).replace("\n", " \n  ")) == [_ONE, _TWO]


def test_a_heading_stands_alone() -> None:
    page = f"The Mill\n{_wrapped(_ONE)}\nIts Owners\n{_wrapped(_TWO)}"

    assert _of(page) == ["The Mill", _ONE, "Its Owners", _TWO]


def test_blank_lines_part_paragraphs_unless_a_sentence_goes_on() -> None:
    half = len(_ONE) // 2
    middle = _ONE.index(" ", half)

    assert _of(f"{_ONE}\n\n{_TWO}") == [_ONE, _TWO]
    assert _of(f"{_ONE[:middle]}\n \n{_ONE[middle:]}\n\n{_TWO}") == [_ONE, _TWO]


def test_in_a_text_of_double_spaced_lines_blank_ones_say_nothing() -> None:
    page = _wrapped(_ONE, _TWO).replace("\n", "\n\n")

    assert _of(page) == [_ONE, _TWO]


def test_a_sentence_goes_on_over_the_end_of_a_page_and_a_paragraph_does_not() -> None:
    lines = _wrapped(_ONE, _TWO).split("\n")

    assert _of("\n".join(lines[:2]), "\n".join(lines[2:])) == [_ONE, _TWO]
    assert _of(_wrapped(_ONE), _wrapped(_TWO)) == [_ONE, _TWO]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the miller's daugh-", "ter came", "the miller's daughter came"),
        ("the miller's daugh\u00ad", "ter came", "the miller's daughter came"),
        ("a well-", "known mill", "a wellknown mill"),
        ("from 1901-", "1910 it stood", "from 1901- 1910 it stood"),
        ("half-", "(whole)", "half- (whole)"),
        ("水車は", "川にある", "水車は川にある"),
    ],
)
def test_words_that_a_line_parts_are_put_together(first: str, second: str, joined: str) -> None:
    assert paragraphs.of([f"{first}\n{second}"]) == joined


def test_a_hyphen_stays_where_the_word_has_one_elsewhere() -> None:
    page = "It is a well-known mill, and as well-\nknown as the river is."

    assert paragraphs.of([page]) == "It is a well-known mill, and as well-known as the river is."


def test_items_of_lists_stand_alone() -> None:
    page = "The mill has\n• a wheel\n• a stone\n1. One owner.\n2. Another owner."

    assert _of(page) == [
        "The mill has",
        "• a wheel",
        "• a stone",
        "1. One owner.",
        "2. Another owner.",
    ]


def test_what_a_font_draws_in_one_piece_is_letters_again() -> None:
    assert (
        paragraphs.of(["the \ufb01rst o\ufb03ce\x00\x07 \ud800of\u00a0all"])
        == "the first office of all"
    )


@pytest.mark.parametrize("pages", [[], [""], ["\n \n", " "]])
def test_pages_without_text_have_no_paragraphs(pages: list[str]) -> None:
    assert paragraphs.of(pages) == ""
