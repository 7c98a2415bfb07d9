"""What a site's headers say of its answer: kind, name, encoding, and where it has moved to."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from yarl import URL

from bot.intake.documents import kind_of
from bot.intake.outcomes import Kind
from bot.intake.uploads import Upload, short

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_READ = frozenset(
    ("application/xhtml+xml", "application/pdf", "application/octet-stream", _WORD, "")
)
_SUFFIXES = {
    "text/html": (".html", ".htm", ".xhtml"),
    "application/xhtml+xml": (".xhtml", ".html", ".htm"),
    "text/markdown": (".md", ".markdown"),
}
_SUFFIX = re.compile(r"\.[A-Za-z]{1,5}")
_LONGEST_SUFFIX = 10
# Encodings of text on the web; Python knows others too, some of which are none of text.
_ENCODING = re.compile(
    r"utf-?8|utf-?(?:16|32)(?:[-_]?[lb]e)?|us-ascii|ascii|latin-?1"
    r"|(?:iso-?8859|windows|cp12|koi8|gb|big5|euc|shift|sjis|x-sjis|mac|tis)[\w.:-]{0,20}",
    re.IGNORECASE,
)
# As browsers read it: who says Latin-1 sends what Windows has saved.
_LATIN_1 = {"iso8859-1", "ascii"}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class ContentType:
    """What a site says it sends.

    Attributes:
        name: The type, in lower case, short enough for a message.
        is_read: Whether it may be something that can be read.
    """

    name: str
    is_read: bool


def kind(headers: Mapping[str, str]) -> ContentType:
    """Return what a site says it sends; saying nothing is allowed, the content decides."""
    name = _declared(headers)
    return ContentType(short(name) if name else "", name.startswith("text/") or name in _READ)


def joined(base: URL, place: str) -> str:
    """Return where a redirect leads to; what cannot be understood stays as it is, to be refused."""
    try:
        return str(base.join(URL(place)))
    except ValueError:
        return place


def upload(url: URL, headers: Mapping[str, str], body: bytes) -> Upload:
    """Return an answer as a file: named by its site, a text in UTF-8."""
    is_text = kind_of(body) is Kind.TEXT
    name = _named(url, headers)
    if is_text:
        name = _suffixed(name, _SUFFIXES.get(_declared(headers), ()))
    return Upload(name, _utf8(body, headers) if is_text else body, str(url))


def _declared(headers: Mapping[str, str]) -> str:
    return headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _named(url: URL, headers: Mapping[str, str]) -> str:
    """Return the name that a site gives a file, else the end of its address, else its host."""
    message = Message()
    message["Content-Disposition"] = headers.get("Content-Disposition", "")
    given = message.get_filename("") or url.name or url.parent.name
    name = PurePosixPath(given.replace("\\", "/")).name
    if not name.strip(". "):
        return (url.host or "page").replace(".", "-")
    suffix = PurePosixPath(name).suffix[:_LONGEST_SUFFIX]
    return short(name.removesuffix(suffix), 90) + suffix if len(name) > 90 else short(name, 90)


def _suffixed(name: str, suffixes: tuple[str, ...]) -> str:
    """Return a name with one of `suffixes`, in the place of one that says less."""
    path = PurePosixPath(name)
    if not suffixes or path.suffix.lower() in suffixes:
        return name
    stem = path.stem if _SUFFIX.fullmatch(path.suffix) else name
    return stem + suffixes[0]


def _utf8(body: bytes, headers: Mapping[str, str]) -> bytes:
    """Return a text in UTF-8 by what its site declares; as it is where that does not fit."""
    message = Message()
    message["Content-Type"] = headers.get("Content-Type", "")
    charset = str(message.get_param("charset", "")).strip().strip("\"'")
    if body.startswith(_MARKS) or not _ENCODING.fullmatch(charset):
        return body
    try:
        encoding = codecs.lookup(charset).name
        return body.decode("cp1252" if encoding in _LATIN_1 else encoding).encode()
    except (LookupError, UnicodeError):
        return body
