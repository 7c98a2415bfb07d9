"""The database: what each server holds, its tests, its questions and its settings."""

from bot.storage.errors import ConflictError, GoneError, StorageError
from bot.storage.preferences import DailyQuote, Mode, ServerSettings
from bot.storage.store import Storage, open_storage
from bot.storage.values import (
    SHARED,
    Action,
    Asked,
    Change,
    Cited,
    Day,
    Erased,
    Given,
    Held,
    Link,
    NewChange,
    Outcome,
    Pin,
    State,
    Unanswered,
    Version,
    Vote,
)

__all__ = [
    "SHARED",
    "Action",
    "Asked",
    "Change",
    "Cited",
    "ConflictError",
    "DailyQuote",
    "Day",
    "Erased",
    "Given",
    "GoneError",
    "Held",
    "Link",
    "Mode",
    "NewChange",
    "Outcome",
    "Pin",
    "ServerSettings",
    "State",
    "Storage",
    "StorageError",
    "Unanswered",
    "Version",
    "Vote",
    "open_storage",
]
