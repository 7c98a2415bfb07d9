"""When a channel is answered in, and which thread has just begun there.

A server's setting for a channel counts more than the operator's; threads inherit their channel's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.locales import gettext, gettext_noop
from bot.storage.preferences import Mode

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.storage.preferences import ServerSettings

# The names of the modes, as moderators choose them.
NAMES = {
    Mode.MENTION: gettext_noop("mention only"),
    Mode.QUESTIONS: gettext_noop("every question"),
    Mode.THREADS: gettext_noop("threads and forum posts"),
    Mode.OFF: gettext_noop("off"),
}
# Modes that are of no use without the contents of messages.
NEED_CONTENTS = frozenset({Mode.QUESTIONS, Mode.THREADS})
QUESTION_MARKS = ("?", "？", "؟")
_ASKING = re.compile(r"[^.!?？؟。\n]*[?？؟]+")
_MOST_THREADS = 1_000


def name_of(mode: Mode) -> str:
    """Return what a mode is called, in the language that is spoken now."""
    return gettext(NAMES[mode])


def mode_of(chosen: Mapping[int, Mode], asked: Collection[int], channel: Any) -> Mode:
    """Return when a channel or a thread is answered in.

    Args:
        chosen: What its server set, by channel.
        asked: The channels in which the operator has every question answered.
        channel: A channel of any kind, as Discord's library has it.
    """
    places = [at for at in (channel.id, getattr(channel, "parent_id", None)) if at is not None]
    default = Mode.QUESTIONS if any(at in asked for at in places) else Mode.MENTION
    return next((chosen[at] for at in places if at in chosen), default)


def is_off(settings: ServerSettings, channel: Any) -> bool:
    """Tell whether a server wants nothing said where a command was used."""
    return channel is not None and mode_of(settings.channels, (), channel) is Mode.OFF


def opening(title: str, text: str) -> tuple[str, str]:
    """Return what the first message of a thread asks, and what was said around that.

    A title that is a question is the question. Otherwise the title says what the text's questions,
    or else all of the text, are about.
    """
    if title.endswith(QUESTION_MARKS):
        return title, text
    asking = " ".join(part.strip() for part in _ASKING.findall(text))
    return f"{title} {asking or text}".strip(), text if asking else ""


class Openings:
    """Which threads wait for their first message. In memory, and only the latest thousand.

    The first message of a forum's post has the id of its thread. Other threads begin empty, and
    the first message is what the one who opened it says next.
    """

    def __init__(self, most: int = _MOST_THREADS) -> None:
        """Take how many threads to remember."""
        self._most = most
        self._waiting: dict[int, None] = {}
        self._taken: dict[int, None] = {}

    def began(self, thread: int) -> None:
        """Take note of a new thread."""
        self._keep(self._waiting, thread)

    def take(self, thread: int, message: int, *, by_owner: bool) -> bool:
        """Tell whether a person's message is its thread's first; no thread has two."""
        first = message == thread or (by_owner and thread in self._waiting)
        if not first or thread in self._taken:
            return False
        self._waiting.pop(thread, None)
        self._keep(self._taken, thread)
        return True

    def _keep(self, threads: dict[int, None], thread: int) -> None:
        threads[thread] = None
        if len(threads) > self._most:
            del threads[next(iter(threads))]
