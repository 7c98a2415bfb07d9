"""`make catalogues` keeps what was translated, and what it writes is the same each time."""

import gettext
import io
from pathlib import Path

import pytest

from tests import catalogues

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: de\\n"\n\n'
KEPT = 'msgid "Nothing was changed."\nmsgstr "Nichts wurde geändert."\n\n'
NAMED = 'msgctxt "name"\nmsgid "ask"\nmsgstr "frag"\n\n'
GONE = 'msgid "What nobody says any more."\nmsgstr "Was niemand mehr sagt."\n\n'
GUESSED = '#, fuzzy\nmsgid "Cancel"\nmsgstr "Geraten"\n'


def test_what_was_translated_stays_and_the_rest_is_to_be_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    file = catalogues.path("de")
    file.parent.mkdir()
    file.write_text(HEAD + KEPT + NAMED + GONE + GUESSED, encoding="utf-8")

    file.write_bytes(catalogues.written(catalogues.updated("de")))
    made = file.read_bytes()
    file.write_bytes(catalogues.written(catalogues.updated("de")))
    read = gettext.GNUTranslations(io.BytesIO(catalogues.compiled("de")))
    held = catalogues.read(file, "de")

    assert file.read_bytes() == made
    assert read.gettext("Nothing was changed.") == "Nichts wurde geändert."
    assert read.pgettext("name", "ask") == "frag"
    assert read.gettext("Cancel") == "Cancel"
    assert read.ngettext("{count} article", "{count} articles", 2) == "{count} articles"
    assert b"Was niemand mehr sagt." not in made
    assert sum(map(catalogues.is_translated, held.values())) == 2
    assert b"-Date:" not in made
