"""Search: every passage that holds a word, page by page, the words marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import KnowledgeBase, build, search
from tests.knowledge.making import base_of

BASE = base_of(
    "The mill is old. A wheel of the mill broke. The river rose.\n\nThe dog slept.\n\n"
    "The river of the United States rose at the mill.",
)
WORDS = st.sampled_from("mill river wheel dog the US zeppelin".split())


def marked(base: KnowledgeBase, text: str) -> list[tuple[str, list[str]]]:
    """Return the sentence of each result with its marked words."""
    return [
        (quote.text, [span.of(quote.passage.article.text) for span in spans])
        for quote, spans in search(base, text).results
    ]


def test_a_result_is_the_sentence_that_holds_most_with_its_words_marked() -> None:
    assert marked(BASE, "wheels of mills") == [
        ("A wheel of the mill broke.", ["wheel", "mill"]),
        ("The river of the United States rose at the mill.", ["mill"]),
    ]


def test_names_are_marked_whole_whatever_they_are_called() -> None:
    assert marked(BASE, "america") == [
        ("The river of the United States rose at the mill.", ["United States"])
    ]


def test_a_misspelt_name_is_marked_as_it_stands() -> None:
    base = base_of("The keeper Halloran left.")

    assert marked(base, "Haloran") == [("The keeper Halloran left.", ["Halloran"])]


@pytest.mark.parametrize("text", ["", "the", "zeppelin", "🙂"])
def test_what_stands_nowhere_has_no_results(text: str) -> None:
    page = search(BASE, text)

    assert (page.results, page.first, page.total) == ((), 0, 0)
    assert search(build([]), text).results == ()


@pytest.mark.parametrize(
    ("count", "first", "start", "numbers"),
    [
        (7, 0, 0, [1, 2, 3]),
        (7, 3, 3, [4, 5, 6]),
        (7, 6, 6, [7]),
        (7, 7, 6, [7]),
        (6, 99, 3, [4, 5, 6]),
        (0, 9, 0, []),
    ],
)
def test_a_page_past_the_end_is_the_last(
    count: int, first: int, start: int, numbers: list[int]
) -> None:
    base = base_of("\n\n".join(["The mill is here."] * count) or "A dog.")

    page = search(base, "mill", first, 3)

    assert (page.first, page.total) == (start, count)
    assert [quote.passage.number for quote, _ in page.results] == numbers


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=9).map(" ".join), min_size=1, max_size=9),
    st.lists(WORDS, max_size=4).map(" ".join),
    st.integers(1, 4),
)
def test_the_pages_hold_every_passage_with_a_word_once_and_marks_inside_the_quote(
    texts: list[str], text: str, size: int
) -> None:
    base = base_of("\n\n".join(texts))
    total = search(base, text).total

    pages = [search(base, text, first, size) for first in range(0, total, size)]

    results = [result for page in pages for result in page.results]
    terms = set(base.terms(text))
    holding = [
        passage
        for passage, found in zip(base.passages, base.sentences, strict=True)
        if any(terms.intersection(sentence.terms) for sentence in found)
    ]
    assert sorted(quote.passage.span for quote, _ in results) == [p.span for p in holding]
    assert all(page.total == total for page in pages)
    for quote, spans in results:
        assert spans
        assert all(quote.span.holds(span) for span in spans)
        assert list(spans) == sorted(spans)
    scores = [quote.score for quote, _ in results]
    assert scores == sorted(scores, reverse=True)
