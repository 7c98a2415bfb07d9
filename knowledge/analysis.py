"""Text to terms: what is counted when passages are compared with a question.

`words` cuts a text into word tokens, and scripts that put no spaces between words into overlapping
pairs of characters; an `Analyzer` folds each, drops stop words and stems the rest for one language.
Folding: Unicode NFKD, lower case, curly to straight apostrophes, accents and the possessive `'s`
cut. Stems are Snowball's (https://snowballstem.org).
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING, cast

import Stemmer

from knowledge import languages

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
    "\u0b82-\u0b83\u0bbe-\u0bcd\u0c3e-\u0c4d"
)
# Scripts without spaces between words, and Korean, whose words grow by particles that no stemmer
# here takes off. Chinese characters and the two Japanese syllabaries are cut apart: where they
# meet, a word mostly ends.
_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HIRAGANA = "\u3041-\u309f"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3\uffa0-\uffdc"
_SOUTHEAST = (  # Thai, Lao, Myanmar, Khmer
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u1780-\u17d3"
)
_UNSPACED = _HAN + _HIRAGANA + _KATAKANA + _HANGUL + _SOUTHEAST
_STACKED = (
    "\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd"
    "\u102b-\u103e\u1056-\u1059\u105e-\u1060\u17b4-\u17d3\u3099\u309a\uff9e\uff9f"
)
_LETTER = rf"[^\W_{_UNSPACED}]"
_LETTERS = rf"(?:{_LETTER}|[{_MARKS}])"
WORD = re.compile(
    rf"(?<![^\W\d_])[^\W\d_{_UNSPACED}](?:\.[^\W\d_{_UNSPACED}])+(?!{_LETTER})"  # U.S, e.g, U.S.A
    rf"|\d{{1,3}}(?:,\d{{3}})+(?!{_LETTER})"  # 5,200
    rf"|\d+\.\d+(?!{_LETTER})"  # 3.5
    rf"|\d{{1,2}}(?=[apAP]\.?[mM]\b)"  # 6am, as 6 a.m.
    rf"|{_LETTERS}+(?:['’ʼ＇]{_LETTERS}+)*"  # Kata’ib
    rf"|(?P<unspaced>(?:[{_HAN}][{_STACKED}]*)+|(?:[{_HIRAGANA}][{_STACKED}]*)+"
    rf"|(?:[{_KATAKANA}][{_STACKED}]*)+|(?:[{_HANGUL}][{_STACKED}]*)+|[{_SOUTHEAST}]+)"
)
_ANY_UNSPACED = re.compile(f"[{_UNSPACED}]")
_CHARACTER = re.compile(rf"[{_UNSPACED}][{_STACKED}]*")
_PAIR = re.compile(rf"(?:{_CHARACTER.pattern}){{1,2}}")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "＇": "'", "‘": "'"})
_DECADE = re.compile(r"\d{3,4}s")


# Accents, and vowel points of Semitic scripts. Marks of other scripts are letters of their own, and
# so are Cyrillic й and ї.
_ACCENT = re.compile(
    "(?<![иуі])[\u0306\u0308]|[\u0300-\u0305\u0307\u0309-\u036f\u0483-\u0489\u0591-\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
    "\ufe20-\ufe2f]"
)


def words(text: str, within: Span | None = None) -> Iterator[re.Match[str]]:
    """Yield the words of `text`, or of a part of it, as matches, so that each keeps its place.

    In scripts without spaces between words, each pair of characters is one, and so is a character
    that stands alone: 東京都 → 東京, 京都.
    """
    start, end = (0, len(text)) if within is None else (within.start, within.end)
    found = WORD.finditer(text, start, end)
    # Most texts are spared a step in Python for each of their words.
    return found if text.isascii() or not _ANY_UNSPACED.search(text, start, end) else _cut(found)


def _cut(found: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    for word in found:
        if word.lastgroup is None:
            yield word
            continue
        starts = [one.start() for one in _CHARACTER.finditer(word.string, *word.span())]
        pairs = (_PAIR.match(word.string, at, word.end()) for at in starts[:-1] or starts)
        yield from filter(None, pairs)


def fold(word: str) -> str:
    """Return the form in which a word is compared: `Soleimani’s` → `soleimani`, `U.S` → `us`."""
    word = _without_marks(word)
    if not word.isascii():
        word = _without_marks(_without_accents(word))
    return word[:-1] if _DECADE.fullmatch(word) else word


def _without_marks(word: str) -> str:
    """Return a word in lower case without `'s`, apostrophes, commas and the dots of letters."""
    plain = word if word.isascii() else word.translate(_APOSTROPHES)
    plain = plain.lower().removesuffix("'s").replace("'", "").replace(",", "")
    return plain.replace(".", "") if "." in plain and not plain[0].isdigit() else plain


def _without_accents(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word).lower()
    return unicodedata.normalize("NFC", _ACCENT.sub("", apart)) or word


class Analyzer:
    """Turns text into terms for one language.

    It holds a Snowball stemmer, which two threads must not use at once.
    """

    def __init__(self, language: str = "en") -> None:
        """Take an ISO 639-1 code; an unknown language gets neither stems nor stop words."""
        self.language = language
        self._fold = fold if language == "en" else partial(_fold_for, language)
        self._stop_words = STOP_WORDS.get(language) or self._listed(language)
        self._stop_characters = frozenset(filter(_CHARACTER.fullmatch, self._stop_words))
        self._stem = _stemmer(language)

    def _listed(self, language: str) -> frozenset[str]:
        listed = languages.stop_words(language)
        return frozenset(self._fold(found.group()) for found in words(listed))

    def content(self, text: str) -> list[str]:
        """Return the folded words of `text` that are no stop words, in order, with repetitions."""
        stop, characters = self._stop_words, self._stop_characters
        folded = map(self._fold, (found.group() for found in words(text)))
        kept = [word for word in folded if word and word not in stop]
        return [word for word in kept if characters.isdisjoint(word)] if characters else kept

    def stems(self, content: Iterable[str]) -> list[str]:
        """Return the stem of each folded word: what a question and a passage are compared by."""
        stem = self._stem
        return [stem(word) for word in content]

    def terms(self, text: str) -> list[str]:
        """Return the terms of `text`, the stems of its content words, in order."""
        return self.stems(self.content(text))


def _fold_for(language: str, word: str) -> str:
    return languages.plain(fold(languages.clip(word, language)))


def _stemmer(language: str) -> Callable[[str], str]:
    if language not in SNOWBALL:
        return str
    # Compiled and without types, so its class is unknown to pyright.
    snowball = Stemmer.Stemmer(SNOWBALL[language])  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    stem = cast("Callable[[str], str]", snowball.stemWord)  # pyright: ignore[reportUnknownMemberType]
    if language == "en":
        return stem

    def stem_twice(word: str) -> str:
        """Stem what folding left, since the stemmer knows many endings by their accents alone."""
        once = _without_accents(stem(languages.respell(word, language)))
        return languages.plain(_without_accents(stem(once)))

    return stem_twice
