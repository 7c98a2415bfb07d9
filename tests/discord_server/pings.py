"""Whom a message pings: what it mentions, as far as it is allowed to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tests.discord_server.refusals import Violation
from tests.discord_server.wire import Json

CODE = re.compile(r"```.*?```|``.+?``|`[^`\n]+`", re.DOTALL)
USER = re.compile(r"<@!?(\d{15,20})>")
ROLE = re.compile(r"<@&(\d{15,20})>")
EVERYONE = re.compile(r"@(?:everyone|here)\b")
KINDS = frozenset({"users", "roles", "everyone"})
MOST_IDS = 100


@dataclass(frozen=True, slots=True)
class Pings:
    """Who is notified by a message: false when nobody is."""

    users: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    everyone: bool = False

    def __bool__(self) -> bool:
        return bool(self.users or self.roles or self.everyone)


NOBODY = Pings()


def mentioned(text: str) -> Pings:
    """All that a text mentions outside of code, allowed or not."""
    spoken = CODE.sub(" ", text)
    return Pings(
        frozenset(int(one) for one in USER.findall(spoken)),
        frozenset(int(one) for one in ROLE.findall(spoken)),
        EVERYONE.search(spoken) is not None,
    )


def allowed_pings(text: str, allowed: Json | None, replied_to: int | None) -> Pings:
    """The pings of a text under `allowed_mentions`; without it everything pings.

    Args:
        text: The message's own text; embeds never ping.
        allowed: The message's `allowed_mentions`, or None when it has none.
        replied_to: The author of the message that is replied to.
    """
    found = mentioned(text)
    if allowed is None:
        return Pings(found.users | _only(replied_to), found.roles, found.everyone)
    parse: set[str] = set(allowed.get("parse") or [])
    replied = replied_to if allowed.get("replied_user") else None
    return Pings(
        _permitted(found.users, "users", parse, allowed) | _only(replied),
        _permitted(found.roles, "roles", parse, allowed),
        found.everyone and "everyone" in parse,
    )


def _only(one: int | None) -> frozenset[int]:
    return frozenset() if one is None else frozenset({one})


def _permitted(found: frozenset[int], kind: str, parse: set[str], allowed: Json) -> frozenset[int]:
    if kind in parse:
        return found
    return found & {int(one) for one in allowed.get(kind) or ()}


def allowed_mentions_violations(allowed: Json | None) -> list[Violation]:
    """What Discord refuses in an `allowed_mentions` object."""
    return [one.under("allowed_mentions") for one in _problems(allowed or {})]


def _problems(allowed: Json) -> Iterable[Violation]:
    parse: list[str] = allowed.get("parse") or []
    for number, kind in enumerate(parse):
        if kind not in KINDS:
            text = f"Value must be one of {sorted(KINDS)}."
            yield Violation(("parse", str(number)), "BASE_TYPE_CHOICES", text)
    for kind in ("users", "roles"):
        ids: list[str] = allowed.get(kind) or []
        if ids and kind in parse:
            text = f"parse:{kind} and {kind}: [ids...] are mutually exclusive."
            yield Violation((), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text)
        if len(ids) > MOST_IDS:
            text = f"Must be {MOST_IDS} or fewer in length."
            yield Violation((kind,), "BASE_TYPE_MAX_LENGTH", text)
