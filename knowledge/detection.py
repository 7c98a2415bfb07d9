"""Which language a text is in, for articles that do not say."""

from __future__ import annotations

from functools import cache
from typing import Protocol, cast

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from knowledge.analysis import STOP_WORDS, fold, words

_SAMPLE = 4_000
# Fewer words, or pairs of characters, tell too little.
_FEWEST_WORDS = 8
# Two words in five are stop words of English where a text is English, one in eight at most elsewhere.
_ENGLISH = 0.2
_CONFIDENT = 0.5
# Norwegian's two standards share the stop words and the stemmer of the one name.
_NORWEGIAN = ("nb", "nn")


class _Identifier(Protocol):
    """What is taken from `py3langid`, which comes without types."""

    @classmethod
    def from_model_file(cls, model_file: str, /, *, norm_probs: bool) -> _Identifier: ...

    def classify(self, text: str, /) -> tuple[str, float]: ...


def detect(text: str, default: str = "en") -> str:
    """Return the ISO 639-1 code of a text's language; the default where none is sure."""
    sample = text[:_SAMPLE]
    found = [fold(word.group()) for word in words(sample)]
    found = [word for word in found if not word.isdigit()]
    if len(found) < _FEWEST_WORDS:
        return default
    # Most articles are English, and spared the half a second and 80 MB that the model takes.
    if sum(word in STOP_WORDS["en"] for word in found) >= _ENGLISH * len(found):
        return "en"
    code, confidence = _identifier().classify(sample)
    if confidence < _CONFIDENT or len(code) != 2:
        return default
    return "no" if code in _NORWEGIAN else code


@cache
def _identifier() -> _Identifier:
    return cast("type[_Identifier]", LanguageIdentifier).from_model_file(
        MODEL_FILE, norm_probs=True
    )
