"""The catalogues in `bot/locales`, written anew from the code and the commands: `make catalogues`.

What was translated stays; a text that has changed is to be translated again. Nothing else changes
from one run to the next: neither dates nor line numbers are kept.
"""

import ast
import asyncio
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import discord
from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from discord import app_commands

from bot.__main__ import load
from bot.client import Pilcrow
from bot.locales import DEFAULT, LOCALES, supported
from bot.locales.catalogues import DOMAIN
from bot.locales.texts import NAME
from bot.service import AnswerService
from bot.settings import Settings
from knowledge import EMBEDDED

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "bot" / "locales"
TEMPLATE = FOLDER / f"{DOMAIN}.pot"
TRANSLATED = tuple(locale for locale in LOCALES if locale != DEFAULT)
# Locales of Discord's clients: only there are commands shown by other names.
AT_DISCORD = frozenset(supported(str(locale)) for locale in discord.Locale)
# How many texts each is given first.
_KEYWORDS = {"gettext": 1, "gettext_noop": 1, "ngettext": 2}
# What Discord shows of an option that nothing is said of.
_UNDESCRIBED = "…"
_WIDTH = 100

Text = str | tuple[str, ...]
Key = tuple[Text, str | None]
Command = app_commands.Command[Any, ..., Any] | app_commands.Group


class Texts(Catalog):
    """A catalogue whose head says no more than what reading it needs, and no dates."""

    def __init__(self, locale: str | None = None) -> None:
        super().__init__(locale=locale, fuzzy=False)
        name = f"Texts in {LOCALES[locale]}" if locale else "Texts"
        self.header_comment = f"# {name}. `make catalogues` writes this file anew and compiles it."

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # pyright: ignore[reportIncompatibleVariableOverride]
        headers = [("Content-Type", "text/plain; charset=utf-8")]
        if self.locale:
            headers += [("Language", str(self.locale)), ("Plural-Forms", self.plural_forms)]
        return headers


def path(locale: str, ending: str = "po") -> Path:
    """Where a locale's catalogue is."""
    return FOLDER / locale / f"{DOMAIN}.{ending}"


def key(message: Message) -> Key:
    """What a text is looked for by."""
    text = message.id if isinstance(message.id, str) else tuple(message.id)
    return text, message.context or None


def read(file: Path, locale: str | None = None) -> dict[Key, Message]:
    """The texts of a catalogue or of the template."""
    with file.open("rb") as opened:
        return {key(one): one for one in read_po(opened, locale=locale, domain=DOMAIN) if one.id}


def template(*, commands: bool = True) -> Texts:
    """All texts there are; those that only commands have on demand."""
    found = Texts()
    for file, text in said():
        found.add(text, locations=[(file, 0)])
    for text, context, what in shown() if commands else ():
        found.add(text, context=context, auto_comments=[what])
    return found


def said() -> Iterator[tuple[str, Text]]:
    """What the code says: each text with its file; one that depends on a number is two.

    By the syntax tree, since Babel's own extractor passes over calls within f-strings.
    """
    for file in sorted((ROOT / "bot").rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        for call in _calls(ast.parse(file.read_text(encoding="utf-8"))):
            texts = [one.value for one in call.args if isinstance(one, ast.Constant)]
            wanted = _KEYWORDS[cast("ast.Name", call.func).id]
            if len(found := [one for one in texts if isinstance(one, str)]) == wanted:
                yield name, tuple(found) if wanted > 1 else found[0]


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    """Calls in the order in which they are written."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _KEYWORDS:
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _calls(child)


def updated(locale: str) -> Texts:
    """A locale's catalogue for what there is now, with what was translated before."""
    known = read(path(locale), locale) if path(locale).exists() else {}
    made = Texts(locale)
    for one in template(commands=locale in AT_DISCORD):
        if one.id:
            before = known.get(key(one))
            made.add(
                one.id,
                before.string if before and not before.fuzzy else "",
                locations=one.locations,
                auto_comments=one.auto_comments,
                user_comments=before.user_comments if before else (),
                context=one.context,
            )
    return made


def written(catalogue: Catalog) -> bytes:
    """A catalogue as people read it."""
    file = io.BytesIO()
    write_po(file, catalogue, width=_WIDTH, sort_by_file=True, include_lineno=False)
    return file.getvalue().rstrip(b"\n") + b"\n"


def compiled(locale: str) -> bytes:
    """A locale's catalogue as the bot reads it: what is not translated is left out."""
    kept = Texts(locale)
    for one in read(path(locale), locale).values():
        if is_translated(one):
            kept.add(one.id, one.string, context=one.context)
    file = io.BytesIO()
    write_mo(file, kept)
    return file.getvalue()


def is_translated(message: Message) -> bool:
    """Whether a text is translated, in each form."""
    return all(forms(message)) and not message.fuzzy


def forms(message: Message) -> list[str]:
    """The translations of a text: one, or one for each plural form of the language."""
    text = message.string
    return [text] if isinstance(text, str) else list(text or ())


async def client() -> Pilcrow:
    """The client with every command, never connected."""
    made = Pilcrow(AnswerService(lambda: load(EMBEDDED), Settings()), Settings())
    await made.add_cogs()
    return made


def shown() -> Iterator[tuple[str, str | None, str]]:
    """What Discord shows of the commands: each text with its context, and what it is."""
    for command in asyncio.run(client()).tree.get_commands():
        if isinstance(command, app_commands.ContextMenu):
            yield command.name, NAME, "Message menu, at most 32 characters"
        else:
            yield from _shown(command)


def _shown(command: Command) -> Iterator[tuple[str, str | None, str]]:
    place = f"/{command.qualified_name}"
    yield command.name, NAME, f"Name in {place}"
    yield command.description, None, f"Describes {place}, at most 100 characters"
    if isinstance(command, app_commands.Group):
        for inside in command.commands:
            yield from _shown(inside)
        return
    for option in command.parameters:
        yield option.display_name, NAME, f"Option of {place}"
        if str(option.description) != _UNDESCRIBED:
            said = f"Describes {option.display_name} of {place}, at most 100 characters"
            yield str(option.description), None, said
        for choice in option.choices:
            # Languages are called by their own names.
            if choice.name not in LOCALES.values():
                yield choice.name, None, f"Choice of {option.display_name} of {place}"


def main() -> None:
    """Write the template and every catalogue, and say what is left to translate."""
    TEMPLATE.write_bytes(written(template()))
    for locale in TRANSLATED:
        path(locale).parent.mkdir(exist_ok=True)
        path(locale).write_bytes(written(updated(locale)))
        path(locale, "mo").write_bytes(compiled(locale))
        texts = read(path(locale), locale).values()
        left = sum(not is_translated(one) for one in texts)
        sys.stdout.write(f"{locale}: {len(texts)} texts, {left} to be translated\n")


if __name__ == "__main__":
    main()
