"""Why a passage was given: numbers that anybody can add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Answer, Kind, ask, explain
from knowledge.answering import Thresholds
from tests.knowledge.making import base_of

BASE = base_of(
    "The old mill at the river has a wheel of oak. Ada Mills owns it.\n\n"
    "The bridge of the United States was built by Bo Li in 1901. It is narrow.",
    "1/2\n\nThe church has a bell of bronze\n\nAP\n\n2/2\n\nThe bell was cast in Milltown\n\nAP",
)
WORDS = st.sampled_from(
    "mill river wheel Ada Mills it she 1901 seven us built builder the old because who when where "
    "why how many much long zeppelin mil rivver wheal".split()
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join).map("{}.".format)
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join)
TEXTS = st.lists(PARAGRAPHS, min_size=1, max_size=5).map("\n\n".join)
ANY = Thresholds(0.0, 0.0)


@given(st.lists(TEXTS, min_size=1, max_size=3), st.lists(WORDS, max_size=8), st.lists(TEXTS))
def test_the_signals_add_up_to_the_score_of_every_quote(
    texts: list[str], asked: list[str], turns: list[str]
) -> None:
    base, question = base_of(*texts), " ".join(asked)
    answer = ask(base, question, thresholds=ANY, turns=turns)

    for quote in (*(answer.quotes if isinstance(answer, Answer) else ()), *answer.nearest):
        why = explain(base, question, quote.passage, turns)

        assert why is not None
        total = sum(signal.value * signal.weight for signal in why.signals)
        assert total == pytest.approx(quote.score)
        assert why.score == quote.score


@given(TEXTS, st.lists(WORDS, min_size=1, max_size=8))
def test_the_confidence_is_the_answers(text: str, asked: list[str]) -> None:
    base, question = base_of(text), " ".join(asked)
    answer = ask(base, question, thresholds=ANY)

    if isinstance(answer, Answer):
        why = explain(base, question, answer.quotes[0].passage)

        assert why is not None
        assert why.confidence == answer.confidence


def test_an_explanation_names_each_word_with_its_weights_and_whether_it_matched() -> None:
    why = explain(BASE, "Who built the zeppelin bridge of the us in 1901?", BASE.passages[1])

    assert why is not None
    assert [(term.words, term.matched) for term in why.terms] == [
        ("built", True),
        ("zeppelin", False),
        ("bridge", True),
        ("us", True),
        ("1901", True),
    ]
    assert {term.words: term.rarity for term in why.terms}["1901"] == 3.0
    assert [term.idf for term in why.terms if not term.matched] == [
        max(term.idf for term in why.terms)
    ]


def test_a_corrected_word_is_shown_as_it_was_searched_for() -> None:
    why = explain(BASE, "What is Miltown?", BASE.passages[-1])

    assert why is not None
    assert [term.words for term in why.terms] == ["milltown"]


def test_names_of_the_turn_before_are_part_of_it() -> None:
    why = explain(BASE, "When was it built?", BASE.passages[1], ["Bo Li"])

    assert why is not None
    assert [term.words for term in why.terms] == ["built", "bo", "li"]
    assert all(term.matched for term in why.terms)


def test_every_kind_of_signal_shows_where_it_plays_a_part() -> None:
    why = explain(BASE, "When was the bridge built by Bo Li?", BASE.passages[1])
    caption = explain(BASE, "bronze bell", BASE.passages[2])

    assert why is not None
    assert caption is not None
    zeros = [signal.name for signal in why.signals if not signal.value * signal.weight]
    assert zeros == ["a caption"]
    assert BASE.passages[2].kind is Kind.CAPTION
    assert caption.signals[-1].value * caption.signals[-1].weight < 0


@pytest.mark.parametrize("question", ["", "who is it?", "zeppelin", "bronze"])
def test_a_passage_that_does_not_come_up_is_not_explained(question: str) -> None:
    assert explain(BASE, question, BASE.passages[0]) is None
