"""What every test may use: how many examples a property gets, and the publisher's article."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None, max_examples=100)
settings.load_profile("default")

ARTICLE = Path(__file__).parents[2] / "shared" / "article" / "iraq-news-2020-01-07.txt"


@pytest.fixture(scope="session")
def article() -> Path:
    """Return the article the project is about; it is its publisher's and not in the repository."""
    if not ARTICLE.is_file():
        pytest.skip("the publisher's article is not at ../shared/article")
    return ARTICLE


@pytest.fixture(autouse=True)
def levels_of_logs() -> Iterator[None]:
    """Give the bot's loggers back the levels that the command line sets for a whole program."""
    loggers = [logging.getLogger(name) for name in ("", "bot", "knowledge", "alembic")]
    before = [logger.level for logger in loggers]
    yield
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)
