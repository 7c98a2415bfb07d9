"""A PDF → plain text, by pypdf: paragraphs with a blank line between them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from bot.intake import paragraphs
from bot.intake.outcomes import ConversionError, Reason

if TYPE_CHECKING:
    from pypdf import PdfReader


def text(data: bytes, max_pages: int) -> str:
    """Return the text of a PDF.

    Raises:
        ConversionError: It is protected, has too many pages or no text, or pypdf is missing.
        Exception: It is broken: pypdf raises what it stumbles over.
    """
    reader = _opened(data)
    count = len(reader.pages)
    if count > max_pages:
        raise ConversionError(Reason.MANY_PAGES, count)
    found = paragraphs.of([page.extract_text() for page in reader.pages])
    if not any(c.isalpha() for c in found):
        raise ConversionError(Reason.NO_TEXT)
    return found


def _opened(data: bytes) -> PdfReader:
    try:
        import pypdf  # noqa: PLC0415 (an extra, which may not be installed)
        from pypdf.errors import DependencyError, FileNotDecryptedError  # noqa: PLC0415 (as above)
    except ImportError:
        raise ConversionError(Reason.NO_CONVERTER) from None
    try:
        reader = pypdf.PdfReader(BytesIO(data), strict=False)
        # Many are encrypted with an empty password, which forbids printing and no more.
        if reader.is_encrypted and not reader.decrypt(""):
            raise ConversionError(Reason.ENCRYPTED)
    except (DependencyError, FileNotDecryptedError):
        raise ConversionError(Reason.ENCRYPTED) from None
    return reader
