"""Everybody is spoken to in their own language, and a server in its own, or in the chosen one."""

import pytest

from tests.bot.locales.marking import mark
from tests.discord_server.people import Member
from tests.discord_server.places import Channel
from tests.end_to_end.conftest import Town
from tests.end_to_end.test_failing import bring_back, take_away

QUESTION = "Who built the lighthouse at Orrin Point?"
ELSEWHERE = "Which museum in Paris holds the Mona Lisa?"


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text but the English shows in which language it is said."""
    mark(monkeypatch)


pytestmark = pytest.mark.usefixtures("marked")


async def used(town: Town, who: Member, command: str, **options: object) -> str:
    """What a command answers."""
    asked = await town.discord.slash(who, town.channel, command, **options)
    return (await asked.answer()).text


async def mentioned(town: Town, who: Member, channel: Channel | None = None) -> str:
    """What a question answers that a message asks."""
    place = channel or town.channel
    await town.discord.say(who, place, town.mention(ELSEWHERE))
    return (await town.discord.next_message(place)).text


async def test_commands_buttons_and_forms_speak_the_language_of_who_uses_them(town: Town) -> None:
    german = town.guild.add_member("Gerd", locale="de")
    brazilian = town.guild.add_member("Bia", locale="pt-BR")
    dutch = town.guild.add_member("Daan", locale="nl")
    await town.start()

    helped = [await used(town, who, "help") for who in (german, brazilian, dutch, town.reader)]
    wrong = await used(town, german, "ask", question=QUESTION, article="nothing")
    asked = await town.discord.slash(town.reader, town.channel, "ask", question=QUESTION)
    answer = await asked.answer()
    why = await town.discord.click(german, answer, label="Why?")
    form = await town.discord.click(brazilian, answer, label="Not helpful")
    assert form.modal is not None
    offered = await town.discord.autocomplete(
        german, town.channel, "config language", focused="language"
    )

    assert ["[de]" in helped[0], "[pt]" in helped[1]] == [True, True]
    assert "[" not in helped[2].partition("[[")[0]
    assert helped[2] == helped[3]
    assert wrong.startswith("[de] I have no article called")
    assert "[" not in answer.text
    assert "[de]" in (await why.answer()).text
    assert str(form.modal["title"]).startswith("[pt]")
    assert "[de] detect each article's" in [one["name"] for one in offered]


async def test_a_message_is_answered_as_its_author_was_last_heard(town: Town) -> None:
    town.guild.locale = "fr"
    ann, dan = town.reader, town.discord.add_user("Dora", locale="ja")
    dm = town.discord.dm(dan)
    await town.start()

    before = await mentioned(town, ann)
    ann.user.locale = "ja"
    await used(town, ann, "help")
    asked = await town.discord.say(ann, town.channel, town.mention(ELSEWHERE))
    after = await town.discord.next_message(town.channel)
    said = after.text
    await town.discord.edit(asked, town.mention("Which museum in Rome holds the Mona Lisa?"))
    changed = await town.discord.edited(after)
    await town.discord.say(dan, dm, ELSEWHERE)
    first = (await town.discord.next_message(dm)).text

    assert "[fr]" in before
    assert "[ja]" in said
    assert "[ja]" in changed.text
    assert "[" not in first


async def test_what_moderators_choose_is_spoken_to_everybody(town: Town) -> None:
    log = town.guild.add_channel("log")
    town.moderator.user.locale = "fr"
    japanese = town.guild.add_member("Jun", locale="ja")
    await town.start()

    await used(town, town.moderator, "config log", channel=log)
    in_english = await town.discord.next_message(log)
    chosen = await used(town, town.moderator, "config locale", locale="العربية")
    in_arabic = await town.discord.next_message(log)
    helped = [await used(town, who, "help") for who in (japanese, town.moderator)]
    replied = await mentioned(town, town.reader)
    shown = await used(town, town.moderator, "config show")
    back = await used(town, town.moderator, "config locale", locale="whoever asks")
    again = await used(town, japanese, "help")

    assert "[" not in in_english.text
    assert chosen.startswith("[ar] I speak")
    assert "العربية" in chosen
    assert "[ar]" in in_arabic.text
    assert all("[ar]" in text and "[fr]" not in text for text in [*helped, replied])
    assert "[ar] I speak" in shown
    assert back == "[ar] I speak the language of whoever asks."
    assert "[ja]" in again


async def test_without_its_database_the_bot_goes_by_what_discord_tells(town: Town) -> None:
    town.guild.locale = "de"
    french = town.guild.add_member("Flo", locale="fr")
    await town.start()
    take_away(town)

    replied = await mentioned(town, town.reader)
    asked = await used(town, french, "ask", question=QUESTION)
    bring_back(town)

    assert replied.startswith("[de] I cannot reach my database")
    assert asked.startswith("[fr] I cannot reach my database")


async def test_who_installed_the_bot_for_themselves_is_spoken_to_anywhere(town: Town) -> None:
    other = town.discord.add_guild("Elsewhere", installed=False, locale="fr")
    square, jun = other.add_channel("square"), other.add_member("Jun", locale="ja")
    await town.start()

    helped = await town.discord.slash(jun, square, "help")

    assert "[ja]" in (await helped.answer()).text


async def test_discord_is_given_the_commands_in_its_languages(town: Town) -> None:
    await town.start()

    (ask,) = [one for one in town.discord.commands if one["name"] == "ask"]

    assert ask["name_localizations"]["es-ES"] == ask["name_localizations"]["es-419"] == "ask-es"
    assert "ar" not in ask["name_localizations"]
    assert ask["description_localizations"]["pt-BR"].startswith("[pt] Ask a question")
