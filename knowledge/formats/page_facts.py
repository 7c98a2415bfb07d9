"""What a page says of itself in its head: schema.org, Open Graph, meta tags."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from knowledge.formats import dates
from knowledge.formats.draft import Facts, is_web_address, language_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_Json: TypeAlias = "dict[str, _Json] | list[_Json] | str | float | None"

BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figure form "
    "header hgroup hr li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)

_BREAKS = BLOCKS | {"br"}
_DAYS = ("article:published_time", "date", "dc.date", "pubdate")


def read(page: LexborHTMLParser) -> Facts:
    """Return what a page says of itself."""
    told = _structured(page)
    days = (told.get("datePublished"), _meta(page, *_DAYS), _time(page))
    return Facts(
        title=_meta(page, "og:title") or _named(told.get("headline")) or _title(page),
        source=_meta(page, "og:site_name", "publisher") or _named(told.get("publisher")),
        author=_meta(page, "author") or _named(told.get("author")),
        published=next((day for written in days if (day := dates.find(str(written)))), None),
        url=_canonical(page),
        language=_language(page),
    )


def shown(node: LexborNode) -> str:
    """Return a node's text on one line, with a space where the page breaks the line."""
    parts = (
        part.text_content or "" if part.tag == "-text" else " " * (part.tag in _BREAKS)
        for part in node.traverse(include_text=True)
    )
    return " ".join("".join(parts).split())


def _structured(page: LexborHTMLParser) -> dict[str, _Json]:
    """Return the page's first schema.org description that names a day of publication."""
    for script in page.css("script[type='application/ld+json']"):
        try:
            found: _Json = json.loads(script.text())
        except (ValueError, RecursionError):
            continue
        for entry in _entries(found):
            if "datePublished" in entry:
                return entry
    return {}


def _entries(found: _Json) -> Iterator[dict[str, _Json]]:
    graph = found.get("@graph") if isinstance(found, dict) else found
    for entry in (found, *(graph if isinstance(graph, list) else ())):
        if isinstance(entry, dict):
            yield entry


def _named(value: _Json) -> str:
    """Return a text, or the name of a person or organisation, or of the first of several."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) if isinstance(value, str) else ""


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
    for tag in ("h1", "title"):
        node = page.css_first(tag)
        if node is not None and (text := shown(node)):
            return text
    return ""


def _canonical(page: LexborHTMLParser) -> str:
    node = page.css_first("link[rel=canonical]")
    url = (node.attributes.get("href") or "") if node is not None else _meta(page, "og:url")
    return url if is_web_address(url) else ""


def _language(page: LexborHTMLParser) -> str:
    root = page.root
    return language_code(root.attributes.get("lang") or "") if root is not None else ""
