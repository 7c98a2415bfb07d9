"""Converting: what the child says, tried without a child."""

import sys
from io import BytesIO, TextIOWrapper
from zipfile import ZIP_BZIP2, ZipFile

import pytest

from bot.intake import converting, pdf, word
from bot.intake.outcomes import ConversionError, Kind, Reason
from tests.bot.intake import making


def test_the_kind_of_text_stands_before_it() -> None:
    text = converting.convert(Kind.PDF, making.pdf([[making.ONE]]), 1000, 1)
    page = converting.convert(Kind.ARCHIVE, making.docx(making.words("Mill")), 1000, 1)

    assert text == b".txt\n" + making.ONE.encode()
    assert page.startswith(b".html\n<!doctype html>")
    assert b"<p>Mill</p>" in page


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (ConversionError(Reason.MANY_PAGES, 7), b"many-pages 7\n"),
        (MemoryError(), b"memory 0\n"),
        (RecursionError(), b"broken 0\n"),
        (KeyError("/Root"), b"broken 0\n"),
    ],
)
def test_nothing_that_a_converter_raises_gets_out(
    problem: Exception, said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raising(_data: bytes, _most: int) -> str:
        raise problem

    monkeypatch.setattr(pdf, "text", raising)

    assert converting.convert(Kind.PDF, b"", 1000, 1) == said


def test_a_text_over_the_limit_is_not_said() -> None:
    data = making.pdf([[making.ONE]])

    assert converting.convert(Kind.PDF, data, len(making.ONE), 1).startswith(b".txt")
    assert converting.convert(Kind.PDF, data, len(making.ONE) - 1, 1) == b"too-long 0\n"


@pytest.mark.parametrize(("name", "kind"), [("pypdf", Kind.PDF), ("mammoth", Kind.ARCHIVE)])
def test_a_converter_that_is_not_installed_is_said_so(
    name: str, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    data = making.pdf([["a"]]) if kind is Kind.PDF else making.docx(making.words("a"))

    assert converting.convert(kind, data, 1000, 1) == b"no-converter 0\n"


def test_standard_input_becomes_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    bounds: list[tuple[float, int]] = []
    said = BytesIO()

    def bound(seconds: float, memory: int) -> None:
        bounds.append((seconds, memory))

    monkeypatch.setattr(converting, "bound", bound)
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(making.pdf([["Mill"]]))))
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(said))

    converting.main(["pdf", "1000", "10", "2.5", "700000000"])

    assert bounds == [(2.5, 700_000_000)]
    assert said.getvalue() == b".txt\nMill"


def test_word_files_packed_in_other_ways_or_with_a_password_are_refused() -> None:
    strange = making.archive({"word/document.xml": "<a/>"}, ZIP_BZIP2)
    locked = making.docx(making.words("a"))
    at = locked.rindex(b"word/document.xml") - 46
    locked = locked[: at + 8] + b"\x01" + locked[at + 9 :]

    for data, reason in ((strange, Reason.BROKEN), (locked, Reason.ENCRYPTED)):
        with pytest.raises(ConversionError) as problem:
            word.html(data)
        assert problem.value.failed.reason is reason


def test_an_archive_of_ten_thousand_parts_is_not_gone_through() -> None:
    written = BytesIO()
    with ZipFile(written, "w") as file:
        file.writestr("word/document.xml", "<a/>")
        for at in range(10_000):
            file.writestr(str(at), b"")

    with pytest.raises(ConversionError) as problem:
        word.html(written.getvalue())
    assert problem.value.failed.reason is Reason.UNPACKED


def test_a_picture_is_left_out() -> None:
    assert word.no_picture(object()) == {"src": ""}
