"""A Word file → HTML, by mammoth: its text, headings, lists and tables, without its pictures."""

from __future__ import annotations

import importlib
import re
from io import BytesIO
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from bot.intake.outcomes import ConversionError, Reason

# The XML of a long book is a few million bytes; mammoth takes some twenty times that in memory.
_MOST_UNPACKED, _MOST_PARTS = 32_000_000, 10_000
_PIECE = 65_536
_MAIN = re.compile(r"word/document\d*\.xml")
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"
# Marks of notes in the text, and the arrows that lead back from the notes.
_NOTE_MARKS = re.compile(
    r"<sup><a href=\"#[^\"]*note-[^\"]*\"[^>]*>\[\d+\]</a></sup>"
    r"|\s*<a href=\"#[^\"]*note-ref-[^\"]*\">↑</a>"
)


def html(data: bytes) -> str:
    """Return a Word file as a page.

    Raises:
        ConversionError: It is no Word file, is broken, protected or a bomb, or mammoth is missing.
    """
    parts = _parts(data)
    try:
        mammoth: Any = importlib.import_module("mammoth")
    except ImportError:
        raise ConversionError(Reason.NO_CONVERTER) from None
    found = mammoth.convert_to_html(
        parts,
        style_map=_STYLES,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(no_picture),
    )
    body = _NOTE_MARKS.sub("", found.value)
    return f"<!doctype html>\n<html><body>\n{body}\n</body></html>\n"


def _parts(data: bytes) -> BytesIO:
    """Return the file's XML alone, unpacked piece by piece: what sizes it declares is not believed.

    Raises:
        ConversionError: It is no Word file, is broken or protected, or unpacks to too much.
    """
    try:
        archive = ZipFile(BytesIO(data))
    except BadZipFile:
        raise ConversionError(Reason.BROKEN) from None
    entries = {entry.filename: entry for entry in archive.infolist()}
    if not any(_MAIN.fullmatch(name) for name in entries):
        raise ConversionError(Reason.NOT_WORD)
    if len(entries) > _MOST_PARTS:
        raise ConversionError(Reason.UNPACKED)
    unpacked, left = BytesIO(), _MOST_UNPACKED
    with ZipFile(unpacked, "w", ZIP_STORED) as copy:
        for name, entry in entries.items():
            if not name.endswith((".xml", ".rels")):
                continue
            if entry.flag_bits & 1:
                raise ConversionError(Reason.ENCRYPTED)
            if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
                raise ConversionError(Reason.BROKEN)
            with archive.open(entry) as source, copy.open(name, "w") as part:
                left = _copied(source, part, left)
    unpacked.seek(0)
    return unpacked


def _copied(source: IO[bytes], part: IO[bytes], left: int) -> int:
    """Copy a part and return how many bytes may still come."""
    while piece := source.read(_PIECE):
        left -= len(piece)
        if left < 0:
            raise ConversionError(Reason.UNPACKED)
        part.write(piece)
    return left


def no_picture(_image: object) -> dict[str, str]:
    """Return an image without its content, which would be most of the page."""
    return {"src": ""}
