"""Text to terms: what is counted when passages are compared with a question.

`words` cuts a text into word tokens; an `Analyzer` folds each, drops stop words and stems the
rest for one language. Folding: Unicode NFKD, lower case, curly to straight apostrophes, marks
and the possessive `'s` cut. Stems are Snowball's (https://snowballstem.org).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from knowledge.model import Span

# "us" is not among them: in lower-case chat it is the United States as often as not.
STOP_WORDS = {
    "en": frozenset(
        "a about above after again against all also am an and any are aren't as at be because "
        "been before being below between both but by can cannot can't could couldn't did didn't "
        "do does doesn't doing don't down during each few for from further had hadn't has hasn't "
        "have haven't having he her here hers herself him himself his how i id if ill i'm in into "
        "is isn't it its itself i've just let's me more most my myself no nor not now of off on "
        "once only or other our ours ourselves out over own please same she should shouldn't so "
        "some such tell than that that's the their theirs them themselves then there there's "
        "these they they're this those through to too under until up very was wasn't we were "
        "weren't what what's when where which while who whom who's whose why will with won't "
        "would wouldn't you your yours yourself yourselves".replace("'", "").split()
    ),
}
# ISO 639-1 codes of the languages that Snowball has a stemmer for.
SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "nb": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

# Combining marks belong to the word they stand on, which \w does not know.
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903"
    "\u093a-\u094f\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d"
    "\u0b82-\u0b83\u0bbe-\u0bcd\u0c3e-\u0c4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u3099\u309a"
)
_LETTERS = rf"(?:[^\W_]|[{_MARKS}])"
WORD = re.compile(
    r"(?<![^\W\d_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])"  # U.S, e.g, U.S.A (the last dot is no part)
    r"|\d{1,3}(?:,\d{3})+(?![^\W_])"  # 5,200
    r"|\d+\.\d+(?![^\W_])"  # 3.5
    rf"|{_LETTERS}+(?:['’ʼ＇]{_LETTERS}+)*"  # Kata’ib
)
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "＇": "'", "‘": "'"})
_DECADE = re.compile(r"\d{3,4}s")


def words(text: str, within: Span | None = None) -> Iterator[re.Match[str]]:
    """Yield the words of `text`, or of a part of it, as matches, so that each keeps its place."""
    return WORD.finditer(text) if within is None else WORD.finditer(text, within.start, within.end)


def fold(word: str) -> str:
    """Return the form in which a word is compared: `Soleimani’s` → `soleimani`, `U.S` → `us`."""
    if not word.isascii():
        plain = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES))
        word = "".join(c for c in plain if unicodedata.category(c)[0] != "M") or word
    word = word.lower().removesuffix("'s").replace("'", "").replace(",", "")
    if "." in word and not word[0].isdigit():
        word = word.replace(".", "")
    return word[:-1] if _DECADE.fullmatch(word) else word


class Analyzer:
    """Turns text into terms for one language.

    It holds a Snowball stemmer, which two threads must not use at once.
    """

    def __init__(self, language: str = "en") -> None:
        """Take an ISO 639-1 code; an unknown language gets neither stems nor stop words."""
        self.language = language
        self._stop_words = STOP_WORDS.get(language, frozenset())
        self._stem = _stemmer(SNOWBALL.get(language))

    def content(self, text: str) -> list[str]:
        """Return the folded words of `text` that are no stop words, in order, with repetitions."""
        stop = self._stop_words
        folded = (fold(found.group()) for found in words(text))
        return [word for word in folded if word and word not in stop]

    def stems(self, content: Iterable[str]) -> list[str]:
        """Return the stem of each folded word: what a question and a passage are compared by."""
        stem = self._stem
        return [stem(word) for word in content]

    def terms(self, text: str) -> list[str]:
        """Return the terms of `text`, the stems of its content words, in order."""
        return self.stems(self.content(text))


def _stemmer(algorithm: str | None) -> Callable[[str], str]:
    if algorithm is None:
        return str
    # Compiled and without types, so its class is unknown to pyright.
    return Stemmer.Stemmer(algorithm).stemWord  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
