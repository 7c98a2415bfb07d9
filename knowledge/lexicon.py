"""What a knowledge base knows of the words of one language: their terms, names and spellings."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.aliases import Aliases, appositions, curated, is_group
from knowledge.analysis import Analyzer, words
from knowledge.model import Span
from knowledge.rarity import rarity
from knowledge.spelling import allowed, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
        groups = [*curated(language)]
        for article in articles:
            groups += [*article.aliases, *appositions(article.text)]
        self._aliases = Aliases(groups, self._analyzer.terms)
        # By length, in the order of the texts: between equally near words the choice stays the same.
        self._words: defaultdict[int, dict[str, None]] = defaultdict(dict)
        self._stems: set[str] = set()

    def learn(self, text: str) -> tuple[list[str], list[str]]:
        """Return the terms and the prefixes of a text, both in order, and remember its words."""
        content = self._analyzer.content(text)
        stems = self._analyzer.stems(content)
        for word in content:
            self._words[len(word)][word] = None
        self._stems.update(stems)
        return [term for term, _ in self._aliases.fold(stems)], prefixes(content)

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
        return stem in self._stems or stem in self._aliases

    def meant(self, word: str) -> str | None:
        """Return the word of the texts that an unknown folded word is most likely meant to be."""
        reach = range(len(word) - allowed(word), len(word) + allowed(word) + 1)
        return nearest(word, [held for length in reach for held in self._words.get(length, ())])

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


def without_possessive(word: str) -> str:
    """Return a word as it is called by itself: `Orrin’s` → `Orrin`."""
    return re.sub(r"['’ʼ＇][sS]$", "", word)


def prefixes(content: Iterable[str]) -> list[str]:
    """Return what each folded word shares with the words of its family."""
    return [word[:_PREFIX] for word in content]
