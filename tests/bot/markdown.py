"""A small model of Discord's markdown, made from its documentation and not from `bot.escaping`."""

import re

_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_MARKS = re.compile(r"(\\[^0-9A-Za-z\s])|\*\*|__")
_LINE_START = re.compile(
    r"[^\S\r\n]*(?:#{1,3}(?=\s)|-#(?=\s)|[-*+](?=\s)|\d+\.(?=\s)|>(?:>>)?(?=\s))"
)
_INLINE = re.compile(
    r"[*_`]|~~|\|\|"  # emphasis, code, strike-through, spoilers: an opening mark is enough
    r"|<(?:[@#/:a]|t:|id:|https?:|[^\s>]+>)"  # mentions, emoji, timestamps, commands, links
    r"|\[[^\]\n]*\]\("  # masked links
    r"|https?://[^\s<]+"
    r"|:\w+:"
    r"|@(?:everyone|here)\b"
)


class InterpretedError(Exception):
    """Discord would not show a text as it is."""


def shown(markup: str) -> str:
    """Return what Discord shows of markup.

    Raises:
        InterpretedError: Some of it means something.
    """
    text, at = "", 0
    while at < len(markup):
        starts_line = at == 0 or markup[at - 1] in "\r\n"
        escaped = _ESCAPED.match(markup, at)
        meaning = (_LINE_START.match(markup, at) if starts_line else None) or _INLINE.match(
            markup, at
        )
        if escaped:
            text += escaped[1]
            at = escaped.end()
        elif meaning:
            raise InterpretedError(meaning.group())
        else:
            text += markup[at]
            at += 1
    return text


def quoted(markup: str) -> str:
    """Return what Discord shows of a block quote in which only bold and underlines may mean something.

    Raises:
        InterpretedError: A line is no quote, or something else means something.
    """
    lines = markup.split("\n")
    if not all(line.startswith("> ") for line in lines):
        raise InterpretedError(markup)
    bare = (_MARKS.sub(r"\1", line.removeprefix("> ")) for line in lines)
    return "\n".join(shown(line) for line in bare)
