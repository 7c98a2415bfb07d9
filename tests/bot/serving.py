"""A service with a real database, for tests."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import knowledge
from bot.service import AnswerService
from bot.settings import Settings
from knowledge import Loaded


@asynccontextmanager
async def serving(
    articles: Path | Callable[[], Loaded], data: Path, **settings: Any
) -> AsyncGenerator[AnswerService]:
    """Start a service of a folder's articles, with its database in another folder."""
    load = articles if callable(articles) else lambda: knowledge.load(articles)
    service = AnswerService(load, Settings(data_dir=data, **settings))
    await service.start()
    try:
        yield service
    finally:
        await service.close()
