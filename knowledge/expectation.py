"""What kind of thing a question asks for, and whether a sentence holds such a thing.

English only; a question in another language expects nothing in particular.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, assert_never

from knowledge.analysis import STOP_WORDS, fold, words
from knowledge.rarity import is_common

if TYPE_CHECKING:
    from collections.abc import Collection


class Expected(Enum):
    """The kinds of answer that leave a mark in a sentence."""

    NUMBER = "how many, how much, how long"
    DATE = "when"
    PERSON = "who"
    PLACE = "where"
    CAUSE = "why"
    MANNER = "how"


# In order: "how many years" asks for a number, "in what year" for a date.
_ASKS = {
    Expected.NUMBER: (
        r"\bhow (?:many|much|long|far|tall|high|old|large|big|often|deep|fast|wide|heavy)\b"
        r"|\bwhat (?:percent|percentage|number|amount|fraction|proportion|size)\b|\bpopulation\b"
    ),
    Expected.DATE: (r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|decade|century|time)s?\b"),
    Expected.PERSON: r"\bwho(?:m|se)?\b",
    Expected.PLACE: (
        r"\bwhere\b|\b(?:what|which) (?:city|country|state|place|town|region|location|continent"
        r"|county|province|area)\b"
    ),
    Expected.CAUSE: r"\bwhy\b|\bwhat (?:was|is|were) the (?:reason|cause|purpose)",
    Expected.MANNER: r"\bhow\b",
}
_PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _ASKS.items()}
_YEAR = re.compile(r"\b(?:1\d{3}|20\d{2})s?\b")
_TIME = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|century|centuries|decade|spring|summer|autumn"
    r"|winter|morning|evening|night|years?|day|week|month|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Saturday|Sunday|AD|BC|BCE)\b"
)
_NUMBER = re.compile(
    r"\b\d[\d,.]*\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?"
    r"|billion|trillion|half|third|quarter|several|twice|once)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:because|since|due to|in order to|so that|as a result|therefore|thus|reason|caused?"
    r"|causes|led to|owing|thanks to|fear|to (?:avoid|prevent|protect|help|make))\b",
    re.IGNORECASE,
)
_MANNER = re.compile(
    r"\b(?:by|through|via|using|with)\b(?: \w+){0,2} \w+ing\b|\bby \w+ing\b", re.IGNORECASE
)
# How much less a weak mark says than a plain one: a year for a number, a season for a date.
_YEAR_AS_NUMBER, _TIME_WITHOUT_YEAR = 0.16, 0.27


def expected(question: str) -> Expected | None:
    """Return what a question asks for; None where any kind of sentence may answer it."""
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(question)), None)


def evidence(kind: Expected, sentence: str, asked: Collection[str]) -> float:
    """Return how plainly a sentence holds such a thing that the question has not, 0 to 1.

    Args:
        kind: What is asked for.
        sentence: The sentence as it stands.
        asked: The question's words, folded.
    """
    match kind:
        case Expected.NUMBER:
            return _number(sentence, asked)
        case Expected.DATE:
            if any(year not in asked for year in _YEAR.findall(sentence)):
                return 1.0
            return _TIME_WITHOUT_YEAR if _TIME.search(sentence) else 0.0
        case Expected.PERSON | Expected.PLACE:
            return float(_has_new_name(sentence, asked))
        case Expected.CAUSE:
            return float(bool(_CAUSE.search(sentence)))
        case Expected.MANNER:
            return float(bool(_MANNER.search(sentence)))
        case _:
            assert_never(kind)


def _number(sentence: str, asked: Collection[str]) -> float:
    new = [found for found in _NUMBER.findall(sentence) if fold(found.rstrip(".,")) not in asked]
    if any(not _YEAR.fullmatch(number) for number in new):
        return 1.0
    return _YEAR_AS_NUMBER if new else 0.0


def _has_new_name(sentence: str, asked: Collection[str]) -> bool:
    """Tell whether a capitalised word is new; the first one counts only where it is uncommon."""
    for at, found in enumerate(words(sentence)):
        if found.group()[0].isupper():
            name = fold(found.group())
            known = name in STOP_WORDS["en"] if at else is_common(name)
            if not known and name not in asked:
                return True
    return False
