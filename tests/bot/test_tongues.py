"""The names of languages."""

import pytest

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


def test_what_is_offered_begins_with_what_was_typed() -> None:
    assert suggestions("sw", 25) == [("Swedish", "sv")]
    assert ("Norwegian", "no") in suggestions("no", 25)
    assert suggestions("aut", 25) == [("detect each article's", AUTO)]
    assert len(suggestions("", 25)) == 25
    assert suggestions("klingon", 25) == []


def test_a_code_without_a_name_is_shown_as_it_is() -> None:
    assert name_of("xx") == "xx"
