"""Reasons of votes: stored the same for all, read and chosen in the language that is spoken."""

import pytest

from bot.locales import speaking
from bot.voting import Form, in_words
from tests.bot.catalogues import german

_TEXTS = {
    "Out of date": "Veraltet",
    "Not helpful": "Nicht hilfreich",
    "{choice}: {words}": "{choice} – {words}",
}


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("Out of date", "Veraltet"),
        ("Out of date: it is: blue", "Veraltet – it is: blue"),
        ("Out of date today", "Out of date today"),
        ("it is: blue", "it is: blue"),
        ("", ""),
    ],
)
def test_a_stored_reason_is_read_in_the_language_that_is_spoken(
    stored: str, read: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    german(monkeypatch, _TEXTS)

    with speaking("de"):
        assert in_words(stored) == read

    assert in_words(stored) == stored


async def test_what_is_chosen_is_stored_the_same_in_every_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    german(monkeypatch, _TEXTS)

    with speaking("de"):
        shown = Form("code").to_dict()

    options = shown["components"][0]["component"]["options"]
    assert shown["title"] == "Nicht hilfreich"
    assert (options[2]["label"], options[2]["value"]) == ("Veraltet", "Out of date")
