"""What people think of an answer: one vote a person and message, which may be changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot import addressing, sending
from bot.addressing import server_of
from bot.replies import places
from bot.storage.values import SHARED, Vote

if TYPE_CHECKING:
    import discord

    from bot.service import AnswerService

_ONLY = "This is for servers, where moderators read it."
_WAYS = {"up": True, "down": False}
_TOLD = {
    (True, True): "Thank you: I noted that this is helpful.",
    (False, True): "Thank you: I noted that this is not helpful.",
    (True, False): "I have already noted that you find this helpful.",
    (False, False): "I have already noted that you do not find this helpful.",
}


class Voting:
    """Stores votes. The question goes with them only where the operator lets questions be kept."""

    def __init__(self, service: AnswerService, *, store_questions: bool) -> None:
        """Take who has the database, and whether questions may be stored."""
        self._service = service
        self._store_questions = store_questions
        self.actions = {"vote": self.vote}

    async def vote(self, interaction: discord.Interaction[Any], code: str) -> None:
        """Note a vote, and say so to the one who voted alone."""
        way, _, place = code.partition(":")
        server = server_of(interaction)
        if server == SHARED or interaction.message is None:
            await sending.say(interaction, _ONLY)
            return
        article, label = await self._quoted(server, place)
        good = _WAYS.get(way, False)
        changed = await self._service.storage.votes.cast(
            Vote(
                server=server,
                message=interaction.message.id,
                person=interaction.user.id,
                good=good,
                article=article,
                label=label,
                question=await self._question(interaction),
                reason="",
                at=datetime.now(UTC),
            )
        )
        await sending.say(interaction, _TOLD[good, changed])

    async def _quoted(self, server: int, place: str) -> tuple[str, str]:
        """Return the article and the place of what was quoted; empty once the articles changed."""
        revision, _, code = place.partition(":")
        quotes = places.decode(await self._service.base(server), revision, code)
        return (quotes[0].passage.article.id, quotes[0].passage.label) if quotes else ("", "")

    async def _question(self, interaction: discord.Interaction[Any]) -> str:
        if not self._store_questions:
            return ""
        return await addressing.question_behind(interaction) or ""
