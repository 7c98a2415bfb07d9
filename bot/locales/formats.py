"""Numbers and dates as a locale writes them: Unicode's CLDR, by Babel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import dates, numbers

from bot.locales.chosen import current

if TYPE_CHECKING:
    import datetime


def number(value: float, digits: int = 0) -> str:
    """Return a number with so many digits after its decimal point."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return numbers.format_decimal(value, format=pattern, locale=current())


def percent(share: float) -> str:
    """Return a share of 1 in whole per cent."""
    return numbers.format_percent(share, locale=current())


def date(day: datetime.date) -> str:
    """Return a day, at a medium length: `Jan 7, 2020`."""
    return dates.format_date(day, format="medium", locale=current())


def brief_date(day: datetime.date) -> str:
    """Return a day without its year: `Jan 7`."""
    return dates.format_skeleton("MMMd", day, locale=current())
