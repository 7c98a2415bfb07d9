"""No server sees, cites, completes or changes another's; moderators alone do what is theirs."""

import json
import re
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.client import Pilcrow
from bot.service import AnswerService
from bot.settings import Settings
from bot.storage import Storage, open_storage
from bot.storage.preferences import Mode, ServerSettings
from bot.storage.values import Asked, Given, Outcome, Vote
from knowledge import EMBEDDED, load
from tests.discord_server.actions import Person
from tests.discord_server.interactions import Interaction
from tests.discord_server.invocations import SUB_COMMAND, SUB_GROUP, ImpossibleError
from tests.discord_server.messages import Message, Upload, walk
from tests.discord_server.people import Member, Role
from tests.discord_server.places import Channel, Guild
from tests.discord_server.posting import arranged
from tests.discord_server.wire import ORDINARY, Json, Permission, parts
from tests.discord_server.world import World
from tests.end_to_end.conftest import Town

REFUSED = "This is for moderators: it needs Manage Server."
HAND_OVER = "This needs Manage Server."
MANAGE_GUILD = str(int(Permission.MANAGE_GUILD))
# What everybody may press; every other action is for moderators.
FOR_ALL = {
    *("contents", "context", "more", "why", "full", "find", "vote", "wrong", "delete"),
    *("erase", "unerase"),
}
# What shows and deletes all of a person's own data, in whichever server it is.
EXPORT, ERASE = "mydata export", "erase:mine"
# What only Manage Server may do.
FOR_MANAGERS = {"config moderators", "config reset"}

ID, TITLE = "vellorim", "The Grelk ledger"
SEWN = "The quorrable purse was sewn by Sandrivane Holm"
SEWED = "Who sewed the quorrable purse?"
PURSE = f"{SEWN} of Mullensway."
LEDGER = f"---\ntitle: {TITLE}\nsource: Fennimarsh Press\n---\n\n{PURSE}\n\n" + "\n\n".join(
    f"Berth {number} of the sandrivane quay paid {number} crowns." for number in range(70)
)
RANG = "When did the thessaquin bell ring?"
DIARY = (
    "# The Ombrecht diary\n\nThe thessaquin bell did ring at night, "
    + "over the hills of Mullensway and " * 200
    + "the sea."
)
PINNED = "Does the wexelford gate open?"
UNANSWERED = "How heavy is the drobnian anchor?"
LINKED = "Where does captain Ilverson sleep?"
# The words that only the first server's articles, tests, questions and reports have. Of each of
# these, some word is never typed anywhere else, where it could be repeated.
WORDS = (
    "quorrable sandrivane mullensway vellorim grelk fennimarsh nightbook ombrecht thessaquin "
    "wexelford drobnian obbermoor ilverson pellinrake yarrowick"
).split()
# What Discord says of a message itself: who used the command, and what the bot replies to.
DISCORDS = {"interaction_metadata", "mentions", "referenced_message"}
ROLLBACKS = (2, 3, 2, 3, 4)


