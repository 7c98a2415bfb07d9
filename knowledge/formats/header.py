"""What web copy says of itself above its first sentence: date and source lines, the dateline."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.formats import dates
from knowledge.formats.draft import Facts, Role
from knowledge.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.formats.draft import Block

_FIELD = re.compile(
    r"(?:^|[|·•–—-]\s*)(?P<name>title|source|author|by|url|link|language|publisher)\s*:\s*"
    r"(?P<value>[^|]+?)\s*(?=\||$)",
    re.IGNORECASE,
)
_NAMES = {"by": "author", "link": "url", "publisher": "source"}
_BYLINE = re.compile(r"[Bb]y\s+(?P<author>[^\W\d_][\w.'’-]*(?:\s+[\w.'’-]+){0,5})\s*")
_STAMP = re.compile(
    r"\b(?:release\s+date|last\s+updated|date|published|updated|posted|modified|on|at|time|"
    r"mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?\b|"
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\b(?:GMT|UTC|EST|EDT|BST|CET|CEST|PST|PDT)\b",
    re.IGNORECASE,
)
# "(Agency | Site) - ", "CITY (Agency) — ", "CITY, Jan 7 (Agency) - "
_DATELINE = re.compile(
    r"\([^()\n]{2,60}\)\s*[-–—:]+\s*"
    r"|[A-Z][A-Z .,'’/-]{2,40}(?:,?\s+[A-Z][a-z]{2,8}\.?\s+\d{1,2})?,?\s*"
    r"(?:\([^()\n]{2,40}\)\s*[-–—]+|\s[–—]|--)\s*"
)
_LOOKED_AT = 8


def take(text: str, blocks: Sequence[Block]) -> tuple[list[Block], Facts]:
    """Return the blocks without the header lines at their top, and what those say.

    A title may stand between header lines; it is left where it is.
    """
    kept, facts = list(blocks), Facts()
    at = 0
    for _ in range(min(_LOOKED_AT, len(blocks))):
        found = _facts(kept[at].span.of(text)) if at < len(kept) else None
        if found is not None:
            facts = facts.over(found)
            del kept[at]
        elif at == 0 and len(kept) > 1 and _could_be_title(kept[0].span.of(text)):
            at = 1
        else:
            break
    return kept, facts


def without_dateline(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the dateline cut off the first paragraph."""
    result = list(blocks)
    for at, block in enumerate(result):
        found = _DATELINE.match(text, block.span.start, block.span.end)
        if found and found.end() < block.span.end:
            result[at] = replace(block, span=Span(found.end(), block.span.end))
        if found or block.span.end - block.span.start > 80 or block.role is not Role.PARAGRAPH:
            break
    return result


def _facts(block: str) -> Facts | None:
    """Return what a header block says; None where it is no header."""
    facts = Facts()
    for line in block.splitlines():
        found = _line_facts(line.strip())
        if found is None:
            return None
        facts = facts.over(found)
    return facts


def _line_facts(line: str) -> Facts | None:
    if len(line) > 200:
        return None
    values = {
        _NAMES.get(name := found["name"].lower(), name): found["value"]
        for found in _FIELD.finditer(line)
    }
    rest = _FIELD.sub(" ", line)
    if byline := _BYLINE.match(rest):
        values.setdefault("author", byline["author"])
        rest = rest[byline.end() :]
    day = dates.find(rest)
    if not (values or day) or any(c.isalnum() for c in _STAMP.sub(" ", dates.without(rest))):
        return None
    return Facts(published=day).over(Facts(**values))


def _could_be_title(text: str) -> bool:
    return len(text) <= 120 and "\n" not in text and not text.endswith((".", ":", ";", ","))
