"""Catalogues of a few texts, for what has to hold in any language but English."""

from collections.abc import Collection
from gettext import NullTranslations

import pytest

from bot.locales import DEFAULT, LOCALES


class _Few(NullTranslations):
    def __init__(self, texts: dict[str, str]) -> None:
        super().__init__()
        self._texts = texts

    def gettext(self, message: str) -> str:
        return self._texts.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self._texts.get(f"{context}: {message}", message)


def german(monkeypatch: pytest.MonkeyPatch, texts: dict[str, str]) -> None:
    """Give German these texts, by the English ones; all others stay English."""
    _serve(monkeypatch, texts, {"de"})


def foreign(monkeypatch: pytest.MonkeyPatch, texts: dict[str, str]) -> None:
    """Give every language but English these texts, by the English ones."""
    _serve(monkeypatch, texts, set(LOCALES) - {DEFAULT})


def _serve(
    monkeypatch: pytest.MonkeyPatch, texts: dict[str, str], locales: Collection[str]
) -> None:
    made = _Few(texts)

    def catalogue(locale: str) -> NullTranslations:
        return made if locale in locales else NullTranslations()

    monkeypatch.setattr("bot.locales.texts.catalogue", catalogue)
