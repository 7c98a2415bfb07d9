"""A file or bytes → an `Article` and its passages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from knowledge import detection, passages
from knowledge.errors import (
    FileEmptyError,
    FileTooLargeError,
    FileUnreadableError,
    TooManyPassagesError,
)
from knowledge.formats import decoding, front_matter, html, markdown, plain
from knowledge.formats.draft import Facts, Role
from knowledge.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from knowledge.formats.draft import Block, Draft
    from knowledge.model import LeftOut, Passage

MAX_BYTES = 5_000_000
# What may stand before the first tag is passed over whole, lest many comments are tried in parts.
_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?>(?>(?s:<!--.*?-->))\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|article)\b",
    re.IGNORECASE,
)
_NONE = Facts()
_SUFFIXES: dict[str, Callable[[str], Draft]] = {
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """An article and its passages, in reading order; there is at least one.

    Attributes:
        article: The article.
        passages: Its passages.
        left_out: What of the file was not taken over, and why.
    """

    article: Article
    passages: tuple[Passage, ...]
    left_out: tuple[LeftOut, ...] = field(default=(), compare=False)


def read_file(path: Path, name: str, *, limit: int = MAX_BYTES) -> Reading:
    """Read an article from a file.

    Args:
        path: Where it is.
        name: What to call it: in errors, and to make its id and title of.
        limit: The most bytes it may have.

    Raises:
        FileUnreadableError: It is missing, or not permitted.
        KnowledgeError: As `read` raises.
    """
    try:
        size = path.stat().st_size
        if size > limit:
            raise FileTooLargeError(name, size, limit)
        data = path.read_bytes()
    except OSError as problem:
        raise FileUnreadableError(name, problem.strerror or str(problem)) from None
    return read(data, name, limit=limit)


def read(
    data: bytes,
    name: str,
    *,
    limit: int = MAX_BYTES,
    facts: Facts = _NONE,
    article_id: str = "",
    most_passages: int = 0,
) -> Reading:
    """Read an article from bytes.

    Args:
        data: The bytes.
        name: What to call them: in errors, and to make the article's id and title of.
        limit: The most bytes there may be.
        facts: What is known of it beforehand; counts more than what it says of itself.
        article_id: Its id; made of the name where empty.
        most_passages: The most paragraphs and captions it may have; 0 for any number.

    Raises:
        FileTooLargeError: There are more than `limit` bytes.
        BinaryFileError: They are no text.
        EncodingError: They are text in an encoding nothing tells.
        FrontMatterError: The front matter is broken.
        FileEmptyError: There is no paragraph in it.
        TooManyPassagesError: There are more than `most_passages`.
    """
    if len(data) > limit:
        raise FileTooLargeError(name, len(data), limit)
    if not data.strip():
        raise FileEmptyError(name)
    text, given = front_matter.take(decoding.decode(data, name), name)
    draft = _reader(text, name)(text)
    facts = facts.over(given).over(draft.facts)
    article = Article(
        id=article_id or slug(name),
        title=facts.title if _is_seen(facts.title) else _title(name),
        text=draft.text,
        source=facts.source,
        author=facts.author,
        published=facts.published,
        url=facts.url,
        aliases=facts.aliases,
        language=facts.language or detection.detect(draft.text),
    )
    found = passages.split(article, _below_title(article, draft.blocks))
    if not found:
        raise FileEmptyError(name)
    if 0 < most_passages < len(found):
        raise TooManyPassagesError(name, len(found), most_passages)
    return Reading(article, found, draft.left_out)


def slug(name: str) -> str:
    """Return a short name for a file name: letters, digits and hyphens, at most 80 characters."""
    path = PurePath(name)
    stem = unicodedata.normalize("NFC", (path.parent / path.stem).as_posix()).lower()
    return re.sub(r"[\W_]+", "-", stem).strip("-")[:80].strip("-") or "article"


def _below_title(article: Article, blocks: Sequence[Block]) -> list[Block]:
    """Leave out headings that say the title again, as a page does whose title names its site."""

    def is_title(block: Block) -> bool:
        heading = " ".join(block.span.of(article.text).split())
        whole = heading == article.title or block.level == 1
        return block.role is Role.HEADING and whole and article.title.startswith(heading)

    return [block for block in blocks if not is_title(block)]


def _reader(text: str, name: str) -> Callable[[str], Draft]:
    """Choose by content first: pages are saved under any name."""
    if _HTML.match(text):
        return html.read
    return _SUFFIXES.get(PurePath(name).suffix.lower(), plain.read)


def _is_seen(title: str) -> bool:
    """Tell whether anything of a title shows: a zero-width space alone does not."""
    return any(c.isprintable() and not c.isspace() for c in title)


def _title(name: str) -> str:
    stem = re.sub(r"(?<!\d)[-_]|[-_](?!\d)", " ", PurePath(name).stem)
    title = " ".join(stem.split()) or name
    return title[:1].upper() + title[1:]
