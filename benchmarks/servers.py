"""What a thousand servers with articles of their own cost: memory, and each one's first question.

    python -m benchmarks.servers [--servers N] [--own N] [--shared N]

The servers' articles are stored first; a process of its own, with the Discord client imported,
then starts on them as after a restart and asks one question in each server, in random order.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from rich.progress import track

import bot.client  # (what the bot imports counts)
from bot.service import AnswerService
from bot.settings import Settings
from bot.storage import Action, Held, NewChange
from knowledge import digest, load, pack, read

_WORDS = 60
_FIRST = 10**17


def paragraphs(count: int, chance: random.Random) -> str:
    """Return an article of so many paragraphs, with words as common as Zipf's law has them."""
    ranks = range(1, 20_001)
    weights = [1 / rank for rank in ranks]
    drawn = chance.choices(ranks, weights, k=count * _WORDS)
    words = [f"w{rank:x}ord" for rank in drawn]
    cut = (words[at : at + _WORDS] for at in range(0, len(words), _WORDS))
    return "\n\n".join(f"{' '.join(part[:30])}. {' '.join(part[30:])}." for part in cut)


async def store(folder: Path, servers: int, own: int) -> None:
    """Give each server an article of its own."""
    service = started(folder)
    await service.start()
    chance = random.Random(7)
    for server in track(range(servers), description="storing", transient=True):
        reading = read(paragraphs(own, chance).encode(), f"own-{server}.txt")
        named = digest(reading)
        revision = (await service.base(0)).revision
        await service.storage.articles.commit(
            NewChange(
                _FIRST + server,
                0,
                datetime.now(UTC),
                1,
                Action.ADD,
                "",
                revision,
                revision,
                (Held(reading.article.id, named),),
                None,
                {named: pack(reading)},
                {},
                forced=False,
                keep=20,
            )
        )
    await service.close()


async def measure(folder: Path, servers: int) -> None:
    """Ask one question in each server of a fresh start; print what it cost as JSON."""
    assert bot.client
    service = started(folder)
    await service.start()
    gc.freeze()  # as the bot does
    before = resident()
    order = list(range(servers))
    random.Random(3).shuffle(order)
    taken: list[float] = []
    for server in order:
        start = time.perf_counter()
        await service.ask(_FIRST + server, f"Where is w{server + 10:x}ord w2ord?")
        taken.append(time.perf_counter() - start)
    again = time.perf_counter()
    await asyncio.gather(*(service.ask(_FIRST + server, "Where is w9ord?") for server in order))
    together = time.perf_counter() - again
    print(json.dumps([before, resident(), taken, together]))
    await service.close()


def started(folder: Path) -> AnswerService:
    """Return a service on the articles and the database in a folder."""
    articles = folder / "articles"
    return AnswerService(lambda: load(articles), Settings(articles=articles, data_dir=folder))


def resident() -> float:
    """Return how many megabytes of memory this process has now (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    (line,) = (line for line in lines if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1000


async def main() -> None:
    """Store, measure in a process of its own, and print a table."""
    parser = argparse.ArgumentParser(description="Measure a thousand servers.")
    parser.add_argument("--servers", type=int, default=1_000, help="with articles of their own")
    parser.add_argument("--own", type=int, default=20, help="paragraphs of each server")
    parser.add_argument("--shared", type=int, default=1_000, help="paragraphs shared by all")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        await measure(arguments.measure, arguments.servers)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "articles").mkdir()
        text = paragraphs(arguments.shared, random.Random(1))
        (folder / "articles" / "shared.txt").write_text(text, encoding="utf-8")
        await store(folder, arguments.servers, arguments.own)
        command = ["-m", "benchmarks.servers", "--measure", name]
        command += ["--servers", str(arguments.servers)]
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, stdout=asyncio.subprocess.PIPE
        )
        out, _ = await process.communicate()
    before, after, taken, together = json.loads(out)
    high = statistics.quantiles(taken, n=100)[-1]
    print(f"memory after the start       {before:8.0f} MB")
    print(f"memory after all servers     {after:8.0f} MB")
    print(f"a server's first question    {statistics.median(taken) * 1e3:8.1f} ms (median)")
    print(f"                             {high * 1e3:8.1f} ms (99 %)")
    print(f"                             {max(taken) * 1e3:8.1f} ms (slowest)")
    print(f"a question in all at once    {together:8.1f} s")


if __name__ == "__main__":
    asyncio.run(main())
