"""A server's settings in words: what holds now, and where that comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import tongues, watching
from bot.curation import tuning
from bot.locales import LOCALES, gettext, gettext_noop, name_of, ngettext
from bot.replies.blocks import Button, Reply
from bot.replies.escaping import escape, inline
from bot.storage.preferences import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.curation.tuning import Disorder
    from bot.settings import Settings
    from bot.storage.preferences import ServerSettings
    from knowledge import Thresholds

SAVE, DROP, RESET = "settone", "dropsetting", "resetconfig"
NO_CONTENTS = gettext_noop(
    "I see only messages that mention me, so I cannot do that yet. My operator has to switch on "
    "the Message Content Intent on the Bot page of my application, and restart me."
)
EVERYBODY = gettext_noop("That is everybody. Please choose another role.")
NO_LOG = gettext_noop("There is no log channel yet. Please name one along with the digest.")
INTEGRATIONS = gettext_noop(
    "-# Discord shows them the commands once you allow the role under Server Settings › "
    "Integrations."
)
UNHEARD = gettext_noop(
    "The role is not told yet: let anyone mention it, or give me *Mention \\@everyone, \\@here "
    "and All Roles*."
)
OLD = gettext_noop("I do not know these numbers any more. Please use `/config tone` again.")
NO_THREADS = gettext_noop(
    "I cannot do that in this channel yet: I need Create Public Threads and Send Messages in "
    "Threads."
)
DROPPED = gettext_noop("Nothing was changed.")
WAS_RESET = gettext_noop("All settings of this server are the defaults again.")
_NAME = 60
# Channels that are listed of each mode, so that all lists fit where a message holds least.
_MOST_CHANNELS = 10
_DOES = {
    Mode.MENTION: gettext_noop(
        "In {channel}, {mode}: I answer when somebody mentions me or replies to me."
    ),
    Mode.QUESTIONS: gettext_noop(
        "In {channel}, {mode}: I answer every message that ends in a question mark."
    ),
    Mode.THREADS: gettext_noop(
        "In {channel}, {mode}: I answer the first message of every new thread or post."
    ),
    Mode.OFF: gettext_noop(
        "In {channel}, {mode}: I say nothing, threads included; commands are answered privately."
    ),
}


def reset_question() -> Reply:
    """Ask whether everything that was set is to be forgotten."""
    return Reply(
        gettext(
            "**Go back to the defaults?** Every setting of this server is forgotten. Articles, "
            "tests and history stay."
        ),
        buttons=(
            Button(gettext("Reset"), custom_id=f"{RESET}:all"),
            Button(gettext("Cancel"), custom_id=f"{DROP}:reset"),
        ),
    )


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
    answer, closest = tuning.written(thresholds.answer), tuning.written(thresholds.closest)
    rows = [
        (moderators(settings, operator), settings.moderator_role is None),
        (
            gettext("An answer needs a confidence of {number}", number=answer),
            settings.answer is None,
        ),
        (
            gettext("A closest passage needs one of {number}", number=closest),
            settings.closest is None,
        ),
        (language(settings), not settings.language),
        (locale(settings), not settings.locale),
        (handoff(settings), settings.handoff_role is None),
        (log(settings), settings.log_channel is None),
        (threads(settings), not settings.threads),
        (gettext("Channels: mention only, where nothing else is listed"), True),
    ]
    lines = [f"{text.rstrip('.。')} · {_origin(default=default)}" for text, default in rows]
    modes: dict[int, tuple[Mode, bool]] = dict.fromkeys(asked, (Mode.QUESTIONS, True))
    modes |= {at: (mode, False) for at, mode in settings.channels.items()}
    head = gettext("**Settings of this server**")
    return Reply("\n".join([head, *lines, *_channels(modes)]))


def _origin(*, default: bool) -> str:
    return gettext("*default*") if default else gettext("*set here*")


def _channels(modes: dict[int, tuple[Mode, bool]]) -> list[str]:
    lines: list[str] = []
    for mode in watching.NAMES:
        for default in (True, False):
            found = [f"<#{at}>" for at, what in modes.items() if what == (mode, default)]
            if found:
                listed = f"{watching.name_of(mode)}: {_listed(found)}"
                lines.append(f"- {listed} · {_origin(default=default)}")
    return lines


def _listed(channels: Sequence[str]) -> str:
    listed, left = ", ".join(channels[:_MOST_CHANNELS]), len(channels) - _MOST_CHANNELS
    if left <= 0:
        return listed
    return ngettext(
        "{channels} and {count} more", "{channels} and {count} more", left, channels=listed
    )


def moderators(settings: ServerSettings, operator: Settings) -> str:
    """Return who is a moderator."""
    role = inline(operator.moderator_role, _NAME)
    chosen = f"<@&{settings.moderator_role}>"
    match bool(operator.moderator_role), bool(settings.moderator_role):
        case False, False:
            return gettext("Moderators: Manage Server.")
        case False, True:
            return gettext("Moderators: Manage Server, {chosen}.", chosen=chosen)
        case True, False:
            return gettext("Moderators: Manage Server, the role {role}.", role=role)
        case _:
            return gettext(
                "Moderators: Manage Server, the role {role}, {chosen}.", role=role, chosen=chosen
            )


def channel(number: int, mode: Mode) -> str:
    """Return when a channel is answered in."""
    return gettext(_DOES[mode], channel=f"<#{number}>", mode=watching.name_of(mode))


def tone(thresholds: Thresholds) -> str:
    """Return how much confidence each tone needs."""
    return gettext(
        "An answer needs a confidence of {answer}, a closest passage one of {closest}.",
        answer=tuning.written(thresholds.answer),
        closest=tuning.written(thresholds.closest),
    )


def language(settings: ServerSettings) -> str:
    """Return which language articles are taken to be in."""
    if not settings.language:
        return gettext("Language of new articles: detected for each.")
    return gettext(
        "Language of new articles: {language}, unless said otherwise.",
        language=tongues.name_of(settings.language),
    )


def locale(settings: ServerSettings) -> str:
    """Return which language the bot speaks."""
    if settings.locale in LOCALES:
        return gettext("I speak {language} here.", language=LOCALES[settings.locale])
    return gettext("I speak the language of whoever asks.")


def handoff(settings: ServerSettings) -> str:
    """Return who is asked where there is no answer."""
    if settings.handoff_role is None:
        return gettext("Where I find no answer, I ask nobody.")
    return ngettext(
        "Where I find no answer, I ask {role}, at most once in {count} minute.",
        "Where I find no answer, I ask {role}, at most once in {count} minutes.",
        settings.handoff_minutes,
        role=f"<@&{settings.handoff_role}>",
    )


def threads(settings: ServerSettings) -> str:
    """Return whether long exchanges move."""
    if settings.threads:
        return gettext("Long exchanges in a channel move into a thread.")
    return gettext("Long exchanges in a channel stay there.")


def log(settings: ServerSettings) -> str:
    """Return where changes are told."""
    if settings.log_channel is None:
        return gettext("Changes are told nowhere, and there is no weekly digest.")
    place = f"<#{settings.log_channel}>"
    if settings.digest:
        return gettext("Changes are told in {channel}, with a weekly digest.", channel=place)
    return gettext("Changes are told in {channel}, without a weekly digest.", channel=place)


def changed(person: str, setting: str) -> str:
    """Return a line for the log: who changed what."""
    return gettext("{person} changed a setting. {setting}", person=person, setting=setting)


def trial(confidences: Sequence[float], now: Thresholds, then: Thresholds) -> Reply:
    """Return what other thresholds would have made of a server's questions, to be saved or not."""
    intro = (
        ngettext(
            "**What this changes**, on the latest {count} question asked here:",
            "**What this changes**, on the latest {count} questions asked here:",
            len(confidences),
        )
        if confidences
        else gettext("Nobody has asked anything here so far, so I cannot show what this changes:")
    )
    text = f"{intro}\n```\n{tuning.table(confidences, now, then)}\n```"
    if now == then:
        hint = gettext(
            "Name a number from 0 to 1 for `{answer}`, for `{closest}`, or for both.",
            answer=name_of("answer"),
            closest=name_of("closest"),
        )
        return Reply(f"{text}\n{hint}")
    save = Button(gettext("Save"), custom_id=f"{SAVE}:{tuning.encode(then)}")
    cancel = Button(gettext("Cancel"), custom_id=f"{DROP}:tone")
    return Reply(f"{text}\n{gettext('Nothing is saved yet.')}", buttons=(save, cancel))


def disorder(wrong: Disorder) -> str:
    """Return why two thresholds do not go together."""
    return gettext(
        "A closest passage cannot need more than an answer: {closest} is above {answer}. Nothing "
        "was changed.",
        closest=tuning.written(wrong.closest),
        answer=tuning.written(wrong.answer),
    )


def unknown_language(written: str) -> str:
    """Return that there is no such language."""
    return gettext(
        "I know no language called “{name}”. Please choose one of those that come up as you type.",
        name=inline(written, _NAME),
    )


def closed(place: str, permissions: Sequence[str]) -> str:
    """Return what the bot lacks to write somewhere, as a sentence."""
    told = (
        gettext("{one} and {other}", one=permissions[0], other=permissions[1])
        if len(permissions) > 1
        else permissions[0]
    )
    return gettext(
        "I cannot write in {channel} yet: I need {permissions} there.",
        channel=place,
        permissions=escape(told),
    )
