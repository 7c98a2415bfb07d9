"""What is known of one language's words: terms, names, places and spellings."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Span
from knowledge.lexicon import Lexicon, prefixes, without_possessive
from tests.knowledge.making import reading


def lexicon(text: str, language: str = "en") -> Lexicon:
    held = Lexicon(language, [reading(text).article])
    held.learn(text)
    return held


def test_a_text_is_cut_into_terms_and_prefixes() -> None:
    terms, begun = Lexicon("en", []).learn("The millers of the United States")

    assert terms == ["miller", "=america"]
    assert begun == ["mille", "unite", "state"]


def test_a_words_worth_is_its_rarity_and_a_names_is_two_at_least() -> None:
    held = Lexicon("en", [])

    wright, us, states = held.terms(["wheelwright", "us", "united", "states"])

    assert (wright.term, wright.words, wright.rarity) == ("wheelwright", "wheelwright", 3.3)
    assert (us.term, us.words, states.term, states.words) == (
        "=america",
        "us",
        "=america",
        "united states",
    )
    assert us.rarity == 2.0
    assert states.rarity >= 2.0


@pytest.mark.parametrize(
    ("word", "known"), [("milling", True), ("united", True), ("states", True), ("wheel", False)]
)
def test_a_word_is_known_by_any_of_its_forms_or_as_a_name(
    word: str,
    known: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    assert lexicon("The mills of the states.").knows(word) is known


def test_words_stand_where_they_stand() -> None:
    text = "In 1901 the United States of America’s millers left."

    placed = Lexicon("en", []).places(text, Span(8, len(text)))

    assert [(term, span.of(text)) for term, span in placed] == [
        ("=america", "United States of America’s"),
        ("miller", "millers"),
        ("left", "left"),
    ]


@given(st.text(st.sampled_from("the US mill of 東京都. 'sé"), max_size=60))
def test_places_have_the_terms_of_the_text_in_their_order(text: str) -> None:
    held = Lexicon("en", [])

    placed = held.places(text, Span(0, len(text)))

    assert [term for term, _ in placed] == held.learn(text)[0]
    starts = [span.start for _, span in placed]
    assert starts == sorted(starts)
    assert all(0 <= span.start < span.end <= len(text) for _, span in placed)


@pytest.mark.parametrize(
    ("text", "word", "spelt"),
    [
        ("The men of Kata’ib left.", "kataib", "Kata’ib"),
        ("Soleimani’s men left.", "soleimani", "Soleimani"),
        ("Soleimani's men left.", "soleimani", "Soleimani"),
        ("The U.S. left.", "us", "U.S"),
        ("In Mühlen they left.", "muhlen", "Mühlen"),
        ("They left.", "selvik", None),
    ],
)
def test_a_word_is_spelt_as_the_text_spells_it(text: str, word: str, spelt: str | None) -> None:
    assert lexicon(text).spelt(word, text) == spelt


def test_a_word_is_spelt_as_its_own_language_folds_it() -> None:
    text = "Bjørn dro hjem."

    assert lexicon(text, "no").spelt("bjorn", text) == "Bjørn"


@pytest.mark.parametrize(
    ("word", "alone"),
    [("Orrin’s", "Orrin"), ("Orrin's", "Orrin"), ("Orrin", "Orrin"), ("Ross", "Ross"), ("’s", "")],
)
def test_a_possessive_is_left_out(word: str, alone: str) -> None:
    assert without_possessive(word) == alone


@pytest.mark.parametrize(
    ("words", "begun"), [([], []), (["found", "founder", "us"], ["found", "found", "us"])]
)
def test_a_prefix_is_five_letters(words: Sequence[str], begun: list[str]) -> None:
    assert prefixes(words) == begun


def test_a_lexicon_that_goes_on_from_another_knows_both_texts_and_names() -> None:
    before = lexicon("The Harbour Pilots’ Union met at the windmill.")
    article = reading("The Harbour Pilots’ Union (HPU) met at Selvik.").article

    further, changed = before.extended([article])
    further.learn(article.text)
    further.settle()

    assert sorted(changed) == [("harbour", "pilot", "union"), ("hpu",)]
    assert [worth.term for worth in further.terms(["hpu"])] == ["=hpu"]
    assert [further.meant(word) for word in ("windmil", "selvikk")] == ["windmill", "selvik"]
    assert further.knows("selvik")
    assert further.knows("windmills")
    assert not before.knows("selvik")
    assert further.signs_with("pilot") == ["=hpu"]
