"""A language in which every text shows that it is spoken, for what no real catalogue need say."""

import gettext
from collections.abc import Callable

import pytest

from bot import translating
from bot.locales import texts


class Marked(gettext.NullTranslations):
    """Puts the locale before each text, and behind each name."""

    def __init__(self, locale: str) -> None:
        super().__init__()
        self._locale = locale

    def gettext(self, message: str) -> str:
        return f"[{self._locale}] {message}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"[{self._locale}] {msgid1 if n == 1 else msgid2}"

    def pgettext(self, context: str, message: str) -> str:
        return f"{message}-{self._locale}"


def _marked(locale: str) -> gettext.NullTranslations:
    return gettext.NullTranslations() if locale == "en" else Marked(locale)


def mark(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every language but English spoken so."""
    catalogues: Callable[[str], gettext.NullTranslations] = _marked
    for module in (texts, translating):
        monkeypatch.setattr(module, "catalogue", catalogues)