def uses(channel: Channel, role: Role) -> dict[str, list[dict[str, Any]]]:
    """How each command is used: with what only the first server has, wherever it names anything.

    A menu has the message that it is used on. A command or an option that is missing here fails.
    """
    named: list[dict[str, Any]] = [{"article": ID}, {"article": TITLE}]
    spoken: list[dict[str, Any]] = [{"message": SEWED}, {"message": f"> {SEWN}"}]
    spans: list[dict[str, Any]] = [{"days": 365}, {"days": 7, "format": "csv"}]
    return {
        "ask": [
            {"question": SEWED},
            {"question": SEWED, "article": ID},
            {"question": f"{UNANSWERED} {LINKED}", "article": TITLE, "private": True},
            {"question": RANG},
        ],
        "summary": [
            *named,
            {"about": "the quorrable purse", "length": 60},
            {"about": "sandrivane", "private": True},
        ],
        "search": [{"terms": "quorrable"}, {"terms": "sandrivane thessaquin", "private": True}],
        "sources": [{}],
        "verify": [{"text": SEWN}, {"text": PURSE}, {"text": f"{ID} ¶1 · 0000", "private": True}],
        "cite": [
            {"article": ID, "paragraph": "1"},
            {"article": TITLE, "paragraph": "1", "to": "3", "private": True},
        ],
        "outline": [*named, {"article": ID, "private": True}],
        "random": [*named, {"private": True}],
        "Copy as citation": spoken,
        "help": [{}],
        "privacy": [{}],
        EXPORT: [{}],
        "mydata delete": [{}],
        "mydata ignore": [{"on": False}],
        "Answer this": spoken,
        "Find the source": spoken,
        "Pin as test": spoken,
        "knowledge status": [{}],
        "knowledge add": [{}],
        "knowledge list": [{}],
        "knowledge show": named,
        "knowledge remove": named,
        "knowledge reload": [{"dry_run": True}, {}],
        "knowledge diff": [*named, {"article": ID, "from": 2, "to": 3}],
        "knowledge history": [{}],
        "knowledge rollback": [{"version": 4}, {"version": 9}],
        "knowledge test add": [
            {"question": SEWED, "expected": f"{ID} 1"},
            {"question": SEWED, "expected": f"{TITLE} ¶ 1"},
            {"question": SEWED},
        ],
        "knowledge test run": [{}],
        "knowledge test list": [{}],
        "knowledge test remove": [{"question": SEWED}, {"question": "#9"}],
        "report unanswered": spans,
        "report answered": [{}],
        "report feedback": spans,
        "report usage": spans,
        "daily": [
            {"channel": channel, "time": "08:30", "article": ID, "timezone": "Europe/Berlin"},
            {"channel": channel, "time": "08:30", "article": TITLE},
            {},
            {"stop": True},
        ],
        "config show": [{}],
        "config channel": [{"channel": channel, "mode": "mention only"}],
        "config moderators": [{"role": role}],
        "config tone": [{"answer": 0.9, "closest": 0.1}],
        "config language": [{"language": "de"}],
        "config locale": [{"locale": "auto"}],
        "config handoff": [{"role": role, "minutes": 5}],
        "config log": [{"channel": channel, "digest": False}],
        "config threads": [{"on": True}],
        "config reset": [{}],
    }


def paths(commands: list[Json], before: str = "") -> dict[str, Json]:
    """Every command and menu by what a person types or chooses, sub-commands by all their names."""
    found: dict[str, Json] = {}
    for one in commands:
        path = f"{before} {one['name']}".strip()
        inside = [o for o in parts(one, "options") if o["type"] in (SUB_COMMAND, SUB_GROUP)]
        found |= paths(inside, path) if inside else {path: one}
    return found


def for_moderators(town: Town) -> list[str]:
    """The paths that are offered to moderators alone."""
    tops = town.discord.commands
    return list(paths([c for c in tops if c["default_member_permissions"] == MANAGE_GUILD]))


async def use(town: Town, who: Person, at: Channel, path: str, values: Json) -> Interaction:
    """Use a command, or a menu on a message that says something, and wait for the answer."""
    if "message" not in values:
        return await whole(await town.discord.slash(who, at, path, **values))
    said = await town.discord.say(who, at, values["message"])
    return await whole(await town.discord.menu(who, at, path, said))


async def whole(used: Interaction) -> Interaction:
    """Wait for the answer: a form is one too, or a line below a message, or that this is gone."""

    def there() -> bool:
        answer = used._answered()  # pyright: ignore[reportPrivateUsage]
        gone = used.message is not None and used.message.deleted
        return bool(used.modal or used.followups or answer or gone)

    await used.changes.until(there, 30, "an answer")
    return used


async def shown(town: Town, path: str, **values: Any) -> Message:
    """Use a command as the first server's moderator, and return the answer."""
    used = await town.discord.slash(town.moderator, town.channel, path, **values)
    return await used.answer(30)


