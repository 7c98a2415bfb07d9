"""The rules for application commands as they are registered."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.discord_server.refusals import Violation
from tests.discord_server.rules import (
    missing,
    not_counted,
    not_one_of,
    not_text,
    not_within,
    repeated,
    too_long,
)
from tests.discord_server.wire import Json, part, parts

NAME = re.compile(r"[-_'\w\u0900-\u097F\u0E00-\u0E7F]{1,32}\Z")
TEXT = 100
OPTIONS = CHOICES = 25
LENGTH = 6000
TOTAL = 8000
LOCALES = frozenset(
    "bg cs da de el en-GB en-US es-419 es-ES fi fr hi hr hu id it ja ko lt nl no pl pt-BR ro ru "
    "sv-SE th tr uk vi zh-CN zh-TW".split()
)
MOST = {1: 100, 2: 5, 3: 5}
SUB_COMMAND, SUB_GROUP, STRING = 1, 2, 3
NESTED = frozenset({SUB_COMMAND, SUB_GROUP})
VALUES = frozenset(range(3, 12))
KINDS_AT = (NESTED | VALUES, frozenset({SUB_COMMAND}), VALUES)


def commands_violations(commands: list[Json]) -> list[Violation]:
    """What Discord refuses in a list of commands."""
    found = [
        one.under(str(number))
        for number, command in enumerate(commands)
        for one in command_violations(command)
    ]
    return found + _too_many(commands) + _same_names(commands)


def _too_many(commands: list[Json]) -> list[Violation]:
    counts = Counter(command.get("type", 1) for command in commands)
    text = "Maximum number of application commands reached"
    return [
        Violation((), "MAX_APPLICATION_COMMANDS_REACHED", f"{text} ({MOST[kind]}).")
        for kind, count in counts.items()
        if count > MOST.get(kind, 0)
    ]


def _same_names(commands: list[Json]) -> list[Violation]:
    keys = [(command.get("type", 1), command.get("name")) for command in commands]
    text = "Application command names must be unique"
    code = "APPLICATION_COMMANDS_DUPLICATE_NAME"
    found = repeated(keys, code, text)
    for locale, localized in _by_locale(commands):
        typed = [(one.get("type", 1), name) for one, name in zip(commands, localized, strict=True)]
        found += repeated(typed, code, text, "name_localizations", locale)
    return found


def _by_locale(things: list[Json]) -> Iterator[tuple[str, list[Any]]]:
    """The names of commands or options that stand side by side, as each locale shows them."""
    for locale in sorted({one for thing in things for one in part(thing, "name_localizations")}):
        yield (
            locale,
            [part(one, "name_localizations").get(locale, one.get("name")) for one in things],
        )


def command_violations(command: Json) -> list[Violation]:
    """What is wrong in one command."""
    if command.get("type", 1) != 1:
        return _menu(command)
    options: list[Json] = parts(command, "options")
    found = [*_named(command), *_options(options)]
    if size(command) > TOTAL:
        text = f"Command exceeds maximum size ({TOTAL})"
        found.append(Violation((), "APPLICATION_COMMAND_TOO_LARGE", text))
    return found


def _menu(command: Json) -> list[Violation]:
    return [
        *not_text(command.get("name"), 32, "name"),
        *_localized(command, 32),
        *too_long(command.get("description"), 0, "description"),
        *not_counted(parts(command, "options"), 0, 0, "options"),
    ]


def _named(thing: Json) -> Iterator[Violation]:
    yield from _name(thing.get("name"), "name")
    yield from not_text(thing.get("description"), TEXT, "description")
    for locale, text in part(thing, "name_localizations").items():
        yield from _locale(locale, "name_localizations")
        yield from _name(text, "name_localizations", locale)
    for locale, text in part(thing, "description_localizations").items():
        yield from _locale(locale, "description_localizations")
        yield from not_text(text, TEXT, "description_localizations", locale)


def _localized(thing: Json, most: int, *path: str) -> Iterator[Violation]:
    """What is wrong in the localized names of a menu or of a choice, which are free texts."""
    for locale, text in part(thing, "name_localizations").items():
        yield from _locale(locale, *path, "name_localizations")
        yield from not_text(text, most, *path, "name_localizations", locale)


def _locale(locale: str, *path: str) -> list[Violation]:
    return not_one_of(locale, LOCALES, *path, locale)


def _name(name: Any, *path: str) -> list[Violation]:
    if absent := missing(name, *path):
        return absent
    if NAME.match(name) and name == name.lower():
        return []
    text = "Command name is invalid"
    return [Violation(path, "APPLICATION_COMMAND_INVALID_NAME", text)]


def _options(options: list[Json], depth: int = 0) -> list[Violation]:
    found = not_counted(options, 0, OPTIONS, "options")
    for number, option in enumerate(options):
        found += [one.under("options", str(number)) for one in _option(option, depth)]
    return found + _order(options) + _mixed(options) + _same_options(options)


def _same_options(options: list[Json]) -> list[Violation]:
    names = [option.get("name") for option in options]
    text = "Option name already exists"
    code = "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"
    found = repeated(names, code, text, "options")
    for locale, localized in _by_locale(options):
        found += repeated(localized, code, text, "options", "name_localizations", locale)
    return found


def _order(options: list[Json]) -> list[Violation]:
    needed = [bool(option.get("required")) for option in options]
    if needed == sorted(needed, reverse=True):
        return []
    text = "Required options must be placed before non-required options"
    return [Violation(("options",), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", text)]


def _mixed(options: list[Json]) -> list[Violation]:
    nested = [option.get("type") in NESTED for option in options]
    if all(nested) or not any(nested):
        return []
    text = "Sub-command and sub-command group option types are mutually exclusive to all others"
    return [Violation(("options",), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", text)]


def _option(option: Json, depth: int) -> list[Violation]:
    return [
        *not_one_of(option.get("type"), KINDS_AT[depth], "type"),
        *_named(option),
        *_choices(option),
        *_lengths(option),
        *_options(parts(option, "options"), _below(option, depth)),
    ]


def _below(option: Json, depth: int) -> int:
    return 2 if option.get("type") == SUB_COMMAND else min(depth + 1, 2)


def _choices(option: Json) -> Iterator[Violation]:
    choices: list[Json] = parts(option, "choices")
    yield from not_counted(choices, 0, CHOICES, "choices")
    for number, choice in enumerate(choices):
        yield from not_text(choice.get("name"), TEXT, "choices", str(number), "name")
        yield from _localized(choice, TEXT, "choices", str(number))
        yield from too_long(choice.get("value"), TEXT, "choices", str(number), "value")
    if choices and option.get("autocomplete"):
        text = "Choices and autocomplete are mutually exclusive"
        yield Violation(("autocomplete",), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE", text)


def _lengths(option: Json) -> Iterator[Violation]:
    if option.get("type") != STRING:
        return
    least, most = option.get("min_length"), option.get("max_length")
    yield from not_within(least, 0, LENGTH, "min_length")
    yield from not_within(most, max(1, least or 0), LENGTH, "max_length")


def size(command: Json) -> int:
    """How many characters a command counts for: names, descriptions and values."""
    own = sum(_longest(command, name) for name in ("name", "description"))
    choices: list[Json] = parts(command, "choices")
    chosen = sum(_longest(one, "name") + len(str(one.get("value"))) for one in choices)
    return own + chosen + sum(map(size, parts(command, "options")))


def _longest(thing: Json, name: str) -> int:
    localized = part(thing, f"{name}_localizations").values()
    return max(len(str(text or "")) for text in (thing.get(name), *localized))
