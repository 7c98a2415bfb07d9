"""What can go wrong with a database."""

from __future__ import annotations


class StorageError(Exception):
    """The database cannot be used: one clear line that never holds a password."""


class ConflictError(Exception):
    """Somebody else changed the server meanwhile.

    Attributes:
        server: The server.
        expected: The number of the last change that this one was prepared on.
        found: The number of the last change there is.
    """

    def __init__(self, server: int, expected: int, found: int) -> None:
        """Take the facts."""
        super().__init__(f"server {server} is at change {found}, not {expected}")
        self.server = server
        self.expected = expected
        self.found = found


class GoneError(Exception):
    """A change needs contents that nobody keeps any more.

    Attributes:
        digests: What is missing.
    """

    def __init__(self, digests: tuple[str, ...]) -> None:
        """Take the facts."""
        super().__init__(f"{len(digests)} articles are not kept any more")
        self.digests = digests