async def press(town: Town, message: Message, label: str, who: Member | None = None) -> Message:
    """Press a button, and return the answer."""
    pressed = await town.discord.click(who or town.moderator, message, label=label)
    return await pressed.answer(30)


async def preview(town: Town, who: Member, at: Channel, name: str, text: str) -> Message:
    """Send in an article, and return its preview."""
    form = await town.discord.slash(who, at, "knowledge add")
    fields = {"File": Upload(name, text.encode())}
    return await (await town.discord.submit(who, form, fields)).answer(30)


async def add(town: Town, name: str, text: str) -> None:
    """Add an article to the first server's."""
    article = await preview(town, town.moderator, town.channel, name, text)
    assert article.buttons, article.text
    assert "undoes it" in (await press(town, article, "Confirm")).text


def world(town: Town) -> World:
    """The whole world, of which guilds know less."""
    found = town.guild.world
    assert isinstance(found, World)
    return found


def plant(town: Town, at: Channel, custom_id: str) -> Message:
    """A message by the bot with a button that somebody made up, as a changed client could."""
    made = world(town)
    message = Message(made.new_id(), at, made.bot, "-# “Who built the lighthouse?”\nMarta.")
    button: Json = {"type": 2, "style": 2, "label": "Press", "custom_id": custom_id}
    message.components = arranged([{"type": 1, "components": [button]}], [])
    made.messages[message.id] = message
    return message


async def forged(town: Town, who: Person, at: Channel, custom_id: str) -> Interaction:
    """Press a button with a custom id from somewhere else."""
    planted = plant(town, at, custom_id)
    return await whole(await town.discord.click(who, planted, custom_id=custom_id))


def said(used: Interaction) -> str:
    """What was answered last; the title of a form."""
    if used.modal:
        return str(used.modal["title"])
    told = used.followups[-1] if used.followups else used.message
    return told.text if told else ""


def is_refused(used: Interaction) -> bool:
    """Whether the answer is that one line, for one person."""
    told = used.message
    alone = told is not None and told.ephemeral and not told.buttons and not used.followups
    return alone and said(used) in (REFUSED, HAND_OVER)


def operator(guild: Guild) -> Member:
    """The application's owner, as an ordinary member of a guild."""
    member = next(one for one in guild.members.values() if one.user.name == "Owner")
    member.permissions = ORDINARY
    return member


@dataclass
class First:
    """The server that has everything, and what is known of it there alone.

    Attributes:
        storage: The database, beside the bot.
        keeper: A member with the role that makes moderators.
        custom_ids: What its buttons and forms are known by.
        forms: Forms that its moderator has open.
        answer: An answer to a question there.
        owner: The operator there.
        waiting: A preview that waits for the operator to confirm it.
        revisions: What it serves, and has served.
    """

    town: Town
    storage: Storage
    keeper: Member
    custom_ids: set[str] = field(default_factory=set[str])
    forms: list[Interaction] = field(default_factory=list[Interaction])
    answer: Message = field(init=False)
    owner: Member = field(init=False)
    waiting: Message = field(init=False)
    revisions: set[str] = field(default_factory=set[str])

    @property
    def secrets(self) -> set[str]:
        """Every word, revision and id that nobody elsewhere may be shown."""
        guild = self.town.guild
        people = (self.town.moderator, self.town.reader, self.keeper)
        things = (guild, *guild.channels, *guild.roles, *people)
        digests = re.findall(r"[0-9a-f]{12,}", " ".join(self.custom_ids))
        return {*WORDS, *self.revisions, *digests, *(str(one.id) for one in things)}

    def for_moderators(self) -> list[str]:
        """The custom ids of what only moderators may press."""
        return sorted(one for one in self.custom_ids if one.partition(":")[0] not in FOR_ALL)

    async def held(self) -> list[Any]:
        """All that is stored of it, but for questions that were answered."""
        server, since = self.town.guild.id, datetime.now(UTC) - timedelta(days=1)
        articles, questions = self.storage.articles, self.storage.questions
        return [
            await articles.state(server),
            await articles.history(server, limit=100),
            await articles.versions(server, ID),
            await self.storage.pins.list(server),
            await self.storage.links.list(server),
            await self.storage.votes.list(server, since),
            await questions.unanswered(server, since, limit=100),
            await questions.confidences(server),
            await questions.cited(server, since, 100),
            await self.storage.servers.settings(server),
            await self.storage.daily.of(server),
        ]

    async def told(self) -> list[str]:
        """What its moderator is told of it."""
        commands = ("status", "list", "history", "test list", "test run")
        texts = [(await shown(self.town, f"knowledge {name}")).text for name in commands]
        texts.append((await shown(self.town, "knowledge show", article=ID)).text)
        return [*texts, (await shown(self.town, "config show")).text]

    def elsewhere(self) -> list[int]:
        """The messages in the channels in which its people do nothing."""
        quiet = [one for one in self.town.guild.channels if one is not self.town.channel]
        return [message.id for at in quiet for message in self.town.discord.messages(at)]


