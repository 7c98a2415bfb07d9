"""Texts that every database takes."""

import pytest

from bot.storage.cleaning import cleaned
from tests.bot.storage.making import CLEANED, HOSTILE


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("¶ 🐉\n", "¶ 🐉\n"), ("a\x00b", "a\ufffdb"), ("\udc00", "\ufffd")],
)
def test_only_what_no_database_takes_is_replaced(text: str, expected: str) -> None:
    assert cleaned(text) == expected
    assert cleaned(cleaned(text)) == expected


def test_a_hostile_text_can_be_written_as_utf_8() -> None:
    assert cleaned(HOSTILE) == CLEANED
    assert CLEANED.encode()
