"""Dates as articles write them."""

from __future__ import annotations

import re
from datetime import date

_MONTHS: tuple[str, ...] = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\b(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?\b",
        rf"\b(?P<day>\d{{1,2}})(?:st|[nr]d|th)?\.?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})\b",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|[nr]d|th)?,?\s+(?P<year>\d{{4}})\b",
    )
)


def find(text: str) -> date | None:
    """Return the first date in `text` that exists, of the forms that leave no doubt.

    Those are 2020-01-07, 2020/01/07, 7 January 2020 and January 7, 2020; not 01/07/2020.
    """
    founds = [found for form in _FORMS for found in form.finditer(text)]
    days = (_date(found) for found in sorted(founds, key=re.Match[str].start))
    return next((day for day in days if day), None)


def without(text: str) -> str:
    """Return `text` with its dates taken out."""
    for form in _FORMS:
        text = form.sub(" ", text)
    return text


def _date(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    month = parts.get("number") or _MONTHS.index(parts["month"].lower()) + 1
    try:
        return date(int(parts["year"]), int(month), int(parts["day"]))
    except ValueError:
        return None
