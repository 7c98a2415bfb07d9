import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Kind, Length, build, summarise
from tests.knowledge.making import base_of

ITEMS = "\n\n".join(f"{n}/2\n\nThe mill and the river in the photo\n\nAP" for n in (1, 2))
BASE = base_of(
    "The old mill at the river has a wheel of oak. Ada Mills owns the old mill now.\n\n"
    f"{ITEMS}\n\nShe wants to sell the wheel of the mill. Yes.",
    "The church in the valley has a bell of bronze. The bell was cast in Milltown.",
)
WORDS = st.sampled_from("mill river wheel owner year valley she the old".split())
SENTENCES = st.lists(WORDS, min_size=1, max_size=9).map(lambda words: " ".join(words).capitalize())
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=5).map(". ".join).map("{}.".format)


def test_a_summary_is_whole_sentences_in_reading_order() -> None:
    summary = summarise(BASE, words=Length.MEDIUM.value)

    places = [(quote.passage.article.id, quote.span.start) for quote in summary.sentences]
    assert places == sorted(places)
    assert all(quote.text.endswith(".") for quote in summary.sentences)
    assert summary.revision == BASE.revision


def test_captions_and_scraps_take_no_part() -> None:
    summary = summarise(BASE, words=Length.LONG.value)

    assert {quote.passage.kind for quote in summary.sentences} == {Kind.PARAGRAPH}
    assert "Yes." not in [quote.text for quote in summary.sentences]


def test_the_first_sentence_of_an_article_leans_on_its_title_alone() -> None:
    base = base_of("This mill at the river has a wheel.\n\nAda Mills wants to sell a wheel of oak.")

    summary = summarise(base, words=17)

    assert [quote.text for quote in summary.sentences] == [
        "This mill at the river has a wheel.",
        "Ada Mills wants to sell a wheel of oak.",
    ]


def test_one_article_can_be_summarised() -> None:
    summary = summarise(BASE, article="text-2")

    assert {quote.passage.article.id for quote in summary.sentences} == {"text-2"}


def test_a_summary_can_be_about_something() -> None:
    summary = summarise(BASE, about="the bell", words=12)

    assert all("bell" in quote.text for quote in summary.sentences)
    assert summary.sentences


@pytest.mark.parametrize("about", ["quantum", "the", "🙂"])
def test_what_no_article_is_about_has_no_summary(about: str) -> None:
    assert summarise(BASE, about=about).sentences == ()


def test_nothing_has_no_summary() -> None:
    assert summarise(build([])).sentences == ()
    assert summarise(BASE, article="no-such").sentences == ()
    assert summarise(build([])).words == 0


def test_scraps_are_better_than_nothing() -> None:
    summary = summarise(base_of("Yes.\n\n🙂"), words=5)

    assert [quote.text for quote in summary.sentences] == ["Yes.", "🙂"]


def test_a_summary_does_not_say_the_same_thing_twice() -> None:
    said = "The old mill at the river has a wheel."
    other = "The bridge in the valley is narrow."

    summary = summarise(base_of(f"{said}\n\n{said}\n\n{other}"), words=16)

    assert [quote.text for quote in summary.sentences] == [said, other]


def test_a_budget_below_the_shortest_sentence_gives_that_one() -> None:
    summary = summarise(base_of("One two three four five. One two three four."), words=1)

    assert [quote.text for quote in summary.sentences] == ["One two three four."]


@given(
    st.lists(PARAGRAPHS, min_size=1, max_size=5), st.integers(-1, 60), st.sampled_from(["", "mill"])
)
def test_the_budget_holds_unless_a_single_sentence_breaks_it(
    said: list[str], budget: int, about: str
) -> None:
    summary = summarise(base_of("\n\n".join(said)), words=budget, about=about)

    assert summary.words <= budget or len(summary.sentences) <= 1
    spans = [quote.span for quote in summary.sentences]
    assert spans == sorted(spans)
