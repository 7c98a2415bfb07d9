"""The operator's settings, from a mapping such as the environment."""

from __future__ import annotations

import ipaddress
import logging
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import platformdirs

from knowledge import EMBEDDED, THRESHOLDS, Thresholds

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMS = ("text", "json")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_DATABASES = ("sqlite", "sqlite+aiosqlite", "postgresql", "postgresql+asyncpg")


class SettingError(Exception):
    """A setting has a value that is not allowed.

    Attributes:
        name: The setting.
        value: What it is set to; None where that is a secret.
        allowed: What it may be, as a clause.
    """

    def __init__(self, name: str, value: str | None, allowed: str) -> None:
        """Take the facts."""
        shown = "a value that is not shown" if value is None else repr(value)
        super().__init__(f"{name} is {shown}; it has to be {allowed}")
        self.name = name
        self.value = value
        self.allowed = allowed


def _data_dir() -> Path:
    return platformdirs.user_data_path("pilcrow", appauthor=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator can set; `.env.example` says what each is for."""

    token: str = field(default="", repr=False)
    articles: Path = EMBEDDED
    max_article_bytes: int = 5_000_000
    max_pages: int = 500
    max_paragraphs: int = 5_000
    max_server_bytes: int = 20_000_000
    keep_versions: int = 20
    data_dir: Path = field(default_factory=_data_dir)
    database_url: str = field(default="", repr=False)
    store_questions: bool = True
    keep_questions_days: int = 90
    rate_person: int = 10
    rate_channel: int = 60
    moderator_role: str = ""
    ask_channels: frozenset[int] = frozenset()
    log_level: int = logging.INFO
    log_format: str = "text"
    metrics_address: tuple[str, int] | None = None
    thresholds: Thresholds = THRESHOLDS
    api_url: str = ""
    gateway_url: str = ""

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """Read the settings; what is missing or blank has its default.

        Raises:
            SettingError: A value is not allowed.
        """
        values = {name: value.strip() for name, value in env.items()}
        articles, folder = values.get("ARTICLES_DIR"), values.get("DATA_DIR")
        return cls(
            token=_token(values.get("DISCORD_TOKEN", "")),
            articles=_path("ARTICLES_DIR", articles) if articles else EMBEDDED,
            max_article_bytes=_whole("MAX_ARTICLE_MB", values, 5, 100) * 1_000_000,
            max_pages=_whole("MAX_PAGES", values, 500, 10_000),
            max_paragraphs=_whole("MAX_PARAGRAPHS", values, 5_000, 100_000),
            max_server_bytes=_whole("MAX_SERVER_MB", values, 20, 1_000) * 1_000_000,
            keep_versions=_whole("KEEP_VERSIONS", values, 20, 1_000),
            data_dir=_path("DATA_DIR", folder).absolute() if folder else _data_dir(),
            database_url=_database(values.get("DATABASE_URL", "")),
            store_questions=_yes("STORE_QUESTIONS", values),
            keep_questions_days=_whole("KEEP_QUESTIONS_DAYS", values, 90, 3_650),
            rate_person=_whole("RATE_PERSON", values, 10, 10_000, least=0),
            rate_channel=_whole("RATE_CHANNEL", values, 60, 10_000, least=0),
            moderator_role=values.get("MODERATOR_ROLE", "").lstrip("@"),
            ask_channels=_ids(values.get("ASK_CHANNELS", "")),
            log_level=_level(values.get("LOG_LEVEL") or "INFO"),
            log_format=_form(values.get("LOG_FORMAT") or "text"),
            metrics_address=_listened(values.get("METRICS_ADDRESS", "")),
            thresholds=_thresholds(values),
            api_url=_api(_address("DISCORD_API_URL", values, "https", "http")),
            gateway_url=_address("DISCORD_GATEWAY_URL", values, "wss", "ws"),
        )

    @property
    def database(self) -> str:
        """Where everything is stored that moderators change, as an address for SQLAlchemy."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'pilcrow.db'}"


# The settings' names, in the order of `.env.example`.
NAMES = (
    "DISCORD_TOKEN",
    "ARTICLES_DIR",
    "MAX_ARTICLE_MB",
    "MAX_PAGES",
    "MAX_PARAGRAPHS",
    "MAX_SERVER_MB",
    "KEEP_VERSIONS",
    "DATA_DIR",
    "DATABASE_URL",
    "STORE_QUESTIONS",
    "KEEP_QUESTIONS_DAYS",
    "RATE_PERSON",
    "RATE_CHANNEL",
    "MODERATOR_ROLE",
    "ASK_CHANNELS",
    "LOG_LEVEL",
    "LOG_FORMAT",
    "METRICS_ADDRESS",
    "ANSWER_THRESHOLD",
    "CLOSEST_THRESHOLD",
    "DISCORD_API_URL",
    "DISCORD_GATEWAY_URL",
)


def _token(value: str) -> str:
    token = value.removeprefix("Bot ").strip()
    if token and not re.fullmatch(r"[\w.=+/-]+", token, re.ASCII):
        raise SettingError("DISCORD_TOKEN", None, "the token as Discord shows it, without spaces")
    return token


def _path(name: str, value: str) -> Path:
    try:
        return Path(value).expanduser()
    except RuntimeError:
        raise SettingError(name, value, "a file or a folder") from None


def _whole(name: str, values: Mapping[str, str], default: int, most: int, *, least: int = 1) -> int:
    value = values.get(name) or str(default)
    if not re.fullmatch(r"\d{1,9}", value, re.ASCII) or not least <= int(value) <= most:
        raise SettingError(name, value, f"a whole number from {least} to {most}")
    return int(value)


def _yes(name: str, values: Mapping[str, str]) -> bool:
    value = values.get(name) or "yes"
    if value.lower() not in {"yes", "no"}:
        raise SettingError(name, value, "yes or no")
    return value.lower() == "yes"


def _database(value: str) -> str:
    """The value may hold a password, so it is never shown."""
    scheme, found, rest = value.partition("://")
    if value and (not found or not rest or scheme not in _DATABASES):
        allowed = "an address such as sqlite+aiosqlite:///pilcrow.db or postgresql://user@host/name"
        raise SettingError("DATABASE_URL", None, allowed)
    return value


def _ids(value: str) -> frozenset[int]:
    parts = [part for part in re.split(r"[\s,;]+", value) if part]
    if not all(re.fullmatch(r"\d{15,20}", part, re.ASCII) for part in parts):
        raise SettingError("ASK_CHANNELS", value, "channel ids of 15 to 20 digits, with commas")
    return frozenset(map(int, parts))


def _thresholds(values: Mapping[str, str]) -> Thresholds:
    answer = _share("ANSWER_THRESHOLD", values, THRESHOLDS.answer)
    closest = _share("CLOSEST_THRESHOLD", values, min(THRESHOLDS.closest, answer))
    if closest > answer:
        allowed = f"at most ANSWER_THRESHOLD, which is {answer:g}"
        raise SettingError("CLOSEST_THRESHOLD", values["CLOSEST_THRESHOLD"], allowed)
    return Thresholds(answer, closest)


def _share(name: str, values: Mapping[str, str], default: float) -> float:
    value = values.get(name, "")
    if not value:
        return default
    if not re.fullmatch(r"(?:0|1|0?\.\d+|[01]\.0*)", value, re.ASCII):
        raise SettingError(name, value, "a number from 0 to 1, such as 0.4")
    return float(value)


def _level(value: str) -> int:
    if value.upper() not in LEVELS:
        raise SettingError("LOG_LEVEL", value, "one of " + ", ".join(LEVELS))
    return logging.getLevelNamesMapping()[value.upper()]


def _form(value: str) -> str:
    if value.lower() not in FORMS:
        raise SettingError("LOG_FORMAT", value, "one of " + ", ".join(FORMS))
    return value.lower()


def _listened(value: str) -> tuple[str, int] | None:
    """A port alone is this machine's: whoever wants others to read the metrics says so."""
    if not value:
        return None
    found = re.fullmatch(r"(?:(\[[0-9a-fA-F:.]+\]|[\w.-]*):)?(\d{1,5})", value, re.ASCII)
    if not found or not 1 <= int(found[2]) <= 65_535:
        allowed = "a port, or an address to listen on such as 127.0.0.1:9464 or [::1]:9464"
        raise SettingError("METRICS_ADDRESS", value, allowed)
    return (found[1] or "127.0.0.1").strip("[]"), int(found[2])


def _address(name: str, values: Mapping[str, str], secure: str, plain: str) -> str:
    """The token goes there: encrypted, or to this machine alone."""
    value = values.get(name, "")
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    local = parts.scheme == plain and _is_loopback(host)
    if not host or parts.username or not (parts.scheme == secure or local):
        allowed = f"an address that starts with {secure}://, or with {plain}:// on this machine"
        raise SettingError(name, value, allowed)
    return value.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _api(url: str) -> str:
    """Complete an address without a path to the API's root, as Discord's own is."""
    path = urlsplit(url).path
    if url and path in {"", "/api"}:
        return url + ("/v10" if path else "/api/v10")
    return url
