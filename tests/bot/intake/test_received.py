"""Received: what a site calls its answer, and in which encoding it sends it."""

import pytest
from yarl import URL

from bot.intake.received import joined, kind, upload

_TEXT = "Zoë’s café"


@pytest.mark.parametrize(
    ("url", "headers", "name"),
    [
        ("https://a.example/news/mill.html", {}, "mill.html"),
        ("https://a.example/news/mill/", {}, "mill"),
        ("https://a.example/", {"Content-Type": "text/html"}, "a-example.html"),
        ("https://a.example", {}, "a-example"),
        ("https://a.example/caf%C3%A9.php", {"Content-Type": "text/html"}, "café.html"),
        ("https://a.example/v1.2", {"Content-Type": "Text/HTML; charset=x"}, "v1.2.html"),
        ("https://a.example/README", {"Content-Type": "text/markdown"}, "README.md"),
        ("https://a.example/a.md", {"Content-Type": "text/plain"}, "a.md"),
        ("https://a.example/x", {"Content-Disposition": 'attachment; filename="b.txt"'}, "b.txt"),
        (
            "https://a.example/x",
            {"Content-Disposition": "a; filename*=utf-8''%e2%82%ac.md"},
            "€.md",
        ),
        (
            "https://a.example/x",
            {"Content-Disposition": 'a; filename="../../etc/pass\twd"'},
            "pass wd",
        ),
        ("https://a.example/x", {"Content-Disposition": 'a; filename="C:\\\\x\\\\y.md"'}, "y.md"),
        ("https://a.example/x", {"Content-Disposition": 'a; filename=".."'}, "a-example"),
        ("https://a.example/x", {"Content-Disposition": ';;="'}, "x"),
    ],
)
def test_an_answer_is_named_by_its_site(url: str, headers: dict[str, str], name: str) -> None:
    assert upload(URL(url), headers, b"text").name == name


def test_a_long_name_keeps_its_kind() -> None:
    found = upload(URL("https://a.example/" + "a" * 500 + ".md"), {}, b"text")

    assert len(found.name) <= 100
    assert found.name.endswith(".md")


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ('"utf-8"', "utf-8"),
        ("UTF-16LE", "utf-16-le"),
        ("mac-roman", "mac-roman"),
    ],
)
def test_a_text_is_read_in_the_encoding_that_its_site_declares(charset: str, encoding: str) -> None:
    headers = {"Content-Type": f"text/plain; charset={charset}"}

    found = upload(URL("https://a.example/a.txt"), headers, _TEXT.encode(encoding))

    assert found.data.decode() == _TEXT


@pytest.mark.parametrize(
    ("charset", "body"),
    [
        ("utf-8", _TEXT.encode("cp1252")),
        ("unicode_escape", b"a\\u0041"),
        ("rot13", b"abc"),
        ("iso-8859-99", b"abc"),
        ("windows-1252", b"\x81\x8d"),
        ("windows-1251", b"\xef\xbb\xbf" + _TEXT.encode()),
        ("utf-16", _TEXT.encode("utf-16")),
        ("", _TEXT.encode()),
    ],
)
def test_a_text_stays_as_it_is_where_the_declaration_does_not_fit(
    charset: str, body: bytes
) -> None:
    headers = {"Content-Type": f"text/plain; charset={charset}"}

    assert upload(URL("https://a.example/a.txt"), headers, body).data == body


def test_a_document_keeps_its_bytes_whatever_its_site_declares() -> None:
    headers = {"Content-Type": "text/html; charset=utf-16"}

    found = upload(URL("https://a.example/a.pdf"), headers, b"%PDF-1.4 \xff")

    assert (found.name, found.data) == ("a.pdf", b"%PDF-1.4 \xff")


@pytest.mark.parametrize(
    ("declared", "is_read"),
    [
        ("text/html; charset=utf-8", True),
        ("TEXT/Plain", True),
        ("application/pdf", True),
        ("application/octet-stream", True),
        ("", True),
        ("application/json", False),
        ("video/mp4", False),
    ],
)
def test_some_kinds_are_not_asked_for(declared: str, is_read: bool) -> None:  # noqa: FBT001 (a table)
    assert kind({"Content-Type": declared}).is_read is is_read


def test_a_redirect_that_nobody_understands_stays_as_it_is() -> None:
    assert joined(URL("https://a.example/b/c"), "../d") == "https://a.example/d"
    assert joined(URL("https://a.example/"), "https://[::1") == "https://[::1"
