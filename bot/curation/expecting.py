"""What a moderator writes for the paragraph that must answer a question, and what to offer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from bot.curation.verdicts import NO_ANSWER, label, photo_word, worded
from bot.locales import gettext
from bot.locales.bidi import without_isolates
from bot.replies.escaping import shorten
from knowledge import Kind, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge import Article, KnowledgeBase

# Discord's limit for the name and for the value of a choice.
_LONGEST = 100
_NOTHING = frozenset({NO_ANSWER, "none", "no", "nothing"})
_NOTHING_WORDS = "no answer none nothing"
_PHOTOS = ("caption", "photo")
_KINDS = r"paragraph|caption|photo"
_PLACE = re.compile(
    rf"(?:(?P<kind>{_KINDS})\s+)?(?P<article>[^¶]+?)(?:\s+|\s*(?P<mark>¶|{_KINDS})\s*)"
    r"(?P<number>[0-9]{1,9})",
    re.IGNORECASE,
)


class Rule(Enum):
    """What must answer a question where no paragraph is named."""

    NOW = "now"
    NOTHING = NO_ANSWER


Expected: TypeAlias = Passage | Rule


@dataclass(frozen=True, slots=True)
class Unknown:
    """There is no such paragraph.

    Attributes:
        written: What was written.
        article: The id of the article that it names; empty where there is none of that name.
        kind: What it asks for.
        most: The highest number in that article; 0 where it has none of the kind.
    """

    written: str
    article: str = ""
    kind: Kind = Kind.PARAGRAPH
    most: int = 0


def read(base: KnowledgeBase, written: str) -> Expected | Unknown:
    """Return what must answer: a paragraph, nothing, or, where nothing is written, what does now.

    Args:
        base: The snapshot whose paragraphs are meant.
        written: `no answer`, or an article's id or title and a number, such as `orrin-point 4`,
            `orrin-point ¶ 4`, `caption regatta 2` or `regatta photo 2`; or the name of a choice.
            What is shown in the language that is spoken now is understood in it too.
    """
    wanted = " ".join(without_isolates(written).split())
    if not wanted:
        return Rule.NOW
    if wanted.casefold() in _NOTHING | {_no_answer()}:
        return Rule.NOTHING
    found = _read(base, wanted)
    if isinstance(found, Unknown) and " · " in wanted:
        again = _read(base, wanted.partition(" · ")[0])
        return again if isinstance(again, Passage) else found
    return found


def _read(base: KnowledgeBase, wanted: str) -> Passage | Unknown:
    # What a photo is called here is understood as it is in English.
    called = re.escape(photo_word()) + r"(?=\s*\d)"
    place = _PLACE.fullmatch(re.sub(called, "photo", wanted, flags=re.IGNORECASE))
    article = _article(base, place["article"]) if place else None
    if place is None or article is None:
        return Unknown(wanted)
    photo = (place["kind"] or place["mark"] or "").lower() in _PHOTOS
    kind = Kind.CAPTION if photo else Kind.PARAGRAPH
    held = (base.passages[at] for at in base.within(article.id) or ())
    numbered = {passage.number: passage for passage in held if passage.kind is kind}
    found = numbered.get(int(place["number"]))
    return found or Unknown(wanted, article.id, kind, max(numbered, default=0))


def _article(base: KnowledgeBase, name: str) -> Article | None:
    folded = name.casefold()
    called = [a for a in base.articles if folded in (a.id.casefold(), a.title.casefold())]
    return min(called, key=lambda article: article.id.casefold() != folded, default=None)


def choices(base: KnowledgeBase, typed: str, limit: int) -> list[tuple[str, str]]:
    """Return what to offer, as names and values: no answer, then paragraphs.

    Those fit whose article's title, place or first words hold every word typed; one that is named
    exactly comes first of them.
    """
    words = typed.casefold().split()
    names = f"{_NOTHING_WORDS} {_no_answer()}"
    pairs = [(gettext(NO_ANSWER), NO_ANSWER)] if all(word in names for word in words) else []
    fitting = ((_name(one), value_of(one)) for one in _fitting(base, typed, words))
    pairs += islice((pair for pair in fitting if len(pair[1]) <= _LONGEST), limit - len(pairs))
    return pairs


def _no_answer() -> str:
    return gettext(NO_ANSWER).casefold()


def value_of(passage: Passage) -> str:
    """Return a passage as it can be written: `orrin-point 4`, or `caption regatta 2`."""
    kind = "caption " if passage.kind is Kind.CAPTION else ""
    return f"{kind}{passage.article.id} {passage.number}"


def _fitting(base: KnowledgeBase, typed: str, words: list[str]) -> Iterator[Passage]:
    named = read(base, typed)
    if isinstance(named, Passage):
        yield named
    for passage in base.passages:
        place = worded(label(passage))
        about = f"{passage.article.title} {label(passage)} {place} {_start(passage)}".casefold()
        if all(word in about for word in words) and passage != named:
            yield passage


def _name(passage: Passage) -> str:
    return shorten(f"{worded(label(passage))} · {_start(passage)}", _LONGEST)


def _start(passage: Passage) -> str:
    span = passage.span
    start = passage.article.text[span.start : min(span.end, span.start + _LONGEST)]
    return " ".join(start.split())
