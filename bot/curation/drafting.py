"""What a moderator states in a form, and a file → an article that could be added."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import knowledge
from bot.intake import Refusal, Upload, converted
from bot.locales import gettext, gettext_noop
from bot.problems import describe
from knowledge import Facts, KnowledgeError
from knowledge.errors import FrontMatterError
from knowledge.formats import front_matter
from knowledge.reading import slug

if TYPE_CHECKING:
    from bot.intake import Limits
    from knowledge import Reading

# What the form's last field asks for, as it is called there and in front matter.
_ASKED = {
    gettext_noop("date"): "date",
    gettext_noop("link"): "url",
    gettext_noop("language"): "language",
}
_KEYS = {
    "date": "date",
    "published": "date",
    "link": "url",
    "url": "url",
    "address": "url",
    "language": "language",
    "lang": "language",
}
_LINE = re.compile(r"\s*(?:(?P<key>[^\W\d_]{1,20})\s*[:=：](?!//)\s*)?(?P<value>.*?)\s*")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_WRONG = re.compile(r"\w+ is (?P<written>.+), which is no (?P<what>date|address|language)\b.*")
_WRONGS = {
    "date": gettext_noop("date is {written}, which is no date like 2020-01-31"),
    "address": gettext_noop(
        "link is {written}, which is no address that starts with https:// or http://"
    ),
    "language": gettext_noop("language is {written}, which is no language code like en or pt-BR"),
}
_PATH = re.compile(r"[./\\]")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a moderator writes into the form, as it is written.

    Attributes:
        address: The page's address.
        title: The title.
        source: Who published it.
        more: Lines of `date: …`, `link: …`, `language: …`.
    """

    address: str = ""
    title: str = ""
    source: str = ""
    more: str = ""


def blank() -> str:
    """Return what the form's last field holds before anybody writes into it."""
    return "\n".join(f"{gettext(name)}: " for name in _ASKED)


def facts_of(stated: Stated, *, has_file: bool = False) -> Facts | Refusal:
    """Return what a moderator states, by the same rules as front matter.

    A line without a name is what it looks like: an address, a language code, or else a date.

    Args:
        stated: What is written into the form.
        has_file: Whether there is a file: the address is where it can be read, then.
    """
    values = {"url": stated.address} if has_file and stated.address else dict[str, str]()
    for line in stated.more.splitlines():
        found = _LINE.fullmatch(line)
        if found is None or not found["value"]:
            continue
        key = _key(found["key"]) if found["key"] else _guessed(found["value"])
        if key is None:
            return Refusal(_unknown(found["key"]))
        values[key] = found["value"]
    values |= {"title": stated.title, "source": stated.source}
    return _parsed(values)


def _key(written: str) -> str | None:
    """Return the fact that a line names, in English or in the language that is spoken now."""
    here = {gettext(name).casefold(): key for name, key in _ASKED.items()}
    return (here | _KEYS).get(written.casefold())


def _unknown(key: str) -> str:
    return gettext("{key}: I know date, link and language, one a line", key=key)


def _guessed(value: str) -> str:
    if _ADDRESS.match(value):
        return "url"
    return "language" if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_]\w+)?", value) else "date"


def _parsed(values: dict[str, str]) -> Facts | Refusal:
    """Write the values as front matter, in which JSON's strings are strings too, and read that."""
    lines = [
        f"{key}: {json.dumps(_shown(value), ensure_ascii=False)}" for key, value in values.items()
    ]
    try:
        return front_matter.take("---\n" + "\n".join(lines) + "\n---\n", "the form")[1]
    except FrontMatterError as problem:
        return Refusal(_wrong(problem.problem))


def _wrong(problem: str) -> str:
    found = _WRONG.fullmatch(problem)
    return gettext(_WRONGS[found["what"]], written=found["written"]) if found else problem


def _shown(value: str) -> str:
    return "".join(c if c.isprintable() else " " for c in value)


async def drafted(
    upload: Upload, facts: Facts, limits: Limits, most_passages: int
) -> Reading | Refusal:
    """Return an article read from a file, or why it cannot be one; the event loop is not held up.

    Args:
        upload: The file.
        facts: What is known of it; a page's own address is its link where none is given.
        limits: How much is allowed.
        most_passages: The most paragraphs and captions it may have.
    """
    ready = await converted(upload, limits)
    if isinstance(ready, Refusal):
        return ready
    name = slug(_PATH.sub(" ", facts.title)) if facts.title else slug(upload.name)
    known = replace(facts, url=facts.url or ready.url)
    try:
        return await asyncio.to_thread(
            knowledge.read,
            ready.data,
            ready.name,
            limit=limits.max_bytes,
            facts=known,
            article_id=name,
            most_passages=most_passages,
        )
    except KnowledgeError as problem:
        return Refusal(describe(problem))
