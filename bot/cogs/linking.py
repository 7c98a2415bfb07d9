"""Questions without an answer, page by page, and what a moderator does about one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import discord
from discord import ui

from bot import announcing, sending
from bot.addressing import server_of
from bot.curation import expecting
from bot.curation.verdicts import label, worded
from bot.insight import links, phrases, reports
from bot.insight.standing import standing
from bot.locales import gettext, gettext_noop
from bot.replies.blocks import noted
from bot.replies.escaping import inline
from bot.storage.likeness import alike
from knowledge import Passage, Quote, normal_terms, trace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.cogs.moderators import Moderators
    from bot.insight.gathering import Gathering
    from bot.replies.blocks import Reply
    from bot.service import AnswerService
    from bot.storage.values import Link, Unanswered
    from bot.views import Presser
    from knowledge import KnowledgeBase

    Render = Callable[[int], Sequence[Reply]]

_SECONDS = 60 * 60
_LONGEST, _SHOWN, _LARGEST = 200, 100, 2**63 - 1
_GONE = gettext_noop("That question is not there any more.")
_SPOT = re.compile(
    r"(?P<days>[0-9]{1,3}):(?P<position>[0-9]{1,6})(?::(?P<number>[0-9]{1,19}))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class _Spot:
    """What a button says: how many days are looked at, which place there, which question."""

    days: int = 30
    position: int = 0
    number: int = 0

    @classmethod
    def read(cls, rest: str) -> _Spot:
        """Return what a custom id says; of one that somebody made up, the first page."""
        found = _SPOT.fullmatch(rest)
        if found is None:
            return cls()
        number = min(int(found["number"] or 0), _LARGEST)
        return cls(int(found["days"]), int(found["position"]), number)

    def __str__(self) -> str:
        return f"{self.days}:{self.position}:{self.number}"


class Form(ui.Modal):
    """Asks for a paragraph. What is sent is read from the interaction, so a restart loses none."""

    def __init__(self, spot: str, paragraph: str) -> None:
        """Take where the question stands, and the paragraph to propose; empty for none."""
        title = gettext("Answered by…")
        super().__init__(title=title, timeout=_SECONDS, custom_id=f"linked:{spot}")
        proposed = paragraph if len(paragraph) <= _LONGEST else ""
        field = ui.TextInput[Any](max_length=_LONGEST, default=proposed, custom_id="paragraph")
        told = gettext("An article's id and the number behind its ¶, such as: orrin-point 4")
        self.add_item(ui.Label[Any](text=gettext("Paragraph"), description=told, component=field))


class Linking:
    """Shows questions without an answer, and those that moderators chose the paragraph for."""

    def __init__(
        self, service: AnswerService, moderators: Moderators, gathering: Gathering
    ) -> None:
        """Take who knows the articles, who may choose, and who reads the questions."""
        self._service = service
        self._moderators = moderators
        self._gathering = gathering
        self.actions = {
            "unanswered": self.turn,
            "linkto": self.ask,
            "linked": self.link,
            "dismiss": self.dismiss,
            "links": self.turn_links,
            "unlink": self.unlink,
        }

    async def unanswered(self, server: int, days: int, position: int = 0) -> Render:
        """Return the question without an answer at a position, or else the last."""
        spot = await self._gathering.spot(server, days, position)
        days = self._gathering.span(days)
        if spot is None:
            return lambda _room: [reports.no_unanswered(days)]
        base = await self._service.base(server)
        near = _near(base, spot.row)
        return lambda room: [
            reports.unanswered(
                *(spot.row, spot.position, spot.total, near, room),
                days=days,
                titles=phrases.titles(base),
            )
        ]

    async def answered(self, server: int, position: int = 0) -> Render:
        """Return the question with a chosen paragraph at a position, or else the last."""
        held = (await self._service.storage.links.list(server))[::-1]
        if not held:
            return lambda _room: [links.no_links()]
        base = await self._service.base(server)
        at = min(position, len(held) - 1)
        quote = _chosen(base, held[at])
        titles = phrases.titles(base)
        return lambda room: [links.answered(held[at], at, len(held), quote, room, titles)]

    async def turn(self, interaction: discord.Interaction[Any], rest: str) -> None:
        """Turn the page."""
        await self._moderators.check(interaction)
        await self._show(interaction, _Spot.read(rest))

    async def ask(self, interaction: discord.Interaction[Any], rest: str) -> None:
        """Ask which paragraph answers a question, proposing the one that came nearest."""
        await self._moderators.check(interaction)
        spot, server = _Spot.read(rest), server_of(interaction)
        row = await self._service.storage.questions.one(server, spot.number)
        if row is None:
            await self._show(interaction, spot, gettext(_GONE))
            return
        near = _near(await self._service.base(server), row)
        proposed = expecting.value_of(near.passage) if near else ""
        await interaction.response.send_modal(Form(str(spot), proposed))

    async def link(self, interaction: discord.Interaction[Any], rest: str) -> None:
        """Let the paragraph that was named answer a question from now on."""
        await self._moderators.check(interaction)
        spot, server, written = _Spot.read(rest), server_of(interaction), _written(interaction)
        base = await self._service.base(server)
        row = await self._service.storage.questions.one(server, spot.number)
        passage = expecting.read(base, written)
        if row is None:
            await self._show(interaction, spot, gettext(_GONE))
        elif not isinstance(passage, Passage):
            await sending.say(interaction, links.unknown_paragraph(written))
        else:
            await self._link(server, base, row, passage, interaction.user.id)
            await self._show(interaction, spot, _chose("", passage, row))
            who = interaction.user.mention
            await self._note(interaction, lambda: _chose(who, passage, row))

    async def _link(
        self, server: int, base: KnowledgeBase, row: Unanswered, passage: Passage, by: int
    ) -> None:
        """Store a link by the terms that the question has now, which an added article changes.

        An older one by the same terms gives way to it.
        """
        asked = normal_terms(base, row.question) if row.question else ()
        terms = asked or row.terms
        stored = self._service.storage.links
        made = await stored.add(server, row.question, terms, passage.article.id, passage.text, by)
        for link in await stored.list(server):
            if link.number < made.number and set(link.terms) == set(terms):
                await stored.remove(server, link.number)
        self._service.forget_links(server)
        if not alike(frozenset(terms), frozenset(row.terms)):
            await self._service.storage.questions.dismiss(server, row.number)

    async def dismiss(self, interaction: discord.Interaction[Any], rest: str) -> None:
        """List a question no more."""
        await self._moderators.check(interaction)
        spot, questions = _Spot.read(rest), self._service.storage.questions
        row = await questions.one(server_of(interaction), spot.number)
        done = await questions.dismiss(server_of(interaction), spot.number)
        note = gettext(_GONE)
        if row and done:
            note = gettext("Dismissed: {question}.", question=_named(row))
        await self._show(interaction, spot, note)

    async def turn_links(self, interaction: discord.Interaction[Any], rest: str) -> None:
        """Turn the page of the questions with a chosen paragraph."""
        await self._moderators.check(interaction)
        position = _Spot.read(f"0:{rest}").position
        await sending.update(interaction, await self.answered(server_of(interaction), position))

    async def unlink(self, interaction: discord.Interaction[Any], rest: str) -> None:
        """Take back that a paragraph answers a question."""
        await self._moderators.check(interaction)
        spot, server = _Spot.read(f"0:{rest}"), server_of(interaction)
        held = {link.number: link for link in await self._service.storage.links.list(server)}
        done = await self._service.storage.links.remove(server, spot.number)
        self._service.forget_links(server)
        link = held.get(spot.number) if done else None
        note = gettext("Unlinked: {question}.", question=_named(link)) if link else gettext(_GONE)
        render = await self.answered(server, spot.position)
        await sending.update(interaction, noted(note, render))
        if link:
            who = interaction.user.mention
            await self._note(
                interaction,
                lambda: gettext("{person} unlinked {question}", person=who, question=_named(link)),
            )

    async def _show(
        self, interaction: discord.Interaction[Any], spot: _Spot, note: str = ""
    ) -> None:
        """Show the page that there is now in place of the one that was there."""
        render = await self.unanswered(server_of(interaction), spot.days, spot.position)
        await sending.update(interaction, noted(note, render))

    async def _note(self, interaction: discord.Interaction[Any], line: Callable[[], str]) -> None:
        await announcing.note(interaction.client, self._service, server_of(interaction), line)


async def catch(interaction: discord.Interaction[Any]) -> None:
    """Hand a form of questions to the client, as buttons are, whose last error handler it shares."""
    custom_id = str((interaction.data or {}).get("custom_id", ""))
    is_form = interaction.type is discord.InteractionType.modal_submit
    if is_form and custom_id.startswith("linked:"):
        await cast("Presser", interaction.client).press(interaction, custom_id)


def _near(base: KnowledgeBase, row: Unanswered) -> Quote | None:
    return standing(base, row.nearest) if row.nearest else None


def _chosen(base: KnowledgeBase, link: Link) -> Quote | None:
    passage = trace(base, link.article, link.text)
    return Quote(passage, passage.span, passage.span) if passage else None


def _chose(person: str, passage: Passage, row: Unanswered) -> str:
    """Return what was chosen; by whom, where that is told to others."""
    facts = {"paragraph": inline(worded(label(passage)), _SHOWN), "question": _named(row)}
    if not person:
        return gettext("Chosen: **{paragraph}** to answer {question}.", **facts)
    return gettext("{person} chose **{paragraph}** to answer {question}", person=person, **facts)


def _named(question: Unanswered | Link) -> str:
    return phrases.briefly(question.question, question.terms)


def _written(interaction: discord.Interaction[Any]) -> str:
    """Return what was written into the form's only field."""
    rows = cast("list[dict[str, Any]]", (interaction.data or {}).get("components", []))
    fields = [cast("dict[str, Any]", row.get("component", {})) for row in rows]
    return next((str(field["value"]) for field in fields if "value" in field), "")
