"""What a format's reader makes of a file: its text, its blocks and what it says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from knowledge.analysis import SNOWBALL
from knowledge.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from knowledge.model import LeftOut

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")
_LINE = re.compile(r"\S.*")
_NAMED = {name: code for code, name in SNOWBALL.items()}


class Role(Enum):
    """What a block is in its text."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text set off from others.

    Attributes:
        span: Its characters.
        role: What it is.
        level: A heading's depth, from 1.
        number: A caption's number in its gallery; 0 where it has none.
        total: How many photos the gallery says it has; 0 where it says nothing.
        credit: Who a caption's photo is by.
    """

    span: Span
    role: Role = Role.PARAGRAPH
    level: int = 0
    number: int = 0
    total: int = 0
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text says of itself; empty where it says nothing."""

    title: str = ""
    source: str = ""
    author: str = ""
    published: date | None = None
    url: str = ""
    language: str = ""
    aliases: tuple[tuple[str, ...], ...] = ()

    def over(self, other: Facts) -> Facts:
        """Return these facts, with `other`'s where these are empty."""
        missing = {
            name: getattr(other, name) for name in Facts.__slots__ if not getattr(self, name)
        }
        return replace(self, **missing)


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with its blocks in reading order, none overlapping another."""

    text: str
    blocks: tuple[Block, ...]
    facts: Facts = Facts()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(slots=True)
class TextBuilder:
    """Puts a text together block by block, for formats whose file is not the text itself."""

    parts: list[str] = field(default_factory=list[str])
    blocks: list[Block] = field(default_factory=list[Block])
    _length: int = 0

    def add(self, text: str, role: Role = Role.PARAGRAPH, level: int = 0, credit: str = "") -> None:
        """Append a block, a blank line after the one before; nothing where `text` is blank."""
        text = text.strip()
        if not text:
            return
        if self.parts:
            self._append("\n\n")
        start = self._length
        self._append(text)
        self.blocks.append(Block(Span(start, self._length), role, level, credit=credit))

    def _append(self, part: str) -> None:
        self.parts.append(part)
        self._length += len(part)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.parts)


def lines(text: str, block: Block) -> list[Block]:
    """Return the lines of a block as blocks, without the white space around them."""
    found = _LINE.finditer(text, block.span.start, block.span.end)
    return [
        replace(block, span=Span(line.start(), line.start() + len(line.group().rstrip())))
        for line in found
    ]


def row(cells: Sequence[str]) -> str:
    """Return a table's row as a line, without the empty cells at its end."""
    last = max((at for at, cell in enumerate(cells, 1) if cell), default=0)
    return "- " + " | ".join(cells[:last])


def is_web_address(url: str) -> bool:
    """Tell whether `url` is an absolute http or https address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in url


def language_code(written: str) -> str:
    """Return the primary subtag of `pt-BR` or of a language's English name; empty for others."""
    found = _LANGUAGE.fullmatch(written)
    return found[1].lower() if found else _NAMED.get(written.lower(), "")
