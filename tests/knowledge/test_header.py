from datetime import date

import pytest

from knowledge.formats.draft import Facts
from tests.knowledge.making import reading

BODY = "The old mill at the river stood still for a whole year, and nobody in the valley knew why."
DAY = date(2021, 3, 4)


def facts_of(header: str) -> Facts:
    article = reading(f"{header}{BODY}").article
    return Facts(article.title, article.source, article.author, article.published, article.url)


@pytest.mark.parametrize(
    "header",
    [
        " date 2021-03-04 2021/03/04 | 20:05 - Source: Valley Post\n\n",
        "Source: Valley Post | 4 March 2021\n\n",
        "Publisher: Valley Post\nPublished: March 4, 2021 at 8:05 p.m.\n\n",
        "Publisher: Valley Post\nPublished: March 4, 2021 at 8:05 p.m.\n",
        "Thursday, 4 March 2021, 20:05 GMT\n\nSource: Valley Post\n\n",
    ],
)
def test_date_and_source_lines_are_facts_not_passages(header: str) -> None:
    found = reading(header + BODY)

    assert [passage.text for passage in found.passages] == [BODY]
    assert (found.article.source, found.article.published) == ("Valley Post", DAY)


@pytest.mark.parametrize(
    "header",
    [
        "A Day at the Mill\n\nBy Ada Mills\n\n4 March 2021\n\n",
        "A Day at the Mill\nBy Ada Mills | 4 March 2021\n\n",
        "A Day at the Mill\nby Ada Mills, 4 March 2021\n",
        "A Day at the Mill\nPublished 4 March 2021 by Ada Mills\n\n",
        "A Day at the Mill\n\nPublished by Ada Mills on 2021-03-04 20:05\n\n",
        "Title: A Day at the Mill\nAuthor: Ada Mills\nDate: 4 March 2021\n\n",
    ],
)
def test_a_title_with_its_byline_is_understood(header: str) -> None:
    assert facts_of(header) == Facts("A Day at the Mill", "", "Ada Mills", DAY)


def test_several_authors_are_one_byline() -> None:
    assert facts_of("By Ada Mills, Jan van den Berg and Bo Li\n\n").author == (
        "Ada Mills, Jan van den Berg and Bo Li"
    )


def test_the_header_of_an_e_book_is_read_and_its_notes_are_kept() -> None:
    note = "This ebook is for the use of anyone anywhere, under the terms of its licence."
    header = f"The Library eBook of Mills\n\n{note}\n\nTitle: Mills\n\nAuthor: Ada Mills\n\n"

    found = reading(f"{header}Language: German\n\n*** START OF THE EBOOK ***\n\n{BODY}")

    assert (found.article.title, found.article.author) == ("Mills", "Ada Mills")
    assert found.article.language == "de"
    assert found.passages[0].text == note
    assert found.passages[-1].text == BODY


@pytest.mark.parametrize(
    "line",
    [
        "By the sea",
        "Published by Ada Mills",
        "Source: " + "x" * 200,
        "Link: see the last page",
        "Signed on 4 March 2021.",
        "Soon, on 2021-13-45",
        "On time",
    ],
)
def test_what_is_no_header_stays_in_the_text(line: str) -> None:
    found = reading(f"{BODY}\n\n{line}\n\n{BODY}")
    first = reading(f"{line}\n\n{BODY}")

    assert line in found.article.text
    assert any(line in (p.text, p.heading) for p in found.passages)
    assert line in first.article.title or any(line == p.text for p in first.passages)


def test_a_wrapped_sentence_keeps_its_date() -> None:
    text = "The two towns had settled on their border in the treaty of\n4 March 2021."

    assert [p.text for p in reading(text).passages] == [text]


def test_a_date_line_below_the_first_prose_is_prose() -> None:
    found = reading(f"{BODY}\n\n4 March 2021\n\n{BODY}")

    assert found.article.published is None
    assert found.passages[1].heading == "4 March 2021"


def test_an_address_in_the_header_is_kept() -> None:
    assert facts_of("URL: https://example.org/mill\n\n").url == "https://example.org/mill"


@pytest.mark.parametrize(
    "dateline",
    [
        "(Valley Post | Valley Now )- ",
        "MILLTOWN — ",
        "MILLTOWN (Agency) – ",
        "NEW MILLTOWN, Mar. 4 (Agency) - ",
        "MILLTOWN -- ",
        "Milltown (AP) — ",
        "Milltown, Mar 4 (Reuters) - ",
        "MILLTOWN, 4 March 2021 (AFP) – ",
        "[Valley Post | Valley Now] - ",
    ],
)
def test_a_dateline_is_cut_off(dateline: str) -> None:
    assert [p.text for p in reading(dateline + BODY).passages] == [BODY]


@pytest.mark.parametrize(
    "start",
    [
        "NASA — the agency — has flown. ",
        "(He left) - then came back. ",
        "(Note): it rained. ",
        "A - B is C. ",
        "Ada Mills (Alder) – Born in the valley. ",
        "The Mill (MB) burnt. ",
    ],
)
def test_what_only_looks_like_a_dateline_stays(start: str) -> None:
    assert reading(start + BODY).passages[0].text.startswith(start)


@pytest.mark.parametrize("name", ["notes.txt", "notes.md"])
def test_a_dateline_is_cut_off_below_captions_and_in_markdown(name: str) -> None:
    gallery = "1/2\n\nA mill burns at night\n\nAP\n\n2/2\n\nA dog by the river\n\nAP"

    found = reading(f"{gallery}\n\nMILLTOWN (Agency) – {BODY}", name)

    assert [p.text for p in found.passages][2:] == [BODY]


def test_a_dateline_with_nothing_after_it_stays() -> None:
    assert reading("(Valley Post) -").passages[0].text == "(Valley Post) -"


def test_many_header_blocks_are_not_all_looked_at() -> None:
    found = reading("Source: A\n\n" * 20 + BODY)

    assert len(found.passages) == 9
