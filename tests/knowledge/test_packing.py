"""Packing: a reading as canonical bytes, and nothing else taken for one."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Article, Kind, LeftOut, Passage, Reading, Span, digest, pack, unpack
from tests.knowledge.making import reading

TEXT = st.text(max_size=40)
ARTICLES = st.builds(
    Article,
    id=TEXT,
    title=TEXT,
    text=st.text(min_size=1, max_size=200),
    source=TEXT,
    author=TEXT,
    published=st.none() | st.dates(),
    url=TEXT,
    language=TEXT,
    aliases=st.lists(st.lists(TEXT, max_size=3).map(tuple), max_size=3).map(tuple),
)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    article = draw(ARTICLES)
    places = st.integers(0, len(article.text))
    spans = st.tuples(places, places).map(lambda ends: Span(min(ends), max(ends)))
    number, kind = st.integers(0, 9999), st.sampled_from(Kind)
    passage = st.builds(Passage, st.just(article), spans, number, kind, TEXT, TEXT, number)
    return Reading(article, tuple(draw(st.lists(passage, max_size=4))))


@given(readings())
def test_what_is_packed_is_unpacked_again(packed: Reading) -> None:
    found = unpack(pack(packed))

    assert found == packed
    assert all(passage.article is found.article for passage in found.passages)
    assert pack(found) == pack(packed)


@given(readings(), readings())
def test_readings_that_differ_have_other_digests(one: Reading, other: Reading) -> None:
    assert (digest(one) == digest(other)) == (one == other)


def test_packed_readings_are_compact_utf_8_with_sorted_keys() -> None:
    packed = pack(reading("---\nlanguage: de\n---\nZwölf Mühlen.", "a.txt"))

    assert packed.decode() == (
        '{"article":{"aliases":[],"author":"","id":"a","language":"de","published":"","source":"",'
        '"text":"Zwölf Mühlen.","title":"A","url":""},"passages":[{"credit":"","heading":"",'
        '"kind":"paragraph","number":1,"span":[0,13],"total":0}]}'
    )
    assert len(digest(reading("One."))) == 64


def test_what_was_left_out_is_not_kept() -> None:
    plain = reading("One is here.")
    told = replace(plain, left_out=(LeftOut("it is a menu", 2, "Home"),))

    assert told == plain
    assert pack(told) == pack(plain)
    assert unpack(pack(told)).left_out == ()


@pytest.mark.parametrize("half", ["\ud800", "a\udfff"])
def test_half_a_surrogate_pair_survives(half: str) -> None:
    article = replace(reading("One.").article, title=half)

    assert unpack(pack(Reading(article, ()))).article.title == half


PACKED = pack(reading("One is here.\n\nTwo.", "a.txt"))


def changed(**facts: object) -> bytes:
    """Return a packed reading with other values of its article."""
    kept: dict[str, Any] = json.loads(PACKED)
    return written({**kept, "article": {**kept["article"], **facts}})


def moved(**facts: object) -> bytes:
    """Return a packed reading with other values of its first passage."""
    kept: dict[str, Any] = json.loads(PACKED)
    first, *others = kept["passages"]
    return written({**kept, "passages": [{**first, **facts}, *others]})


def written(kept: object) -> bytes:
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_a_change_that_is_allowed_is_unpacked() -> None:
    assert unpack(changed(title="B")).article.title == "B"
    assert unpack(moved(number=7)).passages[0].number == 7


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\xff",
        b"{}",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"article":[],"passages":[]}',
        b'{"article":{},"passages":[]}',
        PACKED[:-1],
        PACKED + b" ",
        PACKED.replace(b":", b": ", 1),
        PACKED.replace(b'"total":0', b'"total":' + b"9" * 5000, 1),
        json.dumps(json.loads(PACKED)).encode(),
        written({**json.loads(PACKED), "more": 1}),
        written({**json.loads(PACKED), "passages": {}}),
        written({**json.loads(PACKED), "passages": [1]}),
        changed(more=1),
        changed(title=1),
        changed(title=None),
        changed(published="20200131"),
        changed(published="soon"),
        changed(published=None),
        changed(aliases="a"),
        changed(aliases=["a"]),
        changed(aliases=[[1]]),
        moved(more=1),
        moved(span=[0]),
        moved(span=[0, 1, 2]),
        moved(span=[0, 99]),
        moved(span=[-1, 2]),
        moved(span=[2, 1]),
        moved(span=[0.0, 2]),
        moved(span="01"),
        moved(number="1"),
        moved(number=True),
        moved(kind="heading"),
        moved(heading=0),
        moved(total=1.5),
    ],
)
def test_anything_else_is_refused(broken: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpack(broken)


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_a_reading_or_a_value_error(junk: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpack(junk)