@asynccontextmanager
async def first(town: Town) -> AsyncGenerator[First]:
    """The first server with articles, tests, links, questions, votes, settings and a history."""
    for number in range(8):
        town.write(f"q{number}.txt", f"Quay {number}\n\nQuay {number} is short.\n")
    folder = town.home / "stored"
    folder.mkdir(exist_ok=True)
    keepers = town.guild.add_role("Keepers")
    keeper = town.guild.add_member("Kim", roles=[keepers])
    storage = await open_storage(f"sqlite+aiosqlite:///{folder / 'pilcrow.db'}")
    try:
        made = First(town, storage, keeper)
        await _store(made)
        await town.start()
        await _use_all(made)
        yield made
    finally:
        await storage.close()


async def _store(made: First) -> None:
    """Store what would take many commands."""
    town, storage, server = made.town, made.storage, made.town.guild.id
    mo, now, place = town.moderator.id, datetime.now(UTC), Given(ID, "¶ 1", PURSE)
    for number in range(24):
        await storage.pins.add(server, f"{PINNED} {number}" + " wexelford" * 20, "", "", mo)
    for number, question in enumerate((LINKED, f"{LINKED} Pellinrake?")):
        await storage.links.add(server, question, ("ilverson", str(number)), ID, PURSE, mo)
    await storage.questions.record(
        [
            Asked(
                server, now, Outcome.REFUSED, 0.1, (word,), f"{UNANSWERED} {word}", place, (word,)
            )
            for word in ("drobnian", "obbermoor")
        ]
    )
    lit = "Is the yarrowick lamp lit?"
    vote = Vote(server, 7, town.reader.id, False, ID, "¶ 1", lit, now)  # noqa: FBT003 (a fact)
    await storage.votes.cast(vote)
    log, quiet = town.guild.add_channel("log"), town.guild.add_channel("quiet")
    role = made.keeper.roles[0].id
    settings = ServerSettings(
        moderator_role=role,
        language="en",
        handoff_role=role,
        log_channel=log.id,
        channels={quiet.id: Mode.OFF},
    )
    await storage.servers.save(server, settings)


