"""Drafting: what a moderator states, and a file, become an article or one clear line."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.curation.drafting import Stated, blank, drafted, facts_of
from bot.intake import Limits, Refusal, Upload
from bot.locales import LOCALES, speaking
from knowledge import Facts, Reading
from tests.bot.catalogues import foreign
from tests.bot.intake.making import ONE, pdf
from tests.bot.texts import LIGHTHOUSE, awkward_texts

LIMITS = Limits(max_bytes=100_000)


def _facts(more: str = "", **stated: Any) -> Facts:
    found = facts_of(Stated(more=more, **stated))
    assert isinstance(found, Facts), found
    return found


def _refused(more: str, **stated: Any) -> str:
    found = facts_of(Stated(more=more, **stated))
    assert isinstance(found, Refusal)
    return found.line


@pytest.mark.parametrize("more", ["", blank(), "\n\n", " date:  \n"])
def test_a_form_with_nothing_in_it_states_nothing(more: str) -> None:
    assert _facts(more) == Facts()


@pytest.mark.parametrize(
    "more",
    [
        "date: 2019-05-14\nlink: https://a.example/b?c=d: e\nlanguage: en".replace(" e", "e"),
        "DATE : 14 May 2019\n  Link=https://a.example/b?c=d:e\nlang:en-GB",
        "published: May 14, 2019\nurl: https://a.example/b?c=d:e\nLanguage: English",
        "2019-05-14\nhttps://a.example/b?c=d:e\nen",
        "https://a.example/b?c=d:e\n\nEN\n14 May 2019",
    ],
)
def test_facts_are_read_with_and_without_their_names(more: str) -> None:
    assert _facts(more) == Facts(
        published=date(2019, 5, 14), url="https://a.example/b?c=d:e", language="en"
    )


def test_title_and_source_are_taken_as_they_are_written() -> None:
    found = _facts(title='The "pier": #1 \\n', source="- Harbour\tNews")

    assert found.title == 'The "pier": #1 \\n'
    assert found.source == "- Harbour News"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("date: soon", "date is 'soon', which is no date like 2020-01-31"),
        ("31 February 2020", "date is '31 February 2020'"),
        ("link: example.org", "link is 'example.org', which is no address that starts with"),
        ("language: 12", "language is '12', which is no language code like en"),
        ("colour: red", "colour: I know date, link and language, one a line"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name(more: str, expected: str) -> None:
    assert _refused(more).startswith(expected)


_JAPANESE = {"date": "日付", "link": "リンク", "language": "言語"}


def test_the_forms_last_field_is_read_in_the_language_it_is_written_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    foreign(monkeypatch, _JAPANESE)

    with speaking("ja"):
        assert blank() == "日付: \nリンク: \n言語: "
        assert _facts(blank()) == Facts()
        here = _facts("日付: 2020-01-31\nリンク：https://a.example/\n言語: ja")
        english = _facts("date: 2020-01-31\nlink: https://a.example/\nlanguage: ja")

    assert here == english
    assert (here.url, here.language) == ("https://a.example/", "ja")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_forms_last_field_can_be_filled_in_in_every_language(locale: str) -> None:
    with speaking(locale):
        date, link, language = blank().splitlines()
        found = _facts(f"{date}2020-01-31\n{link}https://a.example/\n{language}{locale}")

    assert str(found.published) == "2020-01-31"
    assert (found.url, found.language) == ("https://a.example/", locale)


def test_a_wrong_value_is_refused_in_the_language_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = "date is {written}, which is no date like 2020-01-31"
    foreign(monkeypatch, {wrong: "日付 {written}"})

    with speaking("ja"):
        assert _refused("date: soon") == "日付 'soon'"


def test_the_address_beside_a_file_is_its_link_unless_another_is_stated() -> None:
    address = "https://a.example/"
    both = Stated(address=address, more="link: https://b.example/")

    alone = facts_of(Stated(address=address), has_file=True)
    other = facts_of(both, has_file=True)

    assert isinstance(alone, Facts)
    assert isinstance(other, Facts)
    assert (alone.url, other.url) == (address, "https://b.example/")
    assert _facts(address=address).url == ""


@given(awkward_texts, awkward_texts, st.text())
def test_anything_written_is_facts_or_one_line(title: str, source: str, more: str) -> None:
    found = facts_of(Stated(title=title, source=source, more=more))

    if isinstance(found, Refusal):
        assert "\n" not in found.line
        assert found.line


async def test_an_article_is_read_with_what_is_stated_of_it() -> None:
    upload = Upload("Selvik light.md", LIGHTHOUSE.encode(), "https://fetched.example/")

    reading = await drafted(upload, Facts(source="Me", language="en"), LIMITS, 10)

    assert isinstance(reading, Reading)
    article = reading.article
    assert (article.id, article.title) == ("selvik-light", "The lighthouse of Selvik")
    assert (article.source, article.url) == ("Me", "https://fetched.example/")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The Pier", "the-pier"),
        ("U.S. news 1.5", "u-s-news-1-5"),
        ("a/b\\c", "a-b-c"),
        ("Über Straßen", "über-straßen"),
        ("***", "article"),
    ],
)
async def test_a_title_that_is_stated_names_the_article(title: str, expected: str) -> None:
    reading = await drafted(Upload("x.txt", b"Some words."), Facts(title=title), LIMITS, 10)

    assert isinstance(reading, Reading)
    assert reading.article.id == expected


async def test_a_pdf_is_named_by_its_file() -> None:
    reading = await drafted(Upload("The mill.pdf", pdf([[ONE]])), Facts(), LIMITS, 10)

    assert isinstance(reading, Reading)
    assert reading.article.id == "the-mill"
    assert reading.article.title == "The mill"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", b"", "a.txt: there is nothing in it"),
        ("a.md", b"# Only a heading\n", "a.md: there is no paragraph in it"),
        ("a.md", b"---\ndate: soon\n---\nWords.", "a.md, line 2: the front matter is broken"),
        ("a.txt", b"One.\n\nTwo.\n\nThree.\n", "a.txt: it has 3 paragraphs and captions"),
        ("a.txt", b"x" * 100_001, "a.txt: it has 100,001 bytes; the limit is 100,000"),
        ("a.pdf", b"%PDF-1.7 nothing", "a.pdf: "),
    ],
)
async def test_what_cannot_be_read_is_refused_in_one_line(
    name: str, content: bytes, expected: str
) -> None:
    refused = await drafted(Upload(name, content), Facts(), LIMITS, 2)

    assert isinstance(refused, Refusal)
    assert refused.line.startswith(expected)
    assert "\n" not in refused.line
