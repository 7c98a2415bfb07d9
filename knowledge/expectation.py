"""What kind of thing a question asks for, and whether a sentence holds such a thing.

English only; a question in another language expects nothing in particular.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, assert_never

from knowledge.analysis import STOP_WORDS, fold, words
from knowledge.model import Span
from knowledge.rarity import is_common

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence


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
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b(?:\.(?=\s+\d))?"
)
_YEARS = r"(?:1\d{3}|20\d{2})s?\b"
# Whole dates: 3 January 2020, January 3, 2020, January 2020, 1874.
_DATE = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?{_MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?\b)?"
    rf"(?:,?\s+{_YEARS})?|{_YEARS})"
)
# Numbers in a row are one: two hundred and six, 2.5 million.
_NUMBERS = re.compile(
    rf"(?:{_NUMBER.pattern})(?:(?:\s+and\s+|[\s-])(?:{_NUMBER.pattern}))*", re.IGNORECASE
)
# Words between the capitalised ones of a name.
_WITHIN_NAMES = frozenset("of the de del der den la le van von al el bin ibn y".split())
_OPENING = " \t\n\"'“‘«([-*•–"
_POSSESSIVE = re.compile("['’ʼ＇]s$")
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
    named = enumerate(words(sentence))
    return any(_is_name(word, at) and fold(word.group()) not in asked for at, word in named)


def _is_name(word: re.Match[str], at: int) -> bool:
    if not word.group()[0].isupper():
        return False
    name = fold(word.group())
    return not (is_common(name) if at == 0 else name in STOP_WORDS["en"])


def marked(kind: Expected, sentence: str, asked: Collection[str]) -> Span | None:
    """Return where the one thing stands in a sentence that was asked for.

    Args:
        kind: What is asked for.
        sentence: The sentence as it stands.
        asked: The question's words, folded.

    Returns:
        None where there are several such things, so that it is not plain which is meant, and for
        a kind that is no person, place, date or number.
    """
    match kind:
        case Expected.NUMBER:
            dates = [Span(*found.span()) for found in _DATE.finditer(sentence)]
            every = (Span(*found.span()) for found in _NUMBERS.finditer(sentence))
            spans = [span for span in every if not any(_overlap(span, date) for date in dates)]
        case Expected.DATE:
            spans = [Span(*found.span()) for found in _DATE.finditer(sentence)]
        case Expected.PERSON | Expected.PLACE:
            spans = list(_names(sentence))
        case Expected.CAUSE | Expected.MANNER:
            spans = []
        case _:
            assert_never(kind)
    new = [span for span in spans if _is_new(span.of(sentence), asked)]
    return new[0] if len(new) == 1 and not _may_be_a_verb(kind, sentence, new[0]) else None


def _may_be_a_verb(kind: Expected, sentence: str, span: Span) -> bool:
    """Tell whether a word is capitalised perhaps only since the sentence begins with it."""
    alone = not sentence[: span.start].strip(_OPENING) and len(span.of(sentence).split()) == 1
    return alone and kind in (Expected.PERSON, Expected.PLACE)


def _is_new(text: str, asked: Collection[str]) -> bool:
    """Tell whether a question holds no word of a text, but for the small words within names."""
    folded = [fold(word.group()) for word in words(text)]
    return all(word not in asked or word in _WITHIN_NAMES for word in folded)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _names(sentence: str) -> Iterator[Span]:
    """Yield the names in a sentence; dates are none."""
    run: list[re.Match[str]] = []
    for at, word in enumerate(words(sentence)):
        apart = bool(run) and sentence[run[-1].end() : word.start()].strip() != ""
        is_name = _is_name(word, at) and not _TIME.fullmatch(word.group())
        if run and (apart or not (is_name or word.group() in _WITHIN_NAMES)):
            yield _trimmed(run)
            run = []
        if is_name or run:
            run.append(word)
    if run:
        yield _trimmed(run)


def _trimmed(run: Sequence[re.Match[str]]) -> Span:
    """Return the span of a name, without small words behind it and without its `'s`."""
    last = max(at for at, word in enumerate(run) if word.group() not in _WITHIN_NAMES)
    name = _POSSESSIVE.sub("", run[last].group())
    return Span(run[0].start(), run[last].start() + len(name))
