"""Counts with their nouns, `1 caption` or `35 captions`, in the language of who reads them."""

from __future__ import annotations

from bot.locales import ngettext


def articles(count: int) -> str:
    """Return so many articles."""
    return ngettext("{count} article", "{count} articles", count)


def paragraphs(count: int) -> str:
    """Return so many paragraphs."""
    return ngettext("{count} paragraph", "{count} paragraphs", count)


def captions(count: int) -> str:
    """Return so many captions of pictures."""
    return ngettext("{count} caption", "{count} captions", count)


def passages(count: int) -> str:
    """Return so many passages: paragraphs and captions together."""
    return ngettext("{count} passage", "{count} passages", count)


def quotes(count: int) -> str:
    """Return so many quotes."""
    return ngettext("{count} quote", "{count} quotes", count)


def questions(count: int) -> str:
    """Return so many questions."""
    return ngettext("{count} question", "{count} questions", count)


def tests(count: int) -> str:
    """Return so many tests."""
    return ngettext("{count} test", "{count} tests", count)


def words(count: int) -> str:
    """Return so many words."""
    return ngettext("{count} word", "{count} words", count)


def rows(count: int) -> str:
    """Return so many rows of a table."""
    return ngettext("{count} row", "{count} rows", count)


def entries(count: int) -> str:
    """Return so many entries of what is stored."""
    return ngettext("{count} entry", "{count} entries", count)


def times(count: int) -> str:
    """Return how often."""
    return ngettext("{count} time", "{count} times", count)


def days(count: int) -> str:
    """Return so many days."""
    return ngettext("{count} day", "{count} days", count)


def minutes(count: int) -> str:
    """Return so many minutes."""
    return ngettext("{count} minute", "{count} minutes", count)
