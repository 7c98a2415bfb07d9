"""A knowledge base: an immutable snapshot of articles, cut, analysed and indexed.

A question is answered from one snapshot from beginning to end, whatever is reloaded meanwhile.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import ChainMap
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain, count, islice, pairwise
from typing import TYPE_CHECKING

import numpy as np

from knowledge import sentences
from knowledge.engine import BM25Engine
from knowledge.index import Index
from knowledge.lexicon import Lexicon
from knowledge.packing import digest
from knowledge.question import analyse

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

    from knowledge.engine import Engine
    from knowledge.model import Article, Passage, Span
    from knowledge.question import Query
    from knowledge.reading import Reading


# Sentences are short and about as long as each other: repetition and length count less than in
# paragraphs. Fitted with the weights in `ranking`.
_SENTENCE_K1, _SENTENCE_B = 0.9, 0.4


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: its span in the article, and its terms in order."""

    span: Span
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class KnowledgeBase:
    """Articles that can be asked.

    Attributes:
        revision: The first 12 hexadecimal digits of the SHA-256 of all that is in it.
        digests: The digest of each reading as it was given, in order.
        readings: The articles with their passages, in the order they were given.
        passages: All articles' passages, in reading order.
        sentences: The sentences of each passage, in the order of `passages`.
        engine: Brings up passages for terms.
        ranges: The positions of each article's passages, by its id.
        lexicons: What is known of each language of the articles.
        prefixes: The prefixes of all passages' sentences, in order.
        first: The number of each passage's first sentence among all, and how many there are.
    """

    revision: str
    digests: tuple[str, ...] = field(repr=False)
    readings: tuple[Reading, ...] = field(repr=False)
    passages: tuple[Passage, ...] = field(repr=False)
    sentences: tuple[tuple[Sentence, ...], ...] = field(repr=False)
    engine: Engine = field(repr=False)
    ranges: ChainMap[str, range] = field(repr=False)
    lexicons: Mapping[str, Lexicon] = field(repr=False)
    prefixes: Index = field(repr=False)
    first: array[int] = field(repr=False)

    @property
    def articles(self) -> tuple[Article, ...]:
        """Its articles, in the order they were given."""
        return tuple(reading.article for reading in self.readings)

    def reading(self, article: str) -> Reading | None:
        """Return an article with its passages; None where there is no such article."""
        return next((one for one in self.readings if one.article.id == article), None)

    def query(self, question: str, turns: Sequence[str] = ()) -> Query:
        """Analyse a question in every language that the articles are in.

        Args:
            question: As it was asked.
            turns: What was said before it, the latest first.
        """
        return analyse(question, tuple(self.lexicons.values()), turns)

    def places(self, passage: Passage, within: Span, terms: Collection[str]) -> list[Span]:
        """Return where words of a passage stand that are among some terms."""
        lexicon = self.lexicons[passage.article.language]
        placed = lexicon.places(passage.article.text, within)
        return [span for term, span in placed if term in terms]

    def spelt(self, word: str) -> str:
        """Return a folded word as it stands in the first passage that holds it."""
        hits = self.engine.search(self.query(word).terms, len(self.passages))
        texts = ((self.lexicons[hit.passage.article.language], hit.passage.text) for hit in hits)
        spelt = (lexicon.spelt(word, text) for lexicon, text in texts)
        return next(filter(None, spelt), word)

    def terms(self, text: str) -> list[str]:
        """Return the terms of a text in every language that the articles are in, once each."""
        return list(self.query(text).terms)

    def sentence_scores(self, query: Query, positions: Sequence[int]) -> list[list[float]]:
        """Return how well each sentence of some passages matches the query's prefixes, by BM25."""
        first = self.first
        numbers = [number for at in positions for number in range(first[at], first[at + 1])]
        scores = iter(
            self.prefixes.scores_of(query.prefixes, np.array(numbers, dtype=np.intp)).tolist()
        )
        return [list(islice(scores, first[at + 1] - first[at])) for at in positions]

    def within(self, article: str) -> range | None:
        """Return the positions of an article's passages; None where there is no such article."""
        return self.ranges.get(article)


def build(readings: Sequence[Reading]) -> KnowledgeBase:
    """Cut, analyse and index articles. The second `notes` gets the id `notes-2`."""
    digests = tuple(map(digest, readings))
    named = tuple(with_own_ids(readings))
    passages = tuple(passage for reading in named for passage in reading.passages)
    lexicons = _lexicons([reading.article for reading in named])
    cut, prefixes = _cut(passages, lexicons)
    return KnowledgeBase(
        revision_of(digests),
        digests,
        named,
        passages,
        cut,
        BM25Engine(passages, Index(list(map(_terms, cut)))),
        ChainMap(_ranges(named)),
        lexicons,
        Index(prefixes, k1=_SENTENCE_K1, b=_SENTENCE_B),
        array("l", accumulate(map(len, cut), initial=0)),
    )


