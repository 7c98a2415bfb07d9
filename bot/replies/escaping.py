"""Text as Discord shows it unchanged: nothing interpreted, nothing lost, and the way back.

A backslash before a character that is no letter, digit or white space shows that character and
takes its meaning away; that is all that is used here, so `unescape` is exact.
"""

from __future__ import annotations

import re

from bot.locales import gettext

# Marks with a meaning anywhere in a line. `<` opens mentions, emoji, timestamps and commands; `:`
# names emoji and makes an address of `https://`, in which backslashes would show.
_ANYWHERE = re.compile(r"[\\*_~`|<>@\[\]]|:(?=\S)")
# Marks with a meaning at the start of a line only: headings, small print, lists.
# Discord takes a carriage return for a line's end too.
_AT_START = re.compile(
    r"(?:^|(?<=\r))(?P<space>[^\S\n]*)(?P<mark>[#+-]|(?P<number>\d+)\.)", re.MULTILINE
)
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
# Controls that turn the direction of what follows them; they must not reach past a title.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def escape(text: str) -> str:
    """Return Discord markdown that shows `text` exactly."""
    return _AT_START.sub(_escaped_start, _ANYWHERE.sub(r"\\\g<0>", text))


def unescape(markup: str) -> str:
    """Return the text that escaped markup shows: the inverse of `escape`."""
    return _ESCAPED.sub(r"\1", markup)


def inline(text: str, limit: int) -> str:
    """Return a title or a name on one line, escaped, cut with an ellipsis at `limit` characters."""
    line = " ".join(_DIRECTION.sub("", text).split())
    return escape(shorten(line, limit))


def shorten(text: str, limit: int) -> str:
    """Return `text`, cut at the last space before `limit` characters, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 2]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit // 2 else cut).rstrip() + " …"


def _escaped_start(found: re.Match[str]) -> str:
    number = found["number"]
    return found["space"] + (f"{number}\\." if number else f"\\{found['mark']}")


def mention(moderator: int) -> str:
    """Return who did something; a moderator who had their data deleted is nobody any more, 0."""
    return f"<@{moderator}>" if moderator else gettext("a moderator")
