"""YAML between two lines of `---` at the top of a Markdown or plain text file."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

import yaml
from yaml.error import MarkedYAMLError
from yaml.scanner import ScannerError

from knowledge.errors import FrontMatterError
from knowledge.formats import dates
from knowledge.formats.draft import Facts, is_web_address, language_code

if TYPE_CHECKING:
    from datetime import date

# A text may start with a rule too: what comes after it tells, a key, an item or a bracket.
_OPENING = re.compile(
    r"---[^\S\n]*\n(?:#.*\n)*+(?:[\w\"'-][\w \"'-]{0,40}:(?:\s|$)|- |[\[{]|\s*+---)"
)
_FENCED = re.compile(
    r"---[^\S\n]*\n(?P<yaml>.{0,20000}?)^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))


def take(text: str, name: str) -> tuple[str, Facts]:
    """Return the text after its front matter, and what that says; both as they are without one.

    Keys read: title, source, author, date (or published), url, language, aliases. Others are
    ignored.

    Raises:
        FrontMatterError: It is not closed, is no YAML mapping, or a value is not allowed.
    """
    if not _OPENING.match(text):
        return text, Facts()
    found = _FENCED.match(text)
    if not found:
        raise FrontMatterError(name, 1, "it is opened with --- and never closed")
    values = _parsed(found["yaml"], name)
    return text[found.end() :], _Values(values, found["yaml"], name).facts()


def _parsed(source: str, name: str) -> dict[str, Any]:
    try:
        # Every value as it is written: `title: 1984` is a title, `language: no` is Norwegian.
        values: dict[str, Any] | list[Any] | str | None = yaml.load(source, yaml.BaseLoader)
    except yaml.YAMLError as problem:
        what = getattr(problem, "problem", None) or "a character that YAML does not allow"
        raise FrontMatterError(name, _line(problem, source), f"it is no YAML: {what}") from None
    except RecursionError:
        raise FrontMatterError(name, 2, "it is nested too deeply") from None
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise FrontMatterError(name, 2, "it is no list of `key: value` lines")
    return {str(key).lower(): value for key, value in values.items()}


def _line(problem: yaml.YAMLError, source: str) -> int:
    """Return the line of the file; the fence is its first."""
    if not isinstance(problem, MarkedYAMLError):
        return source.count("\n", 0, getattr(problem, "position", 0)) + 2
    # Where a quote or a bracket was opened, not where the text ends without its other half.
    opened = isinstance(problem, ScannerError) or "flow" in (problem.context or "")
    mark = (opened and problem.context_mark) or problem.problem_mark
    return mark.line + 2 if mark else 2


def _as_one(groups: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return (tuple(chain(*groups)),) if groups else ()


class _Values:
    """The values of front matter, refused with their line where they are not allowed."""

    def __init__(self, values: dict[str, Any], source: str, name: str) -> None:
        self._values = values
        self._source = source
        self._name = name

    def facts(self) -> Facts:
        return Facts(
            self._text("title"),
            self._text("source"),
            self._text("author"),
            self._day("published") or self._day("date"),
            self._url(),
            self._language(),
            self._aliases(),
        )

    def _text(self, key: str) -> str:
        value = self._values.get(key, "")
        if not isinstance(value, str):
            raise self._refused(key, "has to be one line of text")
        return "" if value in _NOTHING else " ".join(value.split())

    def _day(self, key: str) -> date | None:
        written = self._text(key)
        day = dates.find(written)
        if written and day is None:
            raise self._refused(key, f"is {written!r}, which is no date like 2020-01-31")
        return day

    def _url(self) -> str:
        url = self._text("url")
        if url and not is_web_address(url):
            problem = f"is {url!r}, which is no address that starts with https:// or http://"
            raise self._refused("url", problem)
        return url

    def _language(self) -> str:
        language = self._text("language")
        code = language_code(language)
        if language and not code:
            problem = f"is {language!r}, which is no language code like en or pt-BR"
            raise self._refused("language", problem)
        return code

    def _aliases(self) -> tuple[tuple[str, ...], ...]:
        """Read groups of names: a list of lines, each with the names of one thing.

        Lines of one name each are the names of one thing: alone, none of them would say anything.
        """
        given = self._values.get("aliases", [])
        lines: list[Any] = [given] if isinstance(given, str) else given
        if not isinstance(given, str | list) or not all(isinstance(line, str) for line in lines):
            raise self._refused("aliases", "has to be a list of lines such as `Kay, the quay`")
        groups = ([name.strip() for name in line.split(",")] for line in lines)
        named = (tuple(name for name in names if name not in _NOTHING) for names in groups)
        found = tuple(filter(None, named))
        return found if any(len(group) > 1 for group in found) else _as_one(found)

    def _refused(self, key: str, problem: str) -> FrontMatterError:
        pattern = rf"^[\"']?{key}[\"']?\s*:"
        found = re.search(pattern, self._source, re.MULTILINE | re.IGNORECASE)
        line = self._source.count("\n", 0, found.start()) + 2 if found else 2
        return FrontMatterError(self._name, line, f"{key} {problem}")
