import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import THRESHOLDS, Answer, NoAnswer, Reason, Thresholds, ask, build
from tests.knowledge.making import base_of

BASE = base_of(
    "The old mill at the river has a wheel of oak. Ada Mills owns it.\n\n"
    "The bridge in the valley was built by Bo Li in 1901. It is narrow.",
    "The church has a bell of bronze. The bell was cast in Milltown.",
)


def test_a_question_is_answered_by_a_quote() -> None:
    answer = ask(BASE, "What is the wheel of the mill made of?")

    assert isinstance(answer, Answer)
    assert answer.quotes[0].text.startswith("The old mill at the river has a wheel of oak.")
    assert answer.revision == BASE.revision
    assert THRESHOLDS.answer <= answer.confidence <= 1


@pytest.mark.parametrize("question", ["", "  ", "🙂🙂", "who is it?", "?!", "\ud800"])
def test_a_question_without_words_is_told_apart(question: str) -> None:
    answer = ask(BASE, question)

    assert isinstance(answer, NoAnswer)
    assert (answer.reason, answer.confidence, answer.nearest) == (Reason.NO_WORDS, 0.0, ())


def test_words_that_stand_nowhere_find_nothing() -> None:
    answer = ask(BASE, "quantum chromodynamics")

    assert isinstance(answer, NoAnswer)
    assert answer.reason is Reason.NO_MATCH


def test_too_few_matching_words_give_what_is_nearest() -> None:
    answer = ask(BASE, "Which famous painter sold several portraits near some distant bridge?")

    assert isinstance(answer, NoAnswer)
    assert answer.reason is Reason.WEAK
    assert answer.nearest[0].text.startswith("The bridge in the valley")


@pytest.mark.parametrize("question", ["wheel of the mill", "Which painter sold the bridge?"])
def test_three_tones_part_at_two_thresholds(question: str) -> None:
    confidence = ask(BASE, question).confidence
    more = confidence + 0.001

    answer = ask(BASE, question, thresholds=Thresholds(confidence, confidence))
    close = ask(BASE, question, thresholds=Thresholds(more, confidence))
    weak = ask(BASE, question, thresholds=Thresholds(more, more))

    assert isinstance(answer, Answer)
    assert isinstance(close, NoAnswer)
    assert isinstance(weak, NoAnswer)
    assert (close.reason, weak.reason) == (Reason.CLOSE, Reason.WEAK)
    assert close.nearest[0] == weak.nearest[0] == answer.quotes[0]


def test_a_passage_that_matches_in_part_is_the_closest() -> None:
    answer = ask(BASE, "Was the bridge in the valley sold by a painter?")

    assert isinstance(answer, NoAnswer)
    assert answer.reason is Reason.CLOSE
    assert answer.nearest[0].text.startswith("The bridge in the valley")


def test_the_thresholds_that_ship_are_shares_in_order() -> None:
    assert 0 < THRESHOLDS.closest < THRESHOLDS.answer < 1


@given(
    st.lists(st.sampled_from("mill river bridge bell bronze Milltown painter".split())),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_a_tone_is_never_below_its_threshold(
    asked: list[str], answer: float, closest: float
) -> None:
    thresholds = Thresholds(max(answer, closest), min(answer, closest))

    found = ask(BASE, " ".join(asked), thresholds=thresholds)

    if isinstance(found, Answer):
        assert found.confidence >= thresholds.answer
    elif found.reason is Reason.CLOSE:
        assert thresholds.closest <= found.confidence < thresholds.answer
        assert found.nearest
    else:
        assert not found.confidence or found.confidence < thresholds.closest


def test_one_article_can_be_asked_alone() -> None:
    answer = ask(BASE, "What is the bell made of?", article="text-2")
    elsewhere = ask(BASE, "What is the bell made of?", article="text-1")

    assert isinstance(answer, Answer)
    assert isinstance(elsewhere, NoAnswer)


def test_an_unknown_article_finds_nothing() -> None:
    answer = ask(BASE, "What is the bell made of?", article="no-such")

    assert isinstance(answer, NoAnswer)
    assert answer.reason is Reason.NO_MATCH


def test_a_base_of_nothing_finds_nothing() -> None:
    answer = ask(build([]), "What is the bell made of?")

    assert isinstance(answer, NoAnswer)
    assert answer.reason is Reason.NO_MATCH


def test_passages_that_fit_as_well_are_quoted_too_and_others_are_near() -> None:
    base = base_of("\n\n".join(f"The mill has wheel number {n}." for n in range(1, 8)))

    answer = ask(base, "mill wheel")

    assert isinstance(answer, Answer)
    assert [quote.passage.number for quote in answer.quotes] == [1, 2, 3]
    assert [quote.passage.number for quote in answer.nearest] == [4, 5, 6, 7]


def test_a_second_passage_that_fits_badly_is_only_near() -> None:
    base = base_of("The mill has an oak wheel.\n\nThe dog has a wheel to run in all day long.")

    answer = ask(base, "mill oak wheel")

    assert isinstance(answer, Answer)
    assert [len(answer.quotes), len(answer.nearest)] == [1, 1]


@given(st.text(st.characters(), max_size=2000) | st.text("mil wheo", max_size=2000))
def test_no_question_is_too_odd(question: str) -> None:
    answer = ask(BASE, question)

    assert answer.question == question
    assert 0 <= answer.confidence <= 1
