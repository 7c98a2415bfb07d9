"""What was understood of a question → a small line above its answer, and what a reply said back.

A reply is read back whatever language it was written in: who presses its button may speak another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.locales import gettext, gettext_noop, in_every_language
from bot.locales.bidi import isolated, without_isolates
from bot.replies.escaping import inline, unescape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge import Understood

NO_ANSWER = gettext_noop("I found no passage that answers this.")
_ASSUMED = gettext_noop("Assuming that you mean {names}")
_SMALL, _GAP = "-# ", " · "
_REPEATED = re.compile(r"-# “(.*)”\n")
_ITALIC = re.compile(r"(\\[^0-9A-Za-z\s])|\*")
# Stands for the names where a text is looked for that tells some.
_NAMES_HERE = "\0"
_QUESTION, _ESCAPED_QUESTION = 300, 400
# How many names that were not asked are told, and how many characters of each.
_NAMES, _NAME = 3, 40


def repeated(question: str) -> str:
    """Return a question as a line; a longer one is not repeated, since it would have to be cut."""
    short = len(question.strip()) <= _QUESTION
    shown = inline(question, _QUESTION) if short else ""
    return f"{_SMALL}“{isolated(shown)}”\n" if 0 < len(shown) <= _ESCAPED_QUESTION else ""


def assumptions(understood: Understood) -> str:
    """Return what was searched for that was not asked, in one small line; empty where nothing."""
    told: list[str] = []
    if understood.corrections:
        words = _names(used for _, used in understood.corrections[:_NAMES])
        told.append(gettext("Showing results for {words}", words=words))
    if understood.assumed:
        told.append(gettext(_ASSUMED, names=_names(understood.assumed[:_NAMES])))
    if understood.linked:
        told.append(gettext("A moderator chose this paragraph for this question"))
    return f"{_SMALL}{_GAP.join(told)}\n" if told else ""


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"*{isolated(inline(name, _NAME))}*" for name in names)


def question_in(reply: str) -> str:
    """Return the question that a reply repeats; empty where it repeats none."""
    found = _REPEATED.match(reply)
    return unescape(without_isolates(found[1])) if found else ""


def assumed_in(reply: str) -> str:
    """Return the names that a reply says it took from the turns before; empty where none."""
    texts = [re.escape(one) for one in in_every_language(_ASSUMED, names=_NAMES_HERE)]
    wanted = re.compile("|".join(one.replace(re.escape(_NAMES_HERE), "(.*)") for one in texts))
    for line in _small_lines(without_isolates(reply)):
        for part in line.split(_GAP):
            if found := wanted.fullmatch(part):
                names = next(filter(None, found.groups()), "")
                return unescape(_ITALIC.sub(r"\1", names))
    return ""


def refuses(reply: str) -> bool:
    """Tell whether a reply says that it found no answer."""
    lines = reply.splitlines()
    return any(f"**{said}**" in lines for said in in_every_language(NO_ANSWER))


def _small_lines(reply: str) -> Iterator[str]:
    """Go through the small lines that a reply begins with."""
    for line in reply.split("\n"):
        if not line.startswith(_SMALL):
            return
        yield line.removeprefix(_SMALL)
