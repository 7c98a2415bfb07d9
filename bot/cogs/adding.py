"""Adding an article from Discord: the form, what is read of it, and a preview."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakValueDictionary

import aiohttp
import discord
from discord import ui

from bot import sending
from bot.addressing import server_of
from bot.curation.drafting import Stated, blank, drafted, facts_of
from bot.curation.shelf import shelf, version_of
from bot.failures import unreachable
from bot.intake import Fetcher, Limits, Refusal, Upload
from bot.intake.uploads import refusal, short
from bot.locales import gettext, gettext_noop
from bot.problems import describe
from bot.replies import inventory
from bot.replies.escaping import escape, shorten
from bot.replies.inventory import Draft
from bot.storage import StorageError
from knowledge import digest
from knowledge.errors import FileTooLargeError

if TYPE_CHECKING:
    from bot.cogs.changing import Changing
    from bot.cogs.moderators import Moderators
    from bot.service import AnswerService
    from bot.settings import Settings
    from bot.views import Presser
    from knowledge import Reading

_SECONDS = 60 * 60
_LONGEST = 500
_NEITHER = gettext_noop(
    "Please give a file or an address: I found neither in the form. Nothing was changed."
)
_LOST = gettext_noop(
    "I do not know this form any more: it was open for too long, or I was restarted. Please use "
    "`/knowledge add` again."
)


class Form(ui.Modal):
    """The form of an article. Discord allows five fields, so the last holds three facts."""

    def __init__(self) -> None:
        """Make a form, in words of now, that is known again by its id when it is sent."""
        super().__init__(
            title=gettext("Add an article"),
            timeout=_SECONDS,
            custom_id=f"submit:{secrets.token_hex(8)}",
        )
        self._file = ui.FileUpload[Any](required=False, max_values=1)
        self._address = ui.TextInput[Any](required=False, max_length=1000)
        self._name = ui.TextInput[Any](required=False, max_length=200)
        self._source = ui.TextInput[Any](required=False, max_length=200)
        self._more = ui.TextInput[Any](
            style=discord.TextStyle.paragraph, required=False, max_length=1500, default=blank()
        )
        for field in self._fields():
            self.add_item(field)

    def _fields(self) -> list[ui.Label[Any]]:
        return [
            ui.Label(
                text=gettext("File"),
                description=gettext("Text, Markdown, HTML, PDF or Word; or else an address below"),
                component=self._file,
            ),
            ui.Label(
                text=gettext("Address"),
                description=gettext("Of a page or a document: https://…"),
                component=self._address,
            ),
            ui.Label(
                text=gettext("Title"),
                description=gettext("Left empty, it is what the text calls itself"),
                component=self._name,
            ),
            ui.Label(
                text=gettext("Source"),
                description=gettext("Who published it"),
                component=self._source,
            ),
            ui.Label(
                text=gettext("Date, link, language"),
                description=gettext(
                    "What you know of these, one a line: 2019-05-14, https://…, en"
                ),
                component=self._more,
            ),
        ]

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Hand it to the client, as buttons are, whose last error handler it shares."""
        await cast("Presser", interaction.client).press(interaction, self.custom_id)

    @property
    def attachment(self) -> discord.Attachment | None:
        """The file, if there is one."""
        files = self._file.values
        return files[0] if files else None

    @property
    def stated(self) -> Stated:
        """What is written into the form."""
        fields = (self._address, self._name, self._source, self._more)
        return Stated(*(str(field.value).strip() for field in fields))


class Adding:
    """Shows the form, reads what comes of it, and asks whether to add that."""

    def __init__(
        self,
        service: AnswerService,
        moderators: Moderators,
        changing: Changing,
        settings: Settings,
    ) -> None:
        """Take who knows the articles, who may add one, what adds it, and how much is allowed."""
        self._service = service
        self._moderators = moderators
        self._changing = changing
        self._limits = Limits(settings.max_article_bytes, settings.max_pages)
        self._most_passages = settings.max_paragraphs
        self._fetcher = Fetcher()
        self._forms: WeakValueDictionary[str, Form] = WeakValueDictionary()
        self.actions = {"submit": self.submit}

    async def show(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        form = Form()
        self._forms[form.custom_id] = form
        await interaction.response.send_modal(form)

    async def catch(self, interaction: discord.Interaction[Any]) -> None:
        """Answer a form that the library does not know any more, as after a restart."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        custom_id = str((interaction.data or {}).get("custom_id", ""))
        form = self._forms.get(custom_id)
        if custom_id.startswith("submit:") and (form is None or form.is_finished()):
            await cast("Presser", interaction.client).press(interaction, custom_id)

    async def submit(self, interaction: discord.Interaction[Any], rest: str) -> None:
        """Read what a form holds, and show a preview of it."""
        await self._moderators.check(interaction)
        form = self._forms.get(f"submit:{rest}")
        if form is None or form.is_finished():
            await sending.say(interaction, gettext(_LOST))
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        found = await self._read(server_of(interaction), form)
        if isinstance(found, Refusal):
            await sending.say(interaction, escape(shorten(found.line, _LONGEST)))
            return
        try:
            draft = await self._draft(server_of(interaction), found)
        except StorageError as problem:  # nobody has to upload it again: it waits for Confirm
            await sending.say(interaction, unreachable(problem))
            draft = Draft(found)
        token = "" if draft.is_same else self._changing.keep(interaction, found)
        await sending.respond(
            interaction, lambda room: inventory.preview(draft, token, room), private=True
        )

    async def _read(self, server: int, form: Form) -> Reading | Refusal:
        stated, attachment = form.stated, form.attachment
        facts = facts_of(stated, has_file=attachment is not None)
        if isinstance(facts, Refusal):
            return facts
        upload = await self._upload(attachment, stated.address)
        if isinstance(upload, Refusal):
            return upload
        known = replace(facts, language=facts.language or await self._language(server))
        return await drafted(upload, known, self._limits, self._most_passages)

    async def _language(self, server: int) -> str:
        """Return what articles are taken to be in; detected while settings are out of reach."""
        with contextlib.suppress(StorageError):
            return (await self._service.settings(server)).language
        return ""

    async def _upload(
        self, attachment: discord.Attachment | None, address: str
    ) -> Upload | Refusal:
        if attachment is None:
            if not address:
                return Refusal(gettext(_NEITHER))
            return await self._fetcher.fetch(address, self._limits)
        name, most = short(attachment.filename), self._limits.max_bytes
        if attachment.size > most:
            return Refusal(describe(FileTooLargeError(name, attachment.size, most)))
        try:
            return Upload(name, await attachment.read())
        except (discord.DiscordException, aiohttp.ClientError, OSError):
            return refusal(name, gettext("Discord did not give it to me; please try again"))

    async def _draft(self, server: int, reading: Reading) -> Draft:
        """Tell what an article would take the place of."""
        served = await self._service.libraries.served(server)
        name = reading.article.id
        old = next((one for one in shelf(served) if one.is_own and one.name == name), None)
        if old is None:
            return Draft(reading)
        is_same = await asyncio.to_thread(digest, reading) == old.digest
        return Draft(reading, await version_of(self._service.storage, old), is_same)
