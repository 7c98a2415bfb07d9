"""Documents: what each kind of file becomes, and one plain line for what cannot be read."""

import textwrap

import pytest

from bot.intake import Limits, Refusal, Upload, converted
from bot.intake.documents import kind_of
from bot.intake.outcomes import Kind
from bot.locales import speaking
from bot.problems import describe
from knowledge import KnowledgeError, read
from tests.bot.catalogues import foreign
from tests.bot.intake.making import (
    ONE,
    TWO,
    archive,
    bloated_pdf,
    docx,
    encrypted_pdf,
    pdf,
    words,
)

_LIMITS = Limits(max_bytes=1_000_000, max_pages=100)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
_NO_TEXT = "it is no text; what can be read is plain text, Markdown, HTML, PDF and Word (.docx)"
_OLD = "it is an Office file of the old kind, or one with a password; save it as .docx without one"
_BROKEN = "it is broken, or made in a way that cannot be read"
_SCAN = "there is no text in it; a scan has to go through text recognition first"
_BOMB = "it unpacks to far more than a document should"


def _lying_docx() -> bytes:
    """Return a Word file one part of which declares a thousandth of its size."""
    honest = docx(words(ONE), {"word/styles.xml": bytes(40_000_000)})
    return honest.replace((40_000_000).to_bytes(4, "little"), (40_000).to_bytes(4, "little"))


_REFUSED = {
    "nothing": (b"", "there is nothing in it"),
    "white space": (b" \n\t ", "there is nothing in it"),
    "too large": (b"a" * 1_000_001, "it has 1,000,001 bytes; the limit is 1,000,000"),
    "binary": (bytes(range(256)) * 20, _NO_TEXT),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), _NO_TEXT),
    "rich text": (b"{\\rtf1 Hello}", _NO_TEXT),
    "archive": (archive({"a.txt": ONE}), _NO_TEXT),
    "archive with a Word file": (archive({"a.docx": docx(words(ONE))}), _NO_TEXT),
    "sheet": (archive({"[Content_Types].xml": "", "xl/workbook.xml": "<a/>"}), _NO_TEXT),
    "old sheet": (_OLE, _OLD),
    "broken archive": (b"PK\x03\x04 and no more", _BROKEN),
    "broken Word file": (docx("<w:p>"), _BROKEN),
    "cut Word file": (docx(words(ONE))[:200], _BROKEN),
    "bomb": (docx("", {"word/styles.xml": bytes(40_000_000)}), _BOMB),
    "bomb of many parts": (
        docx("", {f"word/p{at}.xml": bytes(4_000_000) for at in range(9)}),
        _BOMB,
    ),
    "bomb that lies": (_lying_docx(), _BROKEN),
    "scan": (pdf([[], []]), _SCAN),
    "page numbers alone": (pdf([["1"], ["2"]]), _SCAN),
    "protected": (encrypted_pdf([ONE], "secret"), "it is protected with a password"),
    "broken PDF": (b"%PDF-1.7 and no more", _BROKEN),
    "cut PDF": (pdf([[ONE]])[:300], _BROKEN),
    "bloated PDF": (bloated_pdf(200_000_000), _BROKEN),
    "many pages": (pdf([["a"]] * 101), "it has 101 pages; the limit is 100"),
}


@pytest.mark.parametrize(("data", "line"), _REFUSED.values(), ids=_REFUSED)
async def test_what_cannot_be_read_is_refused_in_one_plain_line(data: bytes, line: str) -> None:
    found = await converted(Upload("some file.txt", data), _LIMITS)

    assert found == Refusal(f"some file.txt: {line}")


_PASSED_ON = {
    "no paragraph": (b"<html><body><script>var a = 1</script></body></html>", "no paragraph"),
    "headings": (b"# One\n\n## Two", "no paragraph"),
    "wrong encoding": ("Zoë’s café".encode() + b" \xff\xfe\xfa " * 9, "not UTF-8"),
    "controls": (b"\x01\x02\x03" * 9, "no text"),
    "cut UTF-16": (b"\xff\xfea\x00b", "not UTF-8"),
}


