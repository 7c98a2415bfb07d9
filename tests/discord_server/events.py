"""What a message looks like in gateway events: who gets it, and with what content."""

from tests.discord_server.messages import Message
from tests.discord_server.people import User
from tests.discord_server.wire import Intent, Json

HIDDEN: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


def wanted(message: Message, intents: Intent) -> bool:
    """Whether a session with these intents is told of this message."""
    if message.ephemeral:
        return False
    needed = Intent.GUILD_MESSAGES if message.channel.guild else Intent.DIRECT_MESSAGES
    return needed in intents


def reveals(message: Message, intents: Intent, bot: User) -> bool:
    """Whether the bot sees the content of this message.

    Without the intent it does in direct messages, in its own messages, and where it is
    mentioned; a reply counts as a mention, but not a reply to an interaction's answer.
    """
    if Intent.MESSAGE_CONTENT in intents or message.channel.guild is None:
        return True
    if message.author is bot or bot.mention in message.content:
        return True
    answered = message.reply_to is not None and message.reply_to.origin is not None
    return bot in message.mentions and not answered


def seen(message: Message, intents: Intent, bot: User) -> Json:
    """The message object with what the bot may see of it, also of what it replies to."""
    body = message.payload()
    if not reveals(message, intents, bot):
        body |= HIDDEN
    if message.reply_to and not reveals(message.reply_to, intents, bot):
        body["referenced_message"] = {**(body["referenced_message"] or {}), **HIDDEN}
    return body


def message_event(message: Message, intents: Intent, bot: User) -> Json:
    """The payload of MESSAGE_CREATE and MESSAGE_UPDATE for a session with these intents."""
    return seen(message, intents, bot) | _place(message)


def deletion(message: Message) -> Json:
    """The payload of MESSAGE_DELETE."""
    body = {"id": str(message.id), "channel_id": str(message.channel.id)}
    guild = message.channel.guild
    return body | ({"guild_id": str(guild.id)} if guild else {})


def _place(message: Message) -> Json:
    guild = message.channel.guild
    if guild is None:
        return {"channel_type": message.channel.kind}
    member = guild.members.get(message.author.id)
    place: Json = {"guild_id": str(guild.id), "channel_type": message.channel.kind}
    return place | ({"member": member.payload()} if member else {})
