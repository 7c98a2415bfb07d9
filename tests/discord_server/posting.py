"""What becomes of a message that the bot sends or edits: checked, stored, made known."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from tests.discord_server.bodies import Body
from tests.discord_server.limits import message_violations
from tests.discord_server.messages import (
    Attachment,
    Message,
    Origin,
    Upload,
    display_texts,
)
from tests.discord_server.pings import NOBODY, Pings, allowed_pings, mentioned
from tests.discord_server.places import Channel
from tests.discord_server.refusals import (
    RefusedError,
    Violation,
    empty_message,
    missing_permissions,
    refuse_if,
)
from tests.discord_server.wire import Json, MessageFlag, Permission, parts
from tests.discord_server.world import World

FILE_LIMIT = 10 * 1024 * 1024
REQUEST_LIMIT = 25 * 1024 * 1024
SETTABLE = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS
V2 = MessageFlag.COMPONENTS_V2

Publish: TypeAlias = Callable[[str, Message], Awaitable[None]]


class Postings:
    """Puts the bot's messages into the world."""

    def __init__(self, world: World, publish: Publish) -> None:
        self._world = world
        self._publish = publish

    async def post(
        self, channel: Channel, body: Body, rights: Permission, origin: Origin | None = None
    ) -> Message:
        """A new message by the bot."""
        message = Message(self._world.new_id(), channel, self._world.bot, origin=origin)
        message.reply_to = self._replied_to(channel, body.payload, rights)
        message.nonce = body.payload.get("nonce")
        if origin and int(body.payload.get("flags") or 0) & MessageFlag.EPHEMERAL:
            message.flags |= MessageFlag.EPHEMERAL
        self._fill(message, body, rights)
        await self.store(message)
        return message

    async def store(self, message: Message) -> None:
        """Keep a message that is complete, and make it known."""
        self._world.messages[message.id] = message
        self._world.changes.announce()
        await self._publish("MESSAGE_CREATE", message)

    async def edit(self, message: Message, body: Body, rights: Permission) -> Message:
        """Change a message in place; what the body does not name stays."""
        before = message.payload()
        self._fill(message, body, rights)
        message.versions.append(before)
        message.edited_at = self._world.now()
        self._world.changes.announce()
        await self._publish("MESSAGE_UPDATE", message)
        return message

    async def delete(self, message: Message) -> None:
        """Take a message away."""
        message.deleted = True
        self._world.changes.announce()
        await self._publish("MESSAGE_DELETE", message)

    def _replied_to(self, channel: Channel, payload: Json, rights: Permission) -> Message | None:
        reference: Json | None = payload.get("message_reference")
        if not reference:
            return None
        if Permission.READ_MESSAGE_HISTORY not in rights:
            text = "Cannot reply without permission to read message history"
            raise RefusedError(400, 160002, text)
        target = self._world.messages.get(int(reference["message_id"]))
        if target and target.channel is channel and not (target.deleted or target.ephemeral):
            return target
        if reference.get("fail_if_not_exists", True):
            violation = ("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE"
            refuse_if([Violation(*violation, "Unknown message")])
        return None

    def _fill(self, message: Message, body: Body, rights: Permission) -> None:
        _check_files(body, rights)
        whole = _overlaid(message, body)
        refuse_if([*message_violations(whole), *_flag_violations(message, body.payload)])
        if Permission.EMBED_LINKS not in rights:
            whole["embeds"] = []
        if not any(whole[part] for part in ("content", "embeds", "components", "attachments")):
            raise empty_message()
        first = message.id not in self._world.messages or message.loading
        message.content, message.flags = whole["content"], MessageFlag(whole["flags"])
        message.embeds = [{"type": "rich", **embed} for embed in parts(whole, "embeds")]
        message.files = [self._kept(one) for one in whole["attachments"]]
        message.components = arranged(whole["components"], message.files)
        self._mention(message, whole["allowed_mentions"], rights, first=first)

    def _kept(self, entry: Json) -> Attachment:
        source = entry["source"]
        return self._world.keep_file(source) if isinstance(source, Upload) else source

    def _mention(
        self, message: Message, allowed: Json | None, rights: Permission, *, first: bool
    ) -> None:
        replied = message.reply_to.author.id if message.reply_to else None
        text = "\n".join([message.content, *display_texts(message.components)])
        pings = self._effective(allowed_pings(text, allowed, replied), message, rights)
        message.mentions = [
            user
            for key, user in self._world.users.items()
            if key in mentioned(text).users | pings.users
        ]
        message.mention_roles = sorted(pings.roles)
        if first:
            message.pings = NOBODY if message.ephemeral else pings

    def _effective(self, pings: Pings, message: Message, rights: Permission) -> Pings:
        guild = message.channel.guild
        powerful = Permission.MENTION_EVERYONE in rights
        roles = guild.roles if guild else []
        pinged = {one.id for one in roles if one.mentionable or powerful} & pings.roles
        everyone = pings.everyone and powerful and guild is not None
        users = pings.users & set(self._world.users)
        return Pings(frozenset(users), frozenset(pinged), everyone)


def _check_files(body: Body, rights: Permission) -> None:
    if not body.uploads:
        return
    if Permission.ATTACH_FILES not in rights:
        raise missing_permissions()
    sizes = [len(upload.content) for upload in body.uploads.values()]
    if max(sizes) > FILE_LIMIT or sum(sizes) > REQUEST_LIMIT:
        raise RefusedError(413, 40005, "Request entity too large")


def _overlaid(message: Message, body: Body) -> Json:
    """The message as it would be after this body."""
    change = body.payload
    return {
        "content": (change.get("content", message.content) or "").strip(),
        "embeds": change.get("embeds", message.embeds) or [],
        "components": change.get("components", message.components) or [],
        "attachments": _attachments(message, body),
        "allowed_mentions": change.get("allowed_mentions"),
        "nonce": change.get("nonce"),
        "poll": change.get("poll"),
        "sticker_ids": change.get("sticker_ids"),
        "flags": int(_flags(message, change)),
    }


def _attachments(message: Message, body: Body) -> list[Json]:
    listed: list[Json] | None = body.payload.get("attachments")
    held = {one.id: one for one in message.files}
    if listed is None:
        sources = [*held.values(), *body.uploads.values()]
        return [{"filename": one.filename, "source": one} for one in sources]
    entries: list[Json] = []
    for one in listed:
        source = body.uploads.get(int(one["id"])) or held.get(int(one["id"]))
        if source is None:
            text = f"No file has the id {one['id']}"
            refuse_if([Violation(("attachments",), "ATTACHMENT_NOT_FOUND", text)])
        else:
            entries.append({"filename": source.filename, "source": source})
    return entries


def _flags(message: Message, change: Json) -> MessageFlag:
    kept = message.flags & (MessageFlag.EPHEMERAL | V2)
    if "flags" not in change:
        return kept | (message.flags & SETTABLE)
    return kept | (MessageFlag(int(change["flags"] or 0)) & (SETTABLE | V2))


def _flag_violations(message: Message, change: Json) -> list[Violation]:
    asked = change.get("flags")
    if asked is None or not message.is_v2 or int(asked) & V2:
        return []
    text = "The Components V2 flag cannot be removed"
    return [Violation(("flags",), "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", text)]


def arranged(components: list[Json], files: list[Attachment]) -> list[Json]:
    """Components as Discord stores them: numbered, and with the addresses of their media."""
    numbers = iter(range(1, 1000))
    urls = {f"attachment://{one.filename}": one.url for one in files}

    def arrange(component: Json) -> Json:
        number = component.get("id") or next(numbers)
        done: Json = {**component, "id": number}
        for part in ("components", "items"):
            if part in component:
                done[part] = [
                    arrange(one) if part == "components" else resolved(one)
                    for one in component[part]
                ]
        if component.get("accessory"):
            done["accessory"] = arrange(component["accessory"])
        return resolved(done)

    def resolved(item: Json) -> Json:
        found = {part: item[part] for part in ("media", "file") if item.get(part)}
        return item | {part: _media(media, urls) for part, media in found.items()}

    return [arrange(component) for component in components]


def _media(media: Json, urls: dict[str, str]) -> Json:
    url = urls.get(media["url"], media["url"])
    return {**media, "url": url, "proxy_url": url, "height": None, "width": None}
