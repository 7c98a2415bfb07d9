"""The names of languages, for moderators who say which one their articles are in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from babel import Locale

from bot.locales import DEFAULT, current, gettext

if TYPE_CHECKING:
    from collections.abc import Mapping

# Every language with a stemmer, those written without spaces, and a few more that many people read.
# Norwegian is one language here, as it is where a text's language is detected.
LANGUAGES = (
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "ga", "he",
    "hi", "hu", "hy", "id", "it", "ja", "km", "ko", "lo", "lt", "my", "ne", "nl", "no", "pl", "pt",
    "ro", "ru", "sr", "sv", "ta", "th", "tr", "uk", "vi", "yi", "zh",
)  # fmt: skip
# Detect the language of each article.
AUTO = "auto"
_SAME = {"nb": "no", "nn": "no"}


def code_of(written: str) -> str | None:
    """Return the ISO 639-1 code of a language given by name or code, or AUTO; None for others.

    Args:
        written: A code, or a name in English or in the language that is spoken now.
    """
    wanted = written.strip().casefold()
    primary = wanted.replace("_", "-").partition("-")[0]
    if wanted == AUTO or primary in LANGUAGES:
        return AUTO if wanted == AUTO else primary
    codes = _codes(DEFAULT) | _codes(current()) | _SAME
    return codes.get(wanted) or codes.get(primary)


def name_of(code: str) -> str:
    """Return a language's name in the one that is spoken now; its code where it is not known."""
    return _names(current()).get(code, code)


def suggestions(typed: str, limit: int) -> list[tuple[str, str]]:
    """Return what to offer, as names and codes: AUTO, then languages that fit what was typed."""
    start = typed.strip().casefold()
    names, english = _names(current()), _names(DEFAULT)
    offered = [(gettext("detect each article's"), AUTO)]
    offered += sorted((name, code) for code, name in names.items())
    return [
        (name, code)
        for name, code in offered
        if any(one.casefold().startswith(start) for one in (name, code, english.get(code, "")))
    ][:limit]


@cache
def _names(locale: str) -> dict[str, str]:
    """Return the languages' names in a locale: Unicode's CLDR, by Babel."""
    known = cast("Mapping[str, str]", Locale.parse(locale).languages)
    return {code: known.get(code, code) for code in LANGUAGES}


@cache
def _codes(locale: str) -> dict[str, str]:
    return {name.casefold(): code for code, name in _names(locale).items()}
