"""Records: the JSON that `--json` prints."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import knowledge
from bot import records
from knowledge import Answer, NoAnswer, Thresholds
from tests.bot.texts import GALLERY, LIGHTHOUSE, ORCHARD, base_of, quotes

_BASE = base_of(LIGHTHOUSE, ORCHARD, GALLERY)
_TEXTS = {article.id: article.text for article in _BASE.articles}
_QUOTE: dict[str, Any] = {
    "text": str, "focus": dict, "article": str, "title": str, "source": str,
    "published": (str, type(None)), "passage": int, "kind": str, "start": int, "end": int,
    "score": float,
}  # fmt: skip


def _has(record: dict[str, Any], shape: dict[str, Any]) -> bool:
    return list(record) == list(shape) and all(
        isinstance(record[key], kind) for key, kind in shape.items()
    )


def _read_back(record: records.Record) -> dict[str, Any]:
    return json.loads(records.line(record))


def _is_quote(record: dict[str, Any]) -> bool:
    text, focus = _TEXTS[record["article"]], record["focus"]
    return (
        _has(record, _QUOTE)
        and _has(focus, {"text": str, "start": int, "end": int})
        and record["text"] == text[record["start"] : record["end"]]
        and focus["text"] == text[focus["start"] : focus["end"]]
        and record["start"] <= focus["start"] < focus["end"] <= record["end"]
    )


@pytest.mark.parametrize("question", ["When was the lighthouse of Selvik built?", "red sloop buoy"])
def test_an_answer_has_its_quotes_with_their_places(question: str) -> None:
    result = knowledge.ask(_BASE, question)

    record = _read_back(records.answer(result))

    assert isinstance(result, Answer)
    assert _has(
        record,
        {
            "question": str, "answered": bool, "confidence": float, "reason": type(None),
            "quotes": list, "nearest": list,
        },
    )  # fmt: skip
    assert record["question"] == question
    assert record["answered"] is True
    assert 0 < record["confidence"] <= 1
    assert len(record["quotes"]) == len(result.quotes)
    assert all(_is_quote(quote) for quote in record["quotes"] + record["nearest"])


def test_a_quote_says_where_it_stands() -> None:
    result = knowledge.ask(_BASE, "When was the lighthouse of Selvik built?")
    assert isinstance(result, Answer)

    record = _read_back(records.quote(result.quotes[0]))

    assert record["article"] == "a0"
    assert record["title"] == "The lighthouse of Selvik"
    assert record["source"] == "Harbour News"
    assert record["published"] == "2021-03-04"
    assert (record["passage"], record["kind"]) == (1, "paragraph")
    assert record["focus"]["text"] == (
        "The lighthouse of Selvik was built in 1821 by the Keller brothers."
    )


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("???", "the question holds no word to search for"),
        ("zeppelin", "no passage holds a word of the question"),
        (
            "Which quantum algorithms did the council of bankers debate at the seaside congress?",
            "no passage matches enough of the question",
        ),
    ],
)
def test_no_answer_has_a_reason_and_what_came_nearest(question: str, reason: str) -> None:
    result = knowledge.ask(_BASE, question)

    record = _read_back(records.answer(result))

    assert isinstance(result, NoAnswer)
    assert (record["answered"], record["reason"], record["quotes"]) == (False, reason, [])
    assert len(record["nearest"]) == len(result.nearest)
    assert all(_is_quote(quote) for quote in record["nearest"])


def test_a_close_match_is_no_answer_and_comes_first_among_the_nearest() -> None:
    result = knowledge.ask(_BASE, "red sloop buoy", thresholds=Thresholds(1.0, 0.0))

    record = _read_back(records.answer(result))

    assert (record["answered"], record["quotes"]) == (False, [])
    assert record["reason"] == "the closest passage matches only a part of the question"
    assert record["nearest"][0]["text"] == "A red sloop rounds the northern buoy."


def test_an_explanation_adds_up_to_its_score() -> None:
    why = knowledge.explain(_BASE, "red zeppelin buoy", _BASE.passages[-3])
    assert why is not None

    record = _read_back(records.explanation(why))

    assert _has(record, {"terms": list, "signals": list, "score": float, "confidence": float})
    term = {"words": str, "rarity": float, "idf": float, "matched": bool}
    signal = {"name": str, "value": (float, int), "weight": float}
    assert all(_has(found, term) for found in record["terms"])
    assert all(_has(found, signal) for found in record["signals"])
    assert [found["matched"] for found in record["terms"]] == [True, False, True]
    total = sum(found["value"] * found["weight"] for found in record["signals"])
    assert total == pytest.approx(record["score"])


def test_a_summary_has_its_sentences_in_reading_order() -> None:
    result = knowledge.summarise(_BASE, words=60)

    record = _read_back(records.summary(result))

    assert _has(record, {"words": int, "sentences": list})
    assert record["sentences"]
    assert all(_is_quote(sentence) for sentence in record["sentences"])
    assert record["words"] == sum(len(found["text"].split()) for found in record["sentences"])
    places = [(found["article"], found["start"]) for found in record["sentences"]]
    assert places == sorted(places)


def test_an_article_has_its_passages() -> None:
    article = _BASE.articles[2]
    passages = [_BASE.passages[at] for at in _BASE.within(article.id) or ()]

    record = _read_back(records.article(article, passages))

    assert _has(
        record, {"article": str, "title": str, "source": str, "published": str, "passages": list}
    )
    shape = {
        "number": int, "kind": str, "heading": str, "start": int, "end": int, "text": str,
        "credit": str,
    }  # fmt: skip
    assert all(_has(found, shape) for found in record["passages"])
    assert [found["kind"] for found in record["passages"]] == ["paragraph", *["caption"] * 3]
    assert [found["credit"] for found in record["passages"]] == ["", "AP", "AP", "AP"]
    for found in record["passages"]:
        assert found["text"] == article.text[found["start"] : found["end"]]


def test_an_article_without_a_date_has_null_there() -> None:
    article = replace(_BASE.articles[0], published=None, source="")

    record = _read_back(records.article(article, []))

    assert record == {
        "article": "a0",
        "title": "The lighthouse of Selvik",
        "source": "",
        "published": None,
        "passages": [],
    }
    assert records.article(replace(article, published=date(2020, 1, 2)), [])["published"] == (
        "2020-01-02"
    )


@given(quotes())
def test_a_quote_reads_back_as_it_was(quote: knowledge.Quote) -> None:
    record = records.quote(quote)

    assert _read_back(record) == record


@given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.none())))
def test_a_record_is_one_line_that_cannot_control_a_terminal(record: dict[str, Any]) -> None:
    line = records.line(record)

    assert len(line.splitlines()) == 1
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in line)
    assert json.loads(line) == record


@pytest.mark.parametrize("text", ["\x7f", "\x85", "\x9b31m", "\u2028", "\u2029", "\x1b[31m", "é"])
def test_a_control_character_is_written_as_an_escape_and_read_back(text: str) -> None:
    line = records.line({"text": text})

    assert json.loads(line) == {"text": text}
    assert len(line.splitlines()) == 1
    assert line.replace("é", "").isascii()


def test_half_a_surrogate_pair_becomes_a_question_mark() -> None:
    line = records.line({"question": "bar\udce9?"})

    assert json.loads(line) == {"question": "bar??"}
    assert line.encode()