async def _use_all(made: First) -> None:
    """Make the history, and see every button there is."""
    town = made.town
    served = (await shown(town, "knowledge status")).text
    await add(town, f"{ID}.md", LEDGER)
    await add(town, f"{ID}.md", LEDGER.replace("crowns", "florins"))
    await add(town, "nightbook.md", DIARY)
    for version in ROLLBACKS:
        await shown(town, "knowledge rollback", version=version)
    for question in ("Which berth of the sandrivane quay paid crowns?", RANG, SEWED):
        asked = await town.discord.slash(town.reader, town.channel, "ask", question=question)
        made.answer = await asked.answer()
    pinned = await shown(town, "knowledge test add", question=SEWED, expected=f"{ID} 1")
    assert "it passes" in pinned.text, pinned.text
    await press(town, await shown(town, "knowledge remove", article=ID), "Remove")
    for name in ("list", "history", "test run", "test list"):
        await shown(town, f"knowledge {name}")
    await shown(town, "mydata delete")
    for name in ("knowledge show", "knowledge diff", "outline"):
        await shown(town, name, article=ID)
    await shown(town, "search", terms="sandrivane")
    await shown(town, "report answered")
    await shown(town, "config tone", answer=0.9)
    await shown(town, "config reset")
    page = await shown(town, "report unanswered")
    made.forms = [
        await town.discord.click(town.moderator, page, label="Answered by…"),
        await town.discord.slash(town.moderator, town.channel, "knowledge add"),
    ]
    made.owner = operator(town.guild)
    made.waiting = await preview(town, made.owner, town.channel, "late.md", DIARY)
    messages = town.discord.messages(town.channel)
    made.custom_ids = {one for message in messages for one in custom_ids(message)}
    opinion = await town.discord.click(town.reader, made.answer, label="Not helpful")
    made.custom_ids |= {str((form.modal or {})["custom_id"]) for form in (*made.forms, opinion)}
    texts = [message.text for message in messages]
    found = set(re.findall(r"`([0-9a-f]{12})`", "\n".join(texts)))
    made.revisions = found - set(re.findall(r"`([0-9a-f]{12})`", served))


def custom_ids(message: Message) -> Iterator[str]:
    """The custom ids of all buttons that a message has or had."""
    for version in (message.payload(), *message.versions):
        for component in walk(version["components"]):
            if component.get("custom_id"):
                yield str(component["custom_id"])


@dataclass
class Watch:
    """Reads everything that the bot sends outside of the first server.

    Attributes:
        first: The server that nobody may see anything of.
        questions: What was asked or pinned elsewhere: that may be repeated there ever after.
        seen: How many versions of each message were read.
        leaks: What was sent that should not have been.
    """

    first: First
    questions: list[str] = field(default_factory=list[str])
    seen: dict[int, int] = field(default_factory=dict[int, int])
    leaks: list[str] = field(default_factory=list[str])

    def read(self, typed: object, *received: object) -> None:
        """Read what is new since the last time, and what was shown otherwise.

        Args:
            typed: What somebody has just entered, which may be repeated to them.
            received: Choices and forms.
        """
        given = f"{typed} {self.questions}".casefold()
        sent = "\n".join([*self._new(), *map(str, received)]).casefold()
        found = [one for one in self.first.secrets if one in sent and one not in given]
        self.leaks += [f"{typed}: {one} in {sent}" for one in found]

    def _new(self) -> Iterator[str]:
        made = world(self.first.town)
        for message in list(made.messages.values()):
            versions = len(message.versions) + (not message.loading)
            elsewhere = message.channel.guild is not self.first.town.guild
            if elsewhere and message.author is made.bot and self.seen.get(message.id) != versions:
                self.seen[message.id] = versions
                for version in (message.payload(), *message.versions):
                    sent = {key: one for key, one in version.items() if key not in DISCORDS}
                    # That button names who asked, who may be known to both servers.
                    yield re.sub(r'"delete:\d+"', "", json.dumps(sent, ensure_ascii=False))
                yield from (one.content.decode("utf-8", "replace") for one in message.files)

    async def use(self, who: Person, at: Channel, path: str, values: Json) -> Interaction:
        """Use a command or a menu, and read what comes of it."""
        used = await use(self.first.town, who, at, path, values)
        self.questions += [str(values[one]) for one in ("question", "message") if one in values]
        self.read(f"{path} {values}", used.modal)
        return used

    async def complete(self, who: Person, at: Channel, path: str, command: Json, way: Json) -> None:
        """Type into every option that is completed, nothing and something, and read the choices."""
        offered = [one["name"] for one in parts(command, "options") if one.get("autocomplete")]
        for name in offered:
            others = {key: value for key, value in way.items() if key != name}
            for typed in sorted({"", str(way.get(name, ""))}):
                choices = await self.first.town.discord.autocomplete(
                    who, at, path, focused=name, **others, **{name: typed}
                )
                self.read(f"{path} {name} {typed} {others}", choices)


