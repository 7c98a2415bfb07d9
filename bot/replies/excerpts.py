"""A quote as Discord markdown: a block quote, its decisive sentence bold, every character kept.

In that sentence, the person, place, date or number that was asked for is underlined.
What is left out for want of room leaves an ellipsis. Lines keep their direction by isolates, which
are no part of what is quoted. `is_verbatim` reads the markup back and compares it with the source,
for whoever is about to send it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.locales.bidi import isolated, without_isolates
from bot.replies.escaping import escape, shorten, unescape
from knowledge import Quote, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge import Passage

# The look-behind keeps it linear: a run of spaces is tried once, at its start.
_BREAK = re.compile(r"(?<![^\S\n])[^\S\n]*+\n\s*+")
_LIST_ITEM = re.compile(r"(?:[-*•–]|\d{1,3}[.)])\s")
_MARKS = re.compile(r"(\\[^0-9A-Za-z\s])|\*\*|__")
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quote as it is shown.

    Attributes:
        quote: What is quoted.
        markup: How Discord is told to show it.
        cut: Whether some of it is left out.
    """

    quote: Quote
    markup: str
    cut: bool = False


def excerpt(quote: Quote, room: int) -> Excerpt:
    """Return the quote in at most `room` characters: whole, else its focus, else a part of that."""
    before, focus, after = _parts(quote)
    whole = _markup(before, focus, after, quote=quote)
    if len(whole) <= room:
        return Excerpt(quote, whole)
    if not without_isolates(focus).strip():  # nothing to be seen in it
        before, focus, after = "", before + focus + after, ""
    focus = without_isolates(focus)
    marks = (f"{_ELLIPSIS} " if before.strip() else "", f" {_ELLIPSIS}" if after.strip() else "")
    alone = _markup("", focus, "", *marks, quote=quote)
    size = len(focus)
    while len(alone) > room and size > 4:
        size = max(4, min(size - 1, size * room // len(alone)))
        alone = _markup("", shorten(focus, size)[:-2], "", marks[0], f" {_ELLIPSIS}")
    return Excerpt(quote, alone, cut=True)


def plain(quote: Quote, room: int) -> Excerpt:
    """Return the quote without emphasis, where every sentence counts the same."""
    whole = _plain(quote.text)
    return Excerpt(quote, whole) if len(whole) <= room else excerpt(quote, room)


def marked(quote: Quote, spans: Iterable[Span], room: int) -> Excerpt:
    """Return the quote with some of its words bold; without marks where it finds no room so."""
    text = quote.passage.article.text
    markup, end = "", quote.span.start
    for span in _apart(spans):
        bold = escape(_lines(span.of(text)).replace("\n", " "))
        markup += f"{escape(_lines(text[end : span.start]))}**{bold}**"
        end = span.end
    whole = block_quote(markup + escape(_lines(text[end : quote.span.end])))
    return Excerpt(quote, whole) if len(whole) <= room else plain(quote, room)


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Join spans that touch or overlap, as pairs of Chinese characters do."""
    apart: list[Span] = []
    for span in spans:
        start = apart.pop().start if apart and span.start <= apart[-1].end else span.start
        apart.append(Span(start, span.end))
    return apart


def in_parts(passage: Passage, room: int) -> list[Excerpt]:
    """Return a whole passage as excerpts of at most `room` characters, cut between words."""
    span, text = passage.span, passage.article.text
    parts: list[Excerpt] = []
    start = span.start
    while start < span.end:
        end = _fitting(text, Span(start, span.end), room)
        part = Span(start, end)
        parts.append(Excerpt(Quote(passage, part, part), _plain(part.of(text))))
        start = end
    return parts


def _fitting(text: str, span: Span, room: int) -> int:
    """Return where the longest part from the start of `span` ends whose markup finds room."""
    end = min(span.end, span.start + room)
    while len(_plain(text[span.start : end])) > room:
        end = span.start + (end - span.start) * 3 // 4
    space = max(text.rfind(" ", span.start, end), text.rfind("\n", span.start, end))
    cut = end if end == span.end or space <= span.start else space + 1
    return span.end - len(text[cut : span.end].lstrip())


def _plain(text: str) -> str:
    return block_quote(escape(_lines(text).strip()))


def is_verbatim(shown: Excerpt) -> bool:
    """Tell whether the markup shows its quote's own characters, white space and isolates aside."""
    lines = (line.removeprefix("> ") for line in without_isolates(shown.markup).split("\n"))
    plain = _words(unescape(_MARKS.sub(r"\1", " ".join(lines))))
    source = _words(without_isolates(shown.quote.text))
    if not shown.cut:
        return plain == source
    kept = plain.removeprefix(_ELLIPSIS).removesuffix(_ELLIPSIS).strip()
    return bool(kept) and kept in source


def block_quote(markup: str) -> str:
    """Return markup as a block quote, each line in its own direction."""
    return "\n".join(f"> {isolated(line)}" for line in markup.split("\n"))


def _parts(quote: Quote) -> tuple[str, str, str]:
    """Return what stands before the focus, the focus, and what stands after it."""
    text = quote.passage.article.text
    spans = (
        Span(quote.span.start, quote.focus.start),
        quote.focus,
        Span(quote.focus.end, quote.span.end),
    )
    before, focus, after = (_lines(span.of(text)) for span in spans)
    return before, focus, after


def _markup(
    before: str,
    focus: str,
    after: str,
    lead: str = "",
    tail: str = "",
    *,
    quote: Quote | None = None,
) -> str:
    """Return a block quote; with a `quote`, what it marks of its whole focus is underlined."""
    shown = (quote and _underlined(quote, focus)) or escape(focus)
    bold = "\n".join(f"**{line}**" for line in shown.split("\n"))
    return block_quote(f"{lead}{escape(before)}{bold}{escape(after)}{tail}")


def _underlined(quote: Quote, focus: str) -> str:
    """Return the focus escaped, its mark underlined; empty where that would change what it shows.

    A mark that begins a list item, or stands beside what has a meaning only together, is left out.
    """
    if quote.mark is None:
        return ""
    text, mark = quote.passage.article.text, quote.mark
    spans = (Span(quote.focus.start, mark.start), mark, Span(mark.end, quote.focus.end))
    parts = [_lines(span.of(text)) for span in spans]
    before, held, after = map(escape, parts)
    same = "".join(parts) == focus and before + held + after == escape(focus)
    return f"{before}__{held}__{after}" if same and "\n" not in held else ""


def _lines(text: str) -> str:
    """Fold a wrapped line's end to a space; keep the ends of paragraphs and list items."""

    def folded(found: re.Match[str]) -> str:
        parted = found.group().count("\n") > 1 or _LIST_ITEM.match(text, found.end())
        return "\n" if parted else " "

    return _BREAK.sub(folded, text)


def _words(text: str) -> str:
    return " ".join(text.split())
