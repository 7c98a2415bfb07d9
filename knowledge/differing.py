"""Two versions of an article → which paragraphs were added, removed or changed, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from knowledge.model import Span
from knowledge.verifying import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.model import Passage
    from knowledge.reading import Reading

# Of two paragraphs that share fewer words, in order, one did not become the other.
_ALIKE = 0.5
# The most pairs of paragraphs whose words are compared, and the most words compared one by one.
_MOST_PAIRS, _MOST_WORDS = 100_000, 1_500
# What stands between white space; in scripts that set none between words, each character.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")


class Fate(Enum):
    """What became of a paragraph."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """What became of a paragraph or a caption from one version to the next.

    Attributes:
        fate: What became of it.
        before: As it was; None where it is new.
        after: As it is; None where it is gone.
        words: From before to after, run by run; empty unless it was changed.
    """

    fate: Fate
    before: Passage | None
    after: Passage | None
    words: tuple[tuple[Edit, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Tokens:
    """A text's words with their punctuation, and where each stands."""

    text: str
    said: tuple[str, ...]
    spans: tuple[Span, ...]


def differences(before: Reading | None, after: Reading | None) -> list[ParagraphChange]:
    """Return what became of each paragraph that is not as it was, in reading order.

    White space makes no difference. A paragraph that moved past others is removed and added.

    Args:
        before: The older version; None where there was no such article.
        after: The newer version; None where there is none any more.
    """
    old = before.passages if before else ()
    new = after.passages if after else ()
    told = [[passage.text.split() for passage in passages] for passages in (old, new)]
    texts = [[" ".join(words) for words in found] for found in told]
    matcher = SequenceMatcher(None, texts[0], texts[1], autojunk=False)
    found: list[ParagraphChange] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            pairs = _paired(told[0][i:j], told[1][k:m])
            found += _changes(old[i:j], new[k:m], pairs)
    return found


def _changes(
    old: Sequence[Passage], new: Sequence[Passage], pairs: Sequence[tuple[int, int]]
) -> Iterator[ParagraphChange]:
    """Yield what became of paragraphs, those before each pair first, the removed ones ahead."""
    i = k = 0
    for at, to in (*pairs, (len(old), len(new))):
        yield from (ParagraphChange(Fate.REMOVED, gone, None) for gone in old[i:at])
        yield from (ParagraphChange(Fate.ADDED, None, come) for come in new[k:to])
        if at < len(old):
            words = _edits(old[at].text, new[to].text)
            yield ParagraphChange(Fate.CHANGED, old[at], new[to], words)
        i, k = at + 1, to + 1


def _paired(old: Sequence[list[str]], new: Sequence[list[str]]) -> list[tuple[int, int]]:
    """Return which paragraphs became which: the alignment whose pairs are most alike in all."""
    if len(old) * len(new) > _MOST_PAIRS:
        placed = enumerate(zip(old, new, strict=False))
        return [(at, at) for at, (one, other) in placed if _alike(one, other)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[_alike(one, other) for other in new] for one in old]
    for i in reversed(range(len(old))):
        for k in reversed(range(len(new))):
            joined = alike[i][k] and alike[i][k] + best[i + 1][k + 1]
            best[i][k] = max(best[i + 1][k], best[i][k + 1], joined)
    pairs: list[tuple[int, int]] = []
    i = k = 0
    while i < len(old) and k < len(new):
        if best[i][k] == best[i + 1][k]:
            i += 1
        elif best[i][k] == best[i][k + 1]:
            k += 1
        else:
            pairs.append((i, k))
            i, k = i + 1, k + 1
    return pairs


def _alike(one: list[str], other: list[str]) -> float:
    return Indel.normalized_similarity(one, other, score_cutoff=_ALIKE)


def _edits(before: str, after: str) -> tuple[tuple[Edit, str], ...]:
    """Return the runs of words kept, removed and added from one text to another."""
    old, new = _tokens(before), _tokens(after)
    runs: list[tuple[Edit, str]] = []
    for kept, i, j, k, m in _blocks(old.said, new.said):
        if i < j:
            runs.append((Edit.KEPT if kept else Edit.LEFT_OUT, _slice(old, i, j)))
        if k < m and not kept:
            runs.append((Edit.PUT_IN, _slice(new, k, m)))
    return tuple(runs)


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Yield runs that are the same and runs that are not, as difflib numbers them."""
    if max(len(old), len(new)) > _MOST_WORDS:
        yield False, 0, len(old), 0, len(new)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        yield kind == "equal", i, j, k, m


def _tokens(text: str) -> _Tokens:
    found = list(_TOKEN.finditer(text))
    said = tuple(token.group() for token in found)
    return _Tokens(text, said, tuple(Span(*token.span()) for token in found))


def _slice(tokens: _Tokens, start: int, end: int) -> str:
    return Span(tokens.spans[start].start, tokens.spans[end - 1].end).of(tokens.text)
