"""A server's settings in words: what holds now, and where that comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import tongues, watching
from bot.curation import tuning
from bot.replies.blocks import Button, Reply, numbered
from bot.replies.escaping import escape, inline
from bot.storage.values import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.curation.tuning import Disorder
    from bot.settings import Settings
    from bot.storage.values import ServerSettings
    from knowledge import Thresholds

SAVE, DROP, RESET = "settone", "dropsetting", "resetconfig"
NO_CONTENTS = (
    "I see only messages that mention me, so I cannot do that yet. My operator has to switch on "
    "the Message Content Intent on the Bot page of my application, and restart me."
)
EVERYBODY = "That is everybody. Please choose another role."
NO_LOG = "There is no log channel yet. Please name one along with the digest."
DROPPED = "Nothing was changed."
WAS_RESET = "All settings of this server are the defaults again."
RESET_QUESTION = Reply(
    "**Go back to the defaults?** Every setting of this server is forgotten. Articles, tests and "
    "history stay.",
    buttons=(
        Button("Reset", custom_id=f"{RESET}:all"),
        Button("Cancel", custom_id=f"{DROP}:reset"),
    ),
)
_NAME = 60
# Channels that are listed of each mode, so that all lists fit where a message holds least.
_MOST_CHANNELS = 10
_DOES = {
    Mode.MENTION: "I answer when somebody mentions me or replies to me.",
    Mode.QUESTIONS: "I answer every message that ends in a question mark.",
    Mode.THREADS: "I answer the first message of every new thread or post.",
    Mode.OFF: "I say nothing, threads included; commands are answered privately.",
}


def show(
    settings: ServerSettings, operator: Settings, thresholds: Thresholds, asked: Iterable[int]
) -> Reply:
    """Return all settings of a server, each with where it comes from.

    Args:
        settings: What its moderators set.
        operator: What holds where they set nothing.
        thresholds: What comes of both.
        asked: The channels of this server in which the operator has every question answered.
    """
    rows = [
        (moderators(settings, operator), settings.moderator_role is None),
        (f"An answer needs a confidence of {thresholds.answer:g}", settings.answer is None),
        (f"A closest passage needs one of {thresholds.closest:g}", settings.closest is None),
        (language(settings), not settings.language),
        (handoff(settings), settings.handoff_role is None),
        (log(settings), settings.log_channel is None),
        ("Channels: mention only, where nothing else is listed", True),
    ]
    lines = [f"{text.rstrip('.')} · {_origin(default=default)}" for text, default in rows]
    modes: dict[int, tuple[Mode, bool]] = dict.fromkeys(asked, (Mode.QUESTIONS, True))
    modes |= {at: (mode, False) for at, mode in settings.channels.items()}
    return Reply("\n".join(["**Settings of this server**", *lines, *_channels(modes)]))


def _origin(*, default: bool) -> str:
    return "*default*" if default else "*set here*"


def _channels(modes: dict[int, tuple[Mode, bool]]) -> list[str]:
    lines: list[str] = []
    for mode, name in watching.NAMES.items():
        for default in (True, False):
            found = [f"<#{at}>" for at, what in modes.items() if what == (mode, default)]
            if found:
                more = f" and {len(found) - _MOST_CHANNELS} more"
                listed = ", ".join(found[:_MOST_CHANNELS])
                listed += more if len(found) > _MOST_CHANNELS else ""
                lines.append(f"- {name}: {listed} · {_origin(default=default)}")
    return lines


def moderators(settings: ServerSettings, operator: Settings) -> str:
    """Return who is a moderator."""
    named = f", the role {inline(operator.moderator_role, _NAME)}"
    chosen = f", <@&{settings.moderator_role}>" if settings.moderator_role else ""
    return f"Moderators: Manage Server{named if operator.moderator_role else ''}{chosen}."


def channel(number: int, mode: Mode) -> str:
    """Return when a channel is answered in."""
    return f"In <#{number}>, {watching.NAMES[mode]}: {_DOES[mode]}"


def tone(thresholds: Thresholds) -> str:
    """Return how much confidence each tone needs."""
    return (
        f"An answer needs a confidence of {thresholds.answer:g}, "
        f"a closest passage one of {thresholds.closest:g}."
    )


def language(settings: ServerSettings) -> str:
    """Return which language articles are taken to be in."""
    known = f"{tongues.name_of(settings.language)}, unless said otherwise"
    return f"Language of new articles: {known if settings.language else 'detected for each'}."


def handoff(settings: ServerSettings) -> str:
    """Return who is asked where there is no answer."""
    if settings.handoff_role is None:
        return "Where I find no answer, I ask nobody."
    often = numbered(settings.handoff_minutes, "minute")
    return f"Where I find no answer, I ask <@&{settings.handoff_role}>, at most once in {often}."


def log(settings: ServerSettings) -> str:
    """Return where changes are told."""
    if settings.log_channel is None:
        return "Changes are told nowhere, and there is no weekly digest."
    digest = "with" if settings.digest else "without"
    return f"Changes are told in <#{settings.log_channel}>, {digest} a weekly digest."


def trial(confidences: Sequence[float], now: Thresholds, then: Thresholds) -> Reply:
    """Return what other thresholds would have made of a server's questions, to be saved or not."""
    asked = numbered(len(confidences), "question")
    intro = f"**What this changes**, on the latest {asked} asked here"
    if not confidences:
        intro = "Nobody has asked anything here so far, so I cannot show what this changes"
    text = f"{intro}:\n```\n{tuning.table(confidences, now, then)}\n```"
    if now == then:
        return Reply(f"{text}\nName a number from 0 to 1 for `answer`, for `closest`, or for both.")
    save = Button("Save", custom_id=f"{SAVE}:{tuning.encode(then)}")
    cancel = Button("Cancel", custom_id=f"{DROP}:tone")
    return Reply(f"{text}\nNothing is saved yet.", buttons=(save, cancel))


def disorder(wrong: Disorder) -> str:
    """Return why two thresholds do not go together."""
    return (
        f"A closest passage cannot need more than an answer: {wrong.closest:g} is above "
        f"{wrong.answer:g}. Nothing was changed."
    )


def unknown_language(written: str) -> str:
    """Return that there is no such language."""
    return (
        f"I know no language called “{inline(written, _NAME)}”. Please choose one of those "
        "that come up as you type."
    )


def closed(place: str, *permissions: str) -> str:
    """Return what the bot lacks to write somewhere, as a sentence."""
    return f" I cannot write in {place} yet: I need {escape(' and '.join(permissions))} there."
