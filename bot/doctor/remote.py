"""What Discord says of the bot: its token, its application, its intents, and what time it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.doctor.findings import error, ok, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.doctor.asking import Reply
    from bot.doctor.findings import Finding
    from bot.settings import Settings

_PAGE = "https://discord.com/developers/applications"
# Bits of an application's flags: for bots in many servers, and in few.
_CONTENTS = 1 << 18 | 1 << 19
# Seconds. Discord tells the time in whole ones, and its answer takes a moment.
_LATE, _FAR_OFF = 5, 60
_NO_INTENT = "the Message Content Intent is off"
_SWITCH = f"switch the Message Content Intent on on the Bot page, {_PAGE}"


def clock(reply: Reply, now: datetime) -> Finding:
    """Say whether Discord is reached, and how far this machine's clock is off."""
    if not reply.status:
        return error("discord", reply.reason, "check the network, a proxy, and DISCORD_API_URL")
    if reply.date is None:
        return warning("clock", "Discord does not say what time it is", "check DISCORD_API_URL")
    off = abs((now - reply.date).total_seconds())
    if off <= _LATE:
        return ok("clock", "it agrees with Discord's")
    says = f"it is {off:.0f} seconds off Discord's"
    do = "let this machine keep time by NTP, such as timedatectl set-ntp true"
    return (error if off > _FAR_OFF else warning)("clock", says, do)


def token(settings: Settings, reply: Reply | None) -> Finding:
    """Say whether Discord knows the token.

    Args:
        settings: The settings.
        reply: What Discord says of the account; None where there is no token to ask with.
    """
    if not settings.token or reply is None:
        do = f"put DISCORD_TOKEN=<the token> into .env; it is on the Bot page, {_PAGE}"
        return error("token", "DISCORD_TOKEN is not set", do)
    if reply.is_good:
        return ok("token", f"it is that of {reply.body.get('username', 'a bot')}")
    if reply.status == 401:
        do = f"reset it on the Bot page, {_PAGE}, and copy it anew"
        return error("token", "Discord refuses DISCORD_TOKEN", do)
    return error("token", reply.reason, "try again later")


def application(reply: Reply) -> Iterator[Finding]:
    """Say how the application is set up."""
    if not reply.is_good:
        yield error("application", reply.reason, "try again later")
        return
    body: dict[str, Any] = reply.body
    who = "everybody" if body.get("bot_public") else "its owner alone"
    yield ok("application", f"{body.get('name')}, which {who} may invite")
    if body.get("bot_require_code_grant"):
        do = f"switch Requires OAuth2 Code Grant off on the Bot page, {_PAGE}"
        yield error("application", "it cannot be invited: it requires a code grant", do)


def intents(settings: Settings, flags: int, watched: int) -> Finding:
    """Say which intents are wanted, and whether they are granted.

    Args:
        settings: The operator's settings, which may name channels to watch.
        flags: The application's.
        watched: How many channels servers have the bot watch.
    """
    granted = bool(flags & _CONTENTS)
    if settings.ask_channels and not granted:
        says = f"ASK_CHANNELS needs the contents of messages, and {_NO_INTENT}"
        return error("intents", says, f"{_SWITCH}, or clear ASK_CHANNELS")
    if watched and not granted:
        says = (
            f"moderators have {_channels(watched)} watched, and {_NO_INTENT}: mentions alone work"
        )
        return warning("intents", says, _SWITCH)
    basic = "guilds and messages, which nobody has to grant"
    if settings.ask_channels or watched:
        return ok("intents", f"{basic}, and contents of messages, which is granted")
    return ok("intents", f"{basic}; contents of messages are not needed")


def _channels(count: int) -> str:
    return "1 channel" if count == 1 else f"{count} channels"


def now() -> datetime:
    """Return what time it is here."""
    return datetime.now(UTC)
