"""A knowledge base: an immutable snapshot of articles, cut, analysed and indexed.

A question is answered from one snapshot from beginning to end, whatever is reloaded meanwhile.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge import sentences
from knowledge.analysis import Analyzer
from knowledge.engine import BM25Engine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.engine import Engine
    from knowledge.model import Article, Passage, Span
    from knowledge.reading import Reading


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
    _analyzers: Mapping[str, Analyzer] = field(repr=False)
    _ranges: Mapping[str, range] = field(repr=False)

    def terms(self, question: str) -> list[str]:
        """Return the question's terms in every language that the articles are in, once each."""
        found = [term for analyzer in self._analyzers.values() for term in analyzer.terms(question)]
        return list(dict.fromkeys(found))

    def within(self, article: str) -> range | None:
        """Return the positions of an article's passages; None where there is no such article."""
        return self._ranges.get(article)


def build(readings: Sequence[Reading]) -> KnowledgeBase:
    """Cut, analyse and index articles. Their ids have to differ."""
    articles = tuple(reading.article for reading in readings)
    passages = tuple(passage for reading in readings for passage in reading.passages)
    languages = sorted({article.language for article in articles}) or ["en"]
    analyzers = {language: Analyzer(language) for language in languages}
    cut = tuple(_sentences(passage, analyzers) for passage in passages)
    terms = [[term for sentence in found for term in sentence.terms] for found in cut]
    ranges: dict[str, range] = {}
    for reading in readings:
        start = max((held.stop for held in ranges.values()), default=0)
        ranges[reading.article.id] = range(start, start + len(reading.passages))
    engine = BM25Engine(passages, terms)
    return KnowledgeBase(_revision(passages), articles, passages, cut, engine, analyzers, ranges)


def _sentences(passage: Passage, analyzers: Mapping[str, Analyzer]) -> tuple[Sentence, ...]:
    text, analyzer = passage.article.text, analyzers[passage.article.language]
    return tuple(
        Sentence(span, tuple(analyzer.terms(span.of(text))))
        for span in sentences.split(text, passage.span)
    )


def _revision(passages: Sequence[Passage]) -> str:
    digest = hashlib.sha256()
    last = None
    for passage in passages:
        if passage.article is not last:
            last = passage.article
            facts = (last.id, last.title, last.source, last.author, last.published, last.url)
            digest.update(repr((*facts, last.language, last.text)).encode())
        place = (passage.span.start, passage.span.end, passage.kind.value, passage.heading)
        named = (passage.number, passage.total, passage.credit)
        digest.update(repr((*place, *named)).encode())
    return digest.hexdigest()[:12]
