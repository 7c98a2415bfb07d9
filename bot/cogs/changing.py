"""Changes from Discord: proposed by a command, confirmed by a button, tested, served, told of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import discord

from bot import announcing, sending
from bot.addressing import server_of
from bot.curation.pending import Pending
from bot.curation.proposals import Add, Committed, Prepared, Reload, Remove, Stopped, Unchanged
from bot.curation.shelf import by_digest
from bot.locales import gettext, gettext_noop
from bot.replies import reports
from bot.replies.blocks import Reply
from bot.storage import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.cogs.moderators import Moderators
    from bot.curation.proposals import Impossible, Proposal
    from bot.service import AnswerService
    from bot.storage.values import Change
    from knowledge import Reading

    Outcome: TypeAlias = Committed | Stopped | Impossible

_GONE = gettext_noop(
    "This does not wait for a press any more: it was pressed already, 15 minutes have passed, or I "
    "was restarted. If nothing came of it, please use the command again."
)
_ELSEWHERE = gettext_noop(
    "The articles have changed meanwhile. Please look at `/knowledge list` again."
)
# What a paragraph takes in memory once it can be searched, in bytes.
_PASSAGE = 26_000


class Changing:
    """Makes changes for moderators, and keeps what waits for their Confirm or Serve anyway."""

    def __init__(self, service: AnswerService, moderators: Moderators) -> None:
        """Take who makes the changes, and who tells moderators from members."""
        self._service = service
        self._moderators = moderators
        self._pending: Pending[Add | Prepared] = Pending()
        self.actions = {"confirm": self.confirm, "cancel": self.cancel, "remove": self.remove}

    def keep(self, interaction: discord.Interaction[Any], reading: Reading) -> str:
        """Keep an article until a moderator confirms it; return the token it waits under."""
        size = len(reading.article.text.encode("utf-8", "replace"))
        return self._kept(interaction, Add(reading), size)

    async def propose(self, interaction: discord.Interaction[Any], proposal: Proposal) -> None:
        """Make a change, or say why not. The interaction has to be deferred."""
        await self._tell(interaction, proposal, await self._made(interaction, proposal))

    async def try_out(self, interaction: discord.Interaction[Any], proposal: Proposal) -> None:
        """Say what a change would do, and change nothing. The interaction has to be deferred."""
        found = await self._service.curator.prepare(server_of(interaction), proposal)
        await answer(interaction, lambda room: reports.dry_run(found, room))

    async def confirm(self, interaction: discord.Interaction[Any], token: str) -> None:
        """Make a change that waits for it: an article, or one that was stopped by tests."""
        await self._moderators.check(interaction)
        server, person = server_of(interaction), interaction.user.id
        with self._pending.taken(token, server, person) as waiting:
            outcome = await self._insisted(interaction, waiting) if waiting else None
        if waiting is None or outcome is None:
            await sending.say(interaction, gettext(_GONE))
            return
        proposal = waiting.proposal if isinstance(waiting, Prepared) else waiting
        await self._tell(interaction, proposal, outcome)

    async def cancel(self, interaction: discord.Interaction[Any], token: str) -> None:
        """Forget a change that waits."""
        await self._moderators.check(interaction)
        waited = self._pending.drop(token, server_of(interaction), interaction.user.id)
        # What is being made at the moment waits no more, and a removal waits for nothing.
        text = gettext(reports.KEPT if waited or token == reports.NOTHING else _GONE)
        await answer(interaction, lambda _room: [Reply(text)])

    async def remove(self, interaction: discord.Interaction[Any], digest: str) -> None:
        """Take away the own article that a button was made for."""
        await self._moderators.check(interaction)
        await interaction.response.defer()
        served = await self._service.libraries.served(server_of(interaction))
        kept = by_digest(served, digest)
        if kept is None or not kept.is_own:
            await answer(interaction, lambda _room: [Reply(gettext(_ELSEWHERE))])
            return
        await self.propose(interaction, Remove(kept.article.id))

    async def _insisted(
        self, interaction: discord.Interaction[Any], waiting: Add | Prepared
    ) -> Outcome:
        await interaction.response.defer()
        if isinstance(waiting, Prepared):
            return await self._committed(interaction, waiting, forced=True)
        return await self._made(interaction, waiting)

    async def _made(self, interaction: discord.Interaction[Any], proposal: Proposal) -> Outcome:
        found = await self._service.curator.prepare(server_of(interaction), proposal)
        if isinstance(proposal, Reload) and isinstance(found, Unchanged):
            self._service.libraries.problems = ()  # every file could be read, and is served
        if not isinstance(found, Prepared):
            return found
        return await self._committed(interaction, found, forced=False)

    async def _committed(
        self, interaction: discord.Interaction[Any], prepared: Prepared, *, forced: bool
    ) -> Outcome:
        by = interaction.user.id
        outcome = await self._service.curator.commit(prepared, by, forced=forced)
        if isinstance(outcome, Committed):
            await announcing.announce(
                interaction.client, self._service, prepared.server, outcome.change
            )
        return outcome

    async def _tell(
        self, interaction: discord.Interaction[Any], proposal: Proposal, outcome: Outcome
    ) -> None:
        if isinstance(outcome, Committed):
            undo = await self._before(outcome.change)
            await answer(interaction, lambda _room: [reports.committed(outcome, undo)])
            return
        token = ""
        if isinstance(outcome, Stopped):
            token = self._kept(interaction, outcome.prepared, _weight(outcome.prepared))
        await answer(interaction, lambda room: reports.refused(proposal, outcome, token, room))

    async def _before(self, change: Change) -> int:
        """Return the number of the change that left what another one changed.

        A reload makes a line for the operator's articles as well, just before its own.
        """
        stored = self._service.storage.articles
        try:
            earlier = await stored.history(change.server, limit=5, before=change.number)
        except StorageError:  # the change is made all the same, and has to be told of
            earlier = []
        found = (one.number for one in earlier if one.after == change.before)
        return next(found, change.number - 1)

    def _kept(
        self, interaction: discord.Interaction[Any], waiting: Add | Prepared, size: int
    ) -> str:
        return self._pending.keep(waiting, server_of(interaction), interaction.user.id, size)


async def answer(
    interaction: discord.Interaction[Any], render: Callable[[int], Sequence[Reply]]
) -> None:
    """Answer in the message whose button was pressed, or else to the one who asked alone."""
    if interaction.type is discord.InteractionType.component:
        await sending.update(interaction, render)
    else:
        await sending.respond(interaction, render, private=True)


def _weight(prepared: Prepared) -> int:
    """Return about how many bytes a change holds that nothing else does."""
    base, own = prepared.new, len(prepared.state.held)
    readings = base.readings if prepared.shared else base.readings[len(base.readings) - own :]
    return _PASSAGE * sum(len(reading.passages) for reading in readings)
