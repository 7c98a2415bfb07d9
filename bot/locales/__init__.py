"""What the bot says, in the language of who reads it.

`speaking` chooses the language for what is said within it, `gettext` and `ngettext` say it. Texts
are the keys of the catalogues beside this module (`make catalogues` writes them anew), so English
needs none.
"""

from bot.locales.chosen import DEFAULT, LOCALES, current, speak, speaking, supported
from bot.locales.formats import brief_date, date, number, percent
from bot.locales.texts import gettext, gettext_noop, in_every_language, name_of, ngettext

__all__ = [
    "DEFAULT",
    "LOCALES",
    "brief_date",
    "current",
    "date",
    "gettext",
    "gettext_noop",
    "in_every_language",
    "name_of",
    "ngettext",
    "number",
    "percent",
    "speak",
    "speaking",
    "supported",
]
