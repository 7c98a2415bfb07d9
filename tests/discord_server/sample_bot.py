"""A small bot on discord.py that uses every way of answering."""

from typing import Any

import discord
from discord import app_commands

BUTTON_ID = "v1:more:7"


class Bot(discord.Client):
    """A small bot that uses every way of answering."""

    def __init__(self, intents: discord.Intents) -> None:
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=0.01,
        )
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []
        self.edits: list[discord.Message] = []
        self.reactions: list[str] = []
        for command in (*COMMANDS, answer_this):
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Not five seconds of waiting, as the library has it, before a second IDENTIFY."""

    async def on_message(self, message: discord.Message) -> None:
        if message.author == self.user:
            return
        self.heard.append(message)
        if self.user in message.mentions or message.guild is None:
            await message.reply(f"You said: {message.content}", mention_author=False)

    async def on_raw_reaction_add(self, reaction: discord.RawReactionActionEvent) -> None:
        self.reactions.append(str(reaction.emoji))

    async def on_message_edit(self, before: discord.Message, after: discord.Message) -> None:
        self.edits.append(after)


class Pages(discord.ui.View):
    @discord.ui.button(label="More", custom_id=BUTTON_ID)
    async def more(self, interaction: discord.Interaction, button: Any) -> None:
        await interaction.response.edit_message(content="second page")


class Choice(discord.ui.View):
    @discord.ui.select(
        custom_id="chosen",
        options=[discord.SelectOption(label="A"), discord.SelectOption(label="B")],
    )
    async def chosen(self, interaction: discord.Interaction, select: Any) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=f"chosen: {select.values}", view=None)


class Feedback(discord.ui.Modal, title="Feedback"):
    words = discord.ui.Label[Any](
        text="Your words", component=discord.ui.TextInput(custom_id="words", max_length=50)
    )
    proof = discord.ui.Label[Any](
        text="Proof", component=discord.ui.FileUpload(custom_id="proof", required=False)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        field, upload = self.words.component, self.proof.component
        assert isinstance(field, discord.ui.TextInput)
        assert isinstance(upload, discord.ui.FileUpload)
        files = [await one.read() for one in upload.values]
        await interaction.response.send_message(f"Thanks for {field.value!r} {files}")


class Layout(discord.ui.LayoutView):
    box = discord.ui.Container[Any](
        discord.ui.Section[Any](
            "the quote", accessory=discord.ui.Button[Any](label="Go", custom_id="go")
        ),
        discord.ui.Separator(),
        discord.ui.TextDisplay("the citation"),
    )


@app_commands.command(description="Ask a question")
@app_commands.describe(question="What you want to know", private="Only for you")
async def ask(
    interaction: discord.Interaction,
    question: app_commands.Range[str, 3, 200],
    private: bool = False,  # noqa: FBT001, FBT002 - a slash command's option is declared so
    article: str = "",
) -> None:
    await interaction.response.send_message(
        f"{question} @everyone <@{interaction.user.id}>",
        ephemeral=private,
        embed=discord.Embed(title="A quote", description=article or "none"),
        view=Pages(timeout=None),
    )


@ask.autocomplete("article")
async def articles(
    interaction: discord.Interaction, current: str
) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=current.title(), value=current)]


@app_commands.command(description="Think first")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def ponder(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.edit_original_response(content="pondered")
    await interaction.followup.send("and a file", file=discord.File(__file__, filename="proof.py"))


@app_commands.command(description="Never answers")
async def sleep(interaction: discord.Interaction) -> None:
    return


@app_commands.command(description="Say something")
async def feedback(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Feedback())


@app_commands.command(description="Components V2")
async def layout(interaction: discord.Interaction) -> None:
    await interaction.response.send_message(view=Layout())


@app_commands.command(description="One of two")
async def choose(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("choose", view=Choice())


@app_commands.command(description="One of each")
async def show(
    interaction: discord.Interaction,
    who: discord.Member,
    where: discord.TextChannel,
    role: discord.Role,
    file: discord.Attachment,
    count: app_commands.Range[int, 1, 9],
) -> None:
    read = await file.read()
    await interaction.response.send_message(f"{who} {where} {role} {read} {count}")


@app_commands.context_menu(name="Answer this")
async def answer_this(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"Seen: {message.content}")


knowledge = app_commands.Group(
    name="knowledge",
    description="What is known",
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)


@knowledge.command(description="Read again")
async def reload(interaction: discord.Interaction) -> None:
    allowed = interaction.permissions.manage_guild
    await interaction.response.send_message("reloaded" if allowed else "not allowed")


COMMANDS: list[app_commands.Command[Any, ..., Any] | app_commands.Group] = [
    ask,
    ponder,
    sleep,
    feedback,
    layout,
    choose,
    show,
    knowledge,
]


def ordinary_intents() -> discord.Intents:
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, guild_reactions=True)
