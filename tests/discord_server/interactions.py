"""One interaction: what a person did, and what the bot has answered to it so far."""

import secrets
from dataclasses import dataclass, field

from tests.discord_server.messages import Message, Origin
from tests.discord_server.people import User
from tests.discord_server.places import Channel
from tests.discord_server.waiting import Changes
from tests.discord_server.wire import CallbackType, InteractionType, Json, Permission

DEFERRED = frozenset({CallbackType.DEFERRED_MESSAGE, CallbackType.DEFERRED_UPDATE})


@dataclass(eq=False, slots=True)
class Interaction:
    """An interaction and its answers, as the person sees them."""

    id: int
    kind: InteractionType
    user: User
    channel: Channel
    rights: Permission
    started: float
    changes: Changes = field(repr=False)
    source: Message | None = None
    data: Json = field(default_factory=dict[str, object])
    token: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    type: CallbackType | None = None
    message: Message | None = None
    choices: list[Json] = field(default_factory=list[Json])
    modal: Json | None = None
    followups: list[Message] = field(default_factory=list[Message])
    given_up: bool = False
    counts_followups: bool = False
    _seen: int = 0
    _edits: int = 0

    def __post_init__(self) -> None:
        """Remember how often the message with the button had been edited before."""
        self._edits = len(self.source.versions) if self.source else 0

    @property
    def deferred(self) -> bool:
        """Whether the first response only said that an answer will come."""
        return self.type in DEFERRED

    @property
    def ephemeral(self) -> bool:
        """Whether only the one who asked sees the answer."""
        return self.message is not None and self.message.ephemeral

    @property
    def edits(self) -> list[Json]:
        """What the answer said before each of its edits."""
        return self.message.versions if self.message else []

    @property
    def origin(self) -> Origin:
        """What the messages that answer it say of it."""
        return Origin(self.id, self.kind, self.user)

    async def answer(self, timeout: float = 3) -> Message:
        """The answer once it is there, deferred or not."""
        return await self.changes.until(self._answered, timeout, "the answer")

    def _answered(self) -> Message | None:
        if self.message is None or self.message.loading:
            return None
        deferred = self.type is CallbackType.DEFERRED_UPDATE
        return None if deferred and len(self.message.versions) == self._edits else self.message

    async def next_followup(self, timeout: float = 3) -> Message:
        """The follow-up after the one that was asked for last."""

        def fresh() -> Message | None:
            return self.followups[self._seen] if len(self.followups) > self._seen else None

        message = await self.changes.until(fresh, timeout, "a follow-up")
        self._seen += 1
        return message

    async def deleted(self, timeout: float = 3) -> None:
        """Wait until the bot took its answer away."""

        def gone() -> bool:
            return self.message is not None and self.message.deleted

        await self.changes.until(gone, timeout, "the answer to be deleted")
