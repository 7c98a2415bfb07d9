"""A file → text: what it is by its content, and a conversion where it is a PDF or a Word file."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, assert_never
from weakref import WeakKeyDictionary

from bot.intake import isolation
from bot.intake.outcomes import Converted, Failed, Kind, Reason
from bot.intake.uploads import Refusal, Upload, refusal
from bot.locales import gettext, gettext_noop, ngettext

if TYPE_CHECKING:
    from bot.intake.uploads import Limits

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BINARY = (
    b"\x1f\x8b", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!\x1a", b"\x89PNG", b"GIF87a", b"GIF89a",
    b"\xff\xd8\xff", b"{\\rtf",
)  # fmt: skip
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_NOT_READ = gettext_noop(
    "it is no text; what can be read is plain text, Markdown, HTML, PDF and Word (.docx)"
)
_OLD = gettext_noop(
    "it is an Office file of the old kind, or one with a password; save it as .docx without one"
)
_WORDS = {
    Reason.BROKEN: gettext_noop("it is broken, or made in a way that cannot be read"),
    Reason.ENCRYPTED: gettext_noop("it is protected with a password"),
    Reason.MEMORY: gettext_noop("it takes too much memory to read"),
    Reason.NO_CONVERTER: gettext_noop('PDF and Word files need `pip install "pilcrow[documents]"`'),
    Reason.NO_TEXT: gettext_noop(
        "there is no text in it; a scan has to go through text recognition first"
    ),
    Reason.NOT_WORD: _NOT_READ,
    Reason.UNPACKED: gettext_noop("it unpacks to far more than a document should"),
}
# How far into a file its kind shows: some programs write a few bytes before `%PDF-`.
_SEEN = 4096
# One conversion takes as much memory as its limit: the next one waits.
_gates: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def converted(upload: Upload, limits: Limits) -> Upload | Refusal:
    """Return a file as text that `knowledge.read` can read, or why that cannot be.

    What is no PDF, Word file or known binary is returned as it is. A PDF's text is called `.txt`
    and a Word file's `.html`, for the rest of the name stays. The event loop is never held up.
    """
    if reason := _refused(upload.data, limits):
        return refusal(upload.name, reason)
    kind = kind_of(upload.data)
    if kind is Kind.TEXT:
        return upload
    async with _gates.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(1)):
        outcome = await isolation.convert(kind, upload.data, limits)
    match outcome:
        case Converted(text, suffix):
            return replace(upload, name=_renamed(upload.name, suffix), data=text)
        case Failed(reason, count):
            return refusal(upload.name, _words(reason, count, limits))
        case _:
            assert_never(outcome)


def kind_of(data: bytes) -> Kind:
    """Return what a file is by its content: an archive may yet be none of Word."""
    start = data[:_SEEN].lstrip(b"\x00\t\n\f\r \xef\xbb\xbf")
    if start.startswith(b"%PDF-"):
        return Kind.PDF
    return Kind.ARCHIVE if data.startswith(_ARCHIVE) else Kind.TEXT


def _refused(data: bytes, limits: Limits) -> str:
    """Return why a file is not looked into; empty where it is."""
    if not data.strip():
        return gettext("there is nothing in it")
    if len(data) > limits.max_bytes:
        return ngettext(
            "it has {count} byte; the limit is {limit}",
            "it has {count} bytes; the limit is {limit}",
            len(data),
            limit=limits.max_bytes,
        )
    if data.startswith(_OLD_OFFICE):
        return gettext(_OLD)
    if data.startswith(_BINARY) or _holds_zeros(data):
        return gettext(_NOT_READ)
    return ""


def _holds_zeros(data: bytes) -> bool:
    """Tell binary from text by its zero bytes, which only UTF-16 and UTF-32 have in text."""
    is_text = kind_of(data) is Kind.TEXT and not data.startswith(_UTF_16)
    return is_text and b"\x00" in data[:_SEEN]


def _renamed(name: str, suffix: str) -> str:
    """Return a name with the suffix of what was made of it, so that its id stays the same."""
    path = PurePath(name)
    return (path.stem or "document") + suffix


def _words(reason: Reason, count: int, limits: Limits) -> str:
    match reason:
        case Reason.MANY_PAGES:
            return ngettext(
                "it has {count} page; the limit is {limit}",
                "it has {count} pages; the limit is {limit}",
                count,
                limit=limits.max_pages,
            )
        case Reason.SLOW:
            seconds = f"{limits.seconds:g}"
            return gettext("it takes longer than {seconds} seconds to read", seconds=seconds)
        case Reason.TOO_LONG:
            return gettext(
                "its text has more than {limit} bytes, which is the limit", limit=limits.max_bytes
            )
        case _:
            return gettext(_WORDS[reason])
