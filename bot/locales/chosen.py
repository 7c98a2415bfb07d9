"""Which language is spoken now: one for each task, English unless somebody chose another."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

DEFAULT = "en"
# Each with its own name, as the people who read it write that.
LOCALES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "français",
    "es": "español",
    "pt": "português",
    "ar": "العربية",
    "ja": "日本語",
}
_current: ContextVar[str] = ContextVar("locale", default=DEFAULT)


def supported(*tags: object) -> str:
    """Return the first locale that there is a catalogue for, of language tags such as `pt-BR`.

    Args:
        tags: IETF BCP 47 tags, best first; what is none, or empty, is passed over.

    Returns:
        A key of `LOCALES`; English where nothing fits.
    """
    for tag in tags:
        language = str(tag or "").replace("_", "-").partition("-")[0].casefold()
        if language in LOCALES:
            return language
    return DEFAULT


def current() -> str:
    """Return the locale that is spoken now, a key of `LOCALES`."""
    return _current.get()


def speak(locale: str) -> None:
    """Speak a locale, a key of `LOCALES`, until this task ends."""
    _current.set(locale)


@contextmanager
def speaking(locale: str) -> Generator[None]:
    """Speak a locale, a key of `LOCALES`, within this block."""
    token = _current.set(locale)
    try:
        yield
    finally:
        _current.reset(token)
