"""Markdown: CommonMark with tables; what a reader sees of it, without the marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from knowledge.formats import gallery
from knowledge.formats.draft import Draft, Facts, Role, TextBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark").enable("table")


def read(text: str) -> Draft:
    """Return what a reader sees of a Markdown text. The first `#` heading gives the title."""
    builder, title = TextBuilder(), ""
    for token_run in _top_level(_PARSER.parse(text)):
        first = token_run[0]
        if first.type == "heading_open":
            heading, level = _inline(token_run), int(first.tag[1])
            if level == 1 and not title:
                title = " ".join(heading.split())
            else:
                builder.add(heading, Role.HEADING, level)
        elif first.type == "paragraph_open" and (image := _lone_image(token_run)):
            builder.add(image.content, Role.CAPTION, credit=str(image.attrGet("title") or ""))
        else:
            builder.add(_block(token_run))
    blocks = gallery.set_apart(builder.text, builder.blocks, lambda _first, _second: False)
    return Draft(builder.text, tuple(blocks), Facts(title=title))


def _top_level(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the tokens of each block, block quotes opened up."""
    start = depth = 0
    for at, token in enumerate(tokens):
        if token.type in {"blockquote_open", "blockquote_close"}:
            start = at + 1
            continue
        depth += token.nesting
        if depth == 0:
            yield tokens[start : at + 1]
            start = at + 1


def _block(tokens: Sequence[Token]) -> str:
    first = tokens[0]
    if first.type in {"bullet_list_open", "ordered_list_open"}:
        return "\n".join(_items(tokens))
    if first.type == "table_open":
        return "\n".join(_rows(tokens))
    if first.type in {"fence", "code_block"}:
        return first.content
    if first.type == "html_block":
        return (
            LexborHTMLParser(first.content).text(separator=" ")
            if "<!--" not in first.content
            else ""
        )
    return _inline(tokens)


def _items(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield a list's items as lines, each with the marker that a reader sees."""
    markers: list[str] = []
    fresh = False
    for token in tokens:
        if token.type == "list_item_open":
            markers.append(f"{token.info}{token.markup}" if token.info else "-")
            fresh = True
        elif token.type == "list_item_close":
            markers.pop()
        elif token.type == "inline":
            line = " ".join(_rendered(token).split())
            yield f"{markers[-1]} {line}" if fresh else line
            fresh = False
        elif token.type == "fence":
            yield token.content.strip()


def _rows(tokens: Sequence[Token]) -> Iterator[str]:
    cells: list[str] = []
    for token in tokens:
        if token.type == "inline":
            cells.append(" ".join(_rendered(token).split()))
        elif token.type == "tr_close":
            yield "- " + " | ".join(cells)
            cells = []


def _inline(tokens: Sequence[Token]) -> str:
    return " ".join(_rendered(token) for token in tokens if token.type == "inline")


def _rendered(token: Token) -> str:
    parts: list[str] = []
    for child in token.children or ():
        if child.type in {"text", "code_inline", "text_special"}:
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
    return "".join(parts)


def _lone_image(tokens: Sequence[Token]) -> Token | None:
    children = [child for token in tokens for child in token.children or ()]
    shown = [child for child in children if child.type != "text" or child.content.strip()]
    return shown[0] if len(shown) == 1 and shown[0].type == "image" else None
