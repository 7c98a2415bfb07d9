from datetime import date

import pytest

from knowledge import Article, Kind, Passage, Quote, Span

ARTICLE = Article(
    "mill", "The Mill", "One is here. Two is there.", "Post", published=date(2021, 3, 4)
)
PASSAGE = Passage(ARTICLE, Span(0, 26), 4, heading="Wheel")


def test_a_span_is_half_open() -> None:
    assert Span(1, 3).of("abcd") == "bc"
    assert Span(1, 3).holds(Span(1, 3))
    assert not Span(1, 3).holds(Span(0, 2))
    assert not Span(1, 3).holds(Span(2, 4))


def test_a_paragraph_is_labelled_by_its_number() -> None:
    assert (PASSAGE.label, PASSAGE.text) == ("¶ 4", ARTICLE.text)


@pytest.mark.parametrize(("credit", "label"), [("AP", "photo 4/35, AP"), ("", "photo 4/35")])
def test_a_caption_is_labelled_by_its_place_in_the_gallery(credit: str, label: str) -> None:
    assert Passage(ARTICLE, Span(0, 3), 4, Kind.CAPTION, credit=credit, total=35).label == label


def test_a_quote_says_where_it_stands() -> None:
    quote = Quote(PASSAGE, Span(0, 12), Span(0, 12))

    assert quote.text == "One is here."
    assert quote.citation == "The Mill › Wheel, Post, 2021-03-04, ¶ 4"


def test_a_citation_leaves_out_what_is_not_known() -> None:
    passage = Passage(Article("mill", "The Mill", "One."), Span(0, 4), 1)

    assert Quote(passage, passage.span, passage.span).citation == "The Mill, ¶ 1"


@pytest.mark.parametrize(
    ("span", "focus"),
    [(Span(0, 27), Span(0, 5)), (Span(0, 12), Span(5, 13))],
)
def test_a_quote_cannot_leave_its_passage(span: Span, focus: Span) -> None:
    with pytest.raises(ValueError, match="no quote of"):
        Quote(PASSAGE, span, focus)
