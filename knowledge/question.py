"""A question → a `Query`: its terms, what they are worth, and which words were taken for others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from knowledge.analysis import STOP_WORDS, fold, words
from knowledge.lexicon import prefixes, without_possessive
from knowledge.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from knowledge.lexicon import Lexicon


_PRONOUNS = frozenset(
    "he she it they him her them his hers its their theirs this that these those there one".split()
)
# A name from an earlier turn counts half; three turns back is as far as people expect.
_TURN, _MOST_TURNS = 0.5, 3
# Here "there" stands for no place.
_EXISTS = re.compile(r"\b(?:is|are|was|were|be|been) there\b", re.IGNORECASE)
_INSIDE_NAMES = (" ", "-", " al-", " el-", " of ", " de ", " van ", " von ")


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is searched for.

    Attributes:
        text: As it was asked.
        sequence: Its terms in order, repetitions included.
        rarity: Each term's background rarity, in the order of their first standing.
        words: The folded words that each term stands for.
        prefixes: The first letters of its content words, once each.
        asked: All its words, folded.
        corrections: Folded words that stand nowhere, with the ones searched for in their place.
        weights: What terms count that come from the turns before; 1 for the others.
        assumed: The names that come from there, as they stand there.
    """

    text: str
    sequence: tuple[str, ...]
    rarity: Mapping[str, float]
    words: Mapping[str, str]
    prefixes: tuple[str, ...]
    asked: frozenset[str]
    corrections: Mapping[str, str]
    weights: Mapping[str, float] = field(default_factory=dict[str, float])
    assumed: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """Its terms, once each."""
        return tuple(self.rarity)


def analyse(question: str, lexicons: Sequence[Lexicon], turns: Sequence[str] = ()) -> Query:
    """Return what to search for, in every language that the lexicons are of.

    Args:
        question: As it was asked.
        lexicons: What is known of each language.
        turns: What was said before, the latest first. Its names are searched for too, at lower
            weight, where the question says little by itself ("and when did he leave?").
    """
    query = _analysed(question, lexicons)
    return _with_turns(query, lexicons, turns) if turns and leans(query) else query


def leans(query: Query) -> bool:
    """Tell whether a question rests on what was said before: pronouns, and hardly anything else."""
    pronouns = query.asked & _PRONOUNS - ({"there"} if _EXISTS.search(query.text) else set())
    return len(query.terms) <= (2 if pronouns else 0) and bool(query.asked)


def _with_turns(query: Query, lexicons: Sequence[Lexicon], turns: Sequence[str]) -> Query:
    for turn in turns[:_MOST_TURNS]:
        named = {name: _analysed(name, lexicons) for name in names(turn)}
        new = {name: found for name, found in named.items() if set(found.terms) - {*query.terms}}
        if new:
            return _joined(query, new)
    return query


def _joined(query: Query, named: Mapping[str, Query]) -> Query:
    """Return the query with the terms of names beside its own, at lower weight."""
    rarity, words, weights = dict(query.rarity), dict(query.words), dict(query.weights)
    for found in named.values():
        for term in found.terms:
            if term not in rarity:
                rarity[term], weights[term] = _TURN * found.rarity[term], _TURN
                words[term] = found.words[term]
    return replace(query, rarity=rarity, words=words, weights=weights, assumed=tuple(named))


def names(text: str) -> list[str]:
    """Return the names in a text: runs of capitalised words, function words left out."""
    runs: list[tuple[int, int]] = []
    for word in words(text):
        if word.group()[0].isupper() and fold(word.group()) not in STOP_WORDS["en"]:
            start = word.start()
            if runs and text[runs[-1][1] : start] in _INSIDE_NAMES:
                start = runs.pop()[0]
            runs.append((start, word.end()))
    found = (without_possessive(text[start:end]) for start, end in runs)
    return list(dict.fromkeys(found))


def _analysed(question: str, lexicons: Sequence[Lexicon]) -> Query:
    """Cut a question by its own language's lexicon, and add what the others know of it.

    Its own is the one that knows most of it: to another language, its function words are strange
    words, which would make any question look as if nothing answered it.
    """
    contents = {lexicon: lexicon.content(question) for lexicon in lexicons}
    home = min(contents, key=lambda lexicon: _strange(lexicon, contents[lexicon]))
    corrections = _corrections(dict.fromkeys(contents[home]), lexicons)
    sequence: list[str] = []
    rarities: dict[str, float] = {}
    shown: dict[str, str] = {}
    begun: dict[str, None] = {}
    for lexicon, content in contents.items():
        used = (corrections.get(word, word) for word in content)
        meant = [word for word in used if lexicon is home or lexicon.knows(word)]
        for worth in lexicon.terms(meant):
            sequence.append(worth.term)
            rarities.setdefault(worth.term, worth.rarity)
            shown.setdefault(worth.term, worth.words)
        begun |= dict.fromkeys(prefixes(meant))
    asked = frozenset(fold(found.group()) for found in words(question))
    return Query(question, tuple(sequence), rarities, shown, tuple(begun), asked, corrections)


def _strange(lexicon: Lexicon, content: Iterable[str]) -> int:
    return sum(not lexicon.knows(word) for word in content)


def _corrections(content: Iterable[str], lexicons: Sequence[Lexicon]) -> dict[str, str]:
    """Return the words that no lexicon knows, each with the word it is taken for."""
    unknown = [word for word in content if not any(lexicon.knows(word) for lexicon in lexicons)]
    meant = {word: [lexicon.meant(word) for lexicon in lexicons] for word in unknown}
    best = ((word, nearest(word, [*filter(None, found)])) for word, found in meant.items())
    return {word: found for word, found in best if found is not None}
