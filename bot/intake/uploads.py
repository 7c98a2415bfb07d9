"""What comes in, how much of it is allowed, and a no with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.locales import gettext


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody gave.

    Attributes:
        name: What it is called. Nothing is decided by it but what the article is called.
        data: Its bytes.
        url: The address it was fetched from; empty for a file.
    """

    name: str
    data: bytes = field(repr=False)
    url: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A no.

    Attributes:
        line: Why, in one plain line that starts with the file's or the site's name. It is not
            escaped for Discord.
    """

    line: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is allowed.

    Attributes:
        max_bytes: The most bytes of a file, of a page, and of the text that a document holds.
        max_pages: The most pages of a PDF.
        seconds: How long a conversion may take, on the clock and of the processor.
        memory: The most bytes of memory for a conversion, where the platform can bound it.
    """

    max_bytes: int = 5_000_000
    max_pages: int = 500
    seconds: float = 20.0
    memory: int = 700_000_000


def refusal(name: str, reason: str) -> Refusal:
    """Return a refusal of a file or a site, its name cleaned and cut short."""
    return Refusal(gettext("{file}: {reason}", file=short(name), reason=reason))


def short(name: str, limit: int = 60) -> str:
    """Return a name on one line without characters that do not show, cut at `limit`."""
    line = "".join(c if c.isprintable() else " " for c in " ".join(name[:1000].split()))
    shown = " ".join(line.split()) or gettext("the file")
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"