async def actions() -> set[str]:
    """The names of all actions of buttons and forms that the bot knows."""
    settings = Settings()
    client = Pilcrow(AnswerService(lambda: load(EMBEDDED), settings), settings)
    await client.add_cogs()
    return set(client._actions)  # pyright: ignore[reportPrivateUsage]


async def test_no_command_or_button_shows_or_changes_anything_of_another_server(
    town: Town,
) -> None:
    other = town.discord.add_guild("Elsewhere")
    square, role = other.add_channel("square"), other.add_role("Wardens", mentionable=True)
    mayor = other.add_member("Lu", permissions=Permission.MANAGE_GUILD)
    owner = operator(other)
    async with first(town) as ours:
        own = await preview(town, mayor, square, "boats.md", "# Boats\n\nBoats are wet.")
        await press(town, own, "Confirm", mayor)
        before, quiet = [await ours.held(), await ours.told()], ours.elsewhere()
        watch, table, commands = Watch(ours), uses(square, role), paths(town.discord.commands)
        options = {
            (path, one["name"]) for path in table for one in parts(commands[path], "options")
        }

        assert set(table) == set(commands)
        assert options == {(p, o) for p in table for way in table[p] for o in way if o != "message"}
        assert {one.partition(":")[0] for one in ours.custom_ids} == await actions()
        # In every way as the moderator there, and in the last as the operator.
        for who, chosen in ((mayor, slice(None)), (owner, slice(-1, None))):
            for path, ways in table.items():
                for way in ways[chosen]:
                    await watch.complete(who, square, path, commands[path], way)
                    await watch.use(who, square, path, way)
            for custom_id in sorted(ours.custom_ids):
                pressed = await forged(town, who, square, custom_id)
                watch.read(custom_id, pressed.modal)
        await send_in(watch, mayor, square)
        await reread(watch, mayor, square)
        after, still = [await ours.held(), await ours.told()], ours.elsewhere()
        confirmed = await press(town, ours.waiting, "Confirm", ours.owner)

    assert watch.leaks == []
    assert after == before
    assert still == quiet
    assert "**Added** The Ombrecht diary" in confirmed.text


async def reread(watch: Watch, who: Member, at: Channel) -> None:
    """Use the menus on an answer of the first server, told word for word elsewhere."""
    town, told = watch.first.town, watch.first.answer
    for path in ("Answer this", "Find the source", "Pin as test"):
        copied = plant(town, at, "more:0")
        copied.content, copied.embeds = told.content, told.embeds
        watch.questions.append(told.text)
        watch.read(told.payload())
        used = await whole(await town.discord.menu(who, at, path, copied))
        watch.read(f"{path} {told.payload()}", used.modal)


async def send_in(watch: Watch, who: Member, at: Channel) -> None:
    """Send a form that belongs to a question of the first server, and an article called alike."""
    town = watch.first.town
    await watch.use(who, at, "ask", {"question": "Which zeppelin sank?"})
    page = await watch.use(who, at, "report unanswered", {})
    listed = await page.answer()
    form = await town.discord.click(who, listed, label="Answered by…")
    theirs = watch.first.forms[0].modal
    assert form.modal
    assert theirs
    form.modal["custom_id"] = theirs["custom_id"]
    paragraph = f"{ID} 1"
    sent = await whole(await town.discord.submit(who, form, {"Paragraph": paragraph}))
    watch.read(paragraph, sent.modal)
    alike = await preview(town, who, at, f"{ID}.md", "# Notes\n\nNothing much.")
    watch.read(ID)
    assert "Replaces" not in alike.text


