"""The bot's side of interactions: the first response, follow-ups, edits, and their times."""

from tests.discord_server.answer_limits import choices_violations, modal_violations
from tests.discord_server.bodies import Body
from tests.discord_server.interactions import Interaction
from tests.discord_server.messages import Message
from tests.discord_server.posting import Postings
from tests.discord_server.refusals import (
    RefusedError,
    Violation,
    already_acknowledged,
    invalid_webhook_token,
    refuse_if,
    unknown_interaction,
    unknown_message,
    unknown_webhook,
)
from tests.discord_server.wire import CallbackType, InteractionType, Json, MessageFlag, parts
from tests.discord_server.world import World

TOKEN_LIFE_S = 15 * 60
FOLLOWUPS_WITHOUT_INSTALL = 5
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = InteractionType
ANSWERS: dict[InteractionType, set[CallbackType]] = {
    COMMAND: {CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE, CallbackType.MODAL},
    COMPONENT: set(CallbackType) - {CallbackType.CHOICES},
    AUTOCOMPLETE: {CallbackType.CHOICES},
    MODAL: set(CallbackType) - {CallbackType.CHOICES, CallbackType.MODAL},
}


class Desk:
    """Takes the bot's answers to interactions."""

    def __init__(self, world: World, postings: Postings, reply_within: float) -> None:
        self._world = world
        self._postings = postings
        self._interactions: dict[str, Interaction] = {}
        self.reply_within = reply_within

    def open(self, interaction: Interaction) -> None:
        """Await answers to this interaction."""
        self._interactions[interaction.token] = interaction

    async def respond(self, interaction_id: str, token: str, body: Body) -> Json:
        """The first response; it counts once, within three seconds."""
        interaction = self._pending(interaction_id, token)
        answer: Json = body.payload.get("data") or {}
        kind = _permitted(interaction, body.payload.get("type"))
        await self._carry_out(interaction, kind, Body(answer, body.uploads))
        self._world.changes.announce()
        return _receipt(interaction, kind)

    def _pending(self, interaction_id: str, token: str) -> Interaction:
        interaction = self._interactions.get(token)
        if interaction is None or str(interaction.id) != interaction_id:
            raise unknown_interaction()
        if interaction.type is not None:
            raise already_acknowledged()
        late = self._world.clock() - interaction.started > self.reply_within
        if late or interaction.given_up:
            raise unknown_interaction()
        return interaction

    async def _carry_out(self, interaction: Interaction, kind: CallbackType, body: Body) -> None:
        match kind:
            case CallbackType.MESSAGE:
                await self._say(interaction, body)
            case CallbackType.DEFERRED_MESSAGE:
                await self._think(interaction, body.payload)
            case CallbackType.UPDATE:
                await self._update(interaction, body)
            case CallbackType.DEFERRED_UPDATE:
                interaction.message = interaction.source
            case CallbackType.CHOICES:
                interaction.choices = _checked_choices(body.payload)
            case CallbackType.MODAL:
                interaction.modal = _checked_modal(body.payload)
        interaction.type = kind

    async def _say(self, interaction: Interaction, body: Body) -> None:
        interaction.message = await self._post(interaction, body)

    async def _post(self, interaction: Interaction, body: Body) -> Message:
        return await self._postings.post(
            interaction.channel, body, interaction.rights, interaction.origin
        )

    async def _think(self, interaction: Interaction, answer: Json) -> None:
        private = int(answer.get("flags") or 0) & MessageFlag.EPHEMERAL
        message = Message(self._world.new_id(), interaction.channel, self._world.bot)
        message.origin = interaction.origin
        message.flags = MessageFlag.LOADING | MessageFlag(private)
        interaction.message = message
        await self._postings.store(message)

    async def _update(self, interaction: Interaction, body: Body) -> None:
        source = _source(interaction)
        await self._postings.edit(source, body, interaction.rights)
        interaction.message = source

    def _known(self, token: str) -> Interaction:
        interaction = self._interactions.get(token)
        if interaction is None:
            raise invalid_webhook_token()
        if self._world.clock() - interaction.started > TOKEN_LIFE_S:
            raise invalid_webhook_token()
        if interaction.type is None:
            raise unknown_webhook()
        return interaction

    async def follow_up(self, token: str, body: Body) -> Message:
        """One more message; the first after a deferral takes the place of the waiting one."""
        interaction = self._known(token)
        if interaction.counts_followups and len(interaction.followups) >= FOLLOWUPS_WITHOUT_INSTALL:
            text = "Maximum number of follow up messages in an interaction reached"
            raise RefusedError(400, 40094, text)
        original = interaction.message
        if original and original.loading:
            message = await self._postings.edit(original, body, interaction.rights)
        else:
            message = await self._post(interaction, body)
        interaction.followups.append(message)
        self._world.changes.announce()
        return message

    def find(self, token: str, message_id: str) -> Message:
        """One of the messages that answer an interaction; `@original` is the first."""
        interaction = self._known(token)
        answers = [*interaction.followups, *([interaction.message] if interaction.message else [])]
        for message in answers:
            wanted = (
                message is interaction.message
                if message_id == "@original"
                else (str(message.id) == message_id)
            )
            if wanted and not message.deleted:
                return message
        raise unknown_message()

    async def edit(self, token: str, message_id: str, body: Body) -> Message:
        """Change one of the messages that answer an interaction."""
        message = self.find(token, message_id)
        return await self._postings.edit(message, body, self._known(token).rights)

    async def delete(self, token: str, message_id: str) -> None:
        """Take away one of the messages that answer an interaction."""
        await self._postings.delete(self.find(token, message_id))


def _permitted(interaction: Interaction, kind: object) -> CallbackType:
    allowed = ANSWERS[interaction.kind]
    if interaction.source is None:
        allowed = allowed - {CallbackType.UPDATE, CallbackType.DEFERRED_UPDATE}
    if kind not in allowed:
        text = f"Value must be one of {sorted(int(one) for one in allowed)}."
        refuse_if([Violation(("type",), "BASE_TYPE_CHOICES", text)])
    return CallbackType(kind)


def _source(interaction: Interaction) -> Message:
    if interaction.source is None:
        raise unknown_message()
    return interaction.source


def _checked_choices(answer: Json) -> list[Json]:
    choices: list[Json] = parts(answer, "choices")
    refuse_if(one.under("data") for one in choices_violations(choices))
    return choices


def _checked_modal(modal: Json) -> Json:
    refuse_if(one.under("data") for one in modal_violations(modal))
    return modal


def _receipt(interaction: Interaction, kind: CallbackType) -> Json:
    message = interaction.message
    receipt: Json = {"id": str(interaction.id), "type": int(interaction.kind)}
    resource: Json = {"type": int(kind)}
    if message is not None:
        receipt["response_message_id"] = str(message.id)
        receipt["response_message_loading"] = message.loading
        receipt["response_message_ephemeral"] = message.ephemeral
        resource["message"] = message.payload()
    return {"interaction": receipt, "resource": resource}
