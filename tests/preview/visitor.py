"""What a browser says to the preview, without a browser."""

import asyncio
import json
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import aiohttp

from bot.preview import world

Json: TypeAlias = dict[str, Any]
TOKEN = "X-Preview-Token"
_WAIT_S = 5


class Visitor:
    """Somebody who has the page open."""

    def __init__(self, session: aiohttp.ClientSession, address: str, token: str) -> None:
        self.session = session
        self.address = address
        self.token = token
        self.state: Json = {}
        self.happened: list[Json] = []
        self._changed = asyncio.Event()

    @classmethod
    @asynccontextmanager
    async def at(cls, address: str) -> AsyncGenerator["Visitor"]:
        """Open the page, and listen."""
        async with aiohttp.ClientSession() as session:
            async with session.get(address) as response:
                found = re.search(r'name="preview-token" content="([^"]+)"', await response.text())
            assert found
            visitor = cls(session, address, found[1])
            listening = asyncio.create_task(visitor._listen())
            await visitor.until(lambda: bool(visitor.state))
            yield visitor
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _listen(self) -> None:
        async with self.session.get(f"{self.address}events") as stream:
            async for line in stream.content:
                if not line.startswith(b"data: "):
                    continue
                told = json.loads(line[6:])
                self.happened.append(told)
                if told["kind"] == "state":
                    self.state = told
                self._changed.set()

    async def until(self, is_so: Any) -> Any:
        """Wait until something is true."""
        async with asyncio.timeout(_WAIT_S):
            while not (found := is_so()):
                self._changed.clear()
                await self._changed.wait()
        return found

    @property
    def answers(self) -> list[Json]:
        """The bot's new messages as they stand, oldest first."""
        before = {one["id"] for one in self.state["messages"]}
        latest = {
            one["message"]["id"]: one["message"]
            for one in self.happened
            if one["kind"] == "message" and one["message"]["author"]["bot"]
            if one["message"]["id"] not in before
        }
        return list(latest.values())

    async def answer(self, number: int = 1) -> Json:
        """The bot's message of this number, once it says something."""

        def there() -> Json | None:
            found = [one for one in self.answers if not one["flags"] & (1 << 7)]
            return found[number - 1] if len(found) >= number else None

        return await self.until(there)

    async def do(self, action: str, **asked: Any) -> Json:
        """Do something as the page does it."""
        status, body = await self.post(action, json.dumps({"locale": "en-US", **asked}))
        assert status == 200, body
        return json.loads(body)

    async def post(self, action: str, body: str, **headers: str) -> tuple[int, str]:
        """Send something, and return the status and the body."""
        usual = {"Origin": self.address.rstrip("/"), TOKEN: self.token}
        sent = {"Content-Type": "application/json", **usual, **headers}
        url = self.address + action
        async with self.session.post(url, data=body, headers=sent) as response:
            return response.status, await response.text()

    async def ask(self, question: str, number: int = 1) -> Json:
        """Ask the bot by a mention, and return its answer."""
        await self.do("say", text=f"<@{world.BOT_ID}> {question}")
        return await self.answer(number)

    def command(self, name: str) -> Json:
        """A command by its name, as the page would use it."""
        first, *path = name.split()
        found = next(one for one in self.state["commands"] if one["name"] in (first, name))
        return {"command": found["id"], "path": path if found["name"] == first else []}

    async def use(self, name: str, **asked: Any) -> Json:
        """Use a command."""
        return await self.do("use", **self.command(name), **asked)
