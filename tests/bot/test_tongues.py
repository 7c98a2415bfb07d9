"""The names of languages."""

import pytest

from bot.locales import LOCALES, speaking
from bot.tongues import AUTO, LANGUAGES, code_of, name_of, suggestions
from knowledge.analysis import SNOWBALL


def test_every_language_with_a_stemmer_has_a_name() -> None:
    assert set(SNOWBALL) - {"nb"} <= set(LANGUAGES)
    assert {"zh", "ja", "ko", "th"} <= set(LANGUAGES)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("de", "de"),
        (" German ", "de"),
        ("PT-br", "pt"),
        ("zh_Hant", "zh"),
        ("nb", "no"),
        ("nn-NO", "no"),
        ("Auto", AUTO),
        ("auto-detect", None),
        ("Klingon", None),
        ("", None),
    ],
)
def test_a_language_is_given_by_name_or_code(written: str, code: str | None) -> None:
    assert code_of(written) == code


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_name_leads_to_its_code(code: str) -> None:
    assert code_of(name_of(code)) == code
    assert (name_of(code), code) in suggestions(name_of(code), 25)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_language_is_named_in_the_one_that_is_spoken_and_understood_in_english_too(
    locale: str,
) -> None:
    with speaking(locale):
        named = {code: name_of(code) for code in LANGUAGES}

        assert {code: code_of(name) for code, name in named.items()} == {c: c for c in LANGUAGES}
        assert (code_of("Swedish"), code_of("basque")) == ("sv", "eu")


def test_the_names_are_those_of_the_language_that_is_spoken() -> None:
    with speaking("de"):
        assert (name_of("sv"), code_of("schwedisch")) == ("Schwedisch", "sv")
    with speaking("ja"):
        assert (name_of("en"), code_of("英語")) == ("英語", "en")

    assert code_of("Schwedisch") is None


def test_what_is_offered_begins_with_what_was_typed() -> None:
    assert suggestions("sw", 25) == [("Swedish", "sv")]
    assert ("Norwegian", "no") in suggestions("no", 25)
    assert suggestions("aut", 25) == [("detect each article's", AUTO)]
    assert len(suggestions("", 25)) == 25
    assert suggestions("klingon", 25) == []


def test_a_code_without_a_name_is_shown_as_it_is() -> None:
    assert name_of("xx") == "xx"
