import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Quote
from knowledge.quoting import leans, quote
from knowledge.ranking import rank
from tests.knowledge.making import base_of

WORDS = st.sampled_from("mill river wheel owner year valley it she however the old".split())
SENTENCES = st.lists(WORDS, min_size=1, max_size=7).map(lambda words: " ".join(words).capitalize())
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=5).map(". ".join).map("{}.".format)


def quotes(text: str, question: str) -> list[Quote]:
    base = base_of(text)
    query = base.query(question)
    return [quote(base, query, found) for found in rank(base, query)]


@given(st.lists(PARAGRAPHS, min_size=1, max_size=4), st.lists(WORDS, min_size=1, max_size=6))
def test_a_quote_is_one_or_two_sentences_of_its_article(said: list[str], asked: list[str]) -> None:
    for found in quotes("\n\n".join(said), " ".join(asked)):
        article = found.passage.article
        assert article.text[found.span.start : found.span.end] == found.text
        assert found.span.holds(found.focus)
        assert 1 <= found.text.count(".") <= 2


def test_a_sentence_that_says_all_stands_alone() -> None:
    (found,) = quotes("The dog slept. The old mill has a wheel. A cat came.", "old mill wheel")

    assert found.text == "The old mill has a wheel."


@pytest.mark.parametrize(
    "text", ["The mill is old. Ada owns the wheel.", "Ada owns the wheel. The mill is old."]
)
def test_the_neighbour_that_says_the_rest_is_quoted_too(text: str) -> None:
    (found,) = quotes(f"A cat came. {text} A dog slept.", "Ada wheel mill")

    assert found.text == text
    assert found.focus.of(found.passage.article.text) == "Ada owns the wheel."


def test_a_sentence_that_leans_brings_what_it_leans_on() -> None:
    (found,) = quotes("A cat came. The mill is old. “It has a wheel.”", "wheel")

    assert found.text == "The mill is old. “It has a wheel.”"


def test_a_first_sentence_leans_on_nothing() -> None:
    (found,) = quotes("It has a wheel.\n\nThe mill is old.", "wheel")

    assert found.text == "It has a wheel."


@pytest.mark.parametrize(("sentence", "expected"), [("“They left.”", True), ("Ada left.", False)])
def test_pronouns_lean(sentence: str, expected: bool) -> None:  # noqa: FBT001
    assert leans(sentence) is expected


def test_nothing_leans_on_nothing() -> None:
    assert not leans("")
