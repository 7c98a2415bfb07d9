import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import KnowledgeError
from tests.knowledge.making import held, paragraphs, reading

WRAPPED = (
    "The old mill at the river had stood still for a whole year when the\n"
    "new owner came. Nobody in the valley knew her name, and she said it to\n"
    "nobody. She had the wheel mended in spring."
)
LONG = "The valley is wide and green and the river goes through it from end to end. " * 3


def test_a_wrapped_book_keeps_its_paragraphs_chapters_and_gaps() -> None:
    book = (
        f"THE MILL\n\n\n\nCHAPTER I\n\n\n{WRAPPED}\n\n{WRAPPED}\n\n\n\n"
        f"{WRAPPED}\n\n\n\n\nCHAPTER II\n\n\n{WRAPPED}\n"
    )

    found = reading(book)

    assert found.article.title == "THE MILL"
    assert found.article.text == book
    assert [p.text for p in found.passages] == [WRAPPED] * 4
    assert [p.heading for p in found.passages] == ["CHAPTER I"] * 3 + ["CHAPTER II"]


def test_wide_gaps_join_the_sentences_of_web_copy() -> None:
    sentences = [f"Sentence {n} tells of the mill." for n in range(12)]
    groups = [sentences[at : at + 3] for at in range(0, 12, 3)]

    text = "\n\n".join("\n\n\n\n".join(group) for group in groups)

    assert paragraphs(text) == ["\n\n\n\n".join(group) for group in groups]


def test_gaps_of_one_width_part_paragraphs() -> None:
    assert paragraphs("One is here.\n\n\nTwo is here.\n\n\nThree is here.") == [
        "One is here.",
        "Two is here.",
        "Three is here.",
    ]


def test_a_rare_wide_gap_joins_nothing() -> None:
    lines = [f"Sentence {n} tells of the mill." for n in range(9)]

    assert paragraphs("\n\n".join(lines[:5]) + "\n\n\n\n" + "\n\n".join(lines[5:])) == lines


@pytest.mark.parametrize("line", [LONG.strip(), "The mill is old. It stood still."])
def test_paragraphs_may_be_parted_by_a_single_line_end(line: str) -> None:
    assert paragraphs("\n".join([line] * 5)) == [line] * 5


def test_a_title_may_stand_right_above_such_paragraphs() -> None:
    found = reading("A Day at the Mill\n" + "\n".join(["The mill is old. It stood still."] * 6))

    assert found.article.title == "A Day at the Mill"
    assert len(found.passages) == 6


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_make_no_difference(end: str) -> None:
    text = f"THE MILL\n\n{WRAPPED}\n\n{WRAPPED}"

    assert paragraphs(text.replace("\n", end)) == [WRAPPED, WRAPPED]


def test_spaces_tabs_and_form_feeds_make_blank_lines() -> None:
    assert paragraphs("One is here.   \n \t \n\tTwo is here.\n\f\nThree is here.  ") == [
        "One is here.",
        "Two is here.",
        "Three is here.",
    ]


def test_a_text_without_a_title_is_named_after_its_file() -> None:
    found = reading(WRAPPED, "valley/old-mill_notes-2020-01-07.txt")

    assert found.article.title == "Old mill notes 2020-01-07"


def test_headings_in_a_row_stand_under_each_other() -> None:
    found = reading(f"The Book\n\nPart One\n\nChapter 1\n\n{WRAPPED}")

    assert found.article.title == "The Book"
    assert found.passages[0].heading == "Part One › Chapter 1"


def test_a_last_line_like_a_heading_is_a_paragraph() -> None:
    assert paragraphs(f"{WRAPPED}\n\nThe End")[-1] == "The End"


def test_a_long_list_of_short_lines_is_no_run_of_headings() -> None:
    names = ["Ada Mills", "Bo Li", "Cy Young", "Dee Dee"]

    assert paragraphs("\n\n".join([WRAPPED, *names, WRAPPED])) == [WRAPPED, *names, WRAPPED]


@pytest.mark.parametrize(
    "line",
    ["and so on", "She came,", "A line of verse\nand another", "word " * 13, "- an item", "“Yes”"],
)
def test_what_is_no_heading_is_a_paragraph(line: str) -> None:
    assert paragraphs(f"{WRAPPED}\n\n{line.strip()}\n\n{WRAPPED}")[1] == line.strip()


@pytest.mark.parametrize("line", ["IV. The Wheel", "2.1 The wheel", "MILL WHEELS", "Chapter two"])
def test_what_heads_chapters_is_a_heading(line: str) -> None:
    assert reading(f"{WRAPPED}\n\n{line}\n\n{WRAPPED}").passages[1].heading == line


def test_a_text_cut_in_the_middle_keeps_its_last_words() -> None:
    text = f"{WRAPPED}\n\nShe had the wheel mended, but then the"

    assert paragraphs(text)[-1] == "She had the wheel mended, but then the"


WORDS = st.sampled_from(
    "Mill river 3/4 1/2 2/2 Chapter I. By Ada the of and. stood! “still” – (so) A: b; No. 5 U.S. x "
    "PART AP Getty 12/35 13/35 date 2020-01-07 Source: - * # 水。 ـ é".split()
)
LINES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
GAPS = st.sampled_from(["\n", "\n\n", "\n\n\n\n", "\r\n", " \n\t\n", "\f\n"])
TEXTS = st.lists(st.tuples(LINES, GAPS), min_size=1, max_size=14).map(
    lambda parts: "".join(line + gap for line, gap in parts)
)


@given(TEXTS)
def test_no_word_of_the_body_is_ever_lost(text: str) -> None:
    body = "A first sentence that no header may hold, for it is long and ends as prose does."
    try:
        shown = held(reading(f"{body}\n\n{body}\n\n{body}\n\n{text}"))
    except KnowledgeError as problem:
        raise AssertionError(text) from problem

    words = {word for word in text.split() if any(map(str.isalnum, word))}
    assert words - {"1/2", "2/2", "12/35", "13/35"} <= {*shown.split(), *_FIELD_NAMES}


_FIELD_NAMES = {"Source:", "By", "A:", "date", "-"}


@given(TEXTS)
def test_passages_are_spans_of_the_decoded_file(text: str) -> None:
    try:
        found = reading(text)
    except KnowledgeError:
        return

    spans = [passage.span for passage in found.passages]
    assert found.article.text == text.replace("\r\n", "\n")
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(p.text and p.text == p.text.strip() for p in found.passages)