@pytest.mark.parametrize(("data", "words"), _PASSED_ON.values(), ids=_PASSED_ON)
async def test_what_is_passed_on_and_no_article_has_one_plain_line_too(
    data: bytes, words: str
) -> None:
    found = await converted(Upload("a.md", data), _LIMITS)

    assert isinstance(found, Upload)
    with pytest.raises(KnowledgeError) as problem:
        read(found.data, found.name)
    line = describe(problem.value)
    assert line.startswith("a.md")
    assert words in line
    assert "\n" not in line


@pytest.mark.parametrize(
    "data",
    [ONE.encode(), ONE.encode("utf-16"), f"<p>{ONE}".encode(), b"PDF files begin with %PDF-1.4"],
)
async def test_text_is_passed_on_as_it_is(data: bytes) -> None:
    upload = Upload("notes.md", data, "https://example.org/notes")

    assert await converted(upload, _LIMITS) == upload


async def test_a_word_file_becomes_a_page_with_its_headings_lists_and_tables() -> None:
    note = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:id="2">{words("A note.")}</w:footnote></w:footnotes>'
    )
    noted = f'<w:p><w:r><w:t>{ONE}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    cells = "".join(f"<w:tc>{words(cell)}</w:tc>" for cell in ("Wheel", "1901"))
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    file = docx(
        words("The Mill", "Heading1") + noted + words("Owners", "Heading2") + words(TWO) + table,
        {"word/footnotes.xml": note, "word/media/image1.png": b"\x89PNG"},
    )

    found = await converted(Upload("The Mill.pdf", file), _LIMITS)

    assert isinstance(found, Upload)
    reading = read(found.data, found.name)
    assert (found.name, reading.article.id, reading.article.title) == (
        "The Mill.html",
        "the-mill",
        "The Mill",
    )
    assert [(p.heading, p.text) for p in reading.passages][:2] == [("", ONE), ("Owners", TWO)]
    assert "Wheel" in reading.article.text
    assert "A note." in reading.article.text
    assert "[1]" not in reading.article.text
    assert "↑" not in reading.article.text


async def test_a_pdf_becomes_paragraphs_without_what_runs_along_its_pages() -> None:
    lines = textwrap.wrap(f"{ONE} {TWO}", 60)
    pages = [
        ["Valley Post", *lines, "1"],
        ["Valley Post", f"{ONE[:50]}", "of the miller's daugh-", "2"],
        ["Valley Post", "ters came back to the mill.", "3"],
    ]

    found = await converted(Upload("mill.docx", pdf(pages)), _LIMITS)

    assert isinstance(found, Upload)
    assert found.name == "mill.txt"
    assert found.data.decode().split("\n\n") == [
        f"{ONE} {TWO}",
        f"{ONE[:50].strip()} of the miller's daughters came back to the mill.",
    ]


async def test_a_pdf_with_an_empty_password_is_read() -> None:
    found = await converted(Upload("a.pdf", encrypted_pdf([ONE], "")), _LIMITS)

    assert isinstance(found, Upload)
    assert found.data.decode() == ONE


async def test_a_text_that_is_longer_than_its_document_may_be_is_refused() -> None:
    many = docx(words("word " * 20_000))

    found = await converted(Upload("a.docx", many), Limits(max_bytes=50_000))

    assert found == Refusal("a.docx: its text has more than 50,000 bytes, which is the limit")


def test_a_kind_is_told_by_content() -> None:
    assert kind_of(b"\xef\xbb\xbf\n%PDF-1.4") is Kind.PDF
    assert kind_of(archive({"a": ""})) is Kind.ARCHIVE
    assert kind_of(b"PKZIP is a program") is Kind.TEXT


async def test_a_refusal_is_one_short_line_whatever_the_file_is_called() -> None:
    found = await converted(Upload("a\u202e\n" * 500, b""), _LIMITS)

    assert isinstance(found, Refusal)
    assert found.line.isprintable()
    assert len(found.line) < 100


async def test_a_no_from_another_process_is_said_in_the_language_of_who_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    foreign(monkeypatch, {"it is protected with a password": "es ist durch ein Passwort geschützt"})

    with speaking("de"):
        found = await converted(Upload("a.pdf", encrypted_pdf([ONE], "secret")), _LIMITS)

    assert found == Refusal("a.pdf: es ist durch ein Passwort geschützt")
