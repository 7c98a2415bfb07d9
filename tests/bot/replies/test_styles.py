"""Styles: APA, MLA, Chicago and BibTeX of whatever is known of an article."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies import citing
from bot.replies.blocks import CONTENT_ROOM
from bot.replies.styles import STYLES, Name, apa, authors, bibtex, chicago, escaped, line, mla
from knowledge import Article, Kind, Passage, Quote, Span
from tests.bot.texts import awkward_texts

SAID = "The pier is 40 fathoms long."
FULL = Article(
    "orrin-pier",
    "The pier",
    SAID,
    source="Orrin Gazette",
    author="Ada M. Fenwick",
    published=date(2020, 9, 7),
    url="https://gazette.example/pier_1?a={b}",
)


def quoted(article: Article, kind: Kind = Kind.PARAGRAPH) -> Quote:
    whole = Span(0, len(article.text))
    return Quote(Passage(article, whole, 4, kind), whole, whole)


def by(author: str) -> Quote:
    return quoted(replace(FULL, author=author))


def test_apa_has_initials_the_day_and_the_paragraph() -> None:
    assert apa(quoted(FULL)) == (
        "“The pier is 40 fathoms long.” (Fenwick, 2020, para. 4)\n\n"
        "Fenwick, A. M. (2020, September 7). The pier. Orrin Gazette. "
        "https://gazette.example/pier_1?a={b}"
    )


def test_mla_abbreviates_the_month() -> None:
    assert mla(quoted(FULL)) == (
        "“The pier is 40 fathoms long.” (Fenwick, par. 4)\n\n"
        "Fenwick, Ada M. “The pier.” Orrin Gazette, 7 Sept. 2020, "
        "https://gazette.example/pier_1?a={b}."
    )


def test_chicago_is_a_note() -> None:
    assert chicago(quoted(FULL)) == (
        "“The pier is 40 fathoms long.”\n\n"
        "Ada M. Fenwick, “The pier,” Orrin Gazette, September 7, 2020, para. 4, "
        "https://gazette.example/pier_1?a={b}."
    )


def test_bibtex_is_an_entry_with_the_quote_as_its_note() -> None:
    assert bibtex(quoted(FULL)) == (
        "@misc{orrin-pier,\n"
        "  author = {Fenwick, Ada M.},\n"
        "  title = {{The pier}},\n"
        "  howpublished = {Orrin Gazette},\n"
        "  year = {2020},\n"
        "  month = {9},\n"
        "  day = {7},\n"
        "  url = {https://gazette.example/pier_1?a=%7Bb%7D},\n"
        "  note = {Para. 4: ``The pier is 40 fathoms long.''},\n"
        "}"
    )


def test_what_is_missing_is_left_out() -> None:
    bare = quoted(Article("pier", "The pier", SAID))

    assert apa(bare) == f"“{SAID}” (“The pier”, n.d., para. 4)\n\nThe pier. (n.d.)."
    assert mla(bare) == f"“{SAID}” (“The pier,” par. 4)\n\n“The pier.”".replace("pier,”", "pier”,")
    assert chicago(bare) == f"“{SAID}”\n\n“The pier,” para. 4."
    assert bibtex(bare) == (
        f"@misc{{pier,\n  title = {{{{The pier}}}},\n  note = {{Para. 4: ``{SAID}''}},\n}}"
    )


def test_an_article_without_any_fact_is_cited_all_the_same() -> None:
    bare = quoted(Article("", "", SAID))

    assert "Unknown. (n.d.)." in apa(bare)
    assert all(SAID in style(bare) for _, style in STYLES)


def test_a_caption_is_a_photo() -> None:
    assert "(Fenwick, 2020, photo 4)" in apa(quoted(FULL, Kind.CAPTION))


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("", []),
        ("Ada Fenwick", [Name("Fenwick", "Ada")]),
        ("Fenwick, Ada", [Name("Fenwick", "Ada")]),
        ("Reuters", [Name("Reuters")]),
        ("Associated Press", [Name("Associated Press")]),
        ("Ludwig van der Berg", [Name("van der Berg", "Ludwig")]),
        ("Ada Fenwick and Tobias Wren", [Name("Fenwick", "Ada"), Name("Wren", "Tobias")]),
        ("Ada Fenwick, Tobias Wren", [Name("Fenwick", "Ada"), Name("Wren", "Tobias")]),
        ("Fenwick, Ada; Wren, Tobias", [Name("Fenwick", "Ada"), Name("Wren", "Tobias")]),
    ],
)
def test_authors_are_told_apart(written: str, names: list[Name]) -> None:
    assert authors(replace(FULL, author=written)) == names


def test_several_authors_are_joined_as_each_style_wants() -> None:
    two, three = by("Ada Fenwick and Tobias Wren"), by("A. Fenwick; T. Wren; M. Holm")

    assert "(Fenwick & Wren, 2020" in apa(two)
    assert "Fenwick, A., & Wren, T. (2020" in apa(two)
    assert "Fenwick, Ada, and Tobias Wren. “The" in mla(two)
    assert "Ada Fenwick and Tobias Wren, “The" in chicago(two)
    assert "author = {Fenwick, Ada and Wren, Tobias}" in bibtex(two)
    assert "(Fenwick et al., 2020" in apa(three)
    assert "Fenwick, A., Wren, T., & Holm, M. (2020" in apa(three)
    assert "Fenwick, A., et al. “The" in mla(three)
    assert "A. Fenwick, T. Wren, and M. Holm, “The" in chicago(three)


@given(st.text())
def test_escaped_bibtex_has_no_mark_with_a_meaning_left(text: str) -> None:
    made = escaped(text)
    bare = re.sub(r"\\text[a-z]+\{\}|\\[{}$&#_%]", "", made)

    assert not re.search(r"[\\{}$&#_%~^]", bare)


@given(awkward_texts, awkward_texts, awkward_texts, awkward_texts)
def test_whatever_is_known_each_style_holds_the_quote(
    text: str, title: str, author: str, url: str
) -> None:
    article = Article("notes", title, text, source=title, author=author, url=url)
    quote = quoted(article)
    for name, style in STYLES:
        made = style(quote)
        said = escaped(line(text)) if name == "BibTeX" else line(text)
        assert said in made


@given(awkward_texts, awkward_texts)
def test_braces_balance_in_bibtex(text: str, title: str) -> None:
    made = bibtex(quoted(Article("x", title, text, source=text, author=title, url=text)))
    bare = re.sub(r"\\[{}]", "", made)
    depth = 0

    for mark in bare:
        depth += (mark == "{") - (mark == "}")
        assert depth >= 0
    assert depth == 0


@given(awkward_texts)
def test_no_style_leaves_its_block_of_code(text: str) -> None:
    for page in citing.styles(quoted(Article("x", text, text)), CONTENT_ROOM):
        assert len(page.text) <= CONTENT_ROOM
        assert page.text.count("```") == len(re.findall(r"^```$", page.text, re.MULTILINE))


def test_a_quote_too_long_for_a_message_is_not_cut() -> None:
    made = citing.styles(quoted(replace(FULL, text="copper kettle " * 500)), CONTENT_ROOM)

    assert "too long for one message" in made[0].text
    assert "copper kettle" not in "".join(page.text for page in made)
