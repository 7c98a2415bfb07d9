"""Texts that every database takes."""

from __future__ import annotations

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def cleaned(text: str) -> str:
    """Return a text with U+FFFD for what PostgreSQL refuses: NUL and halves of characters."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)
