"""Counts: each agrees with its noun, in the language of who reads it."""

import pytest

from bot.locales import speaking
from bot.replies import counts
from tests.bot.catalogues import german


def test_a_count_agrees_with_its_noun() -> None:
    assert [counts.captions(n) for n in (0, 1, 12_345)] == [
        "0 captions",
        "1 caption",
        "12,345 captions",
    ]
    assert (counts.entries(1), counts.entries(2)) == ("1 entry", "2 entries")


def test_a_count_is_written_as_a_language_does(monkeypatch: pytest.MonkeyPatch) -> None:
    german(monkeypatch, {"{count} word": "{count} Wort", "{count} words": "{count} Wörter"})

    with speaking("de"):
        said = [counts.words(1), counts.words(1_200)]

    assert said == ["1 Wort", "1.200 Wörter"]
