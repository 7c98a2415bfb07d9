"""A quote as papers cite it: APA 7, MLA 9, Chicago 17 and BibTeX, with whatever of it is known.

They are in English whatever is spoken: that is how these styles are laid down.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from knowledge import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge import Article, Quote

_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_SHORT = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
# A name with one of these is an organisation's, which is not turned round.
_BODIES = frozenset(
    "agency association board bureau center centre committee company council department desk "
    "editors foundation gazette group guardian herald institute journal magazine ministry news "
    "office organisation organization post press reuters service society staff team the times "
    "tribune university".split()
)
_PARTICLES = frozenset("al ben bin da de del den der di du el ibn la le van von zu".split())
_SEVERAL = re.compile(r"\s*;\s*|\s*,?\s+(?:and|&)\s+")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
# More authors than these are the first "et al.", where a style wants that.
_MOST_NAMED = 2
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "{}$&#_%"},
}
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9]+")
_NOT_IN_ADDRESSES = {"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20", '"': "%22"}


class Name(NamedTuple):
    """An author: a family name, and given names, which an organisation has none of."""

    family: str
    given: str = ""

    @property
    def turned(self) -> str:
        """Family name first."""
        return ", ".join(filter(None, self))

    @property
    def initials(self) -> str:
        """Family name first, given names by their initials."""
        short = " ".join(f"{part[0].upper()}." for part in self.given.replace(".", " ").split())
        return ", ".join(filter(None, (self.family, short)))

    @property
    def straight(self) -> str:
        """Given names first."""
        return " ".join(filter(None, (self.given, self.family)))


def apa(quote: Quote) -> str:
    """Return a quote and its reference in APA style, 7th edition."""
    article = quote.passage.article
    found, title, source = authors(article), line(article.title), line(article.source)
    year, day = "n.d.", ""
    if article.published:
        year = str(article.published.year)
        day = f", {_MONTHS[article.published.month - 1]} {article.published.day}"
    names = _listed([name.initials for name in found], "&", before_last=",")
    first, *others = [part for part in (names, title, source) if part] or ["Unknown"]
    others = [part for part in others if part != first]
    called = _called(found, "&") or f"“{title or source or 'Unknown'}”"
    place = _place(quote, "para.")
    parts = (_stopped(first), f"({year}{day}).", *map(_stopped, others), line(article.url))
    return f"“{line(quote.text)}” ({called}, {year}, {place})\n\n{_joined(parts)}"


def mla(quote: Quote) -> str:
    """Return a quote and its reference in MLA style, 9th edition."""
    article = quote.passage.article
    found, title, day = authors(article), line(article.title), ""
    if article.published:
        on = article.published
        day = f"{on.day} {_SHORT[on.month - 1]} {on.year}"
    names = ""
    if found:
        named = [found[0].turned, *(name.straight for name in found[1:])]
        names = _listed(named, "and", before_last=",") if len(found) <= _MOST_NAMED else ""
        names = names or f"{found[0].turned}, et al."
    called = _called(found, "and") or f"“{title}”"
    about = f"“{_stopped(title)}”" if title else ""
    held = ", ".join(filter(None, (line(article.source), day, line(article.url))))
    text = f"“{line(quote.text)}” ({called}, {_place(quote, 'par.')})"
    return f"{text}\n\n{_joined((_stopped(names), about, _stopped(held)))}"


def chicago(quote: Quote) -> str:
    """Return a quote and its note in Chicago style, 17th edition."""
    article = quote.passage.article
    found, title, day = authors(article), line(article.title), ""
    if article.published:
        on = article.published
        day = f"{_MONTHS[on.month - 1]} {on.day}, {on.year}"
    names = _listed([name.straight for name in found], "and", before_last="")
    about = f"“{title}{'' if title[-1] in '.!?' else ','}”" if title else ""
    held = (line(article.source), day, _place(quote, "para."), line(article.url))
    note = ", ".join(part for part in held if part)
    head = f"{names}, " if names else ""
    return f"“{line(quote.text)}”\n\n{head}{_joined((about, _stopped(note)))}"


def bibtex(quote: Quote) -> str:
    """Return a quote as a note of its article's BibTeX entry."""
    article, on = quote.passage.article, quote.passage.article.published
    names = (escaped(n.turned) if n.given else f"{{{escaped(n.family)}}}" for n in authors(article))
    note = f"{_place(quote, 'para.')}: ``{escaped(line(quote.text))}''"
    fields = {
        "author": " and ".join(names),
        "title": f"{{{escaped(line(article.title))}}}" if line(article.title) else "",
        "howpublished": escaped(line(article.source)),
        "year": str(on.year) if on else "",
        "month": str(on.month) if on else "",
        "day": str(on.day) if on else "",
        "url": _address(line(article.url)),
        "note": note[0].upper() + note[1:],
    }
    held = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    key = _NOT_IN_KEYS.sub("-", article.id).strip("-") or "article"
    return f"@misc{{{key},\n{held}}}"


STYLES = (("APA", apa), ("MLA", mla), ("Chicago", chicago), ("BibTeX", bibtex))


def escaped(text: str) -> str:
    """Return a text as BibTeX and LaTeX show it unchanged."""
    return "".join(_SPECIAL.get(mark, mark) for mark in text)


def line(text: str) -> str:
    """Return a text on one line, without what turns its direction."""
    return " ".join(_DIRECTION.sub("", text).split())


def authors(article: Article) -> list[Name]:
    """Return the authors of an article, each with the family name apart; none where unknown."""
    written = line(article.author)
    several = [one.strip() for one in _SEVERAL.split(written)]
    parts = [one.strip() for one in written.split(",")]
    # "Ada Fenwick, Tobias Wren" are two; "Fenwick, Ada" is one, turned round already.
    if len(several) == 1 and len(parts) > 1 and all(" " in one for one in parts):
        several = parts
    return [name for name in map(_name, several) if name.family]


def _name(written: str) -> Name:
    if "," in written:
        family, _, given = written.partition(",")
        return Name(family.strip(), given.strip()) if family.strip() else Name(given.strip())
    words = written.split()
    if not _BODIES.isdisjoint(word.casefold().strip(".") for word in words) or len(words) < 2:
        return Name(written)
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in _PARTICLES:
        at -= 1
    return Name(" ".join(words[at:]), " ".join(words[:at]))


def _called(found: Sequence[Name], word: str) -> str:
    """Return authors as a text names them."""
    if len(found) > _MOST_NAMED:
        return f"{found[0].family} et al."
    return f" {word} ".join(name.family for name in found)


def _listed(names: Sequence[str], word: str, *, before_last: str) -> str:
    """Return names as a list; `before_last` stands before the word between two."""
    if len(names) <= 1:
        return "".join(names)
    comma = before_last if len(names) == _MOST_NAMED else ","
    return f"{', '.join(names[:-1])}{comma} {word} {names[-1]}"


def _place(quote: Quote, paragraph: str) -> str:
    """Return where in its article a quote stands."""
    passage = quote.passage
    return f"{paragraph if passage.kind is Kind.PARAGRAPH else 'photo'} {passage.number}"


def _stopped(text: str) -> str:
    return text if not text or text[-1] in ".!?" else f"{text}."


def _joined(parts: Sequence[str]) -> str:
    return " ".join(filter(None, parts))


def _address(url: str) -> str:
    return "".join(_NOT_IN_ADDRESSES.get(mark, mark) for mark in url)
