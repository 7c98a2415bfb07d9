"""The documentation names what there is, and nothing that there is not."""

import re
from pathlib import Path

import pytest
from discord import app_commands
from typer.core import TyperGroup
from typer.main import get_command

from bot.__main__ import app, load
from bot.client import Pilcrow
from bot.service import AnswerService
from bot.settings import NAMES, Settings
from knowledge import EMBEDDED

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MODERATORS = (ROOT / "docs" / "moderators.md").read_text(encoding="utf-8")
READERS = (ROOT / "docs" / "readers.md").read_text(encoding="utf-8")
GUIDES = README + READERS + MODERATORS
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")


@pytest.fixture
async def client() -> Pilcrow:
    """The client with every command, never connected."""
    client = Pilcrow(AnswerService(lambda: load(EMBEDDED), Settings()), Settings())
    await client.add_cogs()
    return client


async def test_the_guides_name_every_slash_command_with_its_options(client: Pilcrow) -> None:
    missing: list[str] = []
    for command in client.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            options = [option.display_name for option in command.parameters]
            usage = " ".join([f"`/{command.qualified_name}", *options]) + "`"
            missing += [usage] if usage not in GUIDES else []

    assert missing == []


async def test_the_guides_name_every_message_menu(client: Pilcrow) -> None:
    menus = [
        f"**{command.name}** (message menu)"
        for command in client.tree.get_commands()
        if isinstance(command, app_commands.ContextMenu)
    ]

    missing = [menu for menu in menus if menu not in GUIDES]

    assert (len(menus), missing) == (4, [])


async def test_the_guides_name_no_slash_command_that_is_not_there(client: Pilcrow) -> None:
    there = {command.qualified_name for command in client.tree.walk_commands()}
    groups = {name.rpartition(" ")[0] for name in there} | {name.split()[0] for name in there}

    named = re.findall(r"`/([a-z]+(?: [a-z]+)*)", GUIDES)

    beginnings = there | groups - {""}
    assert [
        name
        for name in named
        if name not in beginnings and not any(name.startswith(f"{command} ") for command in there)
    ] == []
    assert len(named) > len(there)


def test_the_readme_names_every_terminal_command_and_option() -> None:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    options = {
        name
        for command in (group, *group.commands.values())
        for parameter in command.params
        for name in parameter.opts
        if name.startswith("--")
    }

    named = set(re.findall(r"--[a-z]+", README))

    assert [name for name in group.commands if f"`pilcrow {name}" not in README] == []
    assert set(re.findall(r"`pilcrow ([a-z]+)", README)) == set(group.commands)
    assert named == options - {"--help"}


def test_every_setting_is_explained_and_no_other() -> None:
    explained = re.findall(r"^([A-Z_]+)=$", EXAMPLE, re.MULTILINE)

    assert tuple(explained) == NAMES


def test_every_setting_has_its_comment_with_a_default() -> None:
    parts = re.split(r"^[A-Z_]+=$", EXAMPLE, flags=re.MULTILINE)

    without = [part for part in parts[1:-1] if "Default:" not in part]

    assert without == []


def test_the_readme_names_every_setting_and_no_other() -> None:
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", README))

    assert named == set(NAMES)


def test_the_readmes_two_commands_are_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    for command in re.findall(r"^make ([a-z]+)", README, re.MULTILINE):
        assert re.search(rf"^{command}:", makefile, re.MULTILINE)


def test_the_map_of_the_house_names_what_is_there() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    modules = [
        path.name
        for package in ("bot", "knowledge")
        for path in (ROOT / package).glob("*.py")
        if path.name != "__init__.py"
    ]

    missing = [name for name in modules if name not in contributing]
    there = {
        path.name
        for package in ("bot", "knowledge", "tests", "benchmarks")
        for path in (ROOT / package).rglob("*.py")
    }
    invented = set(re.findall(r"\b[a-z_]+\.py", contributing)) - there

    assert (missing, invented) == ([], set())


def test_links_between_documents_lead_somewhere() -> None:
    for document in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name} leads to {target}"
