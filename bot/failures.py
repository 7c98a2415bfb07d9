"""The last error handler's words: one sentence with a reference for people, the rest in the log."""

from __future__ import annotations

import logging
import secrets

_log = logging.getLogger(__name__)


def apology(what: str, error: BaseException) -> str:
    """Log an error with its traceback, and return what to tell the one who asked."""
    reference = secrets.token_hex(4)
    _log.error("%s failed, reference %s", what, reference, exc_info=error)
    return f"Something went wrong on my side; the operator finds it under reference `{reference}`."
