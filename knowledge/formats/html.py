"""HTML: the article of a page without its navigation, forms and scripts."""

from __future__ import annotations

import re
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from knowledge.formats import gallery, header, page_facts
from knowledge.formats.draft import Draft, Role, TextBuilder, row
from knowledge.formats.losses import Losses
from knowledge.formats.page_facts import BLOCKS, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborNode

# What holds others goes first, so that nothing is counted twice.
_LEFT_OUT = {
    "navigation": "nav, aside, footer",
    "box over the page": "dialog",
    "form": "button, select",
    "video, sound or other page": "iframe, object, audio, video",
    "icon or drawing": "svg",
    "script or style": "script, style, noscript, template",
    # What wikis set into an article beside it.
    "contents or edit link": "div#toc, div.toc, span.mw-editsection, .navbox, div.catlinks, "
    "a.mw-jump-link",
}
_LEFT_OUT_ROLES = frozenset("navigation banner contentinfo complementary search".split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# What makes a list or a table a part of the page's layout.
_IN_LIST = frozenset(("p", "div", "ul", "ol", "table", *_HEADINGS))
# A table whose rows are named holds facts, whatever its cells are made of.
_IN_FACTS = frozenset(("p", "table", *_HEADINGS))
_CREDIT = "cite, small, [class*=credit], [class*=copyright], [class*=source]"
_SPACE = re.compile(r"[ \t\n\r\f]+")
# Boxes that are no article where they are short: a paragraph of the article may be in a "promo".
_BOX = re.compile(
    r"(?<![a-z])(?:cookies?|consent|share|sharing|social|related|newsletter|breadcrumbs?|"
    r"advert|advertisement|promo|subscribe|comments?|sitenotice|footer)(?![a-z])"
)
_BOX_WORDS, _BOX_NODES = 80, 400
# How many nodes are looked at for an example, and whose text is none for readers.
_GLIMPSE, _CODE = 40, frozenset("script style noscript template svg".split())
_LINKS = "list of links"
# A short block that is mostly links is a menu, a share bar or "read more".
_LINKED, _MENU_WORDS = 0.7, 25
# How much of a page's prose has to be in what is marked as its article, and how many such marks
# are looked at.
_MOST_PROSE, _CANDIDATES = 2 / 3, 50


def read(text: str) -> Draft:
    """Return the article that a page is about: what a reader sees of it."""
    page = LexborHTMLParser(text)
    facts = page_facts.read(page)
    builder, losses = TextBuilder(), Losses()
    _add(page, builder, losses)
    blocks, told = header.take(builder.text, builder.blocks, losses)
    blocks = gallery.set_apart(builder.text, blocks, lambda _first, _second: False, losses)
    blocks = header.without_dateline(builder.text, blocks, losses)
    return Draft(builder.text, tuple(blocks), facts.over(told), losses.found())


def add(fragment: str, builder: TextBuilder, losses: Losses) -> None:
    """Append what a reader sees of a piece of HTML."""
    _add(LexborHTMLParser(fragment), builder, losses)


def _add(page: LexborHTMLParser, builder: TextBuilder, losses: Losses) -> None:
    for reason, selector in _LEFT_OUT.items():
        found = page.css(selector)
        losses.note(reason, partial(_glimpse, found), len(found))
        # Backwards, for what holds another is gone with it.
        for node in reversed(found):
            node.decompose()
    root = _root(page, losses)
    if root is not None:
        _Walk(builder, losses).read(root)


class _Walk:
    """Goes through a page's nodes in order and gathers their text into blocks."""

    def __init__(self, builder: TextBuilder, losses: Losses) -> None:
        self._builder = builder
        self._losses = losses
        self._line: list[str] = []
        self._links = self._linked = 0

    def read(self, root: LexborNode) -> None:
        """Read a node and all in it; without recursion, for pages nest as deep as they like."""
        stack = [(root, False)]
        while stack:
            node, is_done = stack.pop()
            if is_done:
                self._leave(node.tag or "")
            elif self._enters(node):
                stack.append((node, True))
                children = list(node.iter(include_text=True))
                stack.extend((child, False) for child in reversed(children))
        self._flush()

    def _enters(self, node: LexborNode) -> bool:
        """Begin a node; tell whether its children are to be read one by one."""
        tag = node.tag or ""
        if tag == "-text":
            self._append(_SPACE.sub(" ", node.text_content or ""))
        elif tag == "br":
            self._append("\n")
        elif reason := _left_out(node, tag):
            self._losses.note(reason, partial(_glimpse, (node,)))
        elif not self._is_read_whole(node, tag):
            self._links += tag == "a"
            if tag in BLOCKS:
                self._flush()
            return True
        return False

    def _is_read_whole(self, node: LexborNode, tag: str) -> bool:
        """Read a heading, a caption, a simple list or table; tell whether it was one."""
        if tag in _HEADINGS:
            self._block(shown(node), Role.HEADING, _HEADINGS[tag])
        elif tag == "figcaption":
            self._caption(node)
        elif tag in {"ul", "ol"} and not _holds(node, _IN_LIST):
            self._list(node, ordered=tag == "ol")
        elif tag == "table" and not _is_layout(node):
            self._table(node)
        else:
            return False
        return True

    def _leave(self, tag: str) -> None:
        self._links -= tag == "a"
        if tag in BLOCKS:
            self._flush()

    def _append(self, text: str) -> None:
        self._line.append(text)
        self._linked += len(text) if self._links else 0

    def _flush(self) -> None:
        """End the block under way; two line breaks in a row part paragraphs."""
        gathered, linked = "".join(self._line), self._linked
        self._line, self._linked = [], 0
        if linked > _LINKED * len(gathered) and len(gathered.split()) < _MENU_WORDS:
            self._losses.note(_LINKS, gathered)
            return
        for part in re.split(r"\n\s*\n", gathered):
            self._builder.add(re.sub(r" *\n *| +", _one_space, part))

    def _block(self, text: str, role: Role, level: int = 0, credit: str = "") -> None:
        self._flush()
        self._builder.add(text, role, level, credit)

    def _caption(self, node: LexborNode) -> None:
        inside = (part for part in node.css(_CREDIT) if part.mem_id != node.mem_id)
        credit = next(inside, None)
        name = shown(credit) if credit is not None else ""
        if credit is not None:
            credit.decompose()
            self._losses.note("photo credit", name)
        self._block(shown(node), Role.CAPTION, credit=name)

    def _list(self, node: LexborNode, *, ordered: bool) -> None:
        items = [text for item in node.css("li") if (text := shown(item))]
        linked = sum(len(shown(link)) for link in node.css("a"))
        if linked > _LINKED * sum(map(len, items)):
            self._flush()
            self._losses.note(_LINKS, " ".join(items[:_GLIMPSE]))
            return
        marks = (f"{number}." if ordered else "-" for number in range(1, len(items) + 1))
        lines = (f"{mark} {text}" for mark, text in zip(marks, items, strict=True))
        self._block("\n".join(lines), Role.PARAGRAPH)

    def _table(self, node: LexborNode) -> None:
        caption = node.css_first("caption")
        rows = ([shown(cell) for cell in line.css("td, th")] for line in node.css("tr"))
        lines = [row(cells) for cells in rows if any(cells)]
        self._block("" if caption is None else shown(caption), Role.PARAGRAPH)
        self._block("\n".join(lines), Role.PARAGRAPH)


def _one_space(found: re.Match[str]) -> str:
    return "\n" if "\n" in found.group() else " "


def _left_out(node: LexborNode, tag: str) -> str:
    """Return why a node is left out: hidden, of the page rather than the article, a box of links.

    Empty where it is not.
    """
    has = node.attributes
    if "hidden" in has or has.get("aria-hidden") == "true":
        return "hidden part"
    if has.get("role") in _LEFT_OUT_ROLES:
        return "navigation"
    if tag == "header":
        return "page header" if node.parent is not None and node.parent.tag == "body" else ""
    if tag == "form":
        return "form" if node.css_first("p") is None else ""
    names = f"{has.get('class') or ''} {has.get('id') or ''}".lower()
    return "share or cookie box" if _BOX.search(names) and _is_short(node) else ""


def _glimpse(nodes: Sequence[LexborNode]) -> str:
    """Return the first words of the first of some nodes that says anything to a reader."""
    parts = (islice(node.traverse(include_text=True), _GLIMPSE) for node in nodes[:_GLIMPSE])
    texts = (" ".join(_seen(part) for part in found) for found in parts)
    return next((text for text in texts if text.strip()), "")


def _seen(part: LexborNode) -> str:
    is_text = part.tag == "-text" and part.parent is not None and part.parent.tag not in _CODE
    return part.text_content or "" if is_text else ""


def _holds(node: LexborNode, tags: frozenset[str]) -> bool:
    """Tell whether a node has one of `tags` in it; selectors would find the node itself too."""
    return any(part.tag in tags and part.mem_id != node.mem_id for part in node.traverse())


def _is_layout(table: LexborNode) -> bool:
    """Tell a table that places parts of the page from one of facts."""
    return _holds(table, _IN_LIST if table.css_first("th") is None else _IN_FACTS)


def _is_short(node: LexborNode) -> bool:
    nodes = list(islice(node.traverse(include_text=True), _BOX_NODES))
    words = sum(len((part.text_content or "").split()) for part in nodes if part.tag == "-text")
    return len(nodes) < _BOX_NODES and words < _BOX_WORDS


def _root(page: LexborHTMLParser, losses: Losses) -> LexborNode | None:
    """Return the node that holds the article: what is marked so, if most prose is in it."""
    body = page.body
    if body is None:
        return None
    selector = "p" if body.css_first("p") is not None else "*"
    whole = _prose(body, selector)
    for marked in ("article", "[itemprop=articleBody]", "main", "[role=main]"):
        found = page.css(marked)[:_CANDIDATES]
        sizes = [_prose(node, selector) for node in found]
        if sizes and max(sizes) > _MOST_PROSE * whole:
            root = found[sizes.index(max(sizes))]
            _note_outside(body, root, losses)
            return root
    return body


def _note_outside(body: LexborNode, root: LexborNode, losses: Losses) -> None:
    """Note the paragraphs of a page that are not in its article."""
    inside = {paragraph.mem_id for paragraph in root.css("p")}
    outside = [each for each in body.css("p") if each.mem_id not in inside]
    losses.note("text outside the article", partial(_glimpse, outside), len(outside))


def _prose(node: LexborNode, selector: str) -> int:
    if selector == "*":
        return len(shown(node))
    return sum(len(shown(paragraph)) for paragraph in node.css(selector))
