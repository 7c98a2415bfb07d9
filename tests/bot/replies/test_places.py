"""Places: short codes that lead back to the sentence they were made of, or to nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies import places
from knowledge import KnowledgeBase, Quote, Span
from tests.bot.texts import GALLERY, LIGHTHOUSE, ORCHARD, article_texts, base_of

_BASE = base_of(LIGHTHOUSE, ORCHARD, GALLERY)


def _sentences(base: KnowledgeBase) -> list[Quote]:
    return [
        Quote(passage, passage.span, sentence.span)
        for passage, found in zip(base.passages, base.sentences, strict=True)
        for sentence in found
    ]


@given(st.lists(article_texts, min_size=1, max_size=3), st.data())
def test_a_code_leads_back_to_its_passages_and_sentences(
    texts: list[str], data: st.DataObject
) -> None:
    base = base_of(*texts, suffix="txt")
    chosen = data.draw(st.lists(st.sampled_from(_sentences(base)), min_size=1, max_size=5))

    found = places.decode(base, places.encode(base, chosen))

    assert found == chosen


def test_a_code_of_captions_leads_back_to_them() -> None:
    captions = _sentences(_BASE)[-3:]

    found = places.decode(_BASE, places.encode(_BASE, captions))

    assert found == captions
    assert captions[0].passage.label == "photo 1/3, AP"


@given(st.lists(st.sampled_from(_sentences(_BASE)), min_size=1, max_size=60))
def test_a_code_of_any_number_of_sentences_fits_a_button(chosen: list[Quote]) -> None:
    code = places.encode(_BASE, chosen)

    found = places.decode(_BASE, code)

    assert len(f"vote:down:{code}") <= 100
    assert re.fullmatch(places.PATTERN, code)
    assert found == chosen[: len(found or [])]
    assert len(found or []) == min(len(chosen), len(found or [])) >= min(len(chosen), 6)


def test_a_quotation_within_a_sentence_leads_to_that_sentence() -> None:
    passage = _BASE.passages[0]
    start = passage.article.text.index("214 steps")
    quotation = Span(start, start + len("214 steps"))

    found = places.decode(_BASE, places.encode(_BASE, [Quote(passage, quotation, quotation)]))

    assert found is not None
    assert [quote.passage for quote in found] == [passage]
    assert found[0].focus.of(passage.article.text) == "It has 214 steps of granite."


def test_a_quotation_that_starts_with_a_list_marker_leads_to_its_passage() -> None:
    base = base_of("12. The saw is blunt.\n13. The rope is wet.", suffix="txt")
    passage = base.passages[0]

    found = places.decode(base, places.encode(base, [Quote(passage, passage.span, passage.span)]))

    assert found is not None
    assert [quote.passage for quote in found] == [passage]


def test_a_code_leads_back_whatever_other_articles_come_and_go() -> None:
    orchard = [quote for quote in _sentences(_BASE) if "apple" in quote.passage.article.text]
    code = places.encode(_BASE, orchard)

    found = places.decode(base_of(GALLERY, ORCHARD), code)

    assert found is not None
    assert [quote.text for quote in found] == [quote.text for quote in orchard]


def test_a_code_of_another_version_of_its_article_leads_nowhere() -> None:
    code = places.encode(_BASE, _sentences(_BASE)[:2])
    other = base_of(LIGHTHOUSE.replace("214", "215"), ORCHARD)

    found = places.decode(other, code)

    assert found is None


_GAP = _BASE.passages[0].span.end


_FIRST = _BASE.digests[0][:8]


@pytest.mark.parametrize(
    "code",
    [
        "", "0", ".", "0.", ".0", "0.0.0", ",", f"{_FIRST}", f"{_FIRST}.", f"{_FIRST}.2,",
        f",{_FIRST}.2", f"{_FIRST[1:]}.2", f"{_FIRST.upper()}.A", "00000000.2", f"{_FIRST}.zzzzzz",
        f"{_FIRST}.-1", f"-{_FIRST}.1", f"{_FIRST}.+2", f" {_FIRST}.2", f"{_FIRST}. 2",
        f"{_FIRST}.0_0", f"{_FIRST}.2\n", f"{_FIRST}.٠", f"{_FIRST}.{'z' * 30}",
        ",".join([f"{_FIRST}.a"] * 100), f"{_BASE.revision}:0.2",
    ],
)  # fmt: skip
def test_a_code_that_somebody_made_up_leads_nowhere(code: str) -> None:
    found = places.decode(_BASE, code)

    assert found is None


def test_a_place_between_two_passages_leads_nowhere() -> None:
    code = places.encode(_BASE, _sentences(_BASE)[:1])
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    between = digits[_GAP // 36] + digits[_GAP % 36]

    found = places.decode(_BASE, re.sub(r"\.\w+$", f".{between}", code))

    assert found is None


@given(st.text("0123456789abcxyz.,-", max_size=80))
def test_no_code_at_all_breaks_the_decoder(code: str) -> None:
    found = places.decode(_BASE, code)

    assert found is None or all(quote.passage in _BASE.passages for quote in found)


@pytest.mark.parametrize(
    ("at", "near"), [(0, [0, 1]), (1, [0, 1, 2]), (2, [1, 2]), (3, [3, 4]), (8, [7, 8])]
)
def test_around_a_quote_are_its_passage_and_its_neighbours_in_the_article(
    at: int, near: list[int]
) -> None:
    quote = Quote(_BASE.passages[at], _BASE.passages[at].span, _BASE.sentences[at][-1].span)

    found = places.around(_BASE, quote)

    assert [held.passage for held in found] == [_BASE.passages[place] for place in near]
    assert [held.focus for held in found] == [_BASE.sentences[place][0].span for place in near]
