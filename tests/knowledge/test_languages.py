"""Articles in other languages than English, each with questions that put words in other forms."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Answer, KnowledgeBase, NoAnswer, ask, build
from knowledge.analysis import SNOWBALL, STOP_WORDS, Analyzer
from knowledge.languages import clip, stop_words
from tests.knowledge.making import reading

FOLDER = Path(__file__).parents[1] / "questions" / "languages"
CODES = sorted(file.stem for file in FOLDER.glob("*.json"))
LISTED = "ar ca da de el es fi fr hu it ja ko nl no pt ro ru sv th tr zh".split()


def asked(code: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"))


def base_of(code: str, *, named: bool) -> KnowledgeBase:
    text = "\n\n".join(asked(code)["article"])
    return build([reading(f"---\nlanguage: {code}\n---\n{text}" if named else text)])


@pytest.mark.parametrize("named", [True, False], ids=["named", "detected"])
@pytest.mark.parametrize("code", CODES)
def test_five_plain_questions_are_answered_and_one_is_not(code: str, *, named: bool) -> None:
    base = base_of(code, named=named)

    answers = [ask(base, question) for question, _ in asked(code)["questions"]]

    first = [a.quotes[0].passage.number if isinstance(a, Answer) else None for a in answers]
    assert base.articles[0].language == code
    assert first == [number for _, number in asked(code)["questions"]]
    assert not isinstance(ask(base, asked(code)["elsewhere"]), Answer)


def test_articles_of_several_languages_are_searched_in_each() -> None:
    codes = ["de", "fr", "zh"]
    articles = {code: "\n\n".join(asked(code)["article"]) for code in codes}
    articles["en"] = "The miller lives in the old mill, and he is the last of them."
    base = build([reading(text, f"{code}.txt") for code, text in articles.items()])

    for code in codes:
        for question, number in asked(code)["questions"]:
            answer = ask(base, question)
            best = answer.nearest[0] if isinstance(answer, NoAnswer) else answer.quotes[0]
            assert (best.passage.article.id, best.passage.number) == (code, number)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "Völker", "Volk"),
        ("de", "Brücken", "Bruecke"),
        ("de", "Straße", "STRASSEN"),
        ("fr", "présidents", "président"),
        ("fr", "présidents", "president"),
        ("fr", "armée", "armées"),
        ("fr", "fondée", "fondé"),
        ("fr", "dernière", "dernier"),
        ("fr", "l'Irak", "d’Irak"),
        ("fr", "jusqu'Alger", "Alger"),
        ("es", "canciones", "canción"),
        ("es", "capitán", "capitan"),
        ("it", "dell'isola", "isole"),
        ("it", "l’università", "universita"),
        ("ca", "l'illa", "illes"),
        ("pt", "nações", "nação"),
        ("pt", "canção", "cancao"),
        ("pt", "mãos", "mão"),
        ("ru", "города", "городов"),
        ("ru", "зелёный", "зеленого"),
        ("ar", "مَكْتَبَة", "المكتبه"),
        ("ar", "والمدينة", "مدينة"),
        ("ar", "إسلام", "اسلام"),
        ("ar", "كتـــاب", "كتاب"),
        ("ar", "١٩٤٨", "1948"),
        ("el", "άνθρωπος", "ΑΝΘΡΩΠΟΙ"),
        ("tr", "Işık'ta", "ışık"),
        ("tr", "İzmir'de", "izmir"),
        ("da", "ø", "o"),
        ("nb", "husene", "hus"),
        ("no", "Bjørn", "bjorn"),
        ("sv", "flickor", "flicka"),
        ("xx", "Łódź", "lodz"),
    ],
)
def test_forms_of_a_word_are_one_term(language: str, one: str, other: str) -> None:
    analyzer = Analyzer(language)

    assert analyzer.terms(one) == analyzer.terms(other) != []


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ru", "мой", "мои"),
        ("ru", "край", "краи"),
        ("ja", "あさ", "あざ"),
        ("hi", "दिन", "दान"),
        ("th", "เสือ", "เสื้อ"),
        ("fr", "aujourd'hui", "hui"),
    ],
)
def test_letters_that_part_words_are_kept(language: str, one: str, other: str) -> None:
    analyzer = Analyzer("xx" if language == "ru" else language)

    assert analyzer.terms(one) != analyzer.terms(other)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("de", "Was war das, und warum?"),
        ("fr", "Qu'est-ce que c’est, et où ?"),
        ("fr", "Qu'est-ce que c'est, et ou ?"),
        ("es", "¿Quién es y cómo está?"),
        ("it", "Chi è, e dov'è?"),
        ("pt", "O que é, e onde está?"),
        ("nl", "Wie is het, en waarom?"),
        ("ru", "Кто это и где?"),
        ("ar", "من هو وأين؟"),
        ("sv", "Vem är det, och när?"),
        ("da", "Hvem er det, og hvornår?"),
        ("nb", "Hvem er det, og når?"),
        ("fi", "Kuka se on ja missä?"),
        ("tr", "Nedir ve nerede?"),
        ("zh", "谁在哪里？"),
        ("ja", "それは誰ですか。"),
    ],
)
def test_function_words_are_no_terms(language: str, question: str) -> None:
    assert Analyzer(language).terms(question) == []


@pytest.mark.parametrize("language", LISTED)
def test_a_list_of_stop_words_names_where_it_comes_from_and_holds_words(language: str) -> None:
    assert len(stop_words(language).split()) >= 6
    assert "#" not in stop_words(language)


@pytest.mark.parametrize("language", ["en", "xx", "pl"])
def test_other_languages_have_no_list(language: str) -> None:
    assert stop_words(language) == ""


def test_english_has_its_own_words_and_elides_nothing() -> None:
    assert "the" in STOP_WORDS["en"]
    assert clip("l'Irak", "en") == "l'Irak"
    assert Analyzer().terms("Kata’ib Łódź") == ["kataib", "łodz"]


SCRIPTS = st.text(
    st.characters(min_codepoint=0x300, max_codepoint=0x6FF)
    | st.characters(min_codepoint=0x900, max_codepoint=0xEFF)
    | st.characters(min_codepoint=0x1000, max_codepoint=0x17FF)
    | st.characters(min_codepoint=0x3000, max_codepoint=0x30FF)
    | st.sampled_from("l'’´aäßœİıIςяйёأةىー々한국東京 .,19s"),
    max_size=40,
)


@given(SCRIPTS | st.text(max_size=40), st.sampled_from([*sorted(SNOWBALL), *LISTED, "xx"]))
def test_no_text_is_too_odd_for_any_language(text: str, language: str) -> None:
    analyzer = Analyzer(language)

    content = analyzer.content(text)

    assert all(content)
    assert len(analyzer.stems(content)) == len(content)
