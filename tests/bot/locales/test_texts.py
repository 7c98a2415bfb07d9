"""A text is said in the language that is spoken, with its facts as that writes them."""

import pytest

from bot.locales import gettext, gettext_noop, name_of, ngettext, speaking
from bot.locales.bidi import FSI, PDI
from tests.bot.locales.marking import mark


def test_english_is_said_as_it_stands() -> None:
    assert gettext("I have no article called “{title}”.", title="Ä {x}") == (
        "I have no article called “Ä {x}”."
    )
    assert gettext("{{literally}}") == "{literally}"


def test_whole_numbers_are_grouped_and_names_are_not() -> None:
    assert gettext("{count} of #{name}", count=1234, name=str(1234)) == "1,234 of #1234"
    assert gettext("It is {fact}.", fact=True) == "It is True."


def test_a_number_decides_the_wording() -> None:
    said = [ngettext("{count} article", "{count} articles", count) for count in (0, 1, 2, 1000)]

    assert said == ["0 articles", "1 article", "2 articles", "1,000 articles"]
    assert ngettext("One in {place}", "{count} in {place}", 1, place="Orrin") == "One in Orrin"


def test_a_text_of_another_direction_keeps_its_order() -> None:
    assert gettext("“{title}”", title="المنارة") == f"“{FSI}المنارة{PDI}”"


def test_a_text_is_said_in_the_language_that_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    mark(monkeypatch)
    kept = gettext_noop("Ask me with `/knowledge list` or `/ask`, not with /ask.")

    assert gettext(kept) == kept
    with speaking("de"):
        assert gettext(kept) == (
            "[de] Ask me with `/knowledge-de list-de` or `/ask-de`, not with /ask."
        )
        assert ngettext("{count} day", "{count} days", 1000) == "[de] 1.000 days"
        assert name_of("ask") == "ask-de"
