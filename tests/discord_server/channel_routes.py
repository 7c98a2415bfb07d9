"""Endpoints of channels: messages, reactions, threads, typing, and downloads."""

from urllib.parse import unquote

from aiohttp import web

from tests.discord_server.bodies import Body, read_body
from tests.discord_server.events import seen
from tests.discord_server.gateway import Gateway
from tests.discord_server.guard import Endpoint
from tests.discord_server.messages import Message
from tests.discord_server.places import Channel
from tests.discord_server.posting import Postings
from tests.discord_server.refusals import (
    RefusedError,
    missing_permissions,
    refuse_if,
    unknown_channel,
)
from tests.discord_server.rules import not_one_of, not_text, not_within
from tests.discord_server.wire import NOTHING, Intent, Json, Permission
from tests.discord_server.world import World

THREAD_NAME = 100
# Minutes until a thread is archived, seconds of its slow mode, and active threads of a guild.
ARCHIVING, SLOWEST, ACTIVE_THREADS = (60, 1440, 4320, 10080), 21600, 1000


class ChannelRoutes:
    """What the bot does in channels."""

    def __init__(self, world: World, postings: Postings, gateway: Gateway, granted: Intent) -> None:
        self._granted = granted
        self._world = world
        self._postings = postings
        self._gateway = gateway
        self._nonces: dict[tuple[int, str], Message] = {}
        self.typing: list[Channel] = []

    def routes(self) -> list[tuple[str, str, Endpoint]]:
        """The endpoints by method and path."""
        channel = "/channels/{channel}"
        message = channel + "/messages/{message}"
        reaction = message + "/reactions/{emoji}/@me"
        return [
            ("GET", channel, self._channel),
            ("GET", channel + "/messages", self._history),
            ("POST", channel + "/messages", self._post),
            ("GET", message, self._message),
            ("PATCH", message, self._edit),
            ("DELETE", message, self._delete),
            ("POST", channel + "/typing", self._type),
            ("PUT", reaction, self._react),
            ("DELETE", reaction, self._unreact),
            ("POST", message + "/threads", self._thread),
            ("POST", channel + "/threads", self._thread),
        ]

    def _at(self, request: web.Request, needed: Permission = NOTHING) -> Channel:
        channel = self._world.channel(request.match_info["channel"])
        if needed & ~self._world.rights(channel):
            raise missing_permissions()
        return channel

    def _found(self, request: web.Request) -> Message:
        return self._world.message(request.match_info["channel"], request.match_info["message"])

    async def _channel(self, request: web.Request) -> Json:
        return self._at(request).payload(self._world.bot)

    async def _history(self, request: web.Request) -> list[Json]:
        channel = self._at(request, Permission.READ_MESSAGE_HISTORY)
        before = int(request.query.get("before", 1 << 63))
        after = int(request.query.get("after", 0))
        found = [
            one
            for one in self._world.history(channel)
            if after < one.id < before and not one.ephemeral
        ]
        limit = int(request.query.get("limit", 50))
        newest = found[:limit] if after else found[::-1][:limit]
        return [self._visible(one) for one in newest]

    def _visible(self, message: Message) -> Json:
        return seen(message, self._granted, self._world.bot)

    async def _message(self, request: web.Request) -> Json:
        self._at(request, Permission.READ_MESSAGE_HISTORY)
        return self._visible(self._found(request))

    async def _post(self, request: web.Request) -> Json:
        channel = self._at(request)
        rights = self._world.rights(channel)
        if _speaking(channel) & ~rights:
            raise missing_permissions()
        if channel.forum:
            raise RefusedError(400, 50008, "Cannot send messages in a non-text channel")
        if channel.recipient and not channel.recipient.accepts_dms:
            raise RefusedError(403, 50007, "Cannot send messages to this user")
        return (await self._once(channel, await read_body(request), rights)).payload()

    async def _once(self, channel: Channel, body: Body, rights: Permission) -> Message:
        key = (channel.id, str(body.payload.get("nonce")))
        enforced = body.payload.get("enforce_nonce") and body.payload.get("nonce") is not None
        if enforced and key in self._nonces:
            return self._nonces[key]
        message = await self._postings.post(channel, body, rights)
        if enforced:
            self._nonces[key] = message
        return message

    async def _edit(self, request: web.Request) -> Json:
        message = self._found(request)
        if message.author is not self._world.bot:
            raise RefusedError(403, 50005, "Cannot edit a message authored by another user")
        rights = self._world.rights(message.channel)
        return (await self._postings.edit(message, await read_body(request), rights)).payload()

    async def _delete(self, request: web.Request) -> None:
        message = self._found(request)
        foreign = message.author is not self._world.bot
        if foreign and Permission.MANAGE_MESSAGES not in self._world.rights(message.channel):
            raise missing_permissions()
        await self._postings.delete(message)

    async def _type(self, request: web.Request) -> None:
        channel = self._at(request)
        if _speaking(channel) & ~self._world.rights(channel):
            raise missing_permissions()
        self.typing.append(channel)
        self._world.changes.announce()

    async def _react(self, request: web.Request) -> None:
        self._at(request, Permission.ADD_REACTIONS | Permission.READ_MESSAGE_HISTORY)
        self._found(request).reactions.append(unquote(request.match_info["emoji"]))
        self._world.changes.announce()

    async def _unreact(self, request: web.Request) -> None:
        message, emoji = self._found(request), unquote(request.match_info["emoji"])
        if emoji not in message.reactions:
            raise RefusedError(404, 10014, "Unknown Emoji")
        message.reactions.remove(emoji)

    async def _thread(self, request: web.Request) -> Json:
        parent = self._at(request, Permission.CREATE_PUBLIC_THREADS)
        asked: Json = await request.json()
        name: str = asked.get("name", "")
        life, slow = asked.get("auto_archive_duration"), asked.get("rate_limit_per_user")
        refuse_if(
            [
                *not_text(name, THREAD_NAME, "name"),
                *not_one_of(life or ARCHIVING[0], ARCHIVING, "auto_archive_duration"),
                *not_within(slow, 0, SLOWEST, "rate_limit_per_user"),
            ]
        )
        if parent.guild is None or parent.parent is not None:
            raise RefusedError(400, 50024, "Cannot execute action on this channel type")
        if sum(one.parent is not None for one in parent.guild.channels) >= ACTIVE_THREADS:
            raise RefusedError(400, 160006, "Maximum number of active threads reached")
        message = self._found(request) if "message" in request.match_info else None
        if message and message.thread:
            raise RefusedError(400, 160004, "A thread has already been created for this message")
        thread = parent.guild.add_thread(parent, name, message.id if message else None)
        if message:
            message.thread = thread
        payload = thread.payload(self._world.bot)
        await self._gateway.tell("THREAD_CREATE", payload | {"newly_created": True})
        return payload


def _speaking(channel: Channel) -> Permission:
    threaded = channel.parent is not None
    return Permission.SEND_MESSAGES_IN_THREADS if threaded else Permission.SEND_MESSAGES


def download(world: World) -> Endpoint:
    """The endpoint that serves attachments."""

    async def serve(request: web.Request) -> web.Response:
        kept = world.files.get(int(request.match_info["file"]))
        if kept is None:
            raise unknown_channel()
        return web.Response(body=kept.content, headers={"Content-Type": kept.content_type})

    return serve
