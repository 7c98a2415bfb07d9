"""The gateway: connections, what a client says over them, and what it is told."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import WSMessage, WSMsgType, web

from tests.discord_server.events import deletion, message_event, wanted
from tests.discord_server.messages import Message
from tests.discord_server.places import Guild
from tests.discord_server.sessions import Session
from tests.discord_server.wire import EVERY_INTENT, NO_INTENT, PRIVILEGED, Intent, Json
from tests.discord_server.world import World

HEARTBEAT_S = 41.25
ROUND_TRIPS = 5
GOING_AWAY = {1000, 1001}
UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED = 4001, 4002, 4003
BAD_TOKEN, ALREADY_AUTHENTICATED, BAD_SEQUENCE = 4004, 4005, 4007
INVALID_INTENTS, DISALLOWED_INTENTS = 4013, 4014


class CloseError(Exception):
    """The server ends a connection, with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Connection:
    """One websocket; it has a session once the client identified or resumed."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self.transport = request.transport
        self.session: Session | None = None
        self.closed_by_us = False
        self.pongs = 0

    async def close(self, code: int) -> None:
        """End the connection from the server's side."""
        self.closed_by_us = True
        await self.socket.close(code=code)


class Gateway:
    """All connections and sessions, and counts of what clients did."""

    def __init__(self, world: World, token: str, granted: Intent) -> None:
        self._world = world
        self._token = token
        self._granted = granted
        self._connections: set[Connection] = set()
        self._sessions: dict[str, Session] = {}
        self._answers: dict[int, Callable[[Connection, Any], Awaitable[None]]] = {
            1: self._heartbeat,
            2: self._identify,
            3: self._ignore,
            4: self._ignore,
            6: self._resume,
            8: self._members,
        }
        self.url = ""
        self.refusing = 0
        self.identifies = 0
        self.resumes = 0
        self.intents = Intent(0)
        self.presences: list[Json] = []
        self.last_close: int | None = None

    @property
    def connected(self) -> bool:
        """Whether a client is there that identified or resumed."""
        return any(one.session for one in self._connections)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Talk with a client until one of both ends it."""
        if self.refusing:
            self.refusing -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse(timeout=1.0, autoping=False)
        await socket.prepare(request)
        connection = Connection(socket, request)
        self._connections.add(connection)
        try:
            await self._talk(connection)
        except CloseError as end:
            await connection.close(end.code)
        finally:
            self._ended(connection)
        return socket

    async def _talk(self, connection: Connection) -> None:
        hello = {"heartbeat_interval": int(HEARTBEAT_S * 1000)}
        await connection.socket.send_json({"op": 10, "d": hello, "s": None, "t": None})
        async for frame in connection.socket:
            await self._frame(connection, frame)

    async def _frame(self, connection: Connection, frame: WSMessage) -> None:
        match frame.type:
            case WSMsgType.TEXT:
                await self._received(connection, frame.json())
            case WSMsgType.PING:
                await connection.socket.pong(frame.data)
            case WSMsgType.PONG:
                connection.pongs += 1
                self._world.changes.announce()
            case _:
                raise CloseError(DECODE_ERROR)

    async def _received(self, connection: Connection, frame: Json) -> None:
        answer = self._answers.get(frame.get("op", -1))
        if answer is None:
            raise CloseError(UNKNOWN_OPCODE)
        if connection.session is None and frame["op"] not in (1, 2, 6):
            raise CloseError(NOT_AUTHENTICATED)
        await answer(connection, frame.get("d"))

    def _ended(self, connection: Connection) -> None:
        self._connections.discard(connection)
        if not connection.closed_by_us:
            self.last_close = connection.socket.close_code
        session = connection.session
        if session and session.socket is connection.socket:
            session.socket = None
            if not connection.closed_by_us and self.last_close in GOING_AWAY:
                self._sessions.pop(session.id, None)
        connection.session = None
        self._world.changes.announce()

    async def _ignore(self, connection: Connection, presence: Any) -> None:
        """Presence and voice updates change nothing here."""

    async def _heartbeat(self, connection: Connection, sequence: Any) -> None:
        await connection.socket.send_json({"op": 11, "d": None, "s": None, "t": None})

    async def _identify(self, connection: Connection, wish: Json) -> None:
        if connection.session:
            raise CloseError(ALREADY_AUTHENTICATED)
        self._authenticate(wish)
        intents = self._permitted(wish.get("intents"))
        session = Session(intents, wish.get("shard") or [0, 1], socket=connection.socket)
        self._sessions[session.id] = session
        connection.session = session
        await self._welcome(session)
        self.intents = intents
        self.identifies += 1
        self._world.changes.announce()

    def _authenticate(self, wish: Json) -> None:
        if str(wish.get("token", "")).removeprefix("Bot ") != self._token:
            raise CloseError(BAD_TOKEN)

    def _permitted(self, intents: Any) -> Intent:
        if not isinstance(intents, int) or not 0 <= intents <= EVERY_INTENT:
            raise CloseError(INVALID_INTENTS)
        if intents & PRIVILEGED & ~self._granted:
            raise CloseError(DISALLOWED_INTENTS)
        return Intent(intents)

    async def _welcome(self, session: Session) -> None:
        guilds = [one for one in self._world.guilds.values() if one.installed]
        ready: Json = {
            "v": 10,
            "user": self._world.bot.payload(),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.url,
            "shard": session.shard,
            "application": {"id": str(self._world.bot.id), "flags": 0},
            "private_channels": [],
        }
        await session.dispatch("READY", ready)
        for guild in guilds:
            await self._guild_create(session, guild)

    async def _guild_create(self, session: Session, guild: Guild, *, newly: bool = False) -> None:
        if Intent.GUILDS in session.intents:
            payload = guild.payload(everybody=Intent.GUILD_MEMBERS in session.intents)
            known = {} if newly else {"unavailable": False}
            await session.dispatch("GUILD_CREATE", payload | known)

    async def _resume(self, connection: Connection, wish: Json) -> None:
        self._authenticate(wish)
        session = self._sessions.get(wish["session_id"])
        if session is None:
            await connection.socket.send_json({"op": 9, "d": False, "s": None, "t": None})
            return
        if wish["seq"] is None or wish["seq"] > session.sequence:
            raise CloseError(BAD_SEQUENCE)
        connection.session, session.socket = session, connection.socket
        await session.replay(wish["seq"])
        await session.dispatch("RESUMED", {})
        self.resumes += 1
        self._world.changes.announce()

    async def _members(self, connection: Connection, wish: Json) -> None:
        guild = self._world.guilds[int(wish["guild_id"])]
        session = connection.session
        if session and Intent.GUILD_MEMBERS in session.intents:
            members = [member.with_user() for member in guild.members.values()]
            part: Json = {"guild_id": str(guild.id), "members": members, "chunk_index": 0}
            part |= {"chunk_count": 1, "not_found": [], "nonce": wish.get("nonce")}
            await session.dispatch("GUILD_MEMBERS_CHUNK", part)

    async def settle(self) -> None:
        """Let the client come to rest after its last request.

        A client learns from the answer to its request which buttons a message has. Whoever
        reads the message here and presses one at once is faster than that answer.
        """
        for connection in list(self._connections):
            for _ in range(ROUND_TRIPS):
                await self._round_trip(connection)

    async def _round_trip(self, connection: Connection) -> None:
        before = connection.pongs

        def back() -> bool:
            return connection.pongs > before or connection not in self._connections

        if not connection.socket.closed:
            await connection.socket.ping()
            await self._world.changes.until(back, 3, "the client's pong")

    async def tell(self, event: str, payload: Json, needed: Intent = NO_INTENT) -> None:
        """Dispatch an event to every session that has the intents."""
        for session in list(self._sessions.values()):
            if needed in session.intents:
                await session.dispatch(event, payload)

    async def publish(self, event: str, message: Message) -> None:
        """Dispatch what happened to a message, to the sessions that may know."""
        for session in list(self._sessions.values()):
            if not wanted(message, session.intents):
                continue
            gone = event == "MESSAGE_DELETE"
            payload = (
                deletion(message)
                if gone
                else message_event(message, session.intents, self._world.bot)
            )
            await session.dispatch(event, payload)

    async def repeat(self, event: str) -> None:
        """Send the last event with this name again to every session that was told of it."""
        for session in list(self._sessions.values()):
            for frame in [one for one in session.events if one["t"] == event][-1:]:
                await session.send(frame)

    async def joined(self, guild: Guild) -> None:
        """Dispatch that the bot came into a guild."""
        for session in list(self._sessions.values()):
            await self._guild_create(session, guild, newly=True)

    async def ask_to_reconnect(self) -> None:
        """Op 7: every client has to reconnect and resume."""
        await self._say({"op": 7, "d": None, "s": None, "t": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Op 9: every session is invalid; the client may resume it or has to identify."""
        if not resumable:
            self._sessions.clear()
        await self._say({"op": 9, "d": resumable, "s": None, "t": None})

    async def _say(self, frame: Json) -> None:
        for connection in list(self._connections):
            await connection.socket.send_json(frame)

    async def drop(self) -> None:
        """Abort every connection without a goodbye."""
        for connection in list(self._connections):
            connection.closed_by_us = True
            if connection.transport:
                connection.transport.abort()
        await self._gone()

    async def close(self, code: int) -> None:
        """Close every connection with a code."""
        for connection in list(self._connections):
            await connection.close(code)
        await self._gone()

    async def _gone(self) -> None:
        def nobody() -> bool:
            return not any(one.closed_by_us for one in self._connections)

        await self._world.changes.until(nobody, 5, "the connections to end")
