"""Endpoints about the bot itself: its account, its application, commands, the gateway."""

from aiohttp import web

from tests.discord_server.commands import CommandBook, without_localizations
from tests.discord_server.gateway import Gateway
from tests.discord_server.guard import Endpoint
from tests.discord_server.refusals import RefusedError, missing_access
from tests.discord_server.wire import Intent, Json
from tests.discord_server.world import World

MESSAGE_CONTENT_LIMITED = 1 << 19


class AccountRoutes:
    """What the bot asks about itself and what it registers."""

    def __init__(self, world: World, book: CommandBook, gateway: Gateway, granted: Intent) -> None:
        self._world = world
        self._book = book
        self._gateway = gateway
        self._granted = granted

    def routes(self) -> list[tuple[str, str, Endpoint]]:
        """The endpoints by method and path."""
        commands = "/applications/{application}/commands"
        guild_commands = "/applications/{application}/guilds/{guild}/commands"
        return [
            ("GET", "/users/@me", self._me),
            ("GET", "/users/@me/guilds", self._guilds),
            ("GET", "/users/{user}", self._user),
            ("POST", "/users/@me/channels", self._open_dm),
            ("GET", "/oauth2/applications/@me", self._application),
            ("GET", "/applications/@me", self._application),
            ("GET", "/gateway", self._gateway_url),
            ("GET", "/gateway/bot", self._gateway_bot),
            ("PUT", commands, self._put_commands),
            ("GET", commands, self._get_commands),
            ("PUT", guild_commands, self._put_commands),
            ("GET", guild_commands, self._get_commands),
            ("GET", "/guilds/{guild}", self._guild),
            ("GET", "/guilds/{guild}/members/{user}", self._member),
        ]

    async def _me(self, request: web.Request) -> Json:
        return self._world.bot.payload() | {"verified": True, "mfa_enabled": True}

    async def _guilds(self, request: web.Request) -> list[Json]:
        limit, after = int(request.query.get("limit", 200)), int(request.query.get("after", 0))
        there = [one for one in self._world.guilds.values() if one.installed and one.id > after]
        return [one.membership(self._world.bot) for one in there][:limit]

    async def _user(self, request: web.Request) -> Json:
        user = self._world.users.get(int(request.match_info["user"]))
        if user is None:
            raise RefusedError(404, 10013, "Unknown User")
        return user.payload()

    async def _open_dm(self, request: web.Request) -> Json:
        wish = await request.json()
        user = self._world.users.get(int(wish["recipient_id"]))
        if user is None:
            raise RefusedError(400, 50033, "Invalid Recipient(s)")
        return self._world.dm(user).payload(self._world.bot)

    async def _application(self, request: web.Request) -> Json:
        bot = self._world.bot
        intent = Intent.MESSAGE_CONTENT in self._granted
        return {
            "id": str(bot.id),
            "name": bot.name,
            "description": "",
            "icon": None,
            "bot_public": True,
            "bot_require_code_grant": False,
            "owner": self._world.owner.payload(),
            "verify_key": "0" * 64,
            "team": None,
            "flags": MESSAGE_CONTENT_LIMITED if intent else 0,
            "bot": bot.payload(),
        }

    async def _gateway_url(self, request: web.Request) -> Json:
        return {"url": self._gateway.url}

    async def _gateway_bot(self, request: web.Request) -> Json:
        start = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        return {"url": self._gateway.url, "shards": 1, "session_start_limit": start}

    def _scope(self, request: web.Request) -> int | None:
        if request.match_info["application"] != str(self._world.bot.id):
            raise missing_access()
        guild = request.match_info.get("guild")
        if guild is None:
            return None
        if int(guild) not in self._world.guilds or not self._world.guilds[int(guild)].installed:
            raise missing_access()
        return int(guild)

    async def _put_commands(self, request: web.Request) -> list[Json]:
        return self._book.put(await request.json(), self._scope(request))

    async def _get_commands(self, request: web.Request) -> list[Json]:
        commands = self._book.commands(self._scope(request))
        whole = request.query.get("with_localizations", "").lower() in ("1", "true")
        return commands if whole else without_localizations(commands)

    async def _guild(self, request: web.Request) -> Json:
        guild = self._world.guilds.get(int(request.match_info["guild"]))
        if guild is None or not guild.installed:
            raise RefusedError(404, 10004, "Unknown Guild")
        return guild.payload(everybody=False)

    async def _member(self, request: web.Request) -> Json:
        guild = self._world.guilds.get(int(request.match_info["guild"]))
        member = guild.members.get(int(request.match_info["user"])) if guild else None
        if member is None:
            raise RefusedError(404, 10007, "Unknown Member")
        return member.with_user()
