"""The catalogues: GNU gettext's `.mo` files, each read when it is first spoken.

Format: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html
"""

from __future__ import annotations

import gettext
from functools import cache
from importlib.resources import files

from bot.locales.chosen import DEFAULT

DOMAIN = "pilcrow"


@cache
def catalogue(locale: str) -> gettext.NullTranslations:
    """Return the catalogue of a locale, a key of `LOCALES`; English is an empty one."""
    if locale == DEFAULT:
        return gettext.NullTranslations()
    with files("bot.locales").joinpath(locale, f"{DOMAIN}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)
