"""An answer whose button was pressed, as far as its next quotes need to know it.

All of it stands in the message itself, so that it can be turned over after a restart too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from bot import addressing, relocating, views
from bot.locales import in_every_language
from bot.replies import answers

if TYPE_CHECKING:
    import discord

    from bot.relocating import Behind
    from bot.replies.blocks import Reply

_ASKER, _WHY, _QUOTED, _SMALL = "delete:", "why:", "> ", "-# "


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it is shown.

    Attributes:
        asker: Whose question it answers; 0 where nobody else sees it, or where that is not known.
        private: Whether nobody else sees it.
        above: The lines above its quotes.
        why: Whether it has reasons.
        calls: The id of the role that it calls for help; 0 for none.
    """

    asker: int
    private: bool
    above: str
    why: bool
    calls: int

    @classmethod
    def of(cls, interaction: discord.Interaction[Any]) -> Shown | None:
        """Return the answer whose button was pressed; None where there is no such message."""
        message = interaction.message
        if message is None:
            return None
        ids = views.custom_ids(message)
        asker = next((one.removeprefix(_ASKER) for one in ids if one.startswith(_ASKER)), "")
        calls = next(iter(message.raw_role_mentions), 0)
        return cls(
            asker=int(asker) if asker.isdecimal() else 0,
            private=message.flags.ephemeral,
            above=_above(addressing.replied_in(message), calls),
            why=any(one.startswith(_WHY) for one in ids),
            calls=calls,
        )

    def is_for(self, person: int) -> bool:
        """Tell whether the answer is somebody's own, who may have it changed."""
        return self.private or self.asker == person

    def with_next(self, behind: Behind, room: int) -> Reply:
        """Return the answer with other quotes, the first of those that are left."""
        above = self.above + (f"{_SMALL}{behind.note}\n" if behind.note else "")
        made = answers.further(behind.base, behind.quotes, above, room, why=self.why)
        return replace(made, calls=self.calls)


def _above(text: str, calls: int) -> str:
    """Return what an answer says above its quotes, but for what is said anew each time."""
    notes = {f"{_SMALL}{note}" for note in in_every_language(relocating.CHANGED)}
    lines = takewhile(lambda line: not line.startswith(_QUOTED), text.rstrip().split("\n"))
    return "".join(
        f"{line}\n" for line in lines if line not in notes and f"<@&{calls}>" not in line
    )
