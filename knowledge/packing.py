"""A reading ↔ the bytes it is kept as: canonical JSON, so that equal readings have equal bytes."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, TypeVar, cast

from knowledge.model import Article, Kind, Passage, Span
from knowledge.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_Value = TypeVar("_Value")
# A text may hold half of a surrogate pair, which strict UTF-8 would refuse.
_ENCODING, _ERRORS = "utf-8", "surrogatepass"


def pack(reading: Reading) -> bytes:
    """Return a reading as canonical JSON in UTF-8: its article's facts and text, its passages.

    What was left out of it is not kept.
    """
    article = reading.article
    facts = {name: getattr(article, name) for name in Article.__slots__}
    facts["published"] = article.published.isoformat() if article.published else ""
    passages = [
        {
            "span": [passage.span.start, passage.span.end],
            "number": passage.number,
            "kind": passage.kind.value,
            "heading": passage.heading,
            "credit": passage.credit,
            "total": passage.total,
        }
        for passage in reading.passages
    ]
    kept = {"article": facts, "passages": passages}
    packed = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return packed.encode(_ENCODING, _ERRORS)


def unpack(packed: bytes) -> Reading:
    """Return the reading that was packed.

    Raises:
        ValueError: These are not exactly the bytes that `pack` makes of a reading.
    """
    try:
        reading = _reading(_mapping(json.loads(packed.decode(_ENCODING, _ERRORS))))
        same = pack(reading) == packed
    except (KeyError, RecursionError) as problem:
        raise ValueError(f"this is no packed reading: {problem!r}") from None
    if not same:
        raise ValueError("this is no packed reading: it is not canonical")
    return reading


def digest(reading: Reading) -> str:
    """Return the SHA-256 of a packed reading, in hexadecimal digits."""
    return hashlib.sha256(pack(reading)).hexdigest()


def _reading(kept: Mapping[str, object]) -> Reading:
    article = _article(_mapping(kept["article"]))
    passages = tuple(_passage(_mapping(one), article) for one in _list(kept["passages"]))
    return Reading(article, passages)


def _article(facts: Mapping[str, object]) -> Article:
    published = _of(str, facts["published"])
    return Article(
        id=_of(str, facts["id"]),
        title=_of(str, facts["title"]),
        text=_of(str, facts["text"]),
        source=_of(str, facts["source"]),
        author=_of(str, facts["author"]),
        published=date.fromisoformat(published) if published else None,
        url=_of(str, facts["url"]),
        language=_of(str, facts["language"]),
        aliases=tuple(
            tuple(_of(str, name) for name in _list(group)) for group in _list(facts["aliases"])
        ),
    )


def _passage(facts: Mapping[str, object], article: Article) -> Passage:
    start, end = (_of(int, place) for place in _list(facts["span"]))
    if not 0 <= start <= end <= len(article.text):
        raise ValueError(f"this is no packed reading: {start} to {end} is outside its text")
    return Passage(
        article,
        Span(start, end),
        _of(int, facts["number"]),
        Kind(_of(str, facts["kind"])),
        _of(str, facts["heading"]),
        _of(str, facts["credit"]),
        _of(int, facts["total"]),
    )


def _mapping(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", _of(dict, value))


def _list(value: object) -> Sequence[object]:
    return cast("Sequence[object]", _of(list, value))


def _of(kind: type[_Value], value: object) -> _Value:
    """Return a value that has to be of a kind; a truth value is no number here."""
    if isinstance(value, kind) and not isinstance(value, bool):
        return value
    raise ValueError(f"this is no packed reading: {value!r} is no {kind.__name__}")
