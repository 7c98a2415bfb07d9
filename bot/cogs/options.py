"""What several commands' options share."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from discord import app_commands

from bot.addressing import server_of
from bot.failures import unreachable
from bot.locales import gettext
from bot.replies.escaping import inline, shorten
from bot.storage import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    import discord

    from bot.service import AnswerService
    from knowledge import KnowledgeBase

_T = TypeVar("_T")
_P = ParamSpec("_P")
MOST_QUESTION = 2000
_MOST_CHOICES, _MOST_NAME = 25, 100


class UnknownArticleError(app_commands.AppCommandError):
    """Somebody named an article that is not there."""

    def __init__(self, wanted: str) -> None:
        """Take what was wanted."""
        super().__init__(
            gettext(
                "I have no article called “{title}”. `/sources` lists them.",
                title=inline(wanted, _MOST_NAME),
            )
        )


def everywhere(command: _T) -> _T:
    """Let a command be used in servers, in direct messages and by people who installed it."""
    in_all = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    return in_all(app_commands.allowed_installs(guilds=True, users=True)(command))


def for_moderators(command: _T) -> _T:
    """Offer a command to moderators alone, in servers that have the bot."""
    hidden = app_commands.default_permissions(manage_guild=True)(command)
    inside = app_commands.allowed_installs(guilds=True, users=False)(hidden)
    return app_commands.guild_only(inside)


def offering(
    choices: Callable[_P, Coroutine[Any, Any, list[_T]]],
) -> Callable[_P, Coroutine[Any, Any, list[_T]]]:
    """Let autocomplete offer nothing while the database is away: there is nobody to tell it."""

    @wraps(choices)
    async def offered(*args: _P.args, **kwargs: _P.kwargs) -> list[_T]:
        try:
            return await choices(*args, **kwargs)
        except StorageError as problem:
            unreachable(problem)
            return []

    return offered


def article_id(service: AnswerService, base: KnowledgeBase, wanted: str | None) -> str | None:
    """Return the id of the article that an option names; None where it names none.

    Raises:
        UnknownArticleError: There is no such article.
    """
    if wanted is None or not wanted.strip():
        return None
    article = service.article(base, wanted)
    if article is None:
        raise UnknownArticleError(wanted)
    return article.id


async def article_choices(
    service: AnswerService, interaction: discord.Interaction[Any], typed: str
) -> list[app_commands.Choice[str]]:
    """Return the articles that fit what was typed, within Discord's limits."""
    base = await service.base(server_of(interaction))
    return [
        app_commands.Choice(name=shorten(article.title, _MOST_NAME), value=article.id)
        for article in service.suggest(base, typed, _MOST_CHOICES)
    ]
