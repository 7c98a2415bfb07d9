"""The rules that any part of a payload may break: too long, missing, not one of."""

import re
from collections.abc import Collection
from typing import Any

from tests.discord_server.refusals import Violation

WEB = re.compile(r"https?://\S+\Z", re.IGNORECASE)
MEDIA = re.compile(r"(?:https?|attachment)://\S+\Z", re.IGNORECASE)
LINK = re.compile(r"(?:https?|discord)://\S+\Z", re.IGNORECASE)


def too_long(value: Any, most: int, *path: str) -> list[Violation]:
    """A text above its limit."""
    if len(str(value or "")) <= most:
        return []
    text = f"Must be {most} or fewer in length."
    return [Violation(path, "BASE_TYPE_MAX_LENGTH", text)]


def missing(value: Any, *path: str) -> list[Violation]:
    """A text that has to be there and is not, or is blank."""
    if str(value or "").strip():
        return []
    return [Violation(path, "BASE_TYPE_REQUIRED", "This field is required")]


def not_text(value: Any, most: int, *path: str) -> list[Violation]:
    """A text that has to be there, up to a limit."""
    return missing(value, *path) or too_long(value, most, *path)


def not_counted(things: Collection[Any], least: int, most: int, *path: str) -> list[Violation]:
    """A list with too few or too many items."""
    if least <= len(things) <= most:
        return []
    text = f"Must be between {least} and {most} in length."
    return [Violation(path, "BASE_TYPE_BAD_LENGTH", text)]


def not_within(value: Any, least: int, most: int, *path: str) -> list[Violation]:
    """A number out of its range; None is no number and breaks nothing."""
    if value is None or least <= value <= most:
        return []
    text = f"Value must be between {least} and {most}."
    return [Violation(path, "NUMBER_TYPE_RANGE", text)]


def not_one_of(value: Any, choices: Collection[Any], *path: str) -> list[Violation]:
    """A value that is not on the list."""
    if value in choices:
        return []
    text = f"Value must be one of {{{', '.join(str(one) for one in sorted(choices))}}}."
    return [Violation(path, "BASE_TYPE_CHOICES", text)]


def not_url(value: Any, shape: re.Pattern[str], *path: str) -> list[Violation]:
    """An address of another shape; None is no address and breaks nothing."""
    if value is None or shape.match(str(value)):
        return []
    return [Violation(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")]


def repeated(values: Collection[Any], code: str, text: str, *path: str) -> list[Violation]:
    """The same value twice where each has to be there once."""
    return [] if len(set(values)) == len(values) else [Violation(path, code, text)]
