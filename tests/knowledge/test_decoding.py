import codecs
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import BinaryFileError, EncodingError, KnowledgeError
from knowledge.formats.decoding import decode

GERMAN = "Die Straße führt über die Brücke zum größten Gebäude der Stadt. " * 4
FRENCH = "Le maire a été réélu à la tête de la ville où il est né, ce qui plaît à tous. " * 3
JAPANESE = "これは日本語の文章です。東京は日本の首都であり、人口が多いです。" * 4
RUSSIAN = "Москва является столицей России и крупнейшим городом страны. " * 4


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("He said “it’s fine” – and left. " * 3, "utf-8"),
        ("He said “it’s fine” – and left. " * 3, "utf-8-sig"),
        ("He said “it’s fine” – and left. " * 3, "utf-16"),
        ("He said “it’s fine” – and left. " * 3, "utf-32"),
        ("He said “it’s fine” – and left the café. " * 3, "cp1252"),
        ("The café was closed, and nobody knew why it had been.", "latin-1"),
        (GERMAN, "latin-1"),
        (FRENCH, "cp1252"),
        (JAPANESE, "shift-jis"),
        (JAPANESE, "euc-jp"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp1251"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_was_written_in(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


def test_a_big_endian_mark_is_understood() -> None:
    assert decode(codecs.BOM_UTF16_BE + "Héllo".encode("utf-16-be"), "a.txt") == "Héllo"


def test_every_line_end_becomes_a_newline() -> None:
    assert decode(b"one\r\ntwo\rthree\nfour", "a.txt") == "one\ntwo\nthree\nfour"


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_a_byte_order_mark_alone_is_an_empty_text(mark: bytes) -> None:
    assert decode(mark, "a.txt") == ""


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        ('<?xml version="1.0" encoding="iso-8859-5"?>', "iso8859-5"),
    ],
)
def test_a_declared_encoding_is_believed(declaration: str, encoding: str) -> None:
    text = f"{declaration}<p>Мир"

    assert decode(text.encode(encoding), "a.html") == text


def test_latin_1_is_read_as_browsers_do() -> None:
    data = b'<meta charset="iso-8859-1"><p>\x93There\x94'

    assert decode(data, "a.html").endswith("“There”")


def test_utf_8_counts_more_than_what_is_declared() -> None:
    text = '<meta charset="iso-8859-1"><p>café'

    assert decode(text.encode(), "a.html") == text


@pytest.mark.parametrize("encoding", ["windows-9999", "gb\u0000", "shift_jis"])
def test_a_declaration_that_does_not_fit_is_passed_over(encoding: str) -> None:
    data = f'<meta charset="{encoding}"><p>'.encode() + "Le café est fermé à midi.".encode("cp1252")

    if b"\x00" in data:
        with pytest.raises(BinaryFileError):
            decode(data, "a.html")
    else:
        assert "midi" in decode(data, "a.html")


def test_one_damaged_byte_is_reported_with_its_line() -> None:
    data = "“One”\r\n“two”\r“three”\n“fi".encode() + b"\xff" + "ve” “six”".encode()

    with pytest.raises(EncodingError) as caught:
        decode(data, "a.txt")

    assert (caught.value.file, caught.value.line, caught.value.byte) == ("a.txt", 4, 0xFF)


def test_a_damaged_utf_16_file_is_reported() -> None:
    with pytest.raises(EncodingError) as caught:
        decode("One.\nTwo.".encode("utf-16") + b"\x00", "a.txt")

    assert caught.value.line == 2


def test_text_in_no_encoding_that_can_be_told_is_reported() -> None:
    data = bytes(byte for byte in range(1, 256) if chr(byte) not in "\r\n") * 4

    with pytest.raises(EncodingError):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(20),
        b"%PDF-1.7 words",
        b"PK\x03\x04words",
        b"GIF89a words",
        b"{\\rtf1 words}",
        b"words\x00words",
        b"\xe9\x00words",
        b"\x01\x02\x03\x04 words",
    ],
)
def test_what_is_no_text_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(BinaryFileError):
        decode(data, "a.txt")


def test_the_end_of_file_mark_of_dos_is_no_sign_of_a_binary_file() -> None:
    assert decode(b"A few words.\x1a", "a.txt").startswith("A few words.")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_a_known_error(data: bytes) -> None:
    try:
        text = decode(data, "a.txt")
    except KnowledgeError:
        return

    assert not re.search(r"[\r\x00]", text)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf_8_is_read_as_it_is(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode(), "a.txt") == text
