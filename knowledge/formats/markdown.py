"""Markdown: CommonMark with tables; what a reader sees of it, without the marks."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from knowledge.formats import gallery, header, html
from knowledge.formats.draft import Draft, Facts, Role, TextBuilder, row
from knowledge.formats.losses import Losses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_CODE = frozenset(("fence", "code_block"))
_HTML = frozenset(("html_block", "html_inline"))
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_PARSER = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")


def read(text: str) -> Draft:
    """Return what a reader sees of a Markdown text. The first `#` heading gives the title."""
    builder, losses, title = TextBuilder(), Losses(), ""
    parsed = _PARSER.parse(text)
    for tokens in _top_level(parsed):
        first = tokens[0]
        if first.type == "heading_open":
            heading, level = _inline(tokens), int(first.tag[1])
            title = title or ("" if level > 1 else " ".join(heading.split()))
            builder.add(heading, Role.HEADING, level)
        elif first.type == "html_block":
            html.add(first.content, builder, losses)
        elif first.type == "paragraph_open" and (images := _images(tokens)):
            for image in images:
                builder.add(
                    _rendered(image), Role.CAPTION, credit=str(image.attrGet("title") or "")
                )
        else:
            builder.add(_block(tokens, losses))
    _note_unseen(parsed, losses)
    blocks, facts = header.take(builder.text, builder.blocks, losses)
    blocks = gallery.set_apart(builder.text, blocks, lambda _first, _second: False, losses)
    blocks = header.without_dateline(builder.text, blocks, losses)
    return Draft(builder.text, tuple(blocks), Facts(title=title).over(facts), losses.found())


def _top_level(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the tokens of each block, block quotes opened up."""
    start = depth = 0
    for at, token in enumerate(tokens):
        if depth == 0 and token.type in {"blockquote_open", "blockquote_close"}:
            start = at + 1
            continue
        depth += token.nesting
        if depth == 0:
            yield tokens[start : at + 1]
            start = at + 1


def _note_unseen(tokens: Sequence[Token], losses: Losses) -> None:
    """Note the comments of a text, and its images that say nothing."""
    for token in chain(tokens, *(token.children or () for token in tokens)):
        if token.type in _HTML and token.content.lstrip().startswith("<!--"):
            losses.note("comment", token.content.strip().removeprefix("<!--").removesuffix("-->"))
        elif token.type == "image" and not _rendered(token).strip():
            losses.note("picture without text", str(token.attrGet("src")))


def _block(tokens: Sequence[Token], losses: Losses) -> str:
    first = tokens[0]
    if first.type in {"bullet_list_open", "ordered_list_open"}:
        return "\n".join(_items(tokens, losses))
    if first.type == "table_open":
        return "\n".join(_rows(tokens))
    return first.content if first.type in _CODE else _inline(tokens)


def _items(tokens: Sequence[Token], losses: Losses) -> Iterator[str]:
    """Yield a list's items as lines, each with the marker that a reader sees."""
    markers: list[str] = []
    fresh = False
    for token in tokens:
        if token.type == "list_item_open":
            markers.append(f"{token.info}{token.markup}" if token.info else "-")
            fresh = True
        elif token.type == "list_item_close":
            markers.pop()
        elif line := _line(token, losses):
            yield f"{markers[-1]} {line}" if fresh else line
            fresh = False


def _line(token: Token, losses: Losses) -> str:
    if token.type in _CODE:
        return token.content.strip()
    if token.type == "html_block":
        inside = TextBuilder()
        html.add(token.content, inside, losses)
        return inside.text.replace("\n\n", "\n")
    return " ".join(_rendered(token).split())


def _rows(tokens: Sequence[Token]) -> Iterator[str]:
    cells: list[str] = []
    for token in tokens:
        if token.type == "inline":
            cells.append(" ".join(_rendered(token).split()))
        elif token.type == "tr_close":
            yield row(cells)
            cells = []


def _inline(tokens: Sequence[Token]) -> str:
    return " ".join(_rendered(token) for token in tokens if token.type == "inline")


def _rendered(token: Token) -> str:
    return "".join(_shown(child) for child in token.children or ())


def _shown(token: Token) -> str:
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "html_inline":
            return "\n" if _BREAK.match(token.content) else ""
        case "image":
            return _rendered(token)
        case _:
            return token.content


def _images(tokens: Sequence[Token]) -> list[Token]:
    """Return a paragraph's images where it holds nothing else."""
    children = [child for token in tokens for child in token.children or ()]
    images = [child for child in children if child.type == "image"]
    others = "".join(_shown(child) for child in children if child.type != "image")
    return [] if others.strip() else images
