"""Texts in the locale that is spoken now.

Facts stand in braces and are filled in here: whole numbers as the locale writes them, texts so that
their direction stays their own. A command is written as `` `/knowledge list` `` and is shown by the
name that Discord shows there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeGuard

from bot.locales.bidi import isolated, without_isolates
from bot.locales.catalogues import catalogue
from bot.locales.chosen import LOCALES, current, speaking
from bot.locales.formats import number

if TYPE_CHECKING:
    from collections.abc import Mapping

# The context of names of commands, options and groups in the catalogues.
NAME = "name"
_CODE = re.compile(r"((?<!`)`[^`\n]+`(?!`))")
_COMMAND = re.compile(r"(?<=`/)[a-z][a-z ]*")


def gettext(message: str, /, **facts: object) -> str:
    """Return a text with its facts.

    Args:
        message: The English text, literally, since it is the key that is looked for.
        facts: What its braces name. Anything but whole numbers and texts must be formatted before.
    """
    return _filled(catalogue(current()).gettext(message), facts)


def ngettext(singular: str, plural: str, count: int, /, **facts: object) -> str:
    """Return a text that depends on a number, which its braces name as `count`.

    Args:
        singular: The English text for one, literally.
        plural: The English text for any other number, literally.
        count: How many.
        facts: What its braces name besides.
    """
    text = catalogue(current()).ngettext(singular, plural, count)
    return _filled(text, {"count": count, **facts})


def gettext_noop(message: str, /) -> str:
    """Return a text as it is: a constant to be translated where it is said, by `gettext`."""
    return message


def in_every_language(message: str, /, **facts: str) -> list[str]:
    """Return a text in each language, without isolates, to know it again whoever it was said to.

    Args:
        message: The English text, a constant that `gettext_noop` marks.
        facts: What its braces name.
    """
    said: dict[str, None] = {}
    for locale in LOCALES:
        with speaking(locale):
            said[without_isolates(gettext(message, **facts))] = None
    return list(said)


def name_of(name: str) -> str:
    """Return the name of a command, a group or an option as Discord shows it."""
    return catalogue(current()).pgettext(NAME, name)


def _filled(text: str, facts: Mapping[str, object]) -> str:
    """Fill in the facts; what stands within backticks is isolated as a whole, outside of them."""
    plain = {key: number(fact) if _is_count(fact) else str(fact) for key, fact in facts.items()}
    apart = {key: fact if _is_count(facts[key]) else isolated(fact) for key, fact in plain.items()}
    parts = _CODE.split(_COMMAND.sub(_named, text))
    return "".join(
        isolated(part.format_map(plain)) if at % 2 else part.format_map(apart)
        for at, part in enumerate(parts)
    )


def _named(found: re.Match[str]) -> str:
    return " ".join(map(name_of, found.group().split(" ")))


def _is_count(fact: object) -> TypeGuard[int]:
    return isinstance(fact, int) and not isinstance(fact, bool)
