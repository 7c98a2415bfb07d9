"""What was left out of a file, in the language of who reads it."""

from __future__ import annotations

from bot.locales import gettext, gettext_noop
from bot.replies.escaping import inline

_LONGEST = 100
# The reasons that the readers of formats give.
NAMES = frozenset(
    {
        gettext_noop("box over the page"),
        gettext_noop("byline or header line"),
        gettext_noop("comment"),
        gettext_noop("contents or edit link"),
        gettext_noop("dateline"),
        gettext_noop("form"),
        gettext_noop("gallery marker"),
        gettext_noop("hidden part"),
        gettext_noop("icon or drawing"),
        gettext_noop("list of links"),
        gettext_noop("navigation"),
        gettext_noop("page header"),
        gettext_noop("photo credit"),
        gettext_noop("picture without text"),
        gettext_noop("script or style"),
        gettext_noop("share or cookie box"),
        gettext_noop("text outside the article"),
        gettext_noop("video, sound or other page"),
    }
)


def name_of(reason: str) -> str:
    """Return why something was left out, as markdown."""
    return inline(gettext(reason) if reason in NAMES else reason, _LONGEST)
