import itertools
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import Facts, KnowledgeError, read, read_file
from knowledge.errors import (
    BinaryFileError,
    EncodingError,
    FileEmptyError,
    FileTooLargeError,
    FileUnreadableError,
    TooManyPassagesError,
)
from knowledge.reading import slug
from tests.knowledge.making import reading


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "# no title"),
        ("a", "# no title"),
        ("a.md", "\\# no title"),
        ("a.MARKDOWN", "\\# no title"),
        ("a.htm", "<p># no title"),
        ("a.md", "<!DOCTYPE html><p># no title"),
        ("a.txt", " <!-- saved -->\n<BODY># no title"),
    ],
)
def test_the_format_is_known_by_the_content_and_then_by_the_name(name: str, text: str) -> None:
    assert reading(text, name).passages[0].text == "# no title"


def test_front_matter_counts_more_than_the_header_of_the_text() -> None:
    text = "---\nsource: Front\n---\nSource: Header\nAuthor: Ada Mills\n\nOne is here."

    article = reading(text).article

    assert (article.source, article.author, article.language) == ("Front", "Ada Mills", "en")


def test_a_heading_that_starts_the_title_of_a_page_is_not_said_again() -> None:
    page = "<html><title>The Mill | Post</title><h1>The Mill</h1><p>One.</p><h1>Post</h1><p>Two."

    found = reading(page, "a.html")

    assert found.article.title == "The Mill"
    assert [p.heading for p in found.passages] == ["", "Post"]


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"---\ntitle: A\n---\n", b"Source: A\n"]
)
def test_a_file_without_a_paragraph_is_empty(data: bytes) -> None:
    with pytest.raises(FileEmptyError) as caught:
        read(data, "a.txt")

    assert (caught.value.file, caught.value.line) == ("a.txt", None)


def test_a_file_may_be_as_large_as_the_limit_and_no_larger() -> None:
    assert read(b"word", "a.txt", limit=4).passages

    with pytest.raises(FileTooLargeError) as caught:
        read(b"words", "a.txt", limit=4)

    assert (caught.value.file, caught.value.size, caught.value.limit) == ("a.txt", 5, 4)


def test_a_file_too_large_is_not_even_opened(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("words")

    with pytest.raises(FileTooLargeError):
        read_file(file, "a.txt", limit=4)


def test_a_file_is_read_under_the_name_it_is_given(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("One is here.")

    article = read_file(file, "valley/The Mill.txt").article

    assert (article.id, article.title) == ("valley-the-mill", "The Mill")


@pytest.mark.parametrize("name", ["missing.txt", ".", "x" * 300])
def test_what_the_system_does_not_give_is_reported_in_its_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileUnreadableError) as caught:
        read_file(tmp_path / name, name)

    assert caught.value.file == name
    assert caught.value.problem


def test_a_file_that_may_not_be_read_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text("words")
    monkeypatch.setattr(Path, "read_bytes", refuse)

    with pytest.raises(FileUnreadableError) as caught:
        read_file(tmp_path / "a.txt", "a.txt")

    assert caught.value.problem == "Permission denied"


def test_pictures_and_damaged_text_are_told_apart() -> None:
    with pytest.raises(BinaryFileError):
        read(b"\xff\xd8\xff\xe0 JFIF", "a.jpg")
    with pytest.raises(EncodingError):
        read("“One” and “two” and “three”".encode()[:-1], "a.txt")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Mill (2).txt", "the-mill-2"),
        ("valley/mill_notes.md", "valley-mill-notes"),
        ("Über_Mühlen.txt", "über-mühlen"),
        ("水.txt", "水"),
        ("---.txt", "article"),
        ("", "article"),
        ("x" * 100 + ".txt", "x" * 80),
    ],
)
def test_an_id_is_made_of_the_name(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text(max_size=30))
def test_any_name_will_do(name: str) -> None:
    assert read(b"One is here.", name).article.id


@given(st.binary(max_size=120), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_bytes_are_an_article_or_a_known_error(data: bytes, name: str) -> None:
    try:
        found = read(data, name)
    except KnowledgeError:
        return

    text = found.article.text
    assert found.passages
    assert all(p.text.strip() and p.span.end <= len(text) for p in found.passages)


MARKUP = st.lists(
    st.sampled_from(
        "# Mill|## Part|- one|> said|* * *|```|| a | b ||![alt](x)|[l](y)|<b>|</b>|<div>|</div>|<p>|"
        "<li>|<ul>|<table>|<td>|<br>|<figcaption>|<!--|-->|1/3|2/3|AP|One is here.|\n|\n\n|  ".split(
            "|"
        )
    ),
    max_size=25,
).map("\n".join)


@given(MARKUP, st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_mixture_of_markup_is_an_article_or_a_known_error(text: str, name: str) -> None:
    try:
        found = reading(text, name)
    except KnowledgeError:
        return

    spans = [passage.span for passage in found.passages]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


WORDS = st.text("abcdefg", min_size=2, max_size=6)
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(lambda words: f"Xa {' '.join(words)}.")


@given(st.lists(SENTENCES, min_size=1, max_size=8))
def test_no_paragraph_of_markdown_or_of_a_page_is_lost(said: list[str]) -> None:
    page = "<html><body>" + "".join(f"<p>{sentence}</p>" for sentence in said)

    assert [p.text for p in reading("\n\n".join(said), "a.md").passages] == said
    assert [p.text for p in reading(page, "a.html").passages] == said


@pytest.mark.parametrize("title", ["\u200b", " \u2060 ", "\u200e\u200f"])
def test_a_title_that_nobody_can_see_is_no_title(title: str) -> None:
    found = read(f'---\ntitle: "{title}"\n---\nThe mill is old.\n'.encode(), "old-mill.md")

    assert found.article.title == "Old mill"


def test_what_is_given_counts_more_than_what_the_text_says() -> None:
    text = "---\ntitle: Front\nsource: Post\nlanguage: de\n---\nAuthor: Ada Mills\n\nOne is here."
    facts = Facts(title="Given", published=date(2021, 3, 4), language="fr", aliases=(("a", "b"),))

    article = read(text.encode(), "a.txt", facts=facts).article

    assert (article.title, article.published, article.language) == ("Given", date(2021, 3, 4), "fr")
    assert article.aliases == (("a", "b"),)
    assert (article.source, article.author) == ("Post", "Ada Mills")


def test_an_id_can_be_given() -> None:
    assert read(b"One is here.", "a.txt", article_id="the-mill").article.id == "the-mill"


def test_an_article_may_have_as_many_passages_as_the_limit_and_no_more() -> None:
    assert len(read(b"One.\n\nTwo.", "a.txt", most_passages=2).passages) == 2

    with pytest.raises(TooManyPassagesError) as caught:
        read(b"One.\n\nTwo.", "a.txt", most_passages=1)

    assert (caught.value.file, caught.value.count, caught.value.limit) == ("a.txt", 2, 1)
