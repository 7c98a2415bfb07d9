"""Bytes → text: the byte order mark, UTF-8, the declared encoding, then what can be detected."""

from __future__ import annotations

import codecs
import re
import unicodedata

import charset_normalizer

from knowledge.errors import BinaryFileError, EncodingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Names of encodings that hold ASCII as ASCII, which a declaration that could be read has to be.
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?"
    rb"((?:iso-?8859|windows|cp12|koi8|gb|big5|euc|shift|sjis|x-sjis|latin|mac|tis)[\w.:-]{0,20})",
    re.IGNORECASE,
)
# As browsers read it: who says Latin-1 has saved from Windows.
_LATIN_1 = {"iso8859-1", "ascii"}
_MAGIC = (
    b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"\x89PNG", b"GIF87a", b"GIF89a",
    b"\xff\xd8\xff", b"{\\rtf",
)  # fmt: skip
# One stray byte in UTF-8 text is a damaged file, not another encoding.
_DAMAGE = 0.2
# How much more unlikely Windows-1252 may be than the likeliest encoding, per cent, to be taken
# for it: its accents fit other alphabets' as well, and far more files are in it.
_WESTERN = 5.0
_LINE_END = re.compile(r"\r\n?|\n")
# Control characters that text files hold: line and page ends, and the end of a file of DOS.
_ALLOWED = frozenset("\t\n\r\f\v\x1a\x85")


def decode(data: bytes, name: str) -> str:
    r"""Return the text of `data`, its line ends all `\n`.

    Raises:
        BinaryFileError: `data` is no text.
        EncodingError: No encoding that is declared or can be detected fits.
    """
    if data.startswith(_MAGIC):
        raise BinaryFileError(name)
    text = _decoded(data, name)
    if _is_binary(text):
        raise BinaryFileError(name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, name: str) -> str:
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    try:
        return data.decode(marked or "utf-8")
    except UnicodeDecodeError as problem:
        broken = problem
    text = None if marked else _declared(data)
    if text is None and not marked:
        if b"\x00" in data:
            raise BinaryFileError(name)
        text = _detected(data)
    if text is None:
        before = data[: broken.start].decode(marked or "utf-8", errors="replace")
        raise EncodingError(name, len(_LINE_END.findall(before)) + 1, data[broken.start])
    return text


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data, 0, 2048)
    if not found:
        return None
    try:
        encoding = codecs.lookup(found[1].decode("ascii")).name
        return data.decode("cp1252" if encoding in _LATIN_1 else encoding)
    except (UnicodeError, LookupError):
        return None


def _detected(data: bytes) -> str | None:
    if _is_damaged_utf8(data):
        return None
    matches = charset_normalizer.from_bytes(data)
    best = matches.best()
    if best is None:
        return None
    near = best.percent_chaos + _WESTERN
    western = (m for m in matches if m.encoding == "cp1252" and m.percent_chaos <= near)
    return data.decode(next(western, best).encoding)


def _is_damaged_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", errors="replace")
    beyond_ascii = sum(1 for c in text if ord(c) > 127)
    return text.count("\ufffd") <= _DAMAGE * beyond_ascii


def _is_binary(text: str) -> bool:
    """Tell text from bytes that happen to decode: control characters give them away."""
    if "\x00" in text:
        return True
    sample = text[:65536]
    controls = sum(1 for c in sample if unicodedata.category(c) == "Cc" and c not in _ALLOWED)
    return controls > len(sample) / 100
