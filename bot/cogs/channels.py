"""Channels that moderators name in commands, and what the bot may do there."""

from __future__ import annotations

import discord

from bot.locales import gettext, gettext_noop
from bot.replies import configuration

Place = discord.TextChannel | discord.ForumChannel | discord.VoiceChannel | discord.StageChannel
# Permissions as Discord calls them.
_VIEW = gettext_noop("View Channel")
_SEND = gettext_noop("Send Messages")
_POST = gettext_noop("Send Messages in Threads")


def is_in(guild: discord.Guild | None, channel: int) -> bool:
    """Tell whether a channel or a thread is of a server."""
    return guild is not None and guild.get_channel_or_thread(channel) is not None


def closed(channel: Place) -> str:
    """Return what the bot lacks to write in a channel, as a hint; empty where it lacks nothing."""
    may, posts = (
        channel.permissions_for(channel.guild.me),
        isinstance(channel, discord.ForumChannel),
    )
    needed = {
        _VIEW: may.view_channel,
        _POST if posts else _SEND: may.send_messages_in_threads if posts else may.send_messages,
    }
    lacking = [gettext(name) for name, granted in needed.items() if not granted]
    return " " + configuration.closed(channel.mention, lacking) if lacking else ""
