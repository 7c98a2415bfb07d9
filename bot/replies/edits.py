"""Words that differ from one text to another → markdown: left out struck through, put in underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import gettext_noop
from bot.replies.escaping import inline
from knowledge import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable

# Said by `gettext`.
LEGEND = gettext_noop("-# ~~left out~~, __put in__")
_MARKS = {Edit.KEPT: "", Edit.LEFT_OUT: "~~", Edit.PUT_IN: "__"}
_RUN, _KEPT, _END = 300, 60, 25


def edited(runs: Iterable[tuple[Edit, str]], room: int) -> str:
    """Return runs of words on one line of at most `room` characters; long kept ones are shortened."""
    shown = ""
    for edit, text in runs:
        run = f" {_MARKS[edit]}{inline(_short(edit, text), _RUN)}{_MARKS[edit]}"
        if len(shown) + len(run) > room - 2:
            return f"{shown} …".strip()
        shown += run
    return shown.strip()


def _short(edit: Edit, text: str) -> str:
    words = " ".join(text.split())
    if edit is not Edit.KEPT or len(words) <= _KEPT:
        return words
    start, end = words[:_END].rsplit(" ", 1)[0], words[-_END:].split(" ", 1)[-1]
    return f"{start} … {end}"
