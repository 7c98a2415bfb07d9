"""What the same thing is called: groups of names, and terms in which each group is one term.

Groups come from a curated list (English only), from an article's front matter, and from
appositions in its text, such as "Harbour Pilots' Union (HPU)" or "the Long Barn, or Town Hall,".
"""

from __future__ import annotations

import re
from collections import ChainMap
from copy import copy
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, MutableMapping, Sequence

Group = tuple[str, ...]
_Phrase = tuple[str, ...]
# No word starts with it, so no word is mistaken for a group.
_SIGN = "="
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_NAME = (
    rf"(?<![\w'’-]){_CAPITAL}[\w'’-]*+"
    rf"(?:[ \n](?:(?:of|the|for|and|de|la|al|el)[ \n]|[ae]l-)?{_CAPITAL}[\w'’-]*+){{0,6}}"
)
_SHORT = re.compile(rf"(?P<long>{_NAME})[ \n]\((?:the )?(?P<short>[A-Z][A-Z.&-]{{1,9}})\)")
# Without an article, "or" mostly offers a choice: "from Paris, or London,".
_OR = re.compile(
    rf"(?:(?P<definite>(?<=\bthe[ \n])|(?=The[ \n]))|)(?P<one>{_NAME}),[ \n]"
    rf"(?(definite)(?:or|also (?:called|known as))|also (?:called|known as))[ \n]"
    rf"(?:the )?(?P<other>{_NAME})(?=[,.;)])"
)


class Aliases:
    """Groups of names, each told by the terms it is made of."""

    def __init__(self, groups: Iterable[Group], terms: Callable[[str], Sequence[str]]) -> None:
        """Take groups of names; those that share one are one group.

        Args:
            groups: Each holds the names of one thing.
            terms: Cuts a name into terms, as passages and questions are cut.
        """
        self._terms = terms
        self._signs: MutableMapping[_Phrase, str] = {}
        # The lengths of the names that start with a term, longest first.
        self._sizes: MutableMapping[str, list[int]] = {}
        self._take(_merged(self._phrases(groups)))

    def _phrases(self, groups: Iterable[Group]) -> Iterator[tuple[_Phrase, ...]]:
        return (tuple(tuple(self._terms(name)) for name in group) for group in groups)

    def _take(self, merged: Iterable[Collection[_Phrase]]) -> None:
        """Overlay what is held with groups that no other group shares a name with."""
        signs: dict[_Phrase, str] = {}
        sizes: dict[str, set[int]] = {}
        for phrases in merged:
            sign = _SIGN + " ".join(min(phrases, key=lambda phrase: (len(phrase), phrase)))
            for phrase in phrases:
                signs[phrase] = sign
                sizes.setdefault(phrase[0], {*self._sizes.get(phrase[0], ())}).add(len(phrase))
        lengths = {term: sorted(found, reverse=True) for term, found in sizes.items()}
        self._signs = ChainMap(signs, self._signs) if self._signs else signs
        self._sizes = ChainMap(lengths, self._sizes) if self._sizes else lengths

    def extended(self, groups: Iterable[Group]) -> tuple[Aliases, list[_Phrase]]:
        """Return these groups together with others, and the names whose term is another now."""
        new = list(self._phrases(groups))
        touched = {self._signs.get(phrase) for group in new for phrase in group} - {None}
        old = [
            tuple(phrase for phrase, sign in self._signs.items() if sign == one) for one in touched
        ]
        other: Aliases = copy(self)
        merged = _merged([*old, *new])
        other._take(merged)
        told = (phrase for phrases in merged for phrase in phrases)
        changed = [one for one in told if self._signs.get(one) != other._signs[one]]
        return (other, changed) if changed else (self, [])

    def signs_with(self, term: str) -> list[str]:
        """Return the terms of the groups that have a name in which a word's term stands."""
        return [sign for phrase, sign in self._signs.items() if term in phrase]

    def __contains__(self, term: str) -> bool:
        """Tell whether a name starts with a term."""
        return term in self._sizes

    def fold(self, terms: Sequence[str]) -> list[tuple[str, int]]:
        """Return terms with each name replaced by its group's one term, and how many it took."""
        folded: list[tuple[str, int]] = []
        at = 0
        while at < len(terms):
            term, size = self._at(terms, at)
            folded.append((term, size))
            at += size
        return folded

    def _at(self, terms: Sequence[str], at: int) -> tuple[str, int]:
        for size in self._sizes.get(terms[at], ()):
            phrase = tuple(terms[at : at + size])
            if phrase in self._signs:
                return self._signs[phrase], len(phrase)
        return terms[at], 1


def is_group(term: str) -> bool:
    """Tell a group's term from a word's."""
    return term.startswith(_SIGN)


def curated(language: str) -> tuple[Group, ...]:
    """Return the groups that ship for a language; none but for English."""
    return _listed() if language == "en" else ()


def appositions(text: str) -> Iterator[Group]:
    """Yield the names that a text itself says are of one thing."""
    for found in _SHORT.finditer(text):
        long = _ending_in(found["long"], found["short"])
        if long:
            yield long, found["short"]
    for found in _OR.finditer(text):
        yield found["one"], found["other"]


def _ending_in(name: str, short: str) -> str:
    """Return the end of a name whose capitals are the abbreviation's letters; empty if none."""
    letters = [letter for letter in short if letter.isalpha()]
    words = name.split()
    for start in range(len(words)):
        capitals = [word[0] for word in words[start:] if word[0].isupper()]
        if capitals == letters and words[start][0].isupper():
            return " ".join(words[start:])
    return ""


def _merged(groups: Iterable[tuple[_Phrase, ...]]) -> list[set[_Phrase]]:
    """Return the phrases of groups; groups that share one are together."""
    together: dict[_Phrase, set[_Phrase]] = {}
    for group in groups:
        phrases = [phrase for phrase in group if phrase]
        for phrase in phrases:
            found = together.setdefault(phrase, {phrase})
            small, large = sorted((found, together[phrases[0]]), key=len)
            if small is not large:
                large |= small
                together |= dict.fromkeys(small, large)
    merged = {id(found): found for found in together.values()}
    return [found for found in merged.values() if len(found) > 1]


@cache
def _listed() -> tuple[Group, ...]:
    lines = (files("knowledge") / "word_lists" / "aliases_en.txt").read_text(encoding="utf-8")
    named = (line for line in lines.splitlines() if line and not line.startswith("#"))
    return tuple(tuple(name.strip() for name in line.split(",")) for line in named)
