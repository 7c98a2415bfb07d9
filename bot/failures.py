"""The last error handler's words: one sentence with a reference for people, the rest in the log."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot import following
from bot.locales import gettext

if TYPE_CHECKING:
    from bot.storage import StorageError

_log = logging.getLogger(__name__)


def apology(what: str, error: BaseException) -> str:
    """Log an error with its traceback, and return what to tell the one who asked."""
    reference = (following.current() or following.begin()).reference
    _log.error("%s failed, reference %s", what, reference, exc_info=error)
    return gettext(
        "Something went wrong on my side; the operator finds it under reference `{reference}`.",
        reference=reference,
    )


def unreachable(problem: StorageError) -> str:
    """Log why the database cannot be used, and return what to tell the one who asked."""
    _log.error("the database cannot be used: %s", problem)
    return gettext("I cannot reach my database at the moment. Please try again later.")
