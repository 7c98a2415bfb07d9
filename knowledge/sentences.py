"""Where sentences begin and end: rules on punctuation, abbreviations and line structure.

The rules follow Unicode Standard Annex 29 (a sentence ends at a terminator, with the closing
quotes and brackets after it) with what that annex leaves to tailoring: abbreviations, initials,
decimals, list items and the wide gaps of web copy.
"""

from __future__ import annotations

import re

from knowledge.model import Span

# Never at the end of a sentence: what they shorten always goes on.
_TITLES = frozenset(
    "mr mrs ms mx dr prof rev hon gov gen sen rep lt col capt cmdr sgt maj adm st mt ft messrs mme "
    "mlle vs cf ca approx resp dept univ e.g i.e bzw z.b d.h hr hrn frl".split()
)
# The same before a figure.
_NUMBERED = frozenset("no nos vol p pp fig figs art ch sec para ed nr abs op".split())
# At the end of a sentence only where the next word is one that starts sentences.
_MAYBE = frozenset(
    "inc ltd co corp plc llc etc jr sr al ph.d m.d b.a m.a d.c a.m p.m bc ad usw "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri".split()
)
_STARTERS = frozenset(
    "the a an he she it they we you i this that these those his her its their our my there here "
    "in on at by for from with to as but and or so if when while after before since because "
    "although though however moreover meanwhile then thus also what who why how where which "
    "some many most all no nobody nothing none everyone everybody someone somebody not one both "
    "each every another other such mr mrs ms dr".split()
)
_CLOSERS = "\"'”’»›)]}」』】"
_MARKS = ".!?…؟।॥۔։።"
# Thai and its neighbours end a sentence with a space, but part clauses and names with one too.
_SOUTHEAST = "\u0e01-\u0e4e\u0e81-\u0ecd\u1000-\u103f\u1780-\u17d3"
_FEWEST_BETWEEN_SPACES = 60
# Marks of footnotes belong to the sentence before them: "It sank.[12] It rose again."
_NOTES = r"(?:\[(?:\d{1,3}|[a-z]|(?:note|nb) \d{1,3}|citation needed)\])*+"
# The look-behinds keep both linear: a run of marks or of spaces is tried once, at its start.
_TERMINATOR = re.compile(
    rf"(?<![{_MARKS}])[{_MARKS}]++[{re.escape(_CLOSERS)}]*+{_NOTES}(?=\s)"
    rf"|[。！？｡។៕။]++[{re.escape(_CLOSERS)}]*+"
    rf"|(?<=[{_SOUTHEAST}])[^\S\n]++(?=[{_SOUTHEAST}])"
)
_GAP = re.compile(
    r"(?<![^\S\n])[^\S\n]*+\n[^\S\n]*+(?:\n\s*+|(?=(?:[-*•–]|\d{1,3}[.)])[^\S\n]++\S))"
)
_MARKER = re.compile(r"(?:[-*•–]|\d{1,3}[.)])\s+(?=\S)")
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘«—–-]*$")
_FIRST_WORD = re.compile(r"[\s\"'“‘«(\[]*([^\W\d_]*)")


def split(text: str, within: Span | None = None) -> list[Span]:
    """Return the spans of the sentences of `text`, in order, without white space around them.

    Every character that is neither white space nor a list marker belongs to exactly one of them.

    Args:
        text: The text.
        within: The part of it to split; all of it by default.
    """
    whole = within or Span(0, len(text))
    spans: list[Span] = []
    start = whole.start
    for gap in _GAP.finditer(text, whole.start, whole.end):
        spans.extend(_line_sentences(text, Span(start, gap.start())))
        start = gap.end()
    spans.extend(_line_sentences(text, Span(start, whole.end)))
    return spans


def _line_sentences(text: str, block: Span) -> list[Span]:
    marker = _MARKER.match(text, block.start, block.end)
    start = marker.end() if marker else block.start
    spans: list[Span] = []
    for found in _TERMINATOR.finditer(text, start, block.end):
        if _ends_sentence(text, start, found, block.end):
            spans.append(Span(start, found.end()))
            start = found.end()
    spans.append(Span(start, block.end))
    return [span for span in (_stripped(text, span) for span in spans) if span.start < span.end]


def _ends_sentence(text: str, start: int, found: re.Match[str], end: int) -> bool:
    if found.group().isspace():
        return min(found.start() - start, end - found.end()) >= _FEWEST_BETWEEN_SPACES
    ending = found.group().partition("[")[0]
    marks = ending.rstrip(_CLOSERS)
    following = _FIRST_WORD.match(text, found.end(), end)
    word = following.group(1) if following else ""
    if marks != ".":
        return not (word and word[0].islower() and marks[-1] in "!?…." and _quoted(ending))
    if word and word[0].islower():
        return False
    last = _LAST_WORD.search(text, max(start, found.start() - 40), found.start())
    before = last.group().lower() if last else ""
    if before in _TITLES or (before in _NUMBERED and _digit_follows(text, found.end(), end)):
        return False
    if before in _MAYBE or _is_initials(before):
        return word.lower() in _STARTERS
    return True


def _quoted(ending: str) -> bool:
    """A mark before a lower-case word ends nothing: “Stop!” he said; wait… what."""
    return ending[-1] in _CLOSERS or ending[-1] == "…" or ending == "..."


def _digit_follows(text: str, start: int, end: int) -> bool:
    return text[start : min(end, start + 4)].lstrip()[:1].isdigit()


def _is_initials(word: str) -> bool:
    """Tell `J`, `U.S` and `J.R.R` from words."""
    return bool(word) and all(len(part) == 1 and part.isalpha() for part in word.split("."))


def _stripped(text: str, span: Span) -> Span:
    found = span.of(text)
    start = span.start + len(found) - len(found.lstrip())
    return Span(start, max(start, span.end - (len(found) - len(found.rstrip()))))
