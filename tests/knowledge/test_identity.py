"""Identity: the short id of a quote is read back, and finds its quote in the version it is of."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import (
    Article,
    Kind,
    Passage,
    Quote,
    QuoteId,
    Span,
    ask,
    identified,
    identify,
    read_id,
)
from knowledge.model import Answer
from tests.bot.texts import GALLERY, LIGHTHOUSE, awkward_texts
from tests.knowledge.making import base_of, reading

TOWER = reading(LIGHTHOUSE, "selvik.md")
FIRST = TOWER.passages[0]
WHOLE = Quote(FIRST, FIRST.span, FIRST.span)
ids = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True)


def test_an_id_is_the_article_the_paragraph_and_four_digits_of_the_texts_digest() -> None:
    digits = hashlib.sha256(FIRST.text.encode()).hexdigest()[:4]

    assert str(identify(WHOLE)) == f"selvik ¶1 · {digits}"


def test_a_caption_is_called_a_photo() -> None:
    passage = next(p for p in reading(GALLERY, "bay.md").passages if p.kind is Kind.CAPTION)

    found = identify(Quote(passage, passage.span, passage.span))

    assert str(found).startswith("bay photo 1 · ")
    assert read_id(str(found)) == found


def test_the_quotes_of_an_answer_have_ids() -> None:
    base = base_of(LIGHTHOUSE, suffix="md")
    result = ask(base, "When was the lighthouse of Selvik built?")

    assert isinstance(result, Answer)
    for quote in result.quotes:
        found = identify(quote)
        assert found
        again = identified(base.passages, found)
        assert again
        assert again.text == quote.text


def test_a_part_of_a_sentence_has_none() -> None:
    part = Span(FIRST.span.start + 3, FIRST.span.start + 9)

    assert identify(Quote(FIRST, part, part)) is None


def test_another_text_in_that_paragraph_is_not_the_quote() -> None:
    found = identify(WHOLE)
    assert found
    changed = reading(LIGHTHOUSE.replace("214", "215"), "selvik.md")

    assert identified(TOWER.passages, found) == WHOLE
    assert identified(changed.passages, found) is None
    assert identified(TOWER.passages[1:], found) is None


@pytest.mark.parametrize(
    "written", ["selvik ¶ 1 · 7F3A", " `selvik ¶1 · 7f3a` ", "selvik¶1·7f3a", "selvik ¶1  ·  7f3a"]
)
def test_an_id_is_read_however_it_is_spaced(written: str) -> None:
    assert read_id(written) == QuoteId("selvik", Kind.PARAGRAPH, 1, "7f3a")


@pytest.mark.parametrize(
    "text",
    ["", "selvik", "selvik ¶4", "selvik ¶4 · 7f3", "¶4 · 7f3a", "selvik ¶4 · 7f3g", "·" * 99],
)
def test_other_texts_are_no_ids(text: str) -> None:
    assert read_id(text) is None


@given(ids, st.sampled_from(Kind), st.integers(1, 10**8), st.integers(0, 0xFFFF))
def test_every_id_is_read_back(article: str, kind: Kind, number: int, digits: int) -> None:
    made = QuoteId(article, kind, number, f"{digits:04x}")

    assert read_id(str(made)) == made


@given(awkward_texts)
def test_whatever_a_passage_says_its_id_finds_it(text: str) -> None:
    passage = Passage(Article("notes", "Notes", text), Span(0, len(text)), 1)
    whole = Quote(passage, passage.span, passage.span)

    found = identify(whole)

    assert found
    assert identified([passage], found) == whole
