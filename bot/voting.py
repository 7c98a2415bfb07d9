"""What people think of an answer: one vote a person and message, which may be changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import discord
from discord import ui

from bot import relocating, sending
from bot.addressing import server_of
from bot.locales import gettext, gettext_noop
from bot.storage.values import SHARED, Vote

if TYPE_CHECKING:
    from bot.service import AnswerService
    from bot.views import Presser

_ONLY = gettext_noop("This is for servers, where moderators read it.")
_TOLD = {
    (True, True): gettext_noop("Thank you: I noted that this is helpful."),
    (False, True): gettext_noop("Thank you: I noted that this is not helpful."),
    (True, False): gettext_noop("I have already noted that you find this helpful."),
    (False, False): gettext_noop("I have already noted that you do not find this helpful."),
}
# As they are stored, whatever they are called where somebody chooses or reads them.
_WRONG = (
    gettext_noop("Wrong passage"),
    gettext_noop("Not answered"),
    gettext_noop("Out of date"),
)
_SECONDS = 15 * 60
_LONGEST = 300
_FORM, _CHOICE, _WORDS = "wrong", "choice", "words"
_BETWEEN = ": "


class Form(ui.Modal):
    """Asks what is wrong. What is sent is read from the interaction, so a restart loses none."""

    def __init__(self, place: str) -> None:
        """Take what was quoted, as a code."""
        title = gettext("Not helpful")
        super().__init__(title=title, timeout=_SECONDS, custom_id=f"{_FORM}:{place}")
        options = [discord.RadioGroupOption(label=gettext(one), value=one) for one in _WRONG]
        choice = ui.RadioGroup[Any](options=options, custom_id=_CHOICE)
        words = ui.TextInput[Any](
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=_LONGEST,
            custom_id=_WORDS,
        )
        self.add_item(ui.Label[Any](text=gettext("What is wrong?"), component=choice))
        told = gettext("If you like. Moderators of this server read it.")
        own = gettext("In your words")
        self.add_item(ui.Label[Any](text=own, description=told, component=words))


class Voting:
    """Stores votes, never the question, since a vote tells who cast it."""

    def __init__(self, service: AnswerService) -> None:
        """Take who has the database."""
        self._service = service
        self.actions = {"vote": self.vote, _FORM: self.criticise}

    async def vote(self, interaction: discord.Interaction[Any], code: str) -> None:
        """Note that an answer is helpful, or ask what is wrong with it."""
        way, _, place = code.partition(":")
        if server_of(interaction) == SHARED or interaction.message is None:
            await sending.say(interaction, gettext(_ONLY))
        elif way == "up":
            await self._cast(interaction, place, good=True)
        else:
            await interaction.response.send_modal(Form(place))

    async def criticise(self, interaction: discord.Interaction[Any], place: str) -> None:
        """Note that an answer is not helpful, and why."""
        if server_of(interaction) == SHARED or interaction.message is None:
            await sending.say(interaction, gettext(_ONLY))
        else:
            await self._cast(interaction, place, good=False, reason=_reason(interaction))

    async def _cast(
        self, interaction: discord.Interaction[Any], place: str, *, good: bool, reason: str = ""
    ) -> None:
        """Store a vote, and say so to the one who voted alone."""
        server = server_of(interaction)
        article, label = await self._quoted(server, place)
        changed = await self._service.storage.votes.cast(
            Vote(
                server=server,
                message=interaction.message.id if interaction.message else 0,
                person=interaction.user.id,
                good=good,
                article=article,
                label=label,
                reason=reason,
                at=datetime.now(UTC),
            )
        )
        await sending.say(interaction, gettext(_TOLD[good, changed]))

    async def _quoted(self, server: int, place: str) -> tuple[str, str]:
        """Return the article and the place of what was quoted; empty where it stands no more."""
        base, storage = await self._service.base(server), self._service.storage
        found = (await relocating.behind(storage, server, base, place)).quotes
        return (found[0].passage.article.id, found[0].passage.label) if found else ("", "")


def in_words(reason: str) -> str:
    """Return a stored reason in the language that is spoken now; what somebody wrote stays so."""
    chosen, _, written = reason.partition(_BETWEEN)
    if chosen not in _WRONG:
        return reason
    if not written:
        return gettext(chosen)
    return gettext("{choice}: {words}", choice=gettext(chosen), words=written)


async def catch(interaction: discord.Interaction[Any]) -> None:
    """Hand a form to the client, as buttons are, whose last error handler it shares."""
    custom_id = str((interaction.data or {}).get("custom_id", ""))
    is_form = interaction.type is discord.InteractionType.modal_submit
    if is_form and custom_id.startswith(f"{_FORM}:"):
        await cast("Presser", interaction.client).press(interaction, custom_id)


def _reason(interaction: discord.Interaction[Any]) -> str:
    """Return what was chosen in the form, and what was written."""
    rows = cast("list[dict[str, Any]]", (interaction.data or {}).get("components", []))
    fields = [cast("dict[str, Any]", row.get("component", {})) for row in rows]
    given = {field.get("custom_id"): str(field.get("value") or "") for field in fields}
    chosen = given.get(_CHOICE, "")
    written = " ".join(given.get(_WORDS, "").split())[:_LONGEST]
    return _BETWEEN.join(filter(None, (chosen if chosen in _WRONG else "", written)))
