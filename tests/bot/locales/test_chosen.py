"""Which language is spoken: the first of those wanted that there is, and in one task alone."""

import asyncio

import discord
import pytest

from bot.locales import DEFAULT, LOCALES, current, speak, speaking, supported


@pytest.mark.parametrize(
    ("tags", "locale"),
    [
        (["de"], "de"),
        (["pt-BR"], "pt"),
        (["es-419"], "es"),
        (["es_ES"], "es"),
        (["EN-us"], "en"),
        (["", None, "ja"], "ja"),
        (["nl", "fr"], "fr"),
        (["nl", "zh-TW"], "en"),
        ([], "en"),
        ([discord.Locale.brazil_portuguese], "pt"),
    ],
)
def test_the_first_language_that_there_is_is_spoken(tags: list[object], locale: str) -> None:
    assert supported(*tags) == locale


def test_every_language_is_its_own() -> None:
    assert [supported(locale) for locale in LOCALES] == list(LOCALES)
    assert DEFAULT in LOCALES


def test_a_language_is_spoken_within_a_block_also_when_that_fails() -> None:
    with speaking("de"):
        with speaking("ar"):
            assert current() == "ar"
        with pytest.raises(ValueError, match="broken"), speaking("ja"):
            raise ValueError("broken")
        assert current() == "de"
    assert current() == DEFAULT


async def test_a_task_speaks_on_and_others_do_not() -> None:
    async def greet(locale: str) -> str:
        speak(locale)
        await asyncio.sleep(0)
        return await asyncio.to_thread(current)

    assert await asyncio.gather(*map(greet, LOCALES)) == list(LOCALES)
    assert current() == DEFAULT
