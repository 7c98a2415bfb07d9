"""Syncing: commands are sent to Discord exactly when they differ from what it has."""

import copy
from typing import Any

import discord
import pytest
from discord import app_commands
from discord.http import Route

from bot.syncing import signature, sync_if_changed
from bot.translating import Catalogued
from tests.bot.locales.marking import mark
from tests.discord_server.server import DiscordServer

# A command as the library sends it.
_SENT: dict[str, Any] = {
    "name": "ask",
    "name_localizations": {"de": "frag", "ja": "質問"},
    "description": "Ask a question.",
    "description_localizations": {"de": "Stell eine Frage."},
    "type": 1,
    "nsfw": False,
    "dm_permission": True,
    "default_member_permissions": 32,
    "contexts": [2, 0, 1],
    "integration_types": [1, 0],
    "options": [
        {
            "type": 3,
            "name": "question",
            "description": "What?",
            "required": True,
            "min_length": 1,
            "max_length": 2000,
        },
        {
            "type": 3,
            "name": "length",
            "description": "How long?",
            "required": False,
            "choices": [
                {"name": "short", "value": 60, "name_localizations": {"de": "kurz"}},
                {"name": "long", "value": 250},
            ],
        },
        {
            "type": 7,
            "name": "where",
            "description": "Which channel?",
            "required": False,
            "autocomplete": False,
            "channel_types": [5, 0],
        },
        {"type": 4, "name": "count", "description": "How many?", "min_value": 0, "max_value": 9},
    ],
}


def _returned() -> dict[str, Any]:
    """Return the same command as Discord returns it."""
    held = copy.deepcopy(_SENT)
    held |= {
        "id": "1",
        "application_id": "2",
        "version": "3",
        "guild_id": None,
        "default_permission": True,
        "default_member_permissions": "32",
        "contexts": [0, 1, 2],
        "integration_types": [0, 1],
    }
    del held["nsfw"]
    for option in held["options"]:
        option |= {"name_localizations": None, "description_localizations": None}
        if not option.get("required"):
            option.pop("required", None)
    held["options"][0]["autocomplete"] = False
    held["options"][0]["choices"] = []
    held["options"][1]["choices"] = [
        {"name_localizations": None} | choice for choice in held["options"][1]["choices"]
    ]
    held["options"][2]["channel_types"] = [0, 5]
    held["options"][3] |= {"min_value": 0.0, "options": []}
    return held


def test_a_command_that_discord_returns_is_the_one_that_was_sent() -> None:
    assert signature(_returned()) == signature(_SENT)


def test_a_bound_of_nothing_may_come_back_or_be_left_out() -> None:
    without = _returned()
    del without["options"][3]["min_value"]

    assert signature(without) == signature(_SENT)


def test_a_command_without_a_type_is_a_slash_command() -> None:
    assert signature({"name": "a", "description": "b"}) == signature(
        {"name": "a", "description": "b", "type": 1, "options": []}
    )


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["name"], "asks"),
        (["description"], "Ask."),
        (["type"], 2),
        (["nsfw"], True),
        (["default_member_permissions"], "16"),
        (["default_member_permissions"], "0"),
        (["default_member_permissions"], None),
        (["contexts"], [0]),
        (["contexts"], None),
        (["integration_types"], [0]),
        (["options"], []),
        (["options", 0, "name"], "query"),
        (["options", 0, "description"], "Which?"),
        (["name_localizations", "de"], "frage"),
        (["name_localizations"], None),
        (["description_localizations", "fr"], "Posez une question."),
        (["options", 0, "name_localizations"], {"de": "frage"}),
        (["options", 1, "choices", 0, "name_localizations", "de"], "knapp"),
        (["options", 0, "type"], 4),
        (["options", 0, "required"], False),
        (["options", 0, "autocomplete"], True),
        (["options", 0, "min_length"], 2),
        (["options", 0, "max_length"], 1999),
        (["options", 0, "min_length"], None),
        (["options", 1, "choices", 0, "name"], "brief"),
        (["options", 1, "choices", 0, "value"], 61),
        (["options", 1, "choices"], []),
        (["options", 2, "channel_types"], [0]),
        (["options", 3, "min_value"], 1),
        (["options", 3, "max_value"], 8),
    ],
    ids=str,
)
def test_every_real_difference_shows(path: list[Any], value: object) -> None:
    changed = _returned()
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    assert signature(changed) != signature(_SENT)


@pytest.mark.parametrize("key", ["options", "choices"])
def test_the_order_of_options_and_of_choices_matters(key: str) -> None:
    changed = _returned()
    (changed if key == "options" else changed["options"][1])[key].reverse()

    assert signature(changed) != signature(_SENT)


def test_no_permission_needed_differs_from_nobody_permitted() -> None:
    command = {"name": "a", "description": "b"}

    free = signature(command | {"default_member_permissions": None})
    barred = signature(command | {"default_member_permissions": "0"})

    assert free == signature(command)
    assert barred != free


async def _nothing(_interaction: discord.Interaction) -> None:
    return


async def _menu(_interaction: discord.Interaction, _message: discord.Message) -> None:
    return


def _tree(client: discord.Client, description: str) -> app_commands.CommandTree[Any]:
    tree = app_commands.CommandTree(client)
    installs = app_commands.AppInstallationType(guild=True, user=True)
    for name, said in (("b", description), ("a", "First")):
        tree.add_command(
            app_commands.Command(
                name=name, description=said, callback=_nothing, allowed_installs=installs
            )
        )
    tree.add_command(app_commands.ContextMenu(name="a", callback=_menu, allowed_installs=installs))
    return tree


async def test_commands_are_sent_once_and_again_when_they_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with DiscordServer() as server:
        monkeypatch.setattr(Route, "BASE", server.api_url)

        results = [
            await _synced(server.token, description) for description in ("Old", "Old", "New", "New")
        ]

        assert results == [True, False, True, False]
        assert server.violations == []


async def test_commands_in_other_languages_are_sent_once_and_again_when_they_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with DiscordServer() as server:
        monkeypatch.setattr(Route, "BASE", server.api_url)

        plain = [await _synced(server.token, "New", Catalogued()) for _ in range(2)]
        mark(monkeypatch)
        marked = [await _synced(server.token, "New", Catalogued()) for _ in range(2)]
        (first, *_) = [one for one in server.commands if one["name"] == "b"]

        assert (plain, marked) == ([True, False], [True, False])
        assert first["name_localizations"] == {
            "de": "b-de", "es-419": "b-es", "es-ES": "b-es", "fr": "b-fr", "ja": "b-ja",
            "pt-BR": "b-pt",
        }  # fmt: skip
        assert first["description_localizations"]["es-419"] == "[es] New"
        assert server.violations == []


async def test_an_application_that_discord_knows_no_commands_of_gets_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with DiscordServer() as server:
        monkeypatch.setattr(Route, "BASE", server.api_url)
        server.fail_next("GET", "/commands", status=404)

        assert await _synced(server.token, "New")


async def _synced(
    token: str, description: str, translator: app_commands.Translator | None = None
) -> bool:
    """Sync as a bot does that has just been started."""
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        await client.login(token)
        tree = _tree(client, description)
        await tree.set_translator(translator)
        return await sync_if_changed(client, tree)
