"""The log: text for people or JSON for programs, a reference in each line, and no secret in any.

Only the bot's own loggers go below INFO: there, libraries log what people write and what is stored.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

from bot import following

if TYPE_CHECKING:
    from collections.abc import Iterable

# The libraries that say more than an operator needs to know, and from which level they are heard.
_QUIETER = {"alembic": logging.WARNING, "fontTools": logging.WARNING, "matplotlib": logging.WARNING}
_OWN = ("bot", "knowledge")
_HIDDEN = "[hidden]"
# The token of an interaction stands in the address that its answer goes to.
_ANSWER_TOKEN = re.compile(r"(/(?:webhooks|interactions)/\d+/)[^/\s?'\"]+")
# What ends a line for some readers or controls a terminal, though JSON may hold it as it is.
_NOT_PLAIN = re.compile("[\x7f-\x9f\u2028\u2029]")


class Referring(logging.Filter):
    """Gives each record the reference of what is being answered."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add the reference, and keep the record."""
        record.reference = following.reference()
        return True


class TextForm(logging.Formatter):
    """A line for people; a traceback follows on lines of its own."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Take what must never be written."""
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._hide = _hiding(secrets)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the library's name)
        """Return the first line, with the reference where there is one."""
        line, reference = super().formatMessage(record), _reference(record)
        return f"{line} [{reference}]" if reference else line

    def format(self, record: logging.LogRecord) -> str:
        """Return the record without secrets."""
        return _hidden(super().format(record), self._hide)


class JsonForm(logging.Formatter):
    """One JSON object a line: time, level, logger, message, reference, error."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Take what must never be written."""
        super().__init__()
        self._hide = _hiding(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """Return the record without secrets."""
        kept = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "reference": _reference(record) or None,
            "error": self.formatException(record.exc_info) if record.exc_info else None,
        }
        shown = {name: value and _hidden(value, self._hide) for name, value in kept.items()}
        line = json.dumps(shown, ensure_ascii=False).encode("utf-8", "replace").decode()
        return _NOT_PLAIN.sub(lambda found: f"\\u{ord(found.group()):04x}", line)


def made(form: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> logging.Handler:
    """Return what writes the log.

    Args:
        form: text or json.
        secrets: What must never be written, such as the bot's token.
        stream: Where to; standard error unless it is given.
    """
    handler = logging.StreamHandler(stream)
    handler.addFilter(Referring())
    handler.setFormatter(JsonForm(secrets) if form == "json" else TextForm(secrets))
    return handler


def start(level: int, form: str, secrets: Iterable[str] = ()) -> None:
    """Write the log on standard error, from a level on."""
    logging.basicConfig(level=max(level, logging.INFO), handlers=[made(form, secrets)])
    for name in _OWN:
        logging.getLogger(name).setLevel(level)
    for name, least in _QUIETER.items():
        logging.getLogger(name).setLevel(max(level, least))


def _reference(record: logging.LogRecord) -> str:
    return getattr(record, "reference", "")


def _hiding(secrets: Iterable[str]) -> re.Pattern[str] | None:
    known = sorted(map(re.escape, filter(None, secrets)), key=len, reverse=True)
    return re.compile("|".join(known)) if known else None


def _hidden(text: str, hide: re.Pattern[str] | None) -> str:
    shown = _ANSWER_TOKEN.sub(rf"\1{_HIDDEN}", text)
    return hide.sub(_HIDDEN, shown) if hide else shown
