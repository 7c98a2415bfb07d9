"""Other search libraries, each as a function from texts to a function from a question to scores.

A score above another means a better text; 0 means that no word is shared. Each is used as its
documentation shows, since that is what somebody would have instead of Pilcrow.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import Analyzer

Scores = Callable[[str], NDArray[np.float64]]
Peer = Callable[[Sequence[str]], Scores]


def okapi(texts: Sequence[str]) -> Scores:
    """`rank_bm25.BM25Okapi` on words between spaces: what its own documentation shows."""
    index = import_module("rank_bm25").BM25Okapi([text.lower().split() for text in texts])
    return lambda question: index.get_scores(question.lower().split())


def bm25_plus(texts: Sequence[str]) -> Scores:
    """`rank_bm25.BM25Plus` on Pilcrow's own terms: stems without stop words."""
    terms = Analyzer("en").terms
    rank_bm25 = import_module("rank_bm25")
    index = rank_bm25.BM25Plus([terms(text) for text in texts], k1=1.2, b=0.75, delta=0)
    return lambda question: index.get_scores(terms(question))


def bm25s(texts: Sequence[str]) -> Scores:
    """`bm25s` with its own words and stop words, and PyStemmer."""
    module = import_module("bm25s")
    stemmer = import_module("Stemmer").Stemmer("english")

    def tokenized(them: Sequence[str]) -> list[list[str]]:
        return module.tokenize(them, stemmer=stemmer, return_ids=False, show_progress=False)

    index = module.BM25()
    index.index(tokenized(texts), show_progress=False)

    def scores(question: str) -> NDArray[np.float64]:
        terms = tokenized([question])[0]
        return index.get_scores(terms) if terms else np.zeros(len(texts))

    return scores


def fts5(texts: Sequence[str]) -> Scores:
    """SQLite's full-text search with its porter stemmer."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize='porter unicode61')")
    database.executemany("INSERT INTO texts(rowid, text) VALUES (?, ?)", enumerate(texts))
    select = "SELECT rowid, -bm25(texts) FROM texts WHERE texts MATCH ?"

    def scores(question: str) -> NDArray[np.float64]:
        query = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        found = database.execute(select, (query,)).fetchall() if query else []
        return _spread(found, len(texts))

    return scores


def tantivy(texts: Sequence[str]) -> Scores:
    """`tantivy`, Rust's Lucene, with its English stemmer."""
    module = import_module("tantivy")
    schema = module.SchemaBuilder()
    schema.add_text_field("text", tokenizer_name="en_stem")
    schema.add_unsigned_field("at", stored=True)
    index = module.Index(schema.build())
    writer = index.writer(num_threads=1)
    for at, text in enumerate(texts):
        writer.add_document(module.Document(text=text, at=at))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def scores(question: str) -> NDArray[np.float64]:
        # Lower case, so that no word of a question is an operator.
        words = " ".join(re.findall(r"\w+", question.lower()))
        hits = searcher.search(index.parse_query(words, ["text"]), limit=len(texts)).hits
        found = [(searcher.doc(place)["at"][0], score) for score, place in hits]
        return _spread(found, len(texts))

    return scores


PEERS: dict[str, Peer] = {
    "rank_bm25, .split()": okapi,
    "BM25Plus, our terms": bm25_plus,
    "bm25s": bm25s,
    "SQLite FTS5, porter": fts5,
    "tantivy, en_stem": tantivy,
}


def available() -> tuple[dict[str, Peer], list[str]]:
    """Return the peers that can be used here, and the names of those that cannot."""
    missing = [name for name, peer in PEERS.items() if not _works(peer)]
    return {name: peer for name, peer in PEERS.items() if name not in missing}, missing


def _works(peer: Peer) -> bool:
    try:
        peer(["A text.", "Another one."])
    except (ImportError, sqlite3.OperationalError):
        return False
    return True


def _spread(found: Sequence[tuple[int, float]], size: int) -> NDArray[np.float64]:
    scores = np.zeros(size)
    for at, score in found:
        scores[at] = score
    return scores
