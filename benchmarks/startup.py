"""How long the bot takes from its start as a process to ready, against a Discord on loopback.

python -m benchmarks.startup [--rounds N]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time

from tests.discord_server.server import DiscordServer


async def started(folder: str) -> float:
    """Start the bot once, with its database in a folder; return the seconds until it was ready."""
    async with DiscordServer() as discord:
        discord.add_guild("Benchmark").add_channel("general")
        settings = {
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
            "DATA_DIR": folder,
            "LOG_LEVEL": "ERROR",
        }
        start = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env={**os.environ, **settings}
        )
        await discord.ready(30)
        taken = time.perf_counter() - start
        process.terminate()
        await process.wait()
        return taken


async def main(rounds: int) -> None:
    """Measure and print the median and the slowest: of first starts, and of later ones."""
    with tempfile.TemporaryDirectory() as parent:
        first = [await started(f"{parent}/{number}") for number in range(rounds)]
        later = [await started(f"{parent}/0") for _ in range(rounds)]
    for what, taken in (("first start", first), ("start", later)):
        middle, slowest = statistics.median(taken), max(taken)
        print(f"{what} to ready: median {middle:.2f} s, slowest {slowest:.2f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure the bot's start.")
    parser.add_argument("--rounds", type=int, default=7, help="how often it is started")
    asyncio.run(main(parser.parse_args().rounds))
