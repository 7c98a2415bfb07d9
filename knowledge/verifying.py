"""A text → the passage it quotes or paraphrases, and whether it is exact, near or not found."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import Match as Block
from difflib import SequenceMatcher
from enum import Enum
from typing import TYPE_CHECKING

from knowledge.analysis import fold, words
from knowledge.answering import ask
from knowledge.model import Answer, Quote, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.base import KnowledgeBase
    from knowledge.model import Passage

# How many passages are compared word by word, and how long a text may be for that.
_DEPTH, _MOST_WORDS = 10, 400
# The least share of the text's words that stand in the passage, in order, for a quotation.
_NEAR = 0.6
_FEWEST_WORDS = 3
# A text that holds this many words in a row of a passage quotes it, whatever else it says.
_QUOTED = 8
# A matching block this many times smaller than the gap beside it is chance.
_STRAY = 3


class Match(Enum):
    """How a text relates to its source."""

    EXACT = "exact"
    NEAR = "near"
    PARAPHRASE = "paraphrase"


class Edit(Enum):
    """What happened to a run of words on the way from the source to the text."""

    KEPT = "kept"
    LEFT_OUT = "left out"
    PUT_IN = "put in"


@dataclass(frozen=True, slots=True)
class Found:
    """The source of a text.

    Attributes:
        match: Exact: its words stand there in its order and nothing between. Near: most do.
            Paraphrase: the passage says what the text says in other words.
        quote: The words of the source that it quotes.
        similarity: The share of words that the two have in common, 0 to 1.
        difference: From the source to the text, run by run; empty unless near.
    """

    match: Match
    quote: Quote
    similarity: float
    difference: tuple[tuple[Edit, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """A text's words: what is compared, and where each stands."""

    text: str
    folded: tuple[str, ...]
    spans: tuple[Span, ...]


def find_source(base: KnowledgeBase, text: str) -> Found | None:
    """Return where `text` comes from; None where no passage says anything like it.

    Case, punctuation, curly quotes and white space make no difference to what is exact.
    """
    said = _words(text, Span(0, len(text)))
    if not said.folded:
        return None
    hits = base.engine.search(base.terms(text), _DEPTH)
    compared = [_compared(hit.passage, said) for hit in hits]
    best = max((found for found in compared if found), key=lambda f: f.similarity, default=None)
    return best or _paraphrase(base, text)


def stands_in(passages: Iterable[Passage], text: str) -> Quote | None:
    """Return the first of some passages' words that a text is, as `find_source` calls it exact."""
    said = _words(text, Span(0, len(text)))
    if not said.folded:
        return None
    for passage in passages:
        if quote := _exact(passage, _words(passage.article.text, passage.span), said):
            return quote
    return None


def _paraphrase(base: KnowledgeBase, text: str) -> Found | None:
    answer = ask(base, text)
    if not isinstance(answer, Answer):
        return None
    return Found(Match.PARAPHRASE, answer.quotes[0], answer.confidence)


def _compared(passage: Passage, said: _Words) -> Found | None:
    source = _words(passage.article.text, passage.span)
    if quote := _exact(passage, source, said):
        return Found(Match.EXACT, quote, 1.0)
    if not _FEWEST_WORDS <= len(said.folded) <= _MOST_WORDS:
        return None
    return _near(passage, source, said)


def _exact(passage: Passage, source: _Words, said: _Words) -> Quote | None:
    at = _run(source.folded, said.folded)
    if at is None:
        return None
    span = Span(source.spans[at].start, source.spans[at + len(said.folded) - 1].end)
    return Quote(passage, span, span)


def _run(source: Sequence[str], said: Sequence[str]) -> int | None:
    """Return the index in `source` from which on it says `said`."""
    lines = "\n".join(("", *source, ""))
    at = lines.find("\n".join(("", *said, "")))
    return None if at < 0 else lines.count("\n", 0, at)


def _near(passage: Passage, source: _Words, said: _Words) -> Found | None:
    matcher = SequenceMatcher(None, source.folded, said.folded, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    first, last = _heart(blocks)
    start, end = blocks[first].a, blocks[last].a + blocks[last].size
    common = sum(block.size for block in blocks[first : last + 1])
    similarity = 2 * common / (end - start + len(said.folded))
    if similarity < _NEAR and max(block.size for block in blocks) < _QUOTED:
        return None
    span = Span(source.spans[start].start, source.spans[end - 1].end)
    difference = _difference(source, said, start, end)
    return Found(Match.NEAR, Quote(passage, span, span), similarity, difference)


def _heart(blocks: Sequence[Block]) -> tuple[int, int]:
    """Return the first and last of the matching blocks, stray words at either end left out."""
    first, last = 0, len(blocks) - 1
    while first < last and _gap(blocks, first) > _STRAY * blocks[first].size:
        first += 1
    while last > first and _gap(blocks, last - 1) > _STRAY * blocks[last].size:
        last -= 1
    return first, last


def _gap(blocks: Sequence[Block], at: int) -> int:
    return blocks[at + 1].a - blocks[at].a - blocks[at].size


def _difference(source: _Words, said: _Words, start: int, end: int) -> tuple[tuple[Edit, str], ...]:
    matcher = SequenceMatcher(None, source.folded[start:end], said.folded, autojunk=False)
    runs: list[tuple[Edit, str]] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if i < j:
            edit = Edit.KEPT if kind == "equal" else Edit.LEFT_OUT
            runs.append((edit, _slice(source, start + i, start + j)))
        if k < m and kind != "equal":
            runs.append((Edit.PUT_IN, _slice(said, k, m)))
    return tuple(runs)


def _slice(words: _Words, start: int, end: int) -> str:
    return Span(words.spans[start].start, words.spans[end - 1].end).of(words.text)


def _words(text: str, within: Span) -> _Words:
    found = [(fold(word.group()), Span(*word.span())) for word in words(text, within)]
    kept = [(folded, span) for folded, span in found if folded]
    return _Words(text, tuple(f for f, _ in kept), tuple(s for _, s in kept))
