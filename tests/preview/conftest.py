"""The preview that tests share, and the one browser that they look at it with."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.preview.serving import served
from bot.settings import Settings
from tests.preview.tab import Tab, browsing, chromium, made

# What people write in articles to see whether it does anything.
HOSTILE = """\
---
title: "<script>window.hurt = 1</script> Zeppelins"
source: "<img src=x onerror='window.hurt = 1'>"
date: 2020-02-02
url: https://zeppelins.example/page
---

## <b onclick="window.hurt = 1">The hangar</b>

The zeppelin hangar <img src=x onerror="window.hurt = 1"> stood **at** [Friedrichshafen]\
(javascript:window.hurt=1) until the || secret || fire of 1914 <script>window.hurt = 1</script>.

The zeppelin captain wrote ```code``` and > quotes, # headings, @everyone and <@1> in his \
logbook of voyages.
"""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def address() -> AsyncGenerator[str]:
    """The preview of the article that ships."""
    async with served(made, Settings(rate_person=0, rate_channel=0), 0) as found:
        yield found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[str]:
    """The preview of an article that means harm."""
    folder: Path = tmp_path_factory.mktemp("articles")
    (folder / "zeppelins.md").write_text(HOSTILE, encoding="utf-8")
    settings = Settings(articles=folder, rate_person=0, rate_channel=0)
    async with served(made, settings, 0) as found:
        yield found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncGenerator[Browser]:
    """The browser."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium is installed: `apt install chromium`")
    async with browsing(path) as found:
        yield found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def one_tab(browser: Browser, address: str) -> AsyncGenerator[Tab]:
    """A page for all tests that need no other, which saves them the start of one."""
    async with Tab.at(browser, address) as found:
        yield found


@pytest_asyncio.fixture(loop_scope="session")
async def tab(one_tab: Tab) -> AsyncGenerator[Tab]:
    """A page as it is at first, in which nothing went wrong by the end."""
    await one_tab.opened()
    yield one_tab
    assert one_tab.problems == []
