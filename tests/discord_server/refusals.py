"""How Discord says no: a status, a code, a sentence, and a tree of what is wrong where."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.discord_server.wire import Json

INVALID_FORM = 50035


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that a payload breaks, and where in the payload."""

    path: tuple[str, ...]
    code: str
    message: str

    def under(self, *prefix: str) -> "Violation":
        """The same violation, seen from further up in the payload."""
        return Violation((*prefix, *self.path), self.code, self.message)

    def __str__(self) -> str:
        return f"{'.'.join(self.path) or 'body'}: {self.message} ({self.code})"


class RefusedError(Exception):
    """A request that Discord would not carry out."""

    def __init__(
        self, status: int, code: int, message: str, violations: Iterable[Violation] = ()
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.violations = tuple(violations)

    def payload(self) -> Json:
        """The body of the answer."""
        body: Json = {"message": self.message, "code": self.code}
        if self.violations:
            body["errors"] = error_tree(self.violations)
        return body


def error_tree(violations: Iterable[Violation]) -> Json:
    """The violations as Discord nests them: path by path, with `_errors` at the leaves."""
    tree: Json = {}
    for violation in violations:
        branch = tree
        for step in violation.path:
            branch = branch.setdefault(step, {})
        leaf = {"code": violation.code, "message": violation.message}
        branch.setdefault("_errors", []).append(leaf)
    return tree


def refuse_if(violations: Iterable[Violation]) -> None:
    """Raise "Invalid Form Body" when there is anything to complain about."""
    found = tuple(violations)
    if found:
        raise RefusedError(400, INVALID_FORM, "Invalid Form Body", found)


def unauthorized() -> RefusedError:
    """No token, or a wrong one."""
    return RefusedError(401, 0, "401: Unauthorized")


def missing_access() -> RefusedError:
    """A place that the bot cannot see."""
    return RefusedError(403, 50001, "Missing Access")


def missing_permissions() -> RefusedError:
    """A place that the bot sees, and an action that it may not do there."""
    return RefusedError(403, 50013, "Missing Permissions")


def unknown_channel() -> RefusedError:
    """No channel has this id."""
    return RefusedError(404, 10003, "Unknown Channel")


def unknown_message() -> RefusedError:
    """No message has this id, or it was deleted."""
    return RefusedError(404, 10008, "Unknown Message")


def unknown_interaction() -> RefusedError:
    """No interaction has this id and token, or its three seconds are over."""
    return RefusedError(404, 10062, "Unknown interaction")


def already_acknowledged() -> RefusedError:
    """A second first response."""
    return RefusedError(400, 40060, "Interaction has already been acknowledged.")


def unknown_webhook() -> RefusedError:
    """A follow-up to an interaction that had no first response yet."""
    return RefusedError(404, 10015, "Unknown Webhook")


def invalid_webhook_token() -> RefusedError:
    """An interaction token that never was, or whose fifteen minutes are over."""
    return RefusedError(401, 50027, "Invalid Webhook Token")


def empty_message() -> RefusedError:
    """A message with nothing in it."""
    return RefusedError(400, 50006, "Cannot send an empty message")
