"""The child: a document on standard input → its text on standard output, within its limits.

Run as `python -m bot.intake.converting KIND MAX_BYTES MAX_PAGES SECONDS MEMORY`. The first
line of what it writes is the kind of text that follows, `.txt` or `.html`, or a `Reason` with its
count.
"""

from __future__ import annotations

import contextlib
import math
import os
import sys
from typing import TYPE_CHECKING

from bot.intake import pdf, word
from bot.intake.outcomes import ConversionError, Failed, Kind, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence


def convert(kind: Kind, data: bytes, max_bytes: int, max_pages: int) -> bytes:
    """Return what the child says of a document; nothing that a document holds raises."""
    try:
        suffix, text = _text(kind, data, max_pages)
    except ConversionError as problem:
        return _said(problem.failed)
    except MemoryError:
        return _said(Failed(Reason.MEMORY))
    except Exception:  # noqa: BLE001 (parsers of what strangers send raise anything)
        return _said(Failed(Reason.BROKEN))
    return _said(Failed(Reason.TOO_LONG)) if len(text) > max_bytes else suffix + b"\n" + text


def _text(kind: Kind, data: bytes, max_pages: int) -> tuple[bytes, bytes]:
    if kind is Kind.PDF:
        return b".txt", pdf.text(data, max_pages).encode()
    return b".html", word.html(data).encode()


def _said(failed: Failed) -> bytes:
    return f"{failed.reason} {failed.count}\n".encode()


def bound(seconds: float, memory: int) -> None:
    """Bound this process, where the platform can, and let everything else go first."""
    if hasattr(os, "nice"):
        os.nice(10)
    try:
        import resource  # noqa: PLC0415 (Windows has none)
    except ImportError:
        return
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, math.ceil(seconds))):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(limit, (most, most + 1))


def main(arguments: Sequence[str]) -> None:
    """Convert what is on standard input."""
    kind, max_bytes, max_pages, seconds, memory = arguments
    bound(float(seconds), int(memory))
    said = convert(Kind(kind), sys.stdin.buffer.read(), int(max_bytes), int(max_pages))
    sys.stdout.buffer.write(said)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
