"""Blocks: quotes with citations that find room, pages, and links that lead to the sentence."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locales import speaking
from bot.locales.bidi import FSI, PDI, without_isolates
from bot.replies import blocks
from bot.replies.blocks import Reply
from knowledge import Article, Passage, Quote, Span
from tests.bot.catalogues import german
from tests.bot.markdown import shown
from tests.bot.messages import with_facts
from tests.bot.texts import awkward_texts, base_of


def test_a_citation_names_the_headings() -> None:
    article = Article("a", "Title", "Some text.", published=date(2020, 1, 2))
    passage = Passage(article, Span(0, 10), 4, heading="One › *Two*")

    line = blocks.citation(passage)

    assert line == r"-# **Title** › One › \*Two\* · Jan 2, 2020 · ¶ 4"


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("¶ 4", "¶ 4"),
        ("photo 4/35", "Foto 4/35"),
        ("photo 4/35, A_P", r"Foto 4/35, A\_P"),
        ("photograph", "photograph"),
    ],
)
def test_a_label_is_shown_in_the_language_of_who_reads_it(
    label: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    german(monkeypatch, {"photo {place}": "Foto {place}"})

    with speaking("de"):
        shown = blocks.labelled(label)

    assert shown == said
    assert blocks.labelled(label) == said.replace("Foto", "photo")


def test_a_long_credit_is_cut_and_the_number_of_the_photo_is_not() -> None:
    shown = blocks.labelled(f"photo 4/35, {'Harbour ' * 20}", 40)

    assert shown == "photo 4/35, Harbour Harbour Harbour …"


def test_each_part_of_a_citation_keeps_its_direction() -> None:
    article = Article("a", "ميناء", "Some text.", source="Gazette", published=date(2020, 1, 2))
    passage = Passage(article, Span(0, 10), 4)

    line = blocks.citation(passage)
    with speaking("ar"):
        in_arabic = blocks.citation(passage)

    assert line == f"-# **{FSI}ميناء{PDI}** · Gazette · Jan 2, 2020 · ¶ 4"
    assert f" · {FSI}Gazette{PDI} · " in in_arabic
    assert in_arabic.endswith(f" · {FSI}¶ 4{PDI}")


@given(st.lists(st.text("ab\n", min_size=1, max_size=50), max_size=30), st.integers(50, 120))
def test_pages_keep_every_block_whole_and_in_order(texts: Sequence[str], room: int) -> None:
    held = [Reply(text) for text in texts]

    made = blocks.pages(held, room, "|")

    assert [block for page in made for block in page.text.split("|")] == list(texts)
    assert all(len(page.text) <= room for page in made)
    for first, second in pairwise(made):
        assert len(first.text) + 1 + len(second.text.split("|")[0]) > room


# Deep links


def _link(text: str, url: str = "https://example.org/a") -> str:
    base = with_facts(base_of(text, suffix="txt"), url=url)
    return blocks.deep_link(Quote(base.passages[0], base.passages[0].span, base.passages[0].span))


def test_a_fragment_encodes_what_has_a_meaning_in_it() -> None:
    url = _link("Salt-sweet, sour & (bitter) “tea”: 50 % é.")

    assert url == (
        "https://example.org/a#:~:text=Salt%2Dsweet%2C%20sour%20%26%20%28bitter%29%20"
        "%E2%80%9Ctea%E2%80%9D%3A%2050%20%25%20%C3%A9."
    )


def test_a_long_sentence_is_linked_by_its_first_and_last_words() -> None:
    url = _link("One two three four five six seven eight nine ten eleven twelve thirteen.")

    assert url == (
        "https://example.org/a#:~:text=One%20two%20three%20four%20five%20six,"
        "eight%20nine%20ten%20eleven%20twelve%20thirteen."
    )


def test_an_address_that_has_a_fragment_keeps_it() -> None:
    assert _link("It rained.", "https://example.org/a#b") == (
        "https://example.org/a#b:~:text=It%20rained."
    )


def test_a_fragment_that_does_not_fit_leaves_the_plain_address() -> None:
    assert _link("ش" * 200) == "https://example.org/a"


@pytest.mark.parametrize(
    "url",
    [
        "", "example.org", "ftp://example.org", "javascript:alert(1)", "https://", "https:///a",
        "https://a b.org", "https://example.org/<b>", 'https://example.org/"', "file:///etc/passwd",
        "https://example.org/" + "a" * 493,
    ],
)  # fmt: skip
def test_an_address_that_no_button_can_open_is_left_out(url: str) -> None:
    assert _link("It rained.", url) == ""


def test_an_address_of_512_characters_is_the_longest() -> None:
    url = "https://example.org/" + "a" * 492

    assert _link("It rained.", url) == url


@given(awkward_texts)
def test_a_citation_shows_titles_as_they_are(title: str) -> None:
    article = Article("a", title, "Some text.", source=title)
    line = blocks.citation(Passage(article, Span(0, 10), 4))

    bare = without_isolates(line).removeprefix("-# **").replace("** · ", " · ", 1)

    assert shown(bare).endswith("¶ 4")
    assert "\n" not in line
