"""What languages ask of the analysis beside a stemmer: stop words, spellings, elisions, endings.

English has no part in it: `analysis` folds and stems English words by itself.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

# Stop words are read from `word_lists/stop_words_<code>.txt`.
_LISTED = frozenset("ar ca da de el es fi fr hu it ja ko nl no pt ro ru sv th tr zh".split())
_SAME = {"nb": "no", "nn": "no"}
# Letters that people leave out of what they type, and the same digits in other scripts.
_ALIKE = str.maketrans(
    {
        **dict(zip("øłđıħðς", "oldihdσ", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "þ": "th",
        "ـ": "",
        **dict(zip("ٱىیکةہھ", "اييكههه", strict=True)),
        **{chr(zero + digit): str(digit) for zero in (0x660, 0x6F0, 0x966) for digit in range(10)},
    }
)
_APOSTROPHE = "['’ʼ＇]"
# What is cut off: an elided article or preposition before a word, Turkish suffixes behind names.
_CLIPPED = {
    language: re.compile(pattern.replace("'", _APOSTROPHE), re.IGNORECASE | re.DOTALL)
    for language, pattern in {
        "ca": r"^[dlmnst]'(?=.)",
        "fr": r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=.)",
        "it": (
            r"^(?:[cdlmnstv]|gl|un|(?:d?a|de|ne|su|co)ll|quest|quell|bell|sant|anch|com|dov|cos"
            r"|quand|tutt|mezz|senz)'(?=.)"
        ),
        "tr": r"(?<=.)'.*",
    }.items()
}
# What the stemmer reads and folding took, and the Arabic particles that it leaves on (as "light10"
# takes them off; Larkey, Ballesteros, Connell 2007).
_RESPELLED = {
    "ar": (
        (re.compile(r"^(?:[وفبك]?ال|لل|و(?=...))(?=...)"), ""),
        (re.compile(r"ه$"), "ة"),
    ),
    "ca": ((re.compile(r"cio$"), "ció"),),
    "fr": ((re.compile(r"ee(s?)$"), r"ée\1"), (re.compile(r"iere(s?)$"), r"ière\1")),
    "pt": (
        (re.compile(r"ao(s?)$"), r"ão\1"),
        (re.compile(r"oes$"), "ões"),
        (re.compile(r"aes$"), "ães"),
    ),
}


def stop_words(language: str) -> str:
    """Return the words that say nothing of what a text is about; empty where none are known."""
    language = _SAME.get(language, language)
    return _read(language) if language in _LISTED else ""


def clip(word: str, language: str) -> str:
    """Return a word without what an apostrophe ties to it: French `l'Irak` → `Irak`."""
    clipped = _CLIPPED.get(language)
    return clipped.sub("", word) if clipped else word


def plain(word: str) -> str:
    """Return a folded word in the letters that all its spellings share: `bjørn` → `bjorn`."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", word.translate(_ALIKE))


def respell(word: str, language: str) -> str:
    """Return a folded word as the language's stemmer expects it: Portuguese `nacao` → `nacão`."""
    for pattern, spelling in _RESPELLED.get(language, ()):
        word = pattern.sub(spelling, word)
    return word


@cache
def _read(language: str) -> str:
    listed = files("knowledge") / "word_lists" / f"stop_words_{language}.txt"
    lines = listed.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))
