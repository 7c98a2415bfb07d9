"""The words of texts and their stems: what tells a misspelt word, and what it may be meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.postings import SortedTerms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator


class Vocabulary:
    """Folded words and stems, learnt text by text; it may go on from another, which it shares."""

    def __init__(self, before: Vocabulary | None = None) -> None:
        """Start with nothing, or with what another holds."""
        self._before = before
        # By length, in the order of the texts: between equally near words the choice stays the same.
        self._lengths: dict[int, list[str]] = {}
        self._words: set[str] = set()
        self._stems: set[str] = set()
        self._strings: dict[str, str] = {}
        self._settled: tuple[Collection[str], Collection[str]] = (), ()

    def learn(self, words: Iterable[str], stems: Iterable[str]) -> None:
        """Take the words and the stems of a text."""
        for word in words:
            if not self.has(word):
                self._words.add(word)
                self._lengths.setdefault(len(word), []).append(word)
        self._stems.update(stem for stem in stems if not self.has_stem(stem))

    def once(self, strings: Iterable[str]) -> list[str]:
        """Return equal strings as one object: a text says most of its words many times."""
        return [self.kept(string) or self._strings.setdefault(string, string) for string in strings]

    def kept(self, string: str) -> str | None:
        """Return the object that is kept of a string, if any."""
        return self._strings.get(string) or (self._before and self._before.kept(string))

    def settle(self) -> None:
        """Take as little memory as can be for what was learnt: there is hardly more to come."""
        words, stems = self._settled
        self._settled = SortedTerms({*words, *self._words}), SortedTerms({*stems, *self._stems})
        self._words, self._stems, self._strings = set(), set(), {}

    def has(self, word: str) -> bool:
        """Tell whether a folded word stands in a text."""
        if word in self._words or word in self._settled[0]:
            return True
        return self._before is not None and self._before.has(word)

    def has_stem(self, stem: str) -> bool:
        """Tell whether a form of a word stands in a text."""
        if stem in self._stems or stem in self._settled[1]:
            return True
        return self._before is not None and self._before.has_stem(stem)

    def words(self, length: int) -> Iterator[str]:
        """Yield the folded words of a length, in the order of the texts."""
        if self._before is not None:
            yield from self._before.words(length)
        yield from self._lengths.get(length, ())
