"""The catalogues hold every text, translated as it is used: `make catalogues` writes them anew."""

import gettext
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages import Catalog, Message
from discord import app_commands

from bot.locales.texts import NAME
from bot.translating import Catalogued
from tests import catalogues
from tests.bot.locales import reading
from tests.catalogues import TRANSLATED
from tests.discord_server.command_limits import commands_violations

_NAMED = re.compile(r"(?<=`/)[a-z][a-z ]*")
_COMMAND = re.compile(r"`/[^`]*`")
_MARKS = ("*", "`", "\n", "~~", "](", "-# ", "<", ">", "_")
# Up to here every plural form of every language comes up.
_NUMBERS = 1200

each_locale = pytest.mark.parametrize("locale", TRANSLATED)


@pytest.fixture(scope="module")
def texts() -> Catalog:
    """Every text of the code and of the commands."""
    return catalogues.template()


def _keys(catalogue: Catalog) -> set[catalogues.Key]:
    return {catalogues.key(one) for one in catalogue if one.id}


def _translations(locale: str) -> Iterator[tuple[Message, str, str]]:
    """Each translation with its English text: plural forms with the plural."""
    for one in catalogues.read(catalogues.path(locale), locale).values():
        english = one.id if isinstance(one.id, str) else one.id[1]
        yield from ((one, english, form) for form in catalogues.forms(one) if form)


def _single(locale: str) -> set[int]:
    """The plural forms that are each for one number alone, which may then be a word."""
    chosen = gettext.c2py(Catalog(locale).plural_expr)
    uses = Counter(chosen(number) for number in range(_NUMBERS))
    return {form for form, times in uses.items() if times == 1}


def test_the_template_holds_every_text_and_no_other(texts: Catalog) -> None:
    assert set(catalogues.read(catalogues.TEMPLATE)) == _keys(texts), "run `make catalogues`"


@each_locale
def test_every_catalogue_holds_every_text_and_no_other(texts: Catalog, locale: str) -> None:
    wanted = texts if locale in catalogues.AT_DISCORD else catalogues.template(commands=False)

    held = set(catalogues.read(catalogues.path(locale), locale))

    assert held == _keys(wanted), "run `make catalogues`"


def test_the_commands_that_texts_name_are_there(texts: Catalog) -> None:
    names = {str(one.id) for one in texts if one.context == NAME}
    said = [text for one in texts for text in ([one.id] if isinstance(one.id, str) else one.id)]

    named = {word for text in said for found in _NAMED.findall(text) for word in found.split()}

    assert named - names == set()
    assert "ask" in named


@each_locale
def test_every_text_is_translated(locale: str) -> None:
    held = catalogues.read(catalogues.path(locale), locale)

    missing = [key for key, one in held.items() if not catalogues.is_translated(one)]

    assert (len(missing), missing[:5]) == (0, [])


@each_locale
def test_what_the_bot_reads_is_what_people_wrote(locale: str) -> None:
    read = catalogues.path(locale, "mo").read_bytes()

    assert read == catalogues.compiled(locale), "run `make catalogues`"


@each_locale
def test_every_translation_has_the_facts_of_its_text(locale: str) -> None:
    single = _single(locale)
    for one in catalogues.read(catalogues.path(locale), locale).values():
        plural = not isinstance(one.id, str)
        wanted = (
            set[str]().union(*map(reading.facts, one.id)) if plural else reading.facts(str(one.id))
        )
        for form, text in enumerate(catalogues.forms(one)):
            spare = wanted & {"count"} if plural and form in single else set[str]()

            assert not text or reading.facts(text) | spare == wanted, text


@each_locale
def test_every_translation_has_as_many_forms_as_its_language(locale: str) -> None:
    for one in catalogues.read(catalogues.path(locale), locale).values():
        wanted = 1 if isinstance(one.id, str) else Catalog(locale).num_plurals

        assert len(catalogues.forms(one)) == wanted, one.id


@each_locale
def test_every_translation_names_the_same_commands(locale: str) -> None:
    for _, english, text in _translations(locale):
        assert sorted(_COMMAND.findall(text)) == sorted(_COMMAND.findall(english)), text


@each_locale
def test_every_translation_looks_like_its_text(locale: str) -> None:
    for one, english, text in _translations(locale):
        if one.context:
            continue
        marks = {mark: text.count(mark) for mark in _MARKS}

        assert marks == {mark: english.count(mark) for mark in _MARKS}, text
        assert _edges(text) == _edges(english), text


def _edges(text: str) -> tuple[str, str, bool]:
    """White space around a text, and whether it is a small line or a quote."""
    inner = text.strip()
    before, _, after = text.partition(inner) if inner else (text, "", "")
    return before, after, inner.startswith(("-# ", "> ", "- "))


@each_locale
def test_buttons_and_forms_have_room_for_their_texts(locale: str) -> None:
    limits = reading.limited()

    long = [
        text
        for _, english, text in _translations(locale)
        if len(text) > limits.get(english, len(text))
    ]

    assert long == []
    assert [text for text, most in limits.items() if len(text) > most] == []


async def test_discord_takes_the_commands_in_every_language() -> None:
    tree, translator = (await catalogues.client()).tree, Catalogued()
    assert isinstance(tree.translator, Catalogued)

    payloads = [
        await command.get_translated_payload(tree, translator) for command in tree.get_commands()
    ]

    assert commands_violations(payloads) == []
    assert any(isinstance(one, app_commands.ContextMenu) for one in tree.get_commands())
