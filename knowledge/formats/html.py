"""HTML: the article of a page without its navigation, forms and scripts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from knowledge.formats import dates, gallery
from knowledge.formats.draft import Draft, Facts, Role, TextBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

_LEFT_OUT = (
    "script, style, noscript, template, nav, aside, footer, form, button, select, iframe, svg, "
    "object, audio, video, dialog, [hidden], [aria-hidden=true], [role=navigation], [role=banner], "
    "[role=contentinfo], [role=complementary], [role=search], body > header"
)
_BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figure header hgroup hr "
    "li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CREDIT = "cite, small, [class*=credit], [class*=copyright], [class*=source]"
_SPACE = re.compile(r"[ \t\n\r\f]+")


def read(text: str) -> Draft:
    """Return the article that a page is about: what a reader sees of it."""
    page = LexborHTMLParser(text)
    facts = _facts(page)
    page.strip_tags(_LEFT_OUT.split(", "), recursive=True)
    root = _root(page)
    walk = _Walk()
    if root is not None:
        walk.visit(root)
    walk.flush()
    builder = walk.builder
    blocks = gallery.set_apart(builder.text, builder.blocks, lambda _first, _second: False)
    kept = [
        b for b in blocks if b.role is not Role.HEADING or b.span.of(builder.text) != facts.title
    ]
    return Draft(builder.text, tuple(kept), facts)


class _Walk:
    """Goes through a page's nodes in order and gathers their text into blocks."""

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self._line: list[str] = []
        self._linked = 0

    def visit(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._line.append(_SPACE.sub(" ", node.text_content or ""))
        elif tag == "br":
            self._line.append("\n")
        elif tag in _HEADINGS:
            self._block(node, Role.HEADING, _HEADINGS[tag])
        elif tag == "figcaption":
            self._caption(node)
        elif tag in {"ul", "ol"} and not node.css_first("p, h1, h2, h3, h4, h5, h6, ul, ol, div"):
            self._list(node, ordered=tag == "ol")
        elif tag == "table" and not node.css_first("table table, p, ul, h2"):
            self._table(node)
        elif tag in _BLOCKS:
            self.flush()
            self._children(node)
            self.flush()
        else:
            before = sum(map(len, self._line))
            self._children(node)
            if tag == "a":
                self._linked += sum(map(len, self._line)) - before

    def _children(self, node: LexborNode) -> None:
        for child in node.iter(include_text=True):
            self.visit(child)

    def flush(self) -> None:
        """End the block under way; two line breaks in a row part paragraphs."""
        gathered, linked = "".join(self._line), self._linked
        self._line, self._linked = [], 0
        if linked > 0.7 * len(gathered) and len(gathered.split()) < 25:
            return  # a menu, a share bar, "read more"
        for part in re.split(r"\n\s*\n", gathered):
            self.builder.add(re.sub(r" *\n *| +", _one_space, part))

    def _block(self, node: LexborNode, role: Role, level: int = 0, credit: str = "") -> None:
        self.flush()
        self.builder.add(_text(node), role, level, credit)

    def _caption(self, node: LexborNode) -> None:
        credit = node.css_first(_CREDIT)
        name = _text(credit) if credit is not None else ""
        if credit is not None:
            credit.decompose()
        self._block(node, Role.CAPTION, credit=name)

    def _list(self, node: LexborNode, *, ordered: bool) -> None:
        self.flush()
        items = [item for item in node.css("li") if _text(item)]
        linked = sum(len(_text(link)) for link in node.css("a"))
        if linked > 0.7 * sum(len(_text(item)) for item in items):
            return
        marks = [f"{number}." if ordered else "-" for number in range(1, len(items) + 1)]
        lines = (f"{mark} {_text(item)}" for mark, item in zip(marks, items, strict=True))
        self.builder.add("\n".join(lines))

    def _table(self, node: LexborNode) -> None:
        self.flush()
        rows = ([_text(cell) for cell in row.css("td, th")] for row in node.css("tr"))
        self.builder.add("\n".join("- " + " | ".join(row) for row in rows if any(row)))


def _text(node: LexborNode) -> str:
    return " ".join(node.text(deep=True).split())


def _one_space(found: re.Match[str]) -> str:
    return "\n" if "\n" in found.group() else " "


def _root(page: LexborHTMLParser) -> LexborNode | None:
    """Return the node that holds the article: what is marked so, if most paragraphs are in it."""
    body = page.body
    if body is None:
        return None
    whole = _prose(body)
    for selector in ("article", "[itemprop=articleBody]", "main", "[role=main]"):
        best = max(page.css(selector), key=_prose, default=None)
        if best is not None and _prose(best) > whole / 2:
            return best
    return body


def _prose(node: LexborNode) -> int:
    return sum(len(_text(paragraph)) for paragraph in node.css("p"))


def _facts(page: LexborHTMLParser) -> Facts:
    structured = next(_structured(page), {})
    author: Any = structured.get("author")
    author = author[0] if isinstance(author, list) and author else author
    author = author.get("name") if isinstance(author, dict) else author
    day = _meta(page, "article:published_time", "date", "dc.date", "pubdate") or _time(page)
    language = page.root.attributes.get("lang") if page.root is not None else ""
    heading = page.css_first("h1")
    return Facts(
        title=_meta(page, "og:title") or (_text(heading) if heading is not None else _title(page)),
        source=_meta(page, "og:site_name", "publisher"),
        author=_meta(page, "author") or str(author or ""),
        published=dates.find(str(structured.get("datePublished") or day)),
        url=_canonical(page),
        language=re.split("[-_]", language or "")[0].lower(),
    )


def _structured(page: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Yield the page's schema.org descriptions that name a day of publication."""
    for script in page.css("script[type='application/ld+json']"):
        try:
            found: Any = json.loads(script.text())
        except ValueError:
            continue
        entries = found if isinstance(found, list) else [found]
        yield from (e for e in entries if isinstance(e, dict) and "datePublished" in e)


def _meta(page: LexborHTMLParser, *names: str) -> str:
    for name in names:
        for attribute in ("property", "name"):
            node = page.css_first(f"meta[{attribute}='{name}' i]")
            if node is not None and (content := node.attributes.get("content")):
                return " ".join(content.split())
    return ""


def _time(page: LexborHTMLParser) -> str:
    node = page.css_first("time[datetime]")
    return node.attributes.get("datetime") or "" if node is not None else ""


def _title(page: LexborHTMLParser) -> str:
    node = page.css_first("title")
    return _text(node) if node is not None else ""


def _canonical(page: LexborHTMLParser) -> str:
    node = page.css_first("link[rel=canonical]")
    url = (node.attributes.get("href") or "") if node is not None else _meta(page, "og:url")
    return url if url.startswith(("https://", "http://")) else ""
