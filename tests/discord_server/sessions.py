"""One gateway session: its events in order, kept so that a resume can replay them."""

import secrets
from dataclasses import dataclass, field

from aiohttp import web

from tests.discord_server.wire import Intent, Json


@dataclass(eq=False, slots=True)
class Session:
    """What a client that identified is told, over one connection after another."""

    intents: Intent
    shard: list[int]
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    socket: web.WebSocketResponse | None = None
    sequence: int = 0
    events: list[Json] = field(default_factory=list[Json])

    async def dispatch(self, event: str, payload: Json) -> None:
        """Send an event, or keep it for the resume when nobody listens."""
        self.sequence += 1
        frame: Json = {"op": 0, "t": event, "s": self.sequence, "d": payload}
        self.events.append(frame)
        await self.send(frame)

    async def replay(self, after: int) -> None:
        """Send again what came after this sequence number."""
        for frame in [one for one in self.events if one["s"] > after]:
            await self.send(frame)

    async def send(self, frame: Json) -> None:
        """Send a frame if there is a connection that takes it."""
        if self.socket is None or self.socket.closed:
            return
        try:
            await self.socket.send_json(frame)
        except ConnectionError:
            self.socket = None
