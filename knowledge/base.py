"""A knowledge base: an immutable snapshot of articles, cut, analysed and indexed.

A question is answered from one snapshot from beginning to end, whatever is reloaded meanwhile.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import accumulate, islice
from typing import TYPE_CHECKING

import numpy as np

from knowledge import sentences
from knowledge.engine import BM25Engine, Index
from knowledge.lexicon import Lexicon
from knowledge.question import analyse

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

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
        articles: In the order they were read.
        passages: All articles' passages, in reading order.
        sentences: The sentences of each passage, in the order of `passages`.
        engine: Brings up passages for terms.
    """

    revision: str
    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]
    sentences: tuple[tuple[Sentence, ...], ...] = field(repr=False)
    engine: Engine = field(repr=False)
    _lexicons: Mapping[str, Lexicon] = field(repr=False)
    _ranges: Mapping[str, range] = field(repr=False)
    _prefixes: Index = field(repr=False)
    _first: Sequence[int] = field(repr=False)

    def query(self, question: str, turns: Sequence[str] = ()) -> Query:
        """Analyse a question in every language that the articles are in.

        Args:
            question: As it was asked.
            turns: What was said before it, the latest first.
        """
        return analyse(question, tuple(self._lexicons.values()), turns)

    def places(self, passage: Passage, within: Span, terms: Collection[str]) -> list[Span]:
        """Return where words of a passage stand that are among some terms."""
        lexicon = self._lexicons[passage.article.language]
        placed = lexicon.places(passage.article.text, within)
        return [span for term, span in placed if term in terms]

    def spelt(self, word: str) -> str:
        """Return a folded word as it stands in the first passage that holds it."""
        hits = self.engine.search(self.query(word).terms, len(self.passages))
        texts = ((self._lexicons[hit.passage.article.language], hit.passage.text) for hit in hits)
        spelt = (lexicon.spelt(word, text) for lexicon, text in texts)
        return next(filter(None, spelt), word)

    def terms(self, text: str) -> list[str]:
        """Return the terms of a text in every language that the articles are in, once each."""
        return list(self.query(text).terms)

    def sentence_scores(self, query: Query, positions: Sequence[int]) -> list[list[float]]:
        """Return how well each sentence of some passages matches the query's prefixes, by BM25."""
        first = self._first
        numbers = [number for at in positions for number in range(first[at], first[at + 1])]
        scores = iter(
            self._prefixes.scores_of(query.prefixes, np.array(numbers, dtype=np.intp)).tolist()
        )
        return [list(islice(scores, first[at + 1] - first[at])) for at in positions]

    def within(self, article: str) -> range | None:
        """Return the positions of an article's passages; None where there is no such article."""
        return self._ranges.get(article)


def build(readings: Sequence[Reading]) -> KnowledgeBase:
    """Cut, analyse and index articles. Their ids have to differ."""
    articles = tuple(reading.article for reading in readings)
    passages = tuple(passage for reading in readings for passage in reading.passages)
    lexicons = _lexicons(articles)
    cut: list[tuple[Sentence, ...]] = []
    prefixes: list[list[str]] = []
    for passage in passages:
        found, begun = _analysed(passage, lexicons[passage.article.language])
        cut.append(found)
        prefixes += begun
    terms = [[term for sentence in found for term in sentence.terms] for found in cut]
    return KnowledgeBase(
        _revision(passages),
        articles,
        passages,
        tuple(cut),
        BM25Engine(passages, terms),
        lexicons,
        _ranges(readings),
        Index(prefixes, k1=_SENTENCE_K1, b=_SENTENCE_B),
        tuple(accumulate((len(found) for found in cut), initial=0)),
    )


def _ranges(readings: Sequence[Reading]) -> dict[str, range]:
    stops = accumulate(len(reading.passages) for reading in readings)
    return {
        reading.article.id: range(stop - len(reading.passages), stop)
        for reading, stop in zip(readings, stops, strict=True)
    }


def _lexicons(articles: Sequence[Article]) -> dict[str, Lexicon]:
    languages = dict.fromkeys(article.language for article in articles) or {"en": None}
    return {
        language: Lexicon(language, (a for a in articles if a.language == language))
        for language in languages
    }


def _analysed(passage: Passage, lexicon: Lexicon) -> tuple[tuple[Sentence, ...], list[list[str]]]:
    """Return the sentences of a passage, and the prefixes of the content words of each."""
    text = passage.article.text
    spans = sentences.split(text, passage.span)
    learnt = [lexicon.learn(span.of(text)) for span in spans]
    found = tuple(
        Sentence(span, tuple(terms)) for span, (terms, _) in zip(spans, learnt, strict=True)
    )
    return found, [prefixes for _, prefixes in learnt]


def _revision(passages: Sequence[Passage]) -> str:
    digest = hashlib.sha256()
    last = None
    for passage in passages:
        if passage.article is not last:
            last = passage.article
            facts = (last.id, last.title, last.source, last.author, last.published, last.url)
            digest.update(repr((*facts, last.language, last.aliases, last.text)).encode())
        place = (passage.span.start, passage.span.end, passage.kind.value, passage.heading)
        named = (passage.number, passage.total, passage.credit)
        digest.update(repr((*place, *named)).encode())
    return digest.hexdigest()[:12]
