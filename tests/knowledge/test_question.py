"""Questions as they are searched for: corrected, and resting on what was said before."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Answer, NoAnswer, Reason, ask, build, explain, search, summarise
from knowledge.question import leans, names
from tests.knowledge.making import base_of, reading

BASE = base_of(
    "Qasem Soleimani’s men met Kata’ib fighters at the Kuwaiti border in 1998.\n\n"
    "The millers of Selvik founded a union. Marta Lindqvist led it until she left Selvik in 1902."
)

# Misspelt names


@pytest.mark.parametrize(
    ("question", "corrections"),
    [
        ("Who met Suleimani?", (("suleimani", "Soleimani"),)),
        ("who met solemani’s men", (("solemani", "Soleimani"),)),
        ("Did Katayib fighters meet?", (("katayib", "Kata’ib"),)),
        ("Where is Sellvik?", (("sellvik", "Selvik"),)),
        ("Did Lindquist leave Selvig?", (("lindquist", "Lindqvist"), ("selvig", "Selvik"))),
    ],
)
def test_a_misspelt_name_is_corrected_to_the_articles_own_spelling(
    question: str, corrections: tuple[tuple[str, str], ...]
) -> None:
    assert ask(BASE, question).understood.corrections == corrections


@pytest.mark.parametrize(
    "question",
    [
        "Who met Soleimani?",
        "Who met SOLEIMANI?",
        "Who met Soléimani’s?",
        "the founding of unions, milling",
        "Kuwait",
        "mila",
        "Lind",
        "Zeppelin",
        "Which water order was late?",
        "in 1999",
        "mans",
    ],
)
def test_what_is_known_or_short_or_common_or_unlike_is_left_alone(question: str) -> None:
    assert ask(BASE, question).understood.corrections == ()


def test_a_corrected_word_finds_what_the_word_itself_finds() -> None:
    typed, meant = ask(BASE, "When did Lindquist leave?"), ask(BASE, "When did Lindqvist leave?")

    assert isinstance(typed, Answer)
    assert isinstance(meant, Answer)
    assert typed.quotes == meant.quotes
    assert typed.confidence == meant.confidence


def test_a_word_that_another_language_knows_is_no_slip() -> None:
    german = reading("---\nlanguage: de\n---\nDie Grenzen sind weit.", "de.txt")
    english = reading("The Grenzer of the harbour left.", "en.txt")

    assert build([german, english]).query("Grenzen").corrections == {}
    assert build([english]).query("Grenzen").corrections == {"grenzen": "grenzer"}


@pytest.mark.parametrize("turned", [False, True])
def test_of_several_languages_the_nearest_word_is_meant(
    turned: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    german = reading("---\nlanguage: de\n---\nDie Lindkvist sank.", "de.txt")
    english = reading("The Lindqvist of the harbour sank.", "en.txt")
    base = build([german, english] if turned else [english, german])

    assert base.query("Lindqvisd").corrections == {"lindqvisd": "lindqvist"}
    assert base.query("Lindkvisd").corrections == {"lindkvisd": "lindkvist"}


def test_corrections_come_in_the_order_of_the_question() -> None:
    typed = "Lindquist Sellvik Suleimani Katayib"

    corrected = [used for _, used in ask(BASE, typed).understood.corrections]

    assert corrected == ["Lindqvist", "Selvik", "Soleimani", "Kata’ib"]


# What was said before


@pytest.mark.parametrize(
    "question",
    [
        "and when did he leave?",
        "When did she leave Selvik?",
        "what about them",
        "why?",
        "Where was that?",
        "And then?",
        "Who was there?",
        "how many steps does it have",
        "IT",
    ],
)
def test_a_question_of_pronouns_rests_on_what_was_said_before(question: str) -> None:
    assert leans(BASE.query(question))


@pytest.mark.parametrize(
    "question",
    [
        "",
        "🙂",
        "When did Lindqvist leave Selvik?",
        "Soleimani",
        "the union",
        "Who founded a union?",
        "Are there fighters in Selvik?",
        "How many millers were there?",
        "Did she lead the union of the millers in Selvik?",
        "Which of his men met the fighters at the border?",
    ],
)
def test_a_question_with_words_of_its_own_does_not(question: str) -> None:
    assert not leans(BASE.query(question))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Who was Marta Lindqvist?", ["Marta Lindqvist"]),
        ("Lindqvist’s union and Lindqvist's mill", ["Lindqvist"]),
        ("In Selvik the U.S. and the Bank of Selvik met", ["Selvik", "U.S", "Bank of Selvik"]),
        ("Hashd al-Rahm met Jean-Paul van Dyk", ["Hashd al-Rahm", "Jean-Paul van Dyk"]),
        ("Anna\nHalloran", ["Anna", "Halloran"]),
        ("Who is it? The mill. And When", []),
        ("", []),
    ],
)
def test_names_are_runs_of_capitalised_words(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_names_of_the_turn_before_are_searched_for_at_half_weight() -> None:
    alone = BASE.query("when did she leave?")

    query = BASE.query("when did she leave?", ["Who was Marta Lindqvist?"])

    assert query.assumed == ("Marta Lindqvist",)
    assert query.weights == {"marta": 0.5, "lindqvist": 0.5}
    assert query.rarity["lindqvist"] == 3.3 / 2
    assert {term: query.rarity[term] for term in alone.terms} == alone.rarity
    assert query.sequence == alone.sequence


def test_a_question_that_rests_on_another_is_answered_with_its_names() -> None:
    before = "Who led the union?\nMarta Lindqvist led it until she left Selvik in 1902."

    answer = ask(BASE, "and when did she leave?", turns=[before])

    assert isinstance(answer, Answer)
    assert "1902" in answer.quotes[0].text
    assert answer.understood.assumed[0] == "Marta Lindqvist"


@pytest.mark.parametrize(
    ("turns", "assumed"),
    [
        ([], ()),
        (["nothing of note", "in Selvik", "in Kuwait"], ("Selvik",)),
        (["a", "b", "in Selvik"], ("Selvik",)),
        (["a", "b", "c", "in Selvik"], ()),
        (["", "\n"], ()),
    ],
)
def test_the_latest_of_three_turns_with_a_name_is_what_it_rests_on(
    turns: list[str], assumed: tuple[str, ...]
) -> None:
    assert BASE.query("and when did he leave?", turns).assumed == assumed


def test_a_name_that_the_question_has_itself_is_not_assumed() -> None:
    query = BASE.query("When did he leave Selvik?", ["Selvik", "Marta of Selvik"])

    assert query.assumed == ("Marta of Selvik",)
    assert query.weights == {"marta": 0.5}


@given(st.lists(st.text(max_size=30), max_size=5))
def test_a_question_that_stands_alone_is_the_same_whatever_was_said(turns: list[str]) -> None:
    question = "When did Lindqvist leave Selvik?"

    assert BASE.query(question, turns) == BASE.query(question)


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=5))
def test_turns_add_to_a_question_and_take_nothing_from_it(question: str, turns: list[str]) -> None:
    alone, query = BASE.query(question), BASE.query(question, turns)

    assert query.terms[: len(alone.terms)] == alone.terms
    assert set(query.weights) == set(query.terms) - set(alone.terms)
    assert bool(query.weights) == bool(query.assumed)


# Bad input


def _every_category() -> str:
    first: dict[str, str] = {}
    for point in range(sys.maxunicode + 1):
        first.setdefault(unicodedata.category(chr(point)), chr(point))
    return "".join(first.values())


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", Reason.NO_WORDS),
        (" \n\t", Reason.NO_WORDS),
        ("who is it and why?", Reason.NO_WORDS),
        ("🙂🎉👩‍👩‍👧🇫🇷", Reason.NO_WORDS),
        ("?" * 2000, Reason.NO_WORDS),
        ("xq zvw " * 285, Reason.NO_MATCH),
        ("x" * 2000, Reason.NO_MATCH),
        ("من هو قائد القوات؟", Reason.NO_MATCH),
        ("\u202eמי בנה את המגדלור\u202c؟", Reason.NO_MATCH),
        ("谁建的？", Reason.NO_MATCH),
        ("\ud800", Reason.NO_WORDS),
        (_every_category(), None),
    ],
    ids=range(12),
)
def test_bad_input_is_answered_kindly(question: str, reason: Reason | None) -> None:
    answer = ask(BASE, question, turns=["", question])

    assert isinstance(answer, NoAnswer)
    assert reason in (answer.reason, None)
    assert answer.understood.corrections == ()


@given(st.text(st.characters(), max_size=300), st.lists(st.text(st.characters()), max_size=4))
def test_no_text_at_all_breaks_anything(text: str, turns: list[str]) -> None:
    answer = ask(BASE, text, turns=turns)
    page = search(BASE, text)
    explanations = [explain(BASE, text, passage, turns) for passage in BASE.passages]

    assert 0 <= answer.confidence <= 1
    assert page.total <= len(BASE.passages)
    assert any(explanations) == (answer.confidence > 0)
    assert summarise(BASE, about=text).revision == BASE.revision
