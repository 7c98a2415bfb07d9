import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import (
    THRESHOLDS,
    Answer,
    NoAnswer,
    Reason,
    Thresholds,
    answer_from,
    ask,
    build,
    normal_terms,
    unknown_words,
)
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


# Questions that somebody linked to a passage


def test_a_linked_passage_answers_with_its_best_sentence() -> None:
    mill, bridge, church = BASE.passages

    answer = answer_from(BASE, "Who owns the church?", mill)

    assert (answer.question, answer.confidence) == ("Who owns the church?", 1.0)
    assert answer.revision == BASE.revision
    (quote,) = answer.quotes
    assert (quote.passage, quote.focus.of(mill.article.text)) == (mill, "Ada Mills owns it.")
    assert answer.understood.linked
    assert [near.passage for near in answer.nearest] == [church]
    assert bridge not in [near.passage for near in answer.nearest]


@pytest.mark.parametrize("question", ["", "🙂", "quantum chromodynamics"])
def test_a_linked_passage_answers_what_it_holds_no_word_of(question: str) -> None:
    answer = answer_from(BASE, question, BASE.passages[1])

    assert answer.quotes[0].text == "The bridge in the valley was built by Bo Li in 1901."
    assert answer.quotes[0].focus == answer.quotes[0].span
    assert (answer.nearest, answer.understood.linked) == ((), True)


def test_a_linked_answer_has_the_nearest_that_would_have_been_shown() -> None:
    base = base_of("\n\n".join(f"The mill has a wheel number {word}." for word in "abcdefgh"))

    linked, asked = answer_from(base, "mill wheel", base.passages[0]), ask(base, "mill wheel")

    others = [q for q in (*asked.nearest, *getattr(asked, "quotes", ())) if q.passage.number > 1]
    assert len(linked.nearest) == 5
    assert {near.span for near in linked.nearest} <= {other.span for other in others}


def test_a_question_that_is_asked_anyway_is_not_linked() -> None:
    assert not ask(BASE, "What is the wheel of the mill made of?").understood.linked


def test_a_passage_of_another_base_cannot_be_linked() -> None:
    (stranger,) = base_of("The mill is here.").passages

    with pytest.raises(ValueError, match="is no passage of"):
        answer_from(BASE, "mill", stranger)
    with pytest.raises(ValueError, match="is no passage of"):
        answer_from(build([]), "mill", stranger)


@pytest.mark.parametrize(
    "question",
    ["Who owns the mill?", "the MILLS: who is owning them", "mill... owns?!", "mill owns mill"],
)
def test_questions_that_ask_the_same_share_their_terms(question: str) -> None:
    assert normal_terms(BASE, question) == ("mill", "own")


def test_a_misspelt_word_counts_as_the_one_it_was_taken_for() -> None:
    base = base_of("The watermills of Selvik.")

    assert normal_terms(base, "Selvick watermils?") == ("selvik", "watermil")


def test_words_that_stand_in_no_passage_are_told_as_asked() -> None:
    question = "Did Napoleon’s bridges over the Rhine, or the chruch of Milltwon, burn? Napoleon!"

    assert unknown_words(BASE, question) == ("napoleon", "rhine", "chruch", "milltwon", "burn")
    assert unknown_words(BASE, "Who built the bridges?") == ()
    assert unknown_words(BASE, "") == ()


def test_a_name_that_stands_in_no_passage_is_one_word() -> None:
    assert unknown_words(BASE, "the bridges of the United States") == ("united states",)
