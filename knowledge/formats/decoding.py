"""Bytes → text: the byte order mark, the declared encoding, UTF-8, then what can be detected."""

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
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I
)
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"{\\rtf")
# One stray byte in UTF-8 text is a damaged file, not another encoding.
_DAMAGE = 0.2


def decode(data: bytes, name: str) -> str:
    r"""Return the text of `data`, its line ends all `\n`.

    Raises:
        BinaryFileError: `data` is no text.
        EncodingError: No encoding that is declared or can be detected fits.
    """
    if data.startswith(_MAGIC):
        raise BinaryFileError(name)
    text = _marked(data) or _declared(data) or _utf8(data) or _detected(data, name)
    if _is_binary(text):
        raise BinaryFileError(name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _marked(data: bytes) -> str | None:
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    return _try(data, encoding) if encoding else None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data, 0, 2048)
    return _try(data, found[1].decode("ascii")) if found else None


def _utf8(data: bytes) -> str | None:
    return _try(data, "utf-8")


def _detected(data: bytes, name: str) -> str:
    if b"\x00" in data:
        raise BinaryFileError(name)
    best = None if _is_damaged_utf8(data) else charset_normalizer.from_bytes(data).best()
    text = _try(data, best.encoding) if best else None
    if text is None:
        raise _encoding_error(data, name)
    return text


def _is_damaged_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", errors="replace")
    beyond_ascii = sum(1 for c in text if ord(c) > 127)
    return text.count("\ufffd") <= _DAMAGE * beyond_ascii


def _encoding_error(data: bytes, name: str) -> EncodingError:
    at = len(data.decode("utf-8", errors="ignore").encode())
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        at = problem.start
    return EncodingError(name, data.count(b"\n", 0, at) + 1, data[at])


def _is_binary(text: str) -> bool:
    """Tell text from bytes that happen to decode: control characters give them away."""
    if "\x00" in text:
        return True
    sample = text[:65536]
    controls = sum(1 for c in sample if unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v")
    return controls > len(sample) / 100
