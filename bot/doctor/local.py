"""What can be seen on this machine: settings, database, articles, optional parts."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from bot.doctor.findings import error, ok, warning
from bot.problems import describe
from bot.settings import NAMES, SettingError, Settings
from bot.storage import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from bot.doctor.findings import Finding
    from bot.storage.inspecting import Inspection
    from knowledge import Loaded

# What each optional part of the installation is for, and the modules that it brings.
_EXTRAS = {
    "documents": ("PDF and Word files", ("mammoth", "pypdf")),
    "postgresql": ("a PostgreSQL database", ("asyncpg",)),
}
_MOST_PROBLEMS = 20


def read_settings(values: Mapping[str, str]) -> tuple[Settings, dict[str, SettingError]]:
    """Return the settings, with the default for each that is wrong, and what is wrong with those."""
    left, wrong = dict(values), dict[str, SettingError]()
    while True:
        try:
            return Settings.from_env(left), wrong
        except SettingError as problem:
            if problem.name not in left:
                raise
            wrong[problem.name] = problem
            del left[problem.name]


def settings(
    values: Mapping[str, str], wrong: Mapping[str, SettingError], file: Path | None
) -> Iterator[Finding]:
    """Say which settings are wrong, and who else can read the file with the token.

    Args:
        values: What is set, by name.
        wrong: What is wrong with them.
        file: The file that some come from, where there is one.
    """
    for name, problem in wrong.items():
        yield error("settings", str(problem), f"mend {name} in .env or in the environment")
    if not wrong:
        count = sum(1 for name in NAMES if values.get(name))
        yield ok("settings", f"{count} of {len(NAMES)} are set, each to something allowed")
    if file and values.get("DISCORD_TOKEN") and file.stat().st_mode & 0o044:
        says = f"others on this machine can read {file}, and the token in it"
        yield warning("settings", says, f"chmod 600 {file}")


async def database(settings: Settings) -> tuple[Finding, bool]:
    """Say whether the database opens, is of this program's version, and can be written.

    Returns:
        That, and whether it can be opened without changing it.
    """
    from bot.storage.inspecting import inspected  # noqa: PLC0415 (SQLAlchemy: 0.3 s)

    try:
        found = await inspected(settings.database)
    except StorageError as problem:
        do = "mend DATABASE_URL or DATA_DIR, or what they name"
        return error("database", str(problem), do), False
    return _of_version(found), found.version == found.newest


def _of_version(found: Inspection) -> Finding:
    if not found.exists or found.version is None:
        return ok("database", f"{found.where} is new; the first start makes its tables")
    if found.version > found.newest:
        says = f"{found.where} is at version {found.version}, newer than {found.newest} here"
        return error("database", says, "install a newer Pilcrow, or restore an older backup")
    if found.version < found.newest:
        says = (
            f"{found.where} is at version {found.version}; the next start makes it {found.newest}"
        )
        return warning("database", says, "make a backup before you start the bot")
    return ok("database", f"{found.where} opens, is at version {found.version}, can be written")


def articles(settings: Settings, load: Callable[[Settings], Loaded]) -> Iterator[Finding]:
    """Say what is read, and what is left out."""
    loaded = load(settings)
    base, problems = loaded.base, loaded.problems
    if base.articles:
        says = f"{len(base.articles)} read, with {len(base.passages)} paragraphs and captions"
        yield ok("articles", says)
    else:
        do = "name a file or a folder with articles in ARTICLES_DIR"
        yield error("articles", f"there is none in {settings.articles}", do)
    for problem in problems[:_MOST_PROBLEMS]:
        yield warning("articles", f"left out: {describe(problem)}", "mend it or take it away")
    if len(problems) > _MOST_PROBLEMS:
        rest = len(problems) - _MOST_PROBLEMS
        yield warning("articles", f"{rest} more are left out", "pilcrow check lists them all")


def extras(settings: Settings) -> Iterator[Finding]:
    """Say which optional parts are installed."""
    needed = {"postgresql"} if settings.database.startswith("postgres") else set[str]()
    for extra, (use, modules) in _EXTRAS.items():
        if all(find_spec(module) for module in modules):
            yield ok("extras", f"{extra} is installed, for {use}")
        elif extra in needed:
            yield error("extras", f"{extra} is not installed, for {use}", _install(extra))
        elif extra == "documents":
            yield warning("extras", f"{extra} is not installed, for {use}", _install(extra))
        else:
            yield ok("extras", f"{extra} is not installed, and not needed")


def _install(extra: str) -> str:
    return f'pip install "pilcrow[{extra}]"'
