"""What web copy and e-books say of themselves at their top: title, byline, date, dateline."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from knowledge.formats import dates
from knowledge.formats.draft import Block, Facts, Role, is_web_address, language_code, lines
from knowledge.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.formats.losses import Losses

_FIELD = re.compile(
    r"(?:^|[|·•–—-]\s*)(?P<name>title|source|author|by|url|link|language|publisher)\s*:\s*"
    r"(?P<value>[^|]+?)\s*(?=\||$)",
    re.IGNORECASE,
)
_NAMES = {"by": "author", "link": "url", "publisher": "source"}
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_BYLINE = re.compile(
    rf"\s*(?i:by)\s+(?P<author>{_CAPITAL}[\w.'’-]*"
    rf"(?:,?\s+(?:{_CAPITAL}[\w.'’-]*|(?:and|de|den|der|di|du|la|of|van|von|y)\b|&))*)"
)
# "Published 2020-01-07 by A. Writer", its date taken out.
_PUBLISHED_BY = re.compile(rf"\s*(?i:(?:published|posted|updated))\b{_BYLINE.pattern}")
_STAMP = re.compile(
    r"\b(?:release\s+date|last\s+updated|date|published|updated|posted|modified|on|at|time|"
    r"mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?\b|"
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\b(?:GMT|UTC|EST|EDT|BST|CET|CEST|PST|PDT)\b",
    re.IGNORECASE,
)
# Of an agency, "(Agency | Site) - "; of a place, "CITY (Agency) — " or "CITY, Jan 7 — ", and
# "City (AP) — " of agencies that brackets mostly mean. What follows starts a sentence, which tells
# them from "NASA — the agency — said".
_AGENCY = "(?:[A-Z]{2,6}|Anadolu|Bloomberg|Reuters|Xinhua|dpa)"
_DATELINE = re.compile(
    r"(?:\([^()\n]{2,60}\)\s*[-–—]+|\[[^\[\]\n]{2,60}\]\s*[-–—]+"
    r"|[A-Z][A-Z .,'’/-]{2,40}(?:,?\s+[A-Z][a-z]{2,8}\.?\s+\d{1,2})?,?\s*"
    r"(?:\([^()\n]{2,40}\)\s*[-–—]+|\s[–—]|--)"
    rf"|(?:[A-Z][\w.'’/-]*,?\s+|\d{{1,4}},?\s+){{1,5}}\({_AGENCY}\)\s*[-–—]+)"
    r"\s*+(?![a-zß-öø-ÿ])"
)
# How many blocks a header may go through, and how many of them may have it set right above them.
_LOOKED_AT, _SET_OFF = 12, 2
# "It was signed on / 7 January 2020." is a wrapped sentence; "Updated 8 p.m." is none.
_PROSE = re.compile(r"(?<!\.m)[.!?]$", re.IGNORECASE)
_LONGEST = 200


def take(text: str, blocks: Sequence[Block], losses: Losses) -> tuple[list[Block], Facts]:
    """Return the blocks without the header lines at their top, and what those say.

    A title may stand above them, and a note between those that name what they say (`Author:`).
    """
    kept: list[Block] = []
    facts = Facts()
    top = [part for block in blocks[:_SET_OFF] for part in _set_off(text, block)]
    for block in (*top, *blocks[_SET_OFF:_LOOKED_AT]):
        found = _facts(block.span.of(text)) if block.role is Role.PARAGRAPH else None
        body = len(kept) > 2 or any(not _could_be_title(b.span.of(text)) for b in kept)
        if found and (not body or _names_all(block.span.of(text))) and not _differ(facts, found):
            facts = facts.over(found)
            losses.note("byline or header line", block.span.of(text))
        else:
            kept.append(block)
    return kept + list(blocks[_LOOKED_AT:]), facts


def without_dateline(text: str, blocks: Sequence[Block], losses: Losses) -> list[Block]:
    """Return the blocks with the dateline cut off the first paragraph."""
    result = list(blocks)
    for at, block in enumerate(result):
        if block.role is not Role.PARAGRAPH:
            continue
        found = _DATELINE.match(text, block.span.start, block.span.end)
        if found and found.end() < block.span.end:
            result[at] = replace(block, span=Span(found.end(), block.span.end))
            losses.note("dateline", found.group())
        if found or not _could_be_title(block.span.of(text)):
            break
    return result


def _set_off(text: str, block: Block) -> list[Block]:
    """Cut header lines, and a title right above them, from the paragraph they are set against."""
    rows = lines(text, block)
    if block.role is not Role.PARAGRAPH or len(rows) < 2:
        return [block]
    first = 0 if _line_facts(rows[0].span.of(text)) else 1
    if first and not _could_be_title(rows[0].span.of(text)):
        return [block]
    header = list(takewhile(lambda row: _line_facts(row.span.of(text)), rows[first:]))
    if not header:
        return [block]
    below = rows[first + len(header) :]
    body = [replace(block, span=Span(below[0].span.start, block.span.end))] if below else []
    return rows[:first] + header + body


def _facts(block: str) -> Facts | None:
    """Return what a header block says; None where it is no header."""
    facts = Facts()
    for line in block.splitlines():
        found = _line_facts(line)
        if found is None or _differ(facts, found):
            return None
        facts = facts.over(found)
    return facts


def _differ(facts: Facts, others: Facts) -> bool:
    """Tell whether both say something and not the same: a header says each thing once."""
    pairs = ((getattr(facts, name), getattr(others, name)) for name in Facts.__slots__)
    return any(first and second and first != second for first, second in pairs)


def _line_facts(line: str) -> Facts | None:
    line = line.strip()
    found = _fields(line) if len(line) <= _LONGEST else {}
    if len(line) > _LONGEST or (_PROSE.search(line) and not found):
        return None
    day = dates.find(_FIELD.sub(" ", line))
    rest = dates.without(_FIELD.sub(" ", line))
    if (byline := _BYLINE.match(rest)) or (day and (byline := _PUBLISHED_BY.match(rest))):
        found.setdefault("author", byline["author"])
        rest = rest[byline.end() :]
    is_told = (found or day) and not any(c.isalnum() for c in _STAMP.sub(" ", rest))
    language, url = found.get("language", ""), found.get("url", "")
    if not is_told or (url and not is_web_address(url)):
        return None
    return Facts(
        found.get("title", ""),
        found.get("source", ""),
        found.get("author", ""),
        day,
        url,
        language_code(language),
    )


def _fields(line: str) -> dict[str, str]:
    names = ((found["name"].lower(), found["value"]) for found in _FIELD.finditer(line))
    return {_NAMES.get(name, name): value for name, value in names}


def _names_all(block: str) -> bool:
    return all(_FIELD.match(line.strip()) for line in block.splitlines())


def _could_be_title(text: str) -> bool:
    return len(text) <= 120 and "\n" not in text and not text.endswith((".", ":", ";", ","))
