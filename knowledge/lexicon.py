"""What a knowledge base knows of the words of one language: their terms, names and spellings."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from knowledge.aliases import Aliases, appositions, curated, is_group
from knowledge.analysis import Analyzer, words
from knowledge.model import Span
from knowledge.rarity import rarity
from knowledge.spelling import allowed, nearest
from knowledge.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.model import Article

# Words of one family, such as found, founder and foundation, mostly share five letters.
_PREFIX = 5
# A name is worth at least this much, even where its words are common: the United States, US.
_NAME_RARITY = 2.0


@dataclass(frozen=True, slots=True)
class Worth:
    """A term of a question, the folded words it stands for, and their background rarity."""

    term: str
    words: str
    rarity: float


class Lexicon:
    """Cuts texts and questions of one language into terms.

    It learns the words of every text it cuts, so that a question's misspelt ones can be told.
    """

    def __init__(self, language: str, articles: Iterable[Article]) -> None:
        """Take a language, and the articles in it for the names they tell of."""
        self._analyzer = Analyzer(language)
        self._aliases = Aliases([*curated(language), *_named(articles)], self._analyzer.terms)
        self._vocabulary = Vocabulary()

    def extended(self, articles: Iterable[Article]) -> tuple[Lexicon, list[tuple[str, ...]]]:
        """Return a lexicon that knows further articles too, and shares what this one knows.

        The second value are the names, as terms, that it folds otherwise than this one does.
        """
        other: Lexicon = copy(self)
        other._aliases, changed = self._aliases.extended(_named(articles))
        other._vocabulary = Vocabulary(self._vocabulary)
        return other, changed

    def learn(self, text: str) -> tuple[list[str], list[str]]:
        """Return the terms and the prefixes of a text, both in order, and remember its words."""
        content = self._vocabulary.once(self._analyzer.content(text))
        stems = self._vocabulary.once(self._analyzer.stems(content))
        self._vocabulary.learn(content, stems)
        begun = self._vocabulary.once(prefixes(content))
        return [term for term, _ in self._aliases.fold(stems)], begun

    def renamed(self, terms: Sequence[str], text: str) -> list[str]:
        """Return the terms of a text that had other terms before more names were known.

        Args:
            terms: Its terms before.
            text: The text, cut anew only where its words stood for a name.
        """
        if any(map(is_group, terms)):
            terms = self._vocabulary.once(self._analyzer.terms(text))
        return [term for term, _ in self._aliases.fold(terms)]

    def settle(self) -> None:
        """Take as little memory as can be for what was learnt: there is hardly more to come."""
        self._vocabulary.settle()

    def signs_with(self, term: str) -> list[str]:
        """Return the terms of the groups that have a name in which a word's term stands."""
        return self._aliases.signs_with(term)

    def content(self, question: str) -> list[str]:
        """Return the folded words of a question that are no stop words, in order."""
        return self._analyzer.content(question)

    def places(self, text: str, within: Span) -> list[tuple[str, Span]]:
        """Return the terms of a part of a text, each with where its words stand."""
        found = [
            (word, Span(*match.span()))
            for match in words(text, within)
            for word in self._analyzer.content(match.group())
        ]
        placed: list[tuple[str, Span]] = []
        at = 0
        for term, size in self._aliases.fold(self._analyzer.stems(word for word, _ in found)):
            placed.append((term, Span(found[at][1].start, found[at + size - 1][1].end)))
            at += size
        return placed

    def knows(self, word: str) -> bool:
        """Tell whether a folded word, or another form of it, stands in a text or is a name."""
        (stem,) = self._analyzer.stems([word])
        return self._vocabulary.has_stem(stem) or stem in self._aliases

    def meant(self, word: str) -> str | None:
        """Return the word of the texts that an unknown folded word is most likely meant to be."""
        reach = range(len(word) - allowed(word), len(word) + allowed(word) + 1)
        held = map(self._vocabulary.words, reach)
        return nearest(word, [*chain.from_iterable(held)])

    def spelt(self, word: str, text: str) -> str | None:
        """Return a folded word as it first stands in a text; None where it does not."""
        found = (match.group() for match in words(text))
        spelt = next((one for one in found if word in self._analyzer.content(one)), None)
        return spelt and without_possessive(spelt)

    def terms(self, content: Sequence[str]) -> list[Worth]:
        """Return the terms of folded words, in order."""
        found: list[Worth] = []
        at = 0
        for term, size in self._aliases.fold(self._analyzer.stems(content)):
            taken = content[at : at + size]
            least = _NAME_RARITY if is_group(term) else 0.0
            rarities = [rarity(word, self._analyzer.language) for word in taken]
            found.append(Worth(term, " ".join(taken), max(least, *rarities)))
            at += size
        return found


def _named(articles: Iterable[Article]) -> Iterator[tuple[str, ...]]:
    """Yield the names that articles say are of one thing."""
    for article in articles:
        yield from article.aliases
        yield from appositions(article.text)


def without_possessive(word: str) -> str:
    """Return a word as it is called by itself: `Orrin’s` → `Orrin`."""
    return re.sub(r"['’ʼ＇][sS]$", "", word)


def prefixes(content: Iterable[str]) -> list[str]:
    """Return what each folded word shares with the words of its family."""
    return [word[:_PREFIX] for word in content]