def extend(base: KnowledgeBase, readings: Sequence[Reading]) -> KnowledgeBase:
    """Return the knowledge base of a base's articles and of others after them.

    It is what `build` makes of all of them, to the last digit of every score, but it costs only
    what is new: the rest is shared with the base. Own ids are as `build` gives them.
    """
    if not base.readings:
        return build(readings)
    digests = (*base.digests, *map(digest, readings))
    named = tuple(with_own_ids(readings, base.ranges))
    passages = tuple(passage for reading in named for passage in reading.passages)
    lexicons, other = _further(base, [reading.article for reading in named])
    cut, prefixes = _cut(passages, lexicons)
    for language in {reading.article.language for reading in named}:
        lexicons[language].settle()
    every = (*base.passages, *passages)
    return KnowledgeBase(
        revision_of(digests),
        digests,
        (*base.readings, *named),
        every,
        (*(other.get(at, found) for at, found in enumerate(base.sentences)), *cut),
        base.engine.extended(
            every, list(map(_terms, cut)), {at: _terms(found) for at, found in other.items()}
        ),
        base.ranges.new_child(_ranges(named, len(base.passages))),
        lexicons,
        base.prefixes.extended(prefixes),
        base.first + array("l", accumulate(map(len, cut), initial=base.first[-1]))[1:],
    )


def _ranges(readings: Sequence[Reading], start: int = 0) -> dict[str, range]:
    stops = accumulate(map(len, (reading.passages for reading in readings)), initial=start)
    return {
        reading.article.id: range(start, stop)
        for reading, (start, stop) in zip(readings, pairwise(stops), strict=True)
    }


def _lexicons(articles: Sequence[Article]) -> dict[str, Lexicon]:
    languages = dict.fromkeys(article.language for article in articles) or {"en": None}
    return {
        language: Lexicon(language, (a for a in articles if a.language == language))
        for language in languages
    }


def _further(
    base: KnowledgeBase, articles: Sequence[Article]
) -> tuple[dict[str, Lexicon], dict[int, tuple[Sentence, ...]]]:
    """Return the lexicons of a base and of further articles.

    The articles may name things that the base's own passages speak of. The second value are the
    sentences of the passages whose terms are others then, by position.
    """
    lexicons = dict(base.lexicons)
    other: dict[int, tuple[Sentence, ...]] = {}
    for language in dict.fromkeys(article.language for article in articles):
        named = [article for article in articles if article.language == language]
        known = base.lexicons.get(language)
        if known is None:
            lexicons[language] = Lexicon(language, named)
            continue
        lexicons[language], names = known.extended(named)
        forms = [[{term, *known.signs_with(term)} for term in name] for name in names]
        for at in _holding(base, forms):
            if base.passages[at].article.language == language:
                other[at] = _folded(base, at, lexicons[language], forms)
    return lexicons, other


def _holding(base: KnowledgeBase, names: Iterable[Sequence[Collection[str]]]) -> set[int]:
    """Return the positions of the passages in which names may stand: all their terms do.

    Args:
        base: The passages.
        names: The terms of each, with what each may be folded into.
    """
    found: set[int] = set()
    for name in names:
        held = [set(chain.from_iterable(map(base.engine.holders, forms))) for forms in name]
        found |= held[0].intersection(*held)
    return found


def _folded(
    base: KnowledgeBase, position: int, lexicon: Lexicon, names: Sequence[Sequence[set[str]]]
) -> tuple[Sentence, ...]:
    """Return the sentences of a passage, with new terms for those in which names may stand."""
    text = base.passages[position].article.text
    return tuple(
        replace(found, terms=tuple(lexicon.renamed(found.terms, found.span.of(text))))
        if any(not any(map(frozenset(found.terms).isdisjoint, name)) for name in names)
        else found
        for found in base.sentences[position]
    )


def _cut(
    passages: Sequence[Passage], lexicons: Mapping[str, Lexicon]
) -> tuple[tuple[tuple[Sentence, ...], ...], list[list[str]]]:
    """Return the sentences of passages, and the prefixes of the content words of each sentence."""
    cut: list[tuple[Sentence, ...]] = []
    prefixes: list[list[str]] = []
    for passage in passages:
        text = passage.article.text
        lexicon = lexicons[passage.article.language]
        spans = sentences.split(text, passage.span)
        learnt = [lexicon.learn(span.of(text)) for span in spans]
        told = zip(spans, learnt, strict=True)
        cut.append(tuple(Sentence(span, tuple(terms)) for span, (terms, _) in told))
        prefixes += [begun for _, begun in learnt]
    return tuple(cut), prefixes


def _terms(found: Sequence[Sentence]) -> list[str]:
    return [term for sentence in found for term in sentence.terms]


def readings_of(base: KnowledgeBase) -> list[Reading]:
    """Return what a base is built of, in order."""
    return list(base.readings)


def revision_of(digests: Iterable[str]) -> str:
    """Return the revision of the base whose readings have these digests, in order."""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()[:12]


def with_own_ids(readings: Iterable[Reading], before: Container[str] = ()) -> Iterator[Reading]:
    """Give the second `notes` the id `notes-2`: a.txt and a.md make the same one.

    Args:
        readings: Some articles.
        before: Ids that are taken already.
    """
    taken: set[str] = set()
    for reading in readings:
        wanted = reading.article.id
        names = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
        name = next(name for name in names if name not in taken and name not in before)
        taken.add(name)
        yield reading if name == wanted else _renamed(reading, name)


def _renamed(reading: Reading, name: str) -> Reading:
    article = replace(reading.article, id=name)
    passages = tuple(replace(passage, article=article) for passage in reading.passages)
    return replace(reading, article=article, passages=passages)
