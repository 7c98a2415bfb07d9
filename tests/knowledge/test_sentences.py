import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Span
from knowledge.sentences import split


def cut(text: str) -> list[str]:
    return [span.of(text) for span in split(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Mills went home.",
        "Gen. Lee and St. Peter met Prof. Dr. Li.",
        "He lives in the U.S. and works.",
        "The U.S. Army came.",
        "J. R. R. Mills wrote it.",
        "It costs 3.5 dollars.",
        "See No. 5 and pp. 3 to 4.",
        "Fruit, e.g. apples, i.e. food, is good.",
        "We met at 5 a.m. on Monday.",
        "It ran from Jan. 3 to Feb. 4.",
        "Wait... what?",
        "Yes… no.",
        "“Stop!” he said.",
        "Visit example.com soon.",
        "Line one goes on\nin line two.",
        "No mark at the end",
        "...",
        "Founded by Mills Inc. of Milltown.",
        "The mill of Mr. [sic] Mills burnt.",
        "“Stop!”[3] he said.",
    ],
)
def test_these_are_one_sentence(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["Mr. Mills went home.", "He slept."],
        ["He lives in the U.S.", "The weather is fine."],
        ["No.", "That is wrong."],
        ["We met at 5 a.m.", "The sun rose."],
        ["It struck 4 p.m.", "Nobody heard it."],
        ["It belongs to Mills Inc.", "The firm grew."],
        ["Well…", "Then he left."],
        ["He said “Stop.”", "She did."],
        ["(He left.)", "She stayed."],
        ["Really?!", "Yes!!", "No."],
        ["It ended in 1990.", "The next year was calm."],
        ["It burnt.[12]", "Nobody was hurt.[a][note 2]", "“Luck.”[3]", "So they said.[4]"],
        ["هل هذا صحيح؟", "نعم."],
        ["हिंदी में।", "दूसरा वाक्य।"],
        ["یہ سچ ہے۔", "ہاں۔"],
        ["ຂ" * 60, "ຂ" * 60],
    ],
)
def test_these_are_several(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


def test_scripts_without_spaces_are_cut_too() -> None:
    assert cut("東京は首都です。「人が多い！」本当？") == [
        "東京は首都です。",
        "「人が多い！」",
        "本当？",
    ]


def test_marks_of_khmer_and_burmese_end_a_sentence() -> None:
    assert cut("នេះ។នោះ។ ဒါ။ဟို။") == ["នេះ។", "នោះ។", "ဒါ။", "ဟို။"]


def test_a_space_ends_a_sentence_of_thai_only_between_long_pieces() -> None:
    long = "ก" * 60

    assert cut(f"{long} {long} กก กก {long}") == [long, long, f"กก กก {long}"]
    assert cut(f"{long} 2478 {long} กก") == [f"{long} 2478 {long} กก"]


def test_list_items_are_sentences_without_their_markers() -> None:
    assert cut("Needed:\n- one item\n* another\n1. third. It is last\n12) fourth\n– fifth") == [
        "Needed:",
        "one item",
        "another",
        "third.",
        "It is last",
        "fourth",
        "fifth",
    ]


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n\n", "\n \t\n", "\r\n\r\n"])
def test_a_gap_ends_a_sentence(gap: str) -> None:
    assert cut(f"One is here{gap}two is there") == ["One is here", "two is there"]


def test_a_part_of_a_text_can_be_split() -> None:
    text = "One. Two. Three."

    assert split(text, Span(5, 9)) == [Span(5, 9)]


@pytest.mark.parametrize("text", ["", "  \n\n "])
def test_nothing_has_no_sentences(text: str) -> None:
    assert cut(text) == []


PIECES = st.sampled_from(
    [
        *"Mr. U.S. a.m. e.g. No. 5 3.5 The said word Word ? ! . … ... ?! ” “ ) ( 。 「 」 ؟ - * 1. 12) – J. "
        "水 inc. é".split(),
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\n\n\n\n",
        "\t",
        "\u3000",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60)


@given(TEXTS)
def test_every_character_that_is_no_space_or_marker_is_in_one_sentence(text: str) -> None:
    spans = split(text)

    assert all(span.start < span.end and span.of(text) == span.of(text).strip() for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), len(text)]
    between = [text[end:start].strip() for end, start in zip(ends, starts, strict=True)]
    assert all(not left or left in "-*•–" or left.rstrip(".)").isdigit() for left in between)
