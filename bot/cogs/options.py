"""What several commands' options share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from discord import app_commands

from bot.escaping import inline, shorten

if TYPE_CHECKING:
    from bot.service import AnswerService

_T = TypeVar("_T")
MOST_QUESTION = 2000
_MOST_CHOICES, _MOST_NAME = 25, 100


class UnknownArticleError(app_commands.AppCommandError):
    """Somebody named an article that is not there."""

    def __init__(self, wanted: str) -> None:
        """Take what was wanted."""
        super().__init__(
            f"I have no article called “{inline(wanted, _MOST_NAME)}”. `/sources` lists them."
        )


def everywhere(command: _T) -> _T:
    """Let a command be used in servers, in direct messages and by people who installed it."""
    in_all = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    return in_all(app_commands.allowed_installs(guilds=True, users=True)(command))


def article_id(service: AnswerService, wanted: str | None) -> str | None:
    """Return the id of the article that an option names; None where it names none.

    Raises:
        UnknownArticleError: There is no such article.
    """
    if wanted is None or not wanted.strip():
        return None
    article = service.article(wanted)
    if article is None:
        raise UnknownArticleError(wanted)
    return article.id


def article_choices(service: AnswerService, typed: str) -> list[app_commands.Choice[str]]:
    """Return the articles that fit what was typed, within Discord's limits."""
    return [
        app_commands.Choice(name=shorten(article.title, _MOST_NAME), value=article.id)
        for article in service.suggest(typed, _MOST_CHOICES)
    ]