async def test_moderators_alone_use_and_press_what_is_for_moderators(town: Town) -> None:
    async with first(town) as ours:
        at, ann, kim = town.channel, town.reader, ours.keeper
        table, mine = uses(at, kim.roles[0]), for_moderators(town)
        before, quiet = await ours.held(), ours.elsewhere()
        watch, commands = Watch(ours), paths(town.discord.commands)

        for path in mine:
            for way in table[path]:
                await watch.complete(ann, at, path, commands[path], way)
                assert is_refused(await use(town, ann, at, path, way)), path
        for custom_id in ours.for_moderators():
            pressed = await forged(town, ann, at, custom_id)
            assert is_refused(pressed), custom_id
            assert pressed.source
            assert pressed.source.versions == []
        for form, fields in zip(ours.forms, ({"Paragraph": f"{ID} 1"}, {}), strict=True):
            assert is_refused(await whole(await town.discord.submit(ann, form, fields)))
        after, still = await ours.held(), ours.elsewhere()
        used = {path: said(await use(town, kim, at, path, table[path][0])) for path in mine}
        buttons = {one: said(await forged(town, kim, at, one)) for one in ours.for_moderators()}

    assert watch.leaks == []
    assert after == before
    assert still == quiet
    assert len(mine) > 20
    assert {path for path, text in used.items() if text == HAND_OVER} == FOR_MANAGERS
    assert {one for one, text in buttons.items() if text == HAND_OVER} == {"resetconfig:all"}
    assert REFUSED not in {*used.values(), *buttons.values()}


async def test_people_who_installed_the_bot_see_no_own_articles_of_any_server(town: Town) -> None:
    alone = town.discord.add_guild("Alone", installed=False)
    cafe, visitor = alone.add_channel("cafe"), alone.add_member(town.reader.user)
    chief = alone.add_member(town.moderator.user, permissions=Permission.MANAGE_GUILD)
    direct = town.discord.dm(town.moderator.user)
    async with first(town) as ours:
        before, quiet = [await ours.held(), await ours.told()], ours.elsewhere()
        watch, commands = Watch(ours), paths(town.discord.commands)
        table, mine = uses(cafe, Role(1, "None")), for_moderators(town)

        for who, at in ((visitor, cafe), (chief, cafe), (town.moderator.user, direct)):
            for path in table:
                for way in table[path]:
                    if path in mine:
                        with pytest.raises(ImpossibleError, match="not offered"):
                            await use(town, who, at, path, way)
                    elif path != EXPORT:
                        await watch.complete(who, at, path, commands[path], way)
                        await watch.use(who, at, path, way)
            for custom_id in sorted(ours.custom_ids - {ERASE}):
                pressed = await forged(town, who, at, custom_id)
                watch.read(custom_id, pressed.modal)
                assert is_refused(pressed) or custom_id not in ours.for_moderators()
        for question in (SEWED, RANG):
            await town.discord.say(town.moderator.user, direct, question)
            await town.discord.next_message(direct)
            watch.questions.append(question)
            watch.read(question)
        after, still = [await ours.held(), await ours.told()], ours.elsewhere()
        await leave(ours, table)

    assert watch.leaks == []
    assert after == before
    assert still == quiet


async def leave(ours: First, table: dict[str, list[Json]]) -> None:
    """Have the bot leave: what is stored stays, and so may people who installed it themselves."""
    town, at = ours.town, ours.town.channel
    await town.discord.kick_bot(town.guild)
    for path in ("ask", "search", "summary", "sources", "verify", "cite", "outline"):
        way = table[path][-1]
        told = said(await use(town, town.reader, at, path, way))
        assert "mullensway" not in told.casefold()
        assert TITLE not in told or TITLE in way.values()  # what was typed may be said back
    for custom_id in ours.for_moderators():
        assert is_refused(await forged(town, town.moderator, at, custom_id))
