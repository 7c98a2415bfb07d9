"""The values that everything else passes round: articles, passages, quotes and answers.

All are frozen. Text is stored once, in its `Article`; a `Passage` and a `Quote` are spans of
it, so what they show can never differ from their source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, `start` to `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the slice of `text` that this span names."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Kind(Enum):
    """What a passage is in its article."""

    PARAGRAPH = "paragraph"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Article:
    """One text with what is known of it.

    Attributes:
        id: A short name, unique in its knowledge base (`iraq-news-2020-01-07`).
        title: What it is called.
        text: The whole text as read; every span counts characters of it.
        source: Who published it; empty where unknown.
        author: Who wrote it; empty where unknown.
        published: The day it was published.
        url: Where it can be read; empty where unknown.
        language: A BCP 47 primary language subtag, in lower case (`en`).
        aliases: Groups of names that it says are of the same thing.
    """

    id: str
    title: str
    text: str = field(repr=False)
    source: str = ""
    author: str = ""
    published: date | None = None
    url: str = ""
    language: str = "en"
    aliases: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a photo caption: an exact span of its article.

    Attributes:
        article: Where it stands.
        span: The characters of `article.text` it covers.
        number: Its place among the article's passages of its kind, from 1.
        kind: Paragraph or caption.
        heading: The headings it stands under, outermost first, joined with " › ".
        credit: Who a caption's photo is by; empty for paragraphs.
        total: How many photos its gallery has; 0 for paragraphs.
    """

    article: Article
    span: Span
    number: int
    kind: Kind = Kind.PARAGRAPH
    heading: str = ""
    credit: str = ""
    total: int = 0

    @property
    def text(self) -> str:
        """The passage's characters."""
        return self.span.of(self.article.text)

    @property
    def label(self) -> str:
        """How a citation names the passage: `¶ 4` or `photo 4/35, AP`."""
        if self.kind is Kind.PARAGRAPH:
            return f"¶ {self.number}"
        return f"photo {self.number}/{self.total}" + (f", {self.credit}" if self.credit else "")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of a file that was not taken over into its article.

    Attributes:
        reason: Why, as a noun phrase: "navigation", "photo credit".
        count: How many such things there are.
        example: What one of them says; empty where it says nothing.
    """

    reason: str
    count: int
    example: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a query brought up.

    Attributes:
        position: The passage's place in its knowledge base, from 0.
        passage: The passage itself.
        score: What the engine gave it; larger is better, always above 0.
        terms: The query's terms that it holds, in the query's order.
    """

    position: int
    passage: Passage
    score: float
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Something said verbatim: a passage and a span of it, never a text of its own.

    Attributes:
        passage: Where it stands.
        span: The characters of the article quoted; inside the passage's span.
        focus: The one decisive sentence; inside `span`.
        score: How well it fits what was asked; larger is better.
        mark: The person, place, date or number inside `focus` that was asked for, where that is
            plain. It says how to show the quote, and is no part of what is quoted.
    """

    passage: Passage
    span: Span
    focus: Span
    score: float = 0.0
    mark: Span | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Refuse a quote that is not of its passage.

        Raises:
            ValueError: `span` leaves the passage, `focus` leaves `span`, or `mark` leaves `focus`.
        """
        marked = self.focus.holds(self.mark or self.focus)
        if not (self.passage.span.holds(self.span) and self.span.holds(self.focus) and marked):
            message = f"{self.focus} in {self.span} is no quote of {self.passage.span}"
            raise ValueError(message)

    @property
    def text(self) -> str:
        """The quoted characters, exactly as they stand in the article."""
        return self.span.of(self.passage.article.text)

    @property
    def citation(self) -> str:
        """Where the quote stands: `Title › Heading, Source, 2020-01-07, ¶ 4`."""
        article = self.passage.article
        place = (
            f"{article.title} › {self.passage.heading}" if self.passage.heading else article.title
        )
        day = article.published.isoformat() if article.published else ""
        return ", ".join(part for part in (place, article.source, day, self.passage.label) if part)


@dataclass(frozen=True, slots=True)
class Understood:
    """How a question was understood where that is not what it literally says.

    Attributes:
        corrections: Words that stand nowhere, each with the one searched for in its place.
        assumed: Names taken over from what was said before.
        linked: Whether somebody said that the quoted passage answers it.
    """

    corrections: tuple[tuple[str, str], ...] = ()
    assumed: tuple[str, ...] = ()
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the articles say to a question.

    Attributes:
        question: As it was asked.
        quotes: One to three, best first.
        confidence: How likely the first quote answers, 0 to 1.
        revision: Which knowledge base said so.
        nearest: Further quotes, best first: what "More" shows.
        understood: What was searched for instead of, or beside, what was asked.
    """

    question: str
    quotes: tuple[Quote, ...]
    confidence: float
    revision: str
    nearest: tuple[Quote, ...] = ()
    understood: Understood = Understood()


class Reason(Enum):
    """Why there is no answer."""

    NO_WORDS = "the question holds no word to search for"
    NO_MATCH = "no passage holds a word of the question"
    WEAK = "no passage matches enough of the question"
    CLOSE = "the closest passage matches only a part of the question"


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """An honest no: nothing found that is likely to answer, and what came nearest."""

    question: str
    reason: Reason
    confidence: float
    revision: str
    nearest: tuple[Quote, ...] = ()
    understood: Understood = Understood()
