import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge import Span
from knowledge.analysis import SNOWBALL, Analyzer, fold, words


def found(text: str) -> list[str]:
    return [word.group() for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. and the U.S.A.", ["The", "U.S", "and", "the", "U.S.A"]),
        ("5,200 troops; 3.5 %", ["5,200", "troops", "3.5"]),
        ("Kata’ib isn't al-Muhandis", ["Kata’ib", "isn't", "al", "Muhandis"]),
        ("one_two 'three'", ["one", "two", "three"]),
        ("हिंदी में", ["हिंदी", "में"]),
        ("12,34 and 1.2.3", ["12", "34", "and", "1.2", "3"]),
        ("6am, 10:30PM, 6 a.m., 12p.m.", ["6", "am", "10", "30", "PM", "6", "a.m", "12", "p.m"]),
        ("5ampere x6am 1912am", ["5ampere", "x6am", "1912am"]),
        ("🙂 … —", []),
        ("東京都は首都。", ["東京", "京都", "は", "首都"]),
        ("在1895年用iPhone拍", ["在", "1895", "年用", "iPhone", "拍"]),
        ("5,200人と3.5％、U.S.人", ["5,200", "人", "と", "3.5", "U.S", "人"]),
        ("ギター、がき", ["ギタ", "ター", "がき"]),
        ("น้ำท่วม", ["น้ำ", "ำท่", "ท่ว", "วม"]),
        ("\u0e49น", ["\u0e49น"]),
        ("한국어 a한", ["한국", "국어", "a", "한"]),
    ],
)
def test_a_text_is_cut_into_words(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_words_keep_their_place() -> None:
    text = "The old mill"

    assert [word.span() for word in words(text, Span(4, 12))] == [(4, 7), (8, 12)]


def test_pairs_of_characters_keep_their_place() -> None:
    text = "a 東京都 b 水"

    assert [word.span() for word in words(text, Span(2, 9))] == [(2, 4), (3, 5), (6, 7), (8, 9)]


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Mill’s", "mill"),
        ("MILL'S", "mill"),
        ("Kata’ib", "kataib"),
        ("U.S", "us"),
        ("5,200", "5200"),
        ("3.5", "3.5"),
        ("1990s", "1990"),
        ("Café", "cafe"),
        ("ﬁsh", "fish"),
        ("ＡＢ", "ab"),
        ("İzmir", "izmir"),
        ("Стре\u0301сс", "стресс"),
        ("край", "край"),
        ("ёлка", "елка"),
        ("がき", "がき"),
        ("ﾊﾟ", "パ"),
        ("हिंदी", "हिंदी"),
        ("한국", "한국"),
        ("مَكْتَب", "مكتب"),
    ],
)
def test_a_word_is_compared_without_case_marks_and_possessive(word: str, folded: str) -> None:
    assert fold(word) == folded


def test_a_word_of_marks_alone_stays() -> None:
    assert fold("\u0301") == "\u0301"


def test_stop_words_go_and_stems_stay() -> None:
    assert Analyzer().terms("Who was killing the mills of the US?") == ["kill", "mill", "us"]


def test_a_language_without_stop_words_has_stems() -> None:
    assert Analyzer("et").terms("ja raamatud") == ["ja", "raama"]


def test_an_unknown_language_has_neither() -> None:
    assert Analyzer("xx").terms("The mills") == ["the", "mills"]


@pytest.mark.parametrize("language", sorted(SNOWBALL))
def test_every_stemmer_named_exists(language: str) -> None:
    assert Analyzer(language).terms("mills")


@given(st.text() | st.text("aAİıŉ'’s.,1990\u0301яйがﾊﾟﬁϔ½ʼ\u0345"))
@example("ŉ")
@example("ᾳ")
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@pytest.mark.parametrize("piece", ["\u0301", "น", "\u0e49", "a'", "'", "東", "l'", "a.", "1,", "يَ"])
@pytest.mark.parametrize("language", ["en", "fr", "tr", "ar", "th"])
@pytest.mark.timeout(5)
def test_hostile_runs_are_cut_in_linear_time(piece: str, language: str) -> None:
    text = piece * (100_000 // len(piece))

    assert len(Analyzer(language).terms(text)) <= len(text)


@given(st.text(st.characters()))
def test_no_text_is_too_odd_and_terms_are_stable(text: str) -> None:
    analyzer = Analyzer()

    assert analyzer.terms(text) == analyzer.terms(text)
    assert all(analyzer.terms(text))
