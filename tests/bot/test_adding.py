"""The form of an article, as it is opened."""

from typing import Any

import pytest
from discord import ui

from bot.cogs.adding import Form
from bot.locales import LOCALES, speaking
from tests.bot.catalogues import foreign


def _labels(form: Form) -> list[ui.Label[Any]]:
    return [item for item in form.children if isinstance(item, ui.Label)]


async def test_a_form_is_in_the_language_of_who_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    foreign(
        monkeypatch,
        {"Add an article": "Artikel hinzufügen", "File": "Datei", "date": "Datum", "link": "Link"},
    )

    with speaking("de"):
        form = Form()
    english = Form()

    assert (form.title, english.title) == ("Artikel hinzufügen", "Add an article")
    assert [_labels(one)[0].text for one in (form, english)] == ["Datei", "File"]
    assert "'value': 'Datum: \\nLink: \\nlanguage: '" in str(form.to_dict())


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_form_has_no_more_words_than_discord_allows(locale: str) -> None:
    with speaking(locale):
        form = Form()

    assert len(form.title) <= 45
    assert len(_labels(form)) == 5
    for label in _labels(form):
        assert len(label.text) <= 45
        assert len(label.description or "") <= 100
