"""Results → JSON objects, as `--json` prints them, one a line; the README documents the fields."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from knowledge import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.curation.questionnaire import Judged
    from bot.doctor import Finding
    from knowledge import Article, Explanation, NoAnswer, Passage, Quote, Summary

Record = dict[str, Any]
# What JSON may hold as it is, though it ends lines for some readers or controls a terminal.
_NOT_PLAIN = re.compile("[\x7f-\x9f\u2028\u2029]")


def answer(result: Answer | NoAnswer) -> Record:
    """Return a question with its answer, or with the reason there is none."""
    answered = isinstance(result, Answer)
    return {
        "question": result.question,
        "answered": answered,
        "confidence": round(result.confidence, 4),
        "reason": None if answered else result.reason.value,
        "quotes": [quote(found) for found in result.quotes] if answered else [],
        "nearest": [quote(found) for found in result.nearest],
    }


def quote(found: Quote) -> Record:
    """Return a quote: its text is the article's text from `start` to `end`, and so its focus."""
    passage, article = found.passage, found.passage.article
    return {
        "text": found.text,
        "focus": {
            "text": found.focus.of(article.text),
            "start": found.focus.start,
            "end": found.focus.end,
        },
        **_article(article),
        "passage": passage.number,
        "kind": passage.kind.value,
        "start": found.span.start,
        "end": found.span.end,
        "score": round(found.score, 4),
    }


def explanation(why: Explanation) -> Record:
    """Return why the first quote was chosen: its score is the sum of values times weights."""
    return {
        "terms": [asdict(term) for term in why.terms],
        "signals": [asdict(signal) for signal in why.signals],
        "score": why.score,
        "confidence": why.confidence,
    }


def summary(result: Summary) -> Record:
    """Return a summary's sentences, in reading order."""
    return {"words": result.words, "sentences": [quote(found) for found in result.sentences]}


def article(held: Article, passages: Sequence[Passage]) -> Record:
    """Return an article with its passages."""
    return {**_article(held), "passages": [_passage(passage) for passage in passages]}


def judged(result: Judged) -> Record:
    """Return a question of a file with what must answer it and what does."""
    return asdict(result)


def finding(found: Finding) -> Record:
    """Return a line of the doctor's report."""
    return {
        "check": found.check,
        "level": found.level.value,
        "says": found.says,
        "do": found.do or None,
    }


def line(record: Record) -> str:
    """Return a record as one line of JSON; half a surrogate pair becomes a question mark."""
    written = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace").decode()
    return _NOT_PLAIN.sub(lambda found: f"\\u{ord(found.group()):04x}", written)


def _article(held: Article) -> Record:
    return {
        "article": held.id,
        "title": held.title,
        "source": held.source,
        "published": held.published.isoformat() if held.published else None,
    }


def _passage(passage: Passage) -> Record:
    return {
        "number": passage.number,
        "kind": passage.kind.value,
        "heading": passage.heading,
        "start": passage.span.start,
        "end": passage.span.end,
        "text": passage.text,
        "credit": passage.credit,
    }
