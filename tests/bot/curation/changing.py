"""A process that changes a server's articles without end, until it is killed."""

import asyncio
import random
from multiprocessing.connection import Connection
from pathlib import Path

from bot.curation.proposals import Add, Prepared, Proposal, Reload, Remove, Rollback
from bot.service import AnswerService
from knowledge import read
from tests.bot.serving import serving

SERVER = 111
_MOST = 4


def change_forever(folder: Path, data: Path, seed: int, told: Connection) -> None:
    """Start the service, say so, and make one change after another, saying so each time."""
    asyncio.run(_change_forever(folder, data, random.Random(seed), told))


async def _change_forever(
    folder: Path, data: Path, chance: random.Random, told: Connection
) -> None:
    async with serving(folder, data, keep_versions=3) as service:
        told.send("ready")
        while True:
            prepared = await service.curator.prepare(SERVER, _proposal(folder, chance))
            if isinstance(prepared, Prepared):
                await service.curator.commit(prepared, chance.randrange(9), forced=True)
                await _look_back(service, chance)
                told.send("changed")


async def _look_back(service: AnswerService, chance: random.Random) -> None:
    """Roll back now and then, as far as versions are kept."""
    history = await service.storage.articles.history(SERVER, limit=6)
    if chance.random() < 0.3:
        back = Rollback(chance.choice(history).number)
        prepared = await service.curator.prepare(SERVER, back)
        if isinstance(prepared, Prepared):
            await service.curator.commit(prepared, 0, forced=True)


def _proposal(folder: Path, chance: random.Random) -> Proposal:
    name = f"own-{chance.randrange(_MOST)}"
    paragraph = f"The {name} has {chance.randrange(10**6)} planks.\n\n"
    # The language is given, since a model that detects it would be loaded after every kill.
    words = f"---\nlanguage: en\n---\n\n{paragraph * chance.randrange(1, 30)}"
    match chance.randrange(4):
        case 0:
            return Remove(name)
        case 1:
            shared = folder / "shared.md"
            shared.with_suffix(".new").write_text(words, encoding="utf-8")
            shared.with_suffix(".new").replace(shared)
            return Reload()
        case _:
            return Add(read(words.encode(), f"{name}.md"))
