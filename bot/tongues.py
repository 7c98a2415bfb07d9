"""The names of languages, for moderators who say which one their articles are in."""

from __future__ import annotations

# Every language with a stemmer, those written without spaces, and a few more that many people read.
# Norwegian is one language here, as it is where a text's language is detected.
LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish",
    "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "km": "Khmer", "ko": "Korean", "lo": "Lao",
    "lt": "Lithuanian", "my": "Burmese", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sr": "Serbian",
    "sv": "Swedish", "ta": "Tamil", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "vi": "Vietnamese", "yi": "Yiddish", "zh": "Chinese",
}  # fmt: skip
# Detect the language of each article.
AUTO = "auto"
_SAME = {"nb": "no", "nn": "no"}
_CODES = {name.casefold(): code for code, name in LANGUAGES.items()} | _SAME


def code_of(written: str) -> str | None:
    """Return the ISO 639-1 code of a language given by name or code, or AUTO; None for others."""
    wanted = written.strip().casefold()
    primary = wanted.replace("_", "-").partition("-")[0]
    if wanted == AUTO or primary in LANGUAGES:
        return AUTO if wanted == AUTO else primary
    return _CODES.get(wanted) or _CODES.get(primary)


def name_of(code: str) -> str:
    """Return a language's English name, or its code where that has none here."""
    return LANGUAGES.get(code, code)


def suggestions(typed: str, limit: int) -> list[tuple[str, str]]:
    """Return what to offer, as names and codes: AUTO, then languages that fit what was typed."""
    start = typed.strip().casefold()
    named = [("detect each article's", AUTO)]
    named += sorted((name, code) for code, name in LANGUAGES.items())
    fitting = [one for one in named if any(part.casefold().startswith(start) for part in one)]
    return fitting[:limit]
