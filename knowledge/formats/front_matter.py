"""YAML between two lines of `---` at the top of a Markdown or plain text file."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import yaml

from knowledge.errors import FrontMatterError
from knowledge.formats import dates
from knowledge.formats.draft import Facts

_FENCED = re.compile(
    r"\ufeff?---[^\S\n]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.S | re.M
)
_OPENING = re.compile(r"\ufeff?---[^\S\n]*\n(?=[\w\"'-]+\s*:)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def take(text: str, name: str) -> tuple[str, Facts]:
    """Return the text after its front matter, and what that says; both as they are without one.

    Keys read: title, source, author, date (or published), url, language. Others are ignored.

    Raises:
        FrontMatterError: It is not closed, is no YAML mapping, or a value is not allowed.
    """
    found = _FENCED.match(text)
    if not found:
        if _OPENING.match(text):
            raise FrontMatterError(name, 1, "it is opened with --- and never closed")
        return text, Facts()
    values = _parsed(found["yaml"], name)
    return text[found.end() :], _facts(values, found["yaml"], name)


def _parsed(source: str, name: str) -> dict[str, Any]:
    try:
        values: Any = yaml.safe_load(source)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        what = getattr(problem, "problem", None) or "a character that YAML does not allow"
        raise FrontMatterError(name, line, f"it is no YAML: {what}") from None
    except ValueError as problem:  # a date that does not exist, such as 2020-13-45
        raise FrontMatterError(name, 1, f"it holds a value that cannot be: {problem}") from None
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise FrontMatterError(name, 2, "it is no list of `key: value` lines")
    return {str(key).lower(): value for key, value in values.items()}  # pyright: ignore


def _facts(values: dict[str, Any], source: str, name: str) -> Facts:
    def line(key: str) -> int:
        found = re.search(rf"^[\"']?{key}[\"']?\s*:", source, re.M | re.I)
        return source.count("\n", 0, found.start()) + 2 if found else 1

    def string(key: str) -> str:
        value = values.get(key)
        if isinstance(value, (dict, list)):
            raise FrontMatterError(name, line(key), f"{key} has to be one line of text")
        return " ".join(str(value).split()) if value is not None else ""

    day = "published" if "published" in values else "date"
    published = _day(values.get(day))
    if values.get(day) is not None and published is None:
        problem = f"{day} is {values[day]!r}, which is no date like 2020-01-31"
        raise FrontMatterError(name, line(day), problem)
    language = string("language")
    if language and not _LANGUAGE.fullmatch(language):
        problem = f"language is {language!r}, which is no language code like en or pt-BR"
        raise FrontMatterError(name, line("language"), problem)
    url = string("url")
    if url and not _is_web_address(url):
        problem = f"url is {url!r}, which is no address that starts with https:// or http://"
        raise FrontMatterError(name, line("url"), problem)
    primary = re.split("[-_]", language)[0].lower()
    return Facts(string("title"), string("source"), string("author"), published, url, primary)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else dates.find(str(value))


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
