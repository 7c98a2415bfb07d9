"""A program that changes a server until it is killed; each line on its input starts it anew."""

import asyncio
import os
import sys

import knowledge
from bot.storage import Given, Storage, open_storage
from bot.storage.opening import opened
from tests.bot.storage.making import HERE, answered, change, digest_of, refused


async def _change(url: str) -> None:
    storage = await open_storage(url)
    await _step(storage)
    print(os.getpid(), flush=True)  # noqa: T201 (to the test, which kills what has this id)
    while True:
        await _step(storage)


async def _step(storage: Storage) -> None:
    number = (await storage.articles.state(HERE)).number
    articles = {f"a{i}": f"text {number} {i}" for i in range(number % 4)}
    after = knowledge.revision_of(map(digest_of, articles.values()))
    await storage.articles.commit(change(HERE, number, articles, after=after, keep=2))
    quote = Given("a", "¶1", "text")
    await storage.questions.record([refused(HERE, "who"), answered(HERE, quote)])


def main(url: str) -> None:
    """Fork a child for each line, and wait for its end."""
    assert opened  # imported before a child is made, so that children begin at once
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            asyncio.run(_change(url))
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(sys.argv[1])
